//! Percentiles, and the table that is printed. Measures nothing.

use std::fmt::Write as _;
use std::time::Duration;

/// Times of one thing.
#[derive(Default)]
pub struct Figures(Vec<Duration>);

impl Figures {
    /// One more.
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// The time that so many of a hundred stayed within, in milliseconds; 0 without any.
    fn percentile(&self, of_hundred: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * of_hundred).div_ceil(100).saturating_sub(1);
        sorted.get(at).map_or(0.0, |took| took.as_secs_f64() * 1000.0)
    }
}

/// Both lines and their ratios.
pub fn table(typed: &Figures, floor: &Figures) -> String {
    let mut out = format!(
        "{:<46}{:>10}{:>10}\n",
        "typed code to unlock command at the bank", "p50", "p99"
    );
    let mut line = |what: &str, p50: f64, p99: f64, unit: &str| {
        let _ = writeln!(out, "  {what:<44}{p50:>7.2}{unit}{p99:>7.2}{unit}");
    };
    let of = |figures: &Figures| (figures.percentile(50), figures.percentile(99));
    let ((p50, p99), (least50, least99)) = (of(typed), of(floor));
    line("as it is", p50, p99, " ms");
    line(
        "floor: code checked, durable commit, broker hop",
        least50,
        least99,
        " ms",
    );
    line("ratio", p50 / least50, p99 / least99, " × ");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let mut figures = Figures::default();
        for ms in (1..=100).rev() {
            figures.add(Duration::from_millis(ms));
        }
        let near = |of_hundred, ms: f64| assert!((figures.percentile(of_hundred) - ms).abs() < 1e-9);
        near(50, 50.0);
        near(99, 99.0);
        near(100, 100.0);
        assert!(Figures::default().percentile(50).abs() < 1e-9);
    }
}

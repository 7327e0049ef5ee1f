//! How long to wait before connecting again: doubling up to a limit, each bank at its own moment, so that a broker that
//! comes back is not run over by all banks at once.

use std::time::Duration;

use domain::ids::BankId;

/// The pauses of one bank.
#[derive(Debug)]
pub struct Pause {
    seed: u64,
    attempt: u32,
    drawn: u64,
    first: Duration,
    longest: Duration,
}

impl Pause {
    /// Pauses from `first` to `longest`. The bank's id is the chance: no two have the same.
    pub fn new(bank: BankId, first: Duration, longest: Duration) -> Self {
        let (high, low) = bank.0.as_u64_pair();
        Self {
            seed: high ^ low,
            attempt: 0,
            drawn: 0,
            first,
            longest,
        }
    }

    /// The next pause: between half and all of what the doubling says.
    pub fn draw(&mut self) -> Duration {
        let whole = self.first.saturating_mul(1 << self.attempt.min(20)).min(self.longest);
        self.attempt = self.attempt.saturating_add(1);
        self.drawn = self.drawn.wrapping_add(1);
        let part = u32::try_from(mixed(self.seed ^ self.drawn) % 1_000).unwrap_or(0);
        whole / 2 + whole / 2 * part / 1_000
    }

    /// After a connection that worked.
    pub fn begin_again(&mut self) {
        self.attempt = 0;
    }
}

/// `SplitMix64`: spreads neighbouring numbers over the whole range.
fn mixed(n: u64) -> u64 {
    let n = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn pauses_double_stay_in_bounds_and_differ_between_banks() {
        let (first, longest) = (Duration::from_millis(100), Duration::from_secs(5));
        let draw = |bank: u128| {
            let mut pause = Pause::new(BankId(Uuid::from_u128(bank)), first, longest);
            (0..40).map(|_| pause.draw()).collect::<Vec<_>>()
        };
        let (one, two) = (draw(1), draw(2));
        assert_ne!(one, two);
        for (attempt, pause) in one.iter().enumerate() {
            let whole = first
                .saturating_mul(1 << u32::try_from(attempt.min(20)).unwrap())
                .min(longest);
            assert!(*pause >= whole / 2 && *pause <= whole, "{attempt}: {pause:?}");
        }
    }

    #[test]
    fn after_a_good_connection_it_begins_again() {
        let first = Duration::from_millis(100);
        let mut pause = Pause::new(BankId(Uuid::from_u128(1)), first, Duration::from_mins(1));
        for _ in 0..8 {
            pause.draw();
        }
        pause.begin_again();
        assert!(pause.draw() <= first);
    }
}

//! One figure that matters, with its way over time as a small line.

use leptos::prelude::*;

/// A figure. With `href` the tile leads to what it counts.
#[component]
pub fn StatTile(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The figure, formatted.
    #[prop(into)]
    value: Signal<String>,
    /// What to compare it with.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The last values, oldest first; drawn from two on.
    #[prop(optional)]
    trend: Vec<i64>,
    /// Where the things counted are listed.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let inside = view! {
        <span class="stat-label">{label}</span>
        <span class="stat-value">{move || value.get()}</span>
        {hint.map(|h| view! { <span class="stat-hint">{h}</span> })}
        {sparkline(&trend)
            .map(|(line, area)| {
                view! {
                    <svg class="stat-trend" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
                        <path class="stat-area" d=area></path>
                        <path class="stat-line" d=line></path>
                    </svg>
                }
            })}
    };
    match href {
        Some(href) => view! { <a class="stat" href=href>{inside}</a> }.into_any(),
        None => view! { <div class="stat">{inside}</div> }.into_any(),
    }
}

/// The paths of the line and of the area under it, on a field of 100 × 28.
fn sparkline(values: &[i64]) -> Option<(String, String)> {
    let (low, high) = (*values.iter().min()?, *values.iter().max()?);
    let last = i64::try_from(values.len()).ok()? - 1;
    if last < 1 {
        return None;
    }
    let span = (high - low).max(1);
    let mut line = String::new();
    for (i, value) in (0_i64..).zip(values) {
        let (x, y) = (i * 100 / last, 25 - (value - low) * 22 / span);
        line.push_str(if i == 0 { "M" } else { "L" });
        line.push_str(&x.to_string());
        line.push(' ');
        line.push_str(&y.to_string());
    }
    let area = [line.as_str(), "V28H0z"].concat();
    Some((line, area))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_needs_two_points() {
        assert_eq!(sparkline(&[]), None);
        assert_eq!(sparkline(&[4]), None);
        assert_eq!(
            sparkline(&[0, 11, 22]).map(|p| p.0).as_deref(),
            Some("M0 25L50 14L100 3")
        );
        assert_eq!(sparkline(&[7, 7]).map(|p| p.0).as_deref(), Some("M0 25L100 25"));
    }
}

//! Words for figures of desk and couriers, and of lockers. Pure functions; no markup.

use domain::reports::WorkBy;
use domain::{Day, Locale, Span};

use crate::i18n::number;
use crate::t::reports as text;

/// By what figures are summed up.
pub fn by(l: Locale, by: WorkBy) -> &'static str {
    match by {
        WorkBy::Month => text::by_month(l),
        WorkBy::Office => text::by_office(l),
    }
}

/// What a line is about, as people call it.
pub fn label(l: Locale, by: WorkBy, label: &str) -> String {
    match (by, label.split_once('-')) {
        (WorkBy::Office, _) if label.is_empty() => text::no_office(l).to_owned(),
        // The same in all languages, and short enough to stand below a column.
        (WorkBy::Month, Some((year, month))) => [month, "/", year].concat(),
        _ => label.to_owned(),
    }
}

/// Whether a line is about something that has a name of its own.
pub fn is_name(by: WorkBy, label: &str) -> bool {
    by == WorkBy::Office && !label.is_empty()
}

/// A figure as charts and tables take it.
pub fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Of a hundred; a dash where there is nothing to compare.
pub fn rate(l: Locale, rate: Option<u64>) -> String {
    rate.map_or_else(dash, |rate| text::percent(l, &number(l, count(rate))))
}

/// How long something took: minutes, hours or days, whatever says it best.
pub fn took(l: Locale, span: Option<Span>) -> String {
    let Some(span) = span else { return dash() };
    let minutes = minutes(span);
    match minutes {
        ..=119 => text::minutes(l, &number(l, minutes)),
        120..=2_879 => text::hours(l, &number(l, (minutes + 30) / 60)),
        _ => text::days(l, &number(l, (minutes + 720) / 1_440)),
    }
}

/// Whole minutes.
pub fn minutes(span: Span) -> i64 {
    span.as_seconds() / 60
}

/// Whole hours, rounded.
pub fn hours(span: Span) -> i64 {
    (minutes(span) + 30) / 60
}

/// Tenths of an hour, rounded.
pub fn tenths_of_hours(span: Span) -> i64 {
    (minutes(span) + 3) / 6
}

/// A figure in tenths as the language writes it, without a decimal that says nothing.
pub fn tenths(l: Locale, n: i64) -> String {
    let whole = number(l, n / 10);
    if n % 10 == 0 {
        return whole;
    }
    let point = match l {
        Locale::En | Locale::Zh => ".",
        Locale::Ro | Locale::Ru => ",",
    };
    [&whole, point, &(n % 10).to_string()].concat()
}

/// A day without its year (`03-09`), the same in all languages and short enough to stand below a column.
pub fn day(day: Day) -> String {
    let typed = day.typed();
    typed
        .split_once('-')
        .map_or_else(String::new, |(_, rest)| rest.to_owned())
}

fn dash() -> String {
    "\u{2013}".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_what_says_them_best() {
        let check = |span: Option<Span>, expected: &str| assert_eq!(took(Locale::En, span), expected);
        check(None, "\u{2013}");
        check(Some(Span::seconds(50)), "0 min");
        check(Some(Span::minutes(119)), "119 min");
        check(Some(Span::minutes(150)), "3 h");
        check(Some(Span::hours(60)), "3 d");
        assert_eq!(hours(Span::minutes(90)), 2);
    }

    #[test]
    fn short_figures_say_all_that_matters() {
        assert_eq!(
            (tenths(Locale::En, 265), tenths(Locale::Ru, 265)),
            ("26.5".into(), "26,5".into())
        );
        assert_eq!(tenths(Locale::Ro, 400), "40");
        assert_eq!(tenths_of_hours(Span::minutes(135)), 23);
        assert_eq!(day(Day::parse("2026-03-09").unwrap()), "03-09");
    }

    #[test]
    fn lines_have_names() {
        assert_eq!(label(Locale::En, WorkBy::Month, "2026-03"), "03/2026");
        assert_eq!(label(Locale::En, WorkBy::Office, "Baden-Baden"), "Baden-Baden");
        assert_eq!(label(Locale::En, WorkBy::Office, ""), "No office");
        assert_eq!(rate(Locale::En, Some(67)), "67 %");
        assert_eq!(rate(Locale::Zh, None), "\u{2013}");
    }
}

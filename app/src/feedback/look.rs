//! Words for stars and figures. Pure functions; no markup.

use domain::Locale;
use domain::feedback::{Stars, Tally};

use crate::i18n::number;
use crate::t::feedback as text;

/// What so many stars mean.
pub fn word(l: Locale, stars: Stars) -> &'static str {
    match stars.get() {
        1 => text::stars_1(l),
        2 => text::stars_2(l),
        3 => text::stars_3(l),
        4 => text::stars_4(l),
        _ => text::stars_5(l),
    }
}

/// A figure as charts and tables take it.
pub fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A mean with one decimal, as the language writes it; a dash where nobody said anything.
pub fn mean(l: Locale, tally: Tally) -> String {
    let Some(tenths) = tally.mean_tenths() else {
        return dash();
    };
    let point = match l {
        Locale::En | Locale::Zh => ".",
        Locale::Ro | Locale::Ru => ",",
    };
    [&(tenths / 10).to_string(), point, &(tenths % 10).to_string()].concat()
}

/// Of a hundred, how many gave one star or two; a dash where nobody said anything.
pub fn low(l: Locale, tally: Tally) -> String {
    let (all, few) = (tally.count(), tally.of(Stars::ALL[0]) + tally.of(Stars::ALL[1]));
    if all == 0 {
        return dash();
    }
    text::percent(l, &number(l, count((few * 100 + all / 2) / all)))
}

/// A month of figures (`2026-03`), the same in all languages and short enough to stand below a column.
pub fn month(label: &str) -> String {
    match label.split_once('-') {
        Some((year, month)) => [month, "/", year].concat(),
        None => label.to_owned(),
    }
}

fn dash() -> String {
    "\u{2013}".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(given: &[u8]) -> Tally {
        given.iter().filter_map(|many| Stars::new(*many)).collect()
    }

    #[test]
    fn every_number_of_stars_has_a_word_of_its_own() {
        for l in Locale::ALL {
            let mut words = Stars::ALL.map(|stars| word(l, stars)).to_vec();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), 5, "{l:?}");
        }
    }

    #[test]
    fn figures_are_written_as_the_language_does() {
        let given = tally(&[5, 5, 4, 3, 1]);
        assert_eq!(
            (mean(Locale::En, given), mean(Locale::Ru, given)),
            ("3.6".into(), "3,6".into())
        );
        assert_eq!(
            (low(Locale::En, given), low(Locale::Zh, given)),
            ("20 %".into(), "20%".into())
        );
        assert_eq!(
            (mean(Locale::Ro, tally(&[])), low(Locale::Ro, tally(&[]))),
            ("\u{2013}".into(), "\u{2013}".into())
        );
        assert_eq!((month("2026-03"), month("")), ("03/2026".to_owned(), String::new()));
    }
}

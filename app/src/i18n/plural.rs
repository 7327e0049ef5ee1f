//! Which plural form a whole number takes in each language (CLDR cardinal rules, v = 0).

use domain::Locale;

/// A plural category of CLDR, as far as one of our languages has it for whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// en, ro: the number 1. ru: 1, 21, 31, … but not 11.
    One,
    /// ro: 0, 2 to 19, 101 to 119, … ru: 2 to 4, 22 to 24, …
    Few,
    /// ru: 0, 5 to 20, 25 to 30, …
    Many,
    /// Everything else.
    Other,
}

/// The category of `n`; the sign does not matter.
pub fn plural(l: Locale, n: i64) -> Plural {
    let n = n.unsigned_abs();
    let (ten, hundred) = (n % 10, n % 100);
    match l {
        Locale::En | Locale::Ro if n == 1 => Plural::One,
        Locale::Ro if n == 0 || (1..=19).contains(&hundred) => Plural::Few,
        Locale::Ru if ten == 1 && hundred != 11 => Plural::One,
        Locale::Ru if (2..=4).contains(&ten) && !(12..=14).contains(&hundred) => Plural::Few,
        Locale::Ru => Plural::Many,
        Locale::En | Locale::Ro | Locale::Zh => Plural::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The integer samples that CLDR itself lists per category (plurals.xml), and the edges beside them.
    #[test]
    fn the_categories_are_those_of_cldr() {
        let check = |l: Locale, category: Plural, numbers: &[i64]| {
            for &n in numbers {
                assert_eq!(plural(l, n), category, "{n} in {l:?}");
                assert_eq!(plural(l, -n), category, "-{n} in {l:?}");
            }
        };
        check(Locale::En, Plural::One, &[1]);
        check(
            Locale::En,
            Plural::Other,
            &[0, 2, 3, 11, 16, 21, 100, 101, 1000, 1_000_000],
        );
        check(Locale::Ro, Plural::One, &[1]);
        check(Locale::Ro, Plural::Few, &[0, 2, 3, 16, 19, 101, 102, 119, 1001, 1019]);
        check(
            Locale::Ro,
            Plural::Other,
            &[20, 35, 99, 100, 120, 200, 1000, 1100, 10_000, 1_000_000],
        );
        check(
            Locale::Ru,
            Plural::One,
            &[1, 21, 31, 41, 51, 61, 71, 81, 101, 121, 1001, 1021],
        );
        check(
            Locale::Ru,
            Plural::Few,
            &[2, 3, 4, 22, 23, 24, 32, 34, 62, 102, 104, 122, 1002],
        );
        check(
            Locale::Ru,
            Plural::Many,
            &[
                0, 5, 10, 11, 12, 13, 14, 19, 20, 25, 100, 111, 112, 114, 1000, 1_000_000,
            ],
        );
        check(Locale::Zh, Plural::Other, &[0, 1, 2, 15, 100, 1_000_000]);
    }
}

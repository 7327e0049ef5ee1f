//! Whole numbers as each language groups them.

use domain::Locale;

/// `n` with the language's thousands separator: `12,345` (en, zh), `12.345` (ro), `12 345` with a
/// no-break space (ru). Four digits stay together, as all four prefer in running text.
pub fn number(l: Locale, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 8);
    if n < 0 {
        out.push('\u{2212}');
    }
    let separator = match l {
        Locale::En | Locale::Zh => ',',
        Locale::Ro => '.',
        Locale::Ru => '\u{a0}',
    };
    for (i, digit) in digits.chars().enumerate() {
        let left = digits.len() - i;
        if i > 0 && left.is_multiple_of(3) && digits.len() > 4 {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_as_the_language_does() {
        assert_eq!(number(Locale::En, 0), "0");
        assert_eq!(number(Locale::En, 9_999), "9999");
        assert_eq!(number(Locale::En, 1_234_567), "1,234,567");
        assert_eq!(number(Locale::Ro, 12_345), "12.345");
        assert_eq!(number(Locale::Ru, -12_345), "\u{2212}12\u{a0}345");
        assert_eq!(number(Locale::Zh, 100_000), "100,000");
        assert_eq!(number(Locale::En, i64::MIN), "\u{2212}9,223,372,036,854,775,808");
    }
}

//! Reads the texts as `catalogue.rs` packs them: all languages of a text in one, with control characters between them.
//!
//! One shared reader instead of four arms in each of a thousand functions: that is a tenth of a small wasm.

use domain::Locale;

use super::{Plural, plural};

const LANGUAGE_END: char = '\u{1f}';
const FORM_END: char = '\u{1e}';

/// The text of this language.
#[inline(never)]
pub fn pick(l: Locale, texts: &'static str) -> &'static str {
    let at = match l {
        Locale::En => 0,
        Locale::Ro => 1,
        Locale::Ru => 2,
        Locale::Zh => 3,
    };
    nth(texts, LANGUAGE_END, at)
}

/// The text of this language, with its holes filled.
#[inline(never)]
pub fn fill(l: Locale, texts: &'static str, holes: &[&str]) -> String {
    put(pick(l, texts), holes)
}

/// The form for so many in this language, with its holes filled.
#[inline(never)]
pub fn count(l: Locale, n: i64, texts: &'static str, holes: &[&str]) -> String {
    let at = match (l, plural(l, n)) {
        (Locale::Zh, _) | (_, Plural::One) => 0,
        (Locale::En, _) | (_, Plural::Few) => 1,
        _ => 2,
    };
    put(nth(pick(l, texts), FORM_END, at), holes)
}

fn nth(text: &'static str, end: char, at: usize) -> &'static str {
    // The generator has written every part: docs/decisions/0002-catalogue.md.
    text.split(end).nth(at).unwrap_or_default()
}

fn put(text: &str, holes: &[&str]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match holes.get((c as usize).wrapping_sub(1)) {
            Some(hole) => out.push_str(hole),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "Save\u{1f}Salvează\u{1f}Сохранить\u{1f}保存";
    const FILLED: &str = "\u{1} took \u{2}\u{1f}\u{2} la \u{1}\u{1f}\u{2} у \u{1}\u{1f}\u{1}取走\u{2}";
    const COUNTED: &str = "One day\u{1e}\u{1} days\u{1f}O zi\u{1e}\u{1} zile\u{1e}\u{1} de zile\u{1f}\
                           \u{1} день\u{1e}\u{1} дня\u{1e}\u{1} дней\u{1f}\u{1}天";

    #[test]
    fn each_language_finds_its_own() {
        assert_eq!(
            Locale::ALL.map(|l| pick(l, PLAIN)),
            ["Save", "Salvează", "Сохранить", "保存"]
        );
        let filled = Locale::ALL.map(|l| fill(l, FILLED, &["Ana", "X"]));
        assert_eq!(filled, ["Ana took X", "X la Ana", "X у Ana", "Ana取走X"]);
    }

    #[test]
    fn each_number_finds_its_form() {
        let of = |n: i64| Locale::ALL.map(|l| count(l, n, COUNTED, &[&n.to_string()]));
        assert_eq!(of(1), ["One day", "O zi", "1 день", "1天"]);
        assert_eq!(of(2), ["2 days", "2 zile", "2 дня", "2天"]);
        assert_eq!(of(25), ["25 days", "25 de zile", "25 дней", "25天"]);
    }
}

//! How names are folded for the search of the desk, and for that of lists. Pure.
//!
//! What must not be here: SQL, and the name as it is shown.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How many words of a name can begin a search.
const MOST_WORDS: usize = 6;
/// How much of a name is kept for the search, in characters.
const LONGEST: usize = 80;

/// The words of a name as people type them on any keyboard: lower case, without marks above and below letters.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let mut words = Vec::new();
    for word in plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        words.push(
            word.chars()
                .map(|c| match c {
                    'ł' => 'l',
                    'đ' | 'ð' => 'd',
                    'ø' => 'o',
                    'ı' => 'i',
                    other => other,
                })
                .collect(),
        );
    }
    words
}

/// The name begun at each of its words; a Chinese name, which has no spaces, at each of its characters.
pub(crate) fn turned(name: &str) -> Vec<String> {
    let words: Vec<String> = words(name)
        .iter()
        .flat_map(|word| {
            if word.chars().all(is_han) {
                word.chars().map(String::from).collect()
            } else {
                vec![word.clone()]
            }
        })
        .collect();
    let mut turned: Vec<String> = (0..words.len().min(MOST_WORDS))
        .map(|first| cut(&joined(words[first..].iter().chain(&words[..first]))))
        .collect();
    turned.sort();
    turned.dedup();
    turned
}

/// What a search looks for: the beginning of one of [`turned`].
pub(crate) fn wanted(text: &str) -> String {
    let words: Vec<String> = words(text)
        .iter()
        .flat_map(|word| {
            if word.chars().all(is_han) {
                word.chars().map(String::from).collect()
            } else {
                vec![word.clone()]
            }
        })
        .collect();
    cut(&joined(words.iter()))
}

fn joined<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_from_each_of_its_words_on_any_keyboard() {
        assert_eq!(turned("Ștefan Țăranu"), ["stefan taranu", "taranu stefan"]);
        assert_eq!(
            turned("Алёна  Иванова-Ким"),
            ["алена иванова ким", "иванова ким алена", "ким алена иванова"]
        );
        assert_eq!(turned("Ana Ana"), ["ana ana"]);
        assert!(turned("王小明").iter().any(|t| t.starts_with(&wanted("小明"))));
        assert!(turned("王小明").iter().any(|t| t.starts_with(&wanted("王小"))));
        assert_eq!(wanted(" TARANU  Şt"), "taranu st");
        assert!(turned("!!!").is_empty());
    }
}

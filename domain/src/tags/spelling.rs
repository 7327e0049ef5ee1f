//! How a key is read out over a bad line: the word for each sign, in each language.
//!
//! English takes the international radiotelephony words; Romanian, Russian and Chinese the words that people there
//! expect. The digits of Chinese are those of radio (幺, 拐 …), which sound like nothing else.

use crate::Locale;

use super::TagKey;

/// One sign and the word that stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spelled {
    /// The sign on the tag.
    pub sign: char,
    /// What the dispatcher says.
    pub word: &'static str,
}

/// A key as it is read out, sign by sign.
pub fn spell(key: &TagKey, locale: Locale) -> Vec<Spelled> {
    key.signs()
        .map(|sign| Spelled {
            sign,
            word: word(sign, locale),
        })
        .collect()
}

/// The word for a sign; empty for what no key has in it.
pub fn word(sign: char, locale: Locale) -> &'static str {
    let (_, en, ro, ru, zh) = WORDS.iter().find(|row| row.0 == sign).copied().unwrap_or_default();
    match locale {
        Locale::En => en,
        Locale::Ro => ro,
        Locale::Ru => ru,
        Locale::Zh => zh,
    }
}

type Row = (char, &'static str, &'static str, &'static str, &'static str);

/// Latin letters keep their own names in Russian and Chinese, followed by an example, because they are not of those
/// alphabets.
const WORDS: &[Row] = &[
    ('2', "Two", "Doi", "Двойка", "两"),
    ('3', "Three", "Trei", "Тройка", "三"),
    ('4', "Four", "Patru", "Четвёрка", "四"),
    ('5', "Five", "Cinci", "Пятёрка", "五"),
    ('6', "Six", "Șase", "Шестёрка", "六"),
    ('7', "Seven", "Șapte", "Семёрка", "拐"),
    ('8', "Eight", "Opt", "Восьмёрка", "八"),
    ('9', "Nine", "Nouă", "Девятка", "勾"),
    ('A', "Alfa", "Ana", "A, Анна", "A，Apple"),
    ('B', "Bravo", "Barbu", "B («бэ»), Борис", "B，Boy"),
    ('C', "Charlie", "Constantin", "C («цэ»), Цапля", "C，Cat"),
    ('D', "Delta", "Dumitru", "D («дэ»), Дмитрий", "D，Dog"),
    ('E', "Echo", "Elena", "E, Елена", "E，Egg"),
    ('F', "Foxtrot", "Florea", "F («эф»), Фёдор", "F，Fish"),
    ('G', "Golf", "Gheorghe", "G («гэ»), Григорий", "G，Girl"),
    ('H', "Hotel", "Haralambie", "H («аш»), Харитон", "H，Hat"),
    ('J', "Juliett", "Jean", "J («йот»), Жук", "J，Jack"),
    ('K', "Kilo", "Kilogram", "K («ка»), Константин", "K，King"),
    ('M', "Mike", "Maria", "M («эм»), Мария", "M，Moon"),
    ('N', "November", "Nicolae", "N («эн»), Николай", "N，Nose"),
    ('P', "Papa", "Petre", "P («пэ»), Павел", "P，Pen"),
    ('Q', "Quebec", "Qu, Quebec", "Q («ку»), Квебек", "Q，Queen"),
    ('R', "Romeo", "Radu", "R («эр»), Роман", "R，Red"),
    ('S', "Sierra", "Sandu", "S («эс»), Сергей", "S，Sun"),
    ('T', "Tango", "Tudor", "T («тэ»), Татьяна", "T，Tea"),
    ('V', "Victor", "Vasile", "V («вэ»), Василий", "V，Victory"),
    ('W', "Whiskey", "Dublu V", "W («дубль-вэ»), Вашингтон", "W，Water"),
    ('X', "X-ray", "Xenia", "X («икс»), Икс", "X，X-ray"),
    ('Y', "Yankee", "I grec", "Y («игрек»), Игрек", "Y，Yes"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_sign_has_a_word_of_its_own_in_every_language() {
        for locale in Locale::ALL {
            let words: BTreeSet<&str> = super::super::key::signs().map(|sign| word(sign, locale)).collect();
            assert!(!words.contains(""), "{locale:?}");
            assert_eq!(words.len(), 29, "{locale:?}");
        }
    }

    #[test]
    fn a_key_is_spelled_in_its_order() {
        let key = TagKey::parse("7QK4-M2XP").unwrap();
        let words: Vec<_> = spell(&key, Locale::En).into_iter().map(|s| s.word).collect();
        assert_eq!(
            words,
            ["Seven", "Quebec", "Kilo", "Four", "Mike", "Two", "X-ray", "Papa"]
        );
    }
}

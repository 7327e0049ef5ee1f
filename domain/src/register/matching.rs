//! How well a search fits a thing, by kind, words, place and days. Pure.
//!
//! What must not be here: the details that only its owner knows. They are never compared by a machine.

use serde::{Deserialize, Serialize};

use super::words::{alike, tokens};
use super::{CategoryCode, Day};
use crate::{FormCheck, Refusal, RefusalCode};

/// The longest text that is searched for, in characters.
const LONGEST: usize = 200;
/// A thing can be found a day before its owner thinks that it was lost.
const SLIP: i64 = 1;
/// After so many days nearness in time says nothing any more.
const FADES: i64 = 60;
/// What fits worse than this is not told.
const LEAST: u32 = 35;
/// Without a kind, so much of the words must be met.
const LEAST_WORDS: u32 = 30;

/// A form: somebody looks for what they lost. Fields as typed, all in the address of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LostForm {
    /// What it is, in words.
    pub q: String,
    /// [`CategoryCode`]; empty: any.
    pub category: String,
    /// Lost on this day, or not before it: `2026-03-01`.
    pub from: String,
    /// Not lost after this day.
    pub until: String,
    /// Where, in words.
    pub place: String,
}

/// What is looked for, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Of which kind.
    pub category: Option<CategoryCode>,
    /// What it is: [`tokens`].
    pub words: Vec<String>,
    /// Where it was lost: [`tokens`].
    pub place: Vec<String>,
    /// Between which days it was lost.
    pub lost: Option<(Day, Day)>,
}

/// What is compared of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Of which kind.
    pub category: CategoryCode,
    /// What it is: [`tokens`].
    pub words: Vec<String>,
    /// Where it was found, roughly: [`tokens`].
    pub place: Vec<String>,
    /// When it was found.
    pub found_on: Day,
}

impl LostForm {
    /// Whether nothing was typed yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Checks the form.
    ///
    /// # Errors
    /// `Form`: `Missing` at `q` with neither words nor a kind: a register is not for leafing through.
    pub fn check(&self) -> Result<Sought, Refusal> {
        let mut form = FormCheck::default();
        let category = form.take_optional("category", CategoryCode::parse(self.category.trim()));
        for (field, text) in [("q", &self.q), ("place", &self.place)] {
            if text.chars().count() > LONGEST {
                form.refuse(field, RefusalCode::TooLong);
            }
        }
        let words = tokens(&self.q);
        if words.is_empty() && self.category.trim().is_empty() {
            form.refuse("q", RefusalCode::Missing);
        }
        let from = form.take_optional("from", Day::parse(&self.from));
        let until = form.take_optional("until", Day::parse(&self.until));
        let lost = match (from, until) {
            (Some(from), Some(until)) if until < from => {
                form.refuse("until", RefusalCode::OutOfRange);
                None
            }
            (Some(from), until) => Some((from, until.unwrap_or(from))),
            (None, Some(until)) => Some((until.plus(-FADES), until)),
            (None, None) => None,
        };
        form.finish()?;
        Ok(Sought {
            category,
            words,
            place: tokens(&self.place),
            lost,
        })
    }
}

/// How well the thing fits, of a hundred; none when it is not worth telling.
pub fn score(sought: &Sought, offered: &Offered) -> Option<u32> {
    if sought.category.as_ref().is_some_and(|kind| *kind != offered.category) {
        return None;
    }
    let mut parts: Vec<(u32, u32)> = Vec::with_capacity(4);
    if sought.category.is_some() {
        parts.push((30, 100));
    }
    if !sought.words.is_empty() {
        let met = met(&sought.words, &offered.words);
        if sought.category.is_none() && met < LEAST_WORDS {
            return None;
        }
        parts.push((60, met));
    }
    if !sought.place.is_empty() {
        parts.push((15, met(&sought.place, &offered.place)));
    }
    if let Some((from, until)) = sought.lost {
        if offered.found_on < from.plus(-SLIP) {
            return None;
        }
        let after = (offered.found_on.0 - until.0).clamp(0, FADES);
        let near = u32::try_from((FADES - after) * 100 / FADES).unwrap_or_default();
        parts.push((25, near));
    }
    let (weights, sum) = parts.iter().fold((0, 0), |(weights, sum), (weight, part)| {
        (weights + weight, sum + weight * part)
    });
    let score = sum / weights.max(1);
    (score >= LEAST).then_some(score)
}

/// How many of a hundred of these words are met.
fn met(sought: &[String], offered: &[String]) -> u32 {
    let best = |word: &String| offered.iter().map(|other| alike(word, other)).max().unwrap_or_default();
    let sum: u32 = sought.iter().map(best).sum();
    sum / u32::try_from(sought.len()).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn offered(category: &str, words: &str, place: &str, found_on: &str) -> Offered {
        Offered {
            category: CategoryCode::parse(category).unwrap(),
            words: tokens(words),
            place: tokens(place),
            found_on: day(found_on),
        }
    }

    fn sought(q: &str, category: &str, place: &str, [from, until]: [&str; 2]) -> Sought {
        let form = LostForm {
            q: q.into(),
            category: category.into(),
            place: place.into(),
            from: from.into(),
            until: until.into(),
        };
        form.check().unwrap()
    }

    const ANY: [&str; 2] = ["", ""];

    #[test]
    fn words_are_found_whatever_the_keyboard_and_the_form() {
        let umbrella = offered(
            "clothing",
            "Umbrelă neagră cu mâner de lemn",
            "Piața Unirii",
            "2026-03-02",
        );
        for q in ["umbrela neagra", "UMBRELĂ NEAGRĂ", "umbrela cu maner"] {
            assert!(score(&sought(q, "", "", ANY), &umbrella).is_some(), "{q}");
        }
        let wallet = offered("wallet", "Чёрный кошелёк из кожи", "Арбат", "2026-03-02");
        assert!(score(&sought("черный кошелек", "", "", ANY), &wallet).unwrap() > 90);
        let purse = offered("wallet", "黑色真皮钱包", "深圳北站", "2026-03-02");
        assert!(score(&sought("黑色钱包", "", "", ANY), &purse).unwrap() > 60);
        assert_eq!(score(&sought("雨伞", "", "", ANY), &purse), None);
        // Kind and colour are enough in a foreign language.
        assert!(score(&sought("black leather", "wallet", "", ANY), &wallet).is_some());
    }

    #[test]
    fn a_thing_is_not_found_before_it_is_lost_and_the_sooner_the_better() {
        let lost = sought("blue rucksack", "bag", "", ["2026-03-01", "2026-03-03"]);
        let at = |found_on: &str| score(&lost, &offered("bag", "blue rucksack", "", found_on));
        assert_eq!(at("2026-02-20"), None);
        assert!(at("2026-02-28").is_some(), "a slip of a day");
        assert!(at("2026-03-03") > at("2026-03-20"));
        assert!(at("2026-03-20") > at("2026-05-20"));
    }

    #[test]
    fn another_kind_and_other_words_do_not_fit_and_the_place_helps() {
        let phone = offered("phone", "Samsung, cracked glass", "Metro Victoriei", "2026-03-02");
        assert_eq!(score(&sought("samsung", "wallet", "", ANY), &phone), None);
        assert_eq!(score(&sought("nokia 3310", "", "", ANY), &phone), None);
        let here = score(&sought("samsung", "", "victoriei", ANY), &phone);
        let there = score(&sought("samsung", "", "gara de nord", ANY), &phone);
        assert!(here > there, "{here:?} {there:?}");
    }

    #[test]
    fn a_search_needs_a_kind_or_a_word() {
        let refused = |form: LostForm, field: &str| form.check().err().and_then(|refusal| refusal.at(field));
        assert_eq!(refused(LostForm::default(), "q"), Some(RefusalCode::Missing));
        let empty = LostForm {
            q: "the".into(),
            ..LostForm::default()
        };
        assert_eq!(refused(empty, "q"), Some(RefusalCode::Missing));
        let backwards = LostForm {
            q: "keys".into(),
            from: "2026-03-02".into(),
            until: "2026-03-01".into(),
            ..LostForm::default()
        };
        assert_eq!(refused(backwards, "until"), Some(RefusalCode::OutOfRange));
        let kind = LostForm {
            category: "phone".into(),
            until: "2026-03-01".into(),
            ..LostForm::default()
        };
        assert_eq!(kind.check().unwrap().lost.unwrap().1, day("2026-03-01"));
    }
}

//! Kinds of things, and how long each is kept in which country: data, not code.
//!
//! What must not be here: a country's law. A rule says in words where it comes from; whoever runs the bureau answers for it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::accounts::country_code;
use crate::tags::InFour;
use crate::{FormCheck, Refusal, RefusalCode, ShortText, Span};

/// The name of a category in the database and on forms: `phone`, `wallet`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CategoryCode(String);

impl CategoryCode {
    /// Reads a name: small letters, digits and underscores, at most 40.
    ///
    /// # Errors
    /// `Missing` when empty, `NotAChoice` for anything else.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        match text.len() {
            0 => Err(RefusalCode::Missing),
            1..=40 if text.bytes().all(fits) => Ok(Self(text.to_owned())),
            _ => Err(RefusalCode::NotAChoice),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CategoryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for CategoryCode {
    type Err = RefusalCode;
    fn from_str(text: &str) -> Result<Self, RefusalCode> {
        Self::parse(text)
    }
}

/// A kind of things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its name in the database and on forms.
    pub code: CategoryCode,
    /// What people call it.
    pub name: InFour,
    /// What only whose thing it is can answer, as whoever claims one is asked.
    pub questions: Vec<InFour>,
}

/// How long things are kept before they may be sold or go back to their finder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRule {
    /// ISO 3166, two capital letters; none: every country without a rule of its own.
    pub country: Option<String>,
    /// Of which kind; none: every kind without a rule of its own.
    pub category: Option<CategoryCode>,
    /// How many days, from the day on which the thing came to us.
    pub days: u32,
    /// Where the rule comes from, in words; may be empty.
    pub note: String,
}

impl RetentionRule {
    /// The longest that a rule may say: thirty years.
    pub const MOST_DAYS: u32 = 10_958;

    /// What holds where no rule was written: half a year.
    pub const fn fallback() -> Self {
        Self {
            country: None,
            category: None,
            days: 180,
            note: String::new(),
        }
    }

    /// How long that is.
    pub fn span(&self) -> Span {
        Span::days(i64::from(self.days))
    }

    /// How closely it fits, if it does: a country's rule for the kind goes before its rule for all kinds, and that before
    /// the house's own rule for the kind.
    fn fits(&self, country: &str, category: &CategoryCode) -> Option<u8> {
        let here = self.country.as_deref().is_none_or(|own| own == country);
        let kind = self.category.as_ref().is_none_or(|own| own == category);
        (here && kind).then(|| 2 * u8::from(self.country.is_some()) + u8::from(self.category.is_some()))
    }
}

/// The rule that holds for a kind of things in a country: the one that fits most closely, else [`RetentionRule::fallback`].
pub fn rule_for(rules: &[RetentionRule], country: &str, category: &CategoryCode) -> RetentionRule {
    let fitting = rules
        .iter()
        .filter_map(|rule| Some((rule.fits(country, category)?, rule)));
    let closest = fitting.max_by_key(|(how, _)| *how).map(|(_, rule)| rule.clone());
    closest.unwrap_or_else(RetentionRule::fallback)
}

/// A form: a rule of retention. It takes the place of the one for the same country and kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionForm {
    /// Two letters; empty for every country without a rule of its own.
    pub country: String,
    /// [`CategoryCode`]; empty for every kind without a rule of its own.
    pub category: String,
    /// How many days.
    pub days: String,
    /// Where the rule comes from.
    pub note: String,
}

impl RetentionForm {
    /// Checks the form. Whether there is such a category, the backend knows.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<RetentionRule, Refusal> {
        let mut form = FormCheck::default();
        let country = match self.country.trim() {
            "" => None,
            typed => form.take("country", country_code(typed)),
        };
        let category = form.take_optional("category", CategoryCode::parse(&self.category));
        let days = match self.days.trim() {
            "" => Err(RefusalCode::Missing),
            typed => typed.parse::<u32>().map_err(|_| RefusalCode::OutOfRange),
        };
        let within = days.and_then(|days| match days {
            1..=RetentionRule::MOST_DAYS => Ok(days),
            _ => Err(RefusalCode::OutOfRange),
        });
        let days = form.take("days", within);
        let note = form.take_optional("note", ShortText::parse(&self.note));
        form.finish()?;
        Ok(RetentionRule {
            country,
            category,
            days: days.ok_or(Refusal::act(RefusalCode::Form))?,
            note: note.map(String::from).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(country: Option<&str>, category: Option<&str>, days: u32) -> RetentionRule {
        RetentionRule {
            country: country.map(str::to_owned),
            category: category.map(|code| CategoryCode::parse(code).unwrap()),
            days,
            note: String::new(),
        }
    }

    #[test]
    fn the_closest_rule_holds_and_the_house_has_one_for_all() {
        let rules = [
            rule(None, None, 100),
            rule(None, Some("food"), 2),
            rule(Some("RO"), None, 183),
            rule(Some("RO"), Some("phone"), 365),
        ];
        let days = |country: &str, category: &str| {
            let category = CategoryCode::parse(category).unwrap();
            [rule_for(&rules, country, &category).days, {
                let mut turned = rules.to_vec();
                turned.reverse();
                rule_for(&turned, country, &category).days
            }]
        };
        assert_eq!(days("RO", "phone"), [365, 365]);
        assert_eq!(
            days("RO", "food"),
            [183, 183],
            "a country's law goes before the house's habit"
        );
        assert_eq!(days("DE", "food"), [2, 2]);
        assert_eq!(days("DE", "phone"), [100, 100]);
        assert_eq!(rule_for(&[], "DE", &CategoryCode::parse("phone").unwrap()).days, 180);
    }

    #[test]
    fn a_rule_is_checked_as_typed() {
        let form = RetentionForm {
            country: " ro ".into(),
            category: "phone".into(),
            days: "183".into(),
            note: "Cod civil, art. 942".into(),
        };
        assert_eq!(form.check().unwrap().country.as_deref(), Some("RO"));
        let all = RetentionForm {
            days: "1".into(),
            ..RetentionForm::default()
        };
        assert_eq!(all.check().unwrap().category, None);
        let wrong = RetentionForm {
            country: "Romania".into(),
            category: "a phone".into(),
            days: "0".into(),
            note: String::new(),
        };
        let refusal = wrong.check().unwrap_err();
        assert_eq!(refusal.fields.len(), 3, "{refusal}");
        assert!(RetentionForm::default().check().unwrap_err().at("days").is_some());
    }
}

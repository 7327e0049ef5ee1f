//! What people type about a hand-over, checked once.

use serde::{Deserialize, Serialize};

use super::Stars;
use crate::base::text::several_lines;
use crate::ids::ConsignmentId;
use crate::{FormCheck, Refusal, RefusalCode};

/// What somebody tells besides stars: 1 to 500 characters, lines allowed. It may name people: it is kept sealed, and not
/// for long ([`super::COMMENT_LIFE`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment(String);

impl Comment {
    /// The longest, in characters.
    pub const MAX: usize = 500;

    /// Trims and checks; line ends become `\n`.
    ///
    /// # Errors
    /// `Missing`, `TooLong`, `OddCharacters`.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        several_lines(text, Self::MAX).map(Self)
    }

    /// The checked text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A rating that passed its check. Only the overall stars must be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// How it was, all in all.
    pub overall: Stars,
    /// The state of the compartment: whole, clean, dry.
    pub compartment: Option<Stars>,
    /// How easy it was.
    pub ease: Option<Stars>,
    /// What else there is to say.
    pub comment: Option<Comment>,
}

/// A form: how was it? Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingForm {
    /// The thing that was collected.
    pub consignment: String,
    /// Stars as a digit.
    pub overall: String,
    /// Stars as a digit, or empty.
    pub compartment: String,
    /// Stars as a digit, or empty.
    pub ease: String,
    /// Words, or empty.
    pub comment: String,
}

/// A form that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRating {
    /// The thing that was collected.
    pub consignment: ConsignmentId,
    /// What is said about it.
    pub rating: Rating,
}

impl RatingForm {
    /// The form of somebody who said this before.
    pub fn of(consignment: ConsignmentId, given: Option<&Rating>) -> Self {
        let digit = |stars: Option<Stars>| stars.map(|stars| stars.get().to_string()).unwrap_or_default();
        let words = given.and_then(|given| given.comment.as_ref());
        Self {
            consignment: consignment.to_string(),
            overall: digit(given.map(|given| given.overall)),
            compartment: digit(given.and_then(|given| given.compartment)),
            ease: digit(given.and_then(|given| given.ease)),
            comment: words.map(|words| words.as_str().to_owned()).unwrap_or_default(),
        }
    }

    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change; `NotFound` for what is no thing.
    pub fn check(&self) -> Result<CheckedRating, Refusal> {
        let consignment = self.consignment.parse::<ConsignmentId>();
        let consignment = consignment.map_err(|_| Refusal::act(RefusalCode::NotFound))?;
        let mut form = FormCheck::default();
        let overall = form.take("overall", Stars::parse(&self.overall));
        let compartment = form.take_optional("compartment", Stars::parse(&self.compartment));
        let ease = form.take_optional("ease", Stars::parse(&self.ease));
        let comment = form.take_optional("comment", Comment::parse(&self.comment));
        form.finish()?;
        let overall = overall.ok_or_else(|| Refusal::act(RefusalCode::Form))?;
        Ok(CheckedRating {
            consignment,
            rating: Rating {
                overall,
                compartment,
                ease,
                comment,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(overall: &str, compartment: &str, ease: &str, comment: &str) -> RatingForm {
        RatingForm {
            consignment: "01890a5d-ac96-774b-bcce-000000000001".to_owned(),
            overall: overall.to_owned(),
            compartment: compartment.to_owned(),
            ease: ease.to_owned(),
            comment: comment.to_owned(),
        }
    }

    #[test]
    fn only_the_overall_stars_must_be_given() {
        let checked = form("4", "", "", " \r\n ").check().unwrap();
        assert_eq!(checked.rating.overall.get(), 4);
        let rating = &checked.rating;
        assert_eq!((rating.compartment, rating.ease, &rating.comment), (None, None, &None));
        let whole = form("1", "5", "3", " dark,\r\nand it rained ").check().unwrap().rating;
        assert_eq!(whole.comment.as_ref().unwrap().as_str(), "dark,\nand it rained");
        assert_eq!(whole.ease, Stars::new(3));
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let at = |form: RatingForm, field: &str| form.check().unwrap_err().at(field);
        assert_eq!(at(form("", "", "", ""), "overall"), Some(RefusalCode::Missing));
        let refused = form("9", "0", "x", &"ж".repeat(501)).check().unwrap_err();
        for field in ["overall", "compartment", "ease"] {
            assert_eq!(refused.at(field), Some(RefusalCode::NotAChoice), "{field}");
        }
        assert_eq!(refused.at("comment"), Some(RefusalCode::TooLong));
        assert!(form("5", "", "", &"ж".repeat(500)).check().is_ok());
        assert_eq!(
            at(form("5", "", "", "a\u{202E}b"), "comment"),
            Some(RefusalCode::OddCharacters)
        );
        let nothing = RatingForm {
            consignment: "x".to_owned(),
            ..form("5", "", "", "")
        };
        assert_eq!(nothing.check().unwrap_err().code, RefusalCode::NotFound);
    }

    #[test]
    fn what_was_said_can_be_typed_again() {
        let said = form("4", "2", "", "cold");
        let checked = said.check().unwrap();
        assert_eq!(RatingForm::of(checked.consignment, Some(&checked.rating)), said);
        let bare = RatingForm::of(checked.consignment, None);
        assert_eq!(bare, form("", "", "", ""));
    }
}

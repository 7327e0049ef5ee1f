//! What people type when they need help, and what colleagues type when they give it.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::{FormCheck, Message, Refusal, RefusalCode, ShortText};

/// A form: I have a problem. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// Which problem: a word of [`Problem::wire`].
    pub problem: String,
    /// What there is to say about it; may stay empty.
    pub words: String,
}

/// The same, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAsk {
    /// What is wrong.
    pub problem: Problem,
    /// In their words.
    pub words: Option<Message>,
}

impl AskForm {
    /// Checks the form. Where nothing fits, something must be said.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedAsk, Refusal> {
        let mut form = FormCheck::default();
        let chosen = if self.problem.is_empty() {
            Err(RefusalCode::Missing)
        } else {
            let known = Problem::from_wire(&self.problem);
            known
                .filter(|problem| !problem.is_incident())
                .ok_or(RefusalCode::NotAChoice)
        };
        let problem = form.take("problem", chosen);
        let words = form.take_optional("words", Message::parse(&self.words));
        if problem == Some(Problem::Other) && self.words.trim().is_empty() {
            form.refuse("words", RefusalCode::Missing);
        }
        form.finish()?;
        let problem = problem.ok_or(Refusal::act(RefusalCode::Form))?;
        Ok(CheckedAsk { problem, words })
    }
}

/// A form: words to the other side, or to one's colleagues. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// What is said.
    pub words: String,
    /// Not empty: only colleagues read it.
    pub note: String,
}

impl AnswerForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` at `words`.
    pub fn check(&self) -> Result<Message, Refusal> {
        let mut form = FormCheck::default();
        let words = form.take("words", Message::parse(&self.words));
        form.finish()?;
        words.ok_or(Refusal::act(RefusalCode::Form))
    }

    /// Whether only colleagues read it.
    pub fn is_note(&self) -> bool {
        !self.note.is_empty()
    }
}

/// A form: something that is done for a reason. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    /// Why.
    pub reason: String,
}

impl ReasonForm {
    /// Checks the form; `field` is what it is called on its page.
    ///
    /// # Errors
    /// `Form` at `field`.
    pub fn check(&self, field: &str) -> Result<ShortText, Refusal> {
        let mut form = FormCheck::default();
        let reason = form.take(field, ShortText::parse(&self.reason));
        form.finish()?;
        reason.ok_or(Refusal::act(RefusalCode::Form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(problem: &str, words: &str) -> Result<CheckedAsk, Refusal> {
        AskForm {
            problem: problem.into(),
            words: words.into(),
        }
        .check()
    }

    #[test]
    fn a_problem_is_chosen_and_something_else_is_explained() {
        assert_eq!(ask("", "").unwrap_err().at("problem"), Some(RefusalCode::Missing));
        assert_eq!(
            ask("fire", "").unwrap_err().at("problem"),
            Some(RefusalCode::NotAChoice)
        );
        let theirs = ask("forced", "").unwrap_err();
        assert_eq!(
            theirs.at("problem"),
            Some(RefusalCode::NotAChoice),
            "banks say that, not people"
        );
        assert_eq!(ask("other", " ").unwrap_err().at("words"), Some(RefusalCode::Missing));
        assert_eq!(ask("lost_code", "").unwrap().words, None);
        let said = ask("other", "The screen is dark").unwrap();
        assert_eq!(said.words.unwrap().as_str(), "The screen is dark");
        let long = "x".repeat(601);
        assert_eq!(
            ask("lost_code", &long).unwrap_err().at("words"),
            Some(RefusalCode::TooLong)
        );
    }

    #[test]
    fn nothing_is_done_without_a_reason() {
        let refusal = ReasonForm::default().check("open_reason").unwrap_err();
        assert_eq!(refusal.at("open_reason"), Some(RefusalCode::Missing));
        assert!(AnswerForm::default().check().is_err());
    }
}

//! Calls of the desk: with whom, and what became of them.

use serde::{Deserialize, Serialize};

use crate::{FormCheck, Message, Refusal, RefusalCode};

/// With whom the desk spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the person")]
pub enum Whom {
    Owner,
    Finder,
}

impl Whom {
    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Finder => "finder",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::Owner, Self::Finder].into_iter().find(|w| w.wire() == text)
    }
}

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    /// They were told. With the owner, this is when the owner is told.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    LeftMessage,
    /// They call back.
    CallsBack,
    /// It is somebody else's number.
    WrongNumber,
}

impl CallOutcome {
    /// All of them, as the desk chooses among them.
    pub const ALL: [Self; 5] = [
        Self::Reached,
        Self::NoAnswer,
        Self::LeftMessage,
        Self::CallsBack,
        Self::WrongNumber,
    ];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NoAnswer => "no_answer",
            Self::LeftMessage => "left_message",
            Self::CallsBack => "calls_back",
            Self::WrongNumber => "wrong_number",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.wire() == text)
    }
}

/// A form: a call that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewCall {
    /// [`Whom::wire`].
    pub whom: String,
    /// [`CallOutcome::wire`].
    pub outcome: String,
    /// What was said, if it matters.
    pub note: String,
}

impl NewCall {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(Whom, CallOutcome, Option<Message>), Refusal> {
        let mut form = FormCheck::default();
        let choice = |text: &str| {
            if text.is_empty() {
                RefusalCode::Missing
            } else {
                RefusalCode::NotAChoice
            }
        };
        let whom = form.take("whom", Whom::from_wire(&self.whom).ok_or(choice(&self.whom)));
        let outcome = form.take(
            "outcome",
            CallOutcome::from_wire(&self.outcome).ok_or(choice(&self.outcome)),
        );
        let note = form.take_optional("note", Message::parse(&self.note));
        form.finish()?;
        match (whom, outcome) {
            (Some(whom), Some(outcome)) => Ok((whom, outcome, note)),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_says_with_whom_and_what_became_of_it() {
        let refused = NewCall::default().check().unwrap_err();
        assert_eq!(refused.at("whom"), Some(RefusalCode::Missing));
        assert_eq!(refused.at("outcome"), Some(RefusalCode::Missing));
        let call = NewCall {
            whom: "owner".into(),
            outcome: "reached".into(),
            note: String::new(),
        };
        assert_eq!(call.check(), Ok((Whom::Owner, CallOutcome::Reached, None)));
    }
}

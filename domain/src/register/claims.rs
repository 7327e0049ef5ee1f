//! What is typed when somebody claims a thing, fetches it, or when it comes to another end.
//!
//! What must not be here: whether an answer is right. Only a colleague who has the thing in the hand can say.

use serde::{Deserialize, Serialize};

use super::forms::once_fits;
use super::{Contact, Day, EndKind};
use crate::{Currency, Email, FormCheck, Locale, Message, Money, Phone, Refusal, RefusalCode, ShortText};

/// A form: this is mine. Fields as typed, by whoever lost it or by a colleague to whom they speak.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimForm {
    /// What it looks like, and what only its owner knows.
    pub words: String,
    /// The answers to the questions, in their order.
    pub answer_1: String,
    /// See [`Self::answer_1`].
    pub answer_2: String,
    /// See [`Self::answer_1`].
    pub answer_3: String,
    /// When it was lost, if they know.
    pub lost_on: String,
    /// Where it was lost.
    pub place: String,
    /// Who they are.
    pub name: String,
    /// How to reach them.
    pub email: String,
    /// How to reach them.
    pub phone: String,
    /// Their language: [`Locale::code`].
    pub locale: String,
    /// Made by the form when it is first shown, so that a second click makes no second claim.
    pub once: String,
    /// A field that people do not see: whoever fills it in is a machine.
    pub website: String,
}

/// What a claimant said. Kept sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimantShown {
    /// How to reach them.
    pub contact: Contact,
    /// Their language.
    pub locale: Locale,
    /// What it looks like, in their words.
    pub words: String,
    /// Their answers, in the order of the questions; may be empty.
    pub answers: Vec<String>,
    /// When they lost it.
    pub lost_on: Option<Day>,
    /// Where they lost it.
    pub place: Option<String>,
}

/// A claim that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedClaim {
    /// What they said.
    pub said: ClaimantShown,
    /// Makes the request repeatable.
    pub once: String,
    /// A machine filled it in.
    pub by_machine: bool,
}

impl ClaimForm {
    /// Checks the form. Whoever stands at the counter need not be reached otherwise.
    ///
    /// # Errors
    /// `Form` with every field that must change; `NeedsReach` at `email` when nobody could be told.
    pub fn check(&self, at_counter: bool) -> Result<CheckedClaim, Refusal> {
        let mut form = FormCheck::default();
        let words = form.take("words", Message::parse(&self.words));
        let mut answers = Vec::new();
        for (field, text) in [
            ("answer_1", &self.answer_1),
            ("answer_2", &self.answer_2),
            ("answer_3", &self.answer_3),
        ] {
            let answer = form.take_optional(field, ShortText::parse(text));
            answers.push(answer.map(String::from).unwrap_or_default());
        }
        let lost_on = form.take_optional("lost_on", Day::parse(&self.lost_on));
        let place = form.take_optional("place", ShortText::parse(&self.place));
        let name = form.take("name", ShortText::parse(&self.name));
        let email = form.take_optional("email", Email::parse(&self.email));
        let phone = form.take_optional("phone", Phone::parse(&self.phone));
        if !at_counter && self.email.trim().is_empty() && self.phone.trim().is_empty() {
            form.refuse("email", RefusalCode::NeedsReach);
        }
        if !once_fits(&self.once) {
            form.refuse("once", RefusalCode::NotAChoice);
        }
        form.finish()?;
        let (Some(words), Some(name)) = (words, name) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        Ok(CheckedClaim {
            said: ClaimantShown {
                contact: Contact {
                    name: Some(name),
                    email,
                    phone,
                },
                locale: Locale::from_code(&self.locale).unwrap_or_default(),
                words: words.into(),
                answers,
                lost_on,
                place: place.map(String::from),
            },
            once: self.once.clone(),
            by_machine: !self.website.is_empty(),
        })
    }
}

/// What somebody showed when they fetched a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// An identity card.
    IdentityCard,
    /// A passport.
    Passport,
    /// A driving licence.
    DrivingLicence,
    /// Another document, or somebody whom the house knows.
    Other,
}

impl Identity {
    /// All of them, as forms offer them.
    pub const ALL: [Self; 4] = [Self::IdentityCard, Self::Passport, Self::DrivingLicence, Self::Other];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity_card",
            Self::Passport => "passport",
            Self::DrivingLicence => "driving_licence",
            Self::Other => "other",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.wire() == text)
    }
}

/// A form: whoever proved it has the thing now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandOutForm {
    /// [`Identity::wire`]: what they showed. Its number is not kept.
    pub document: String,
    /// Their name as it stands there.
    pub name: String,
}

impl HandOutForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(Identity, ShortText), Refusal> {
        let mut form = FormCheck::default();
        let document = form.take(
            "document",
            Identity::from_wire(&self.document).ok_or(RefusalCode::NotAChoice),
        );
        let name = form.take("name", ShortText::parse(&self.name));
        form.finish()?;
        document.zip(name).ok_or(Refusal::act(RefusalCode::Form))
    }
}

/// A form: a thing comes to another end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// [`EndKind::wire`].
    pub how: String,
    /// The colleague who was there, where one must be.
    pub witness: String,
    /// To whom, why, how.
    pub note: String,
    /// What it was sold for.
    pub proceeds: String,
    /// Its currency: [`Currency::code`].
    pub currency: String,
}

impl EndForm {
    /// Checks the form: how, the witness, the note, the proceeds.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(EndKind, Option<ShortText>, ShortText, Option<Money>), Refusal> {
        let mut form = FormCheck::default();
        let how = form.take("how", EndKind::from_wire(&self.how).ok_or(RefusalCode::NotAChoice));
        let witness = ShortText::parse(&self.witness);
        let witness = if how.is_some_and(EndKind::needs_witness) {
            form.take("witness", witness)
        } else {
            form.take_optional("witness", witness)
        };
        let note = form.take("note", ShortText::parse(&self.note));
        let proceeds = if how == Some(EndKind::Sold) {
            let currency = form.take(
                "currency",
                Currency::from_code(&self.currency).ok_or(RefusalCode::NotAChoice),
            );
            currency.and_then(|currency| form.take("proceeds", Money::parse(&self.proceeds, currency)))
        } else {
            None
        };
        form.finish()?;
        match (how, note) {
            (Some(how), Some(note)) => Ok((how, witness, note, proceeds)),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_needs_words_a_name_and_a_way_to_answer() {
        let refusal = ClaimForm::default().check(false).unwrap_err();
        assert_eq!(refusal.at("words"), Some(RefusalCode::Missing));
        assert_eq!(refusal.at("name"), Some(RefusalCode::Missing));
        assert_eq!(refusal.at("email"), Some(RefusalCode::NeedsReach));
        let form = ClaimForm {
            words: "Black, a dog's picture inside".into(),
            answer_2: "Three".into(),
            name: "Maria Pop".into(),
            once: "abcdefgh".into(),
            website: "http://spam".into(),
            ..ClaimForm::default()
        };
        let at_counter = form.check(true).unwrap();
        assert_eq!(at_counter.said.answers, ["", "Three", ""]);
        assert!(at_counter.by_machine);
        assert!(form.check(false).is_err());
    }

    #[test]
    fn an_end_says_who_was_there_and_what_it_brought() {
        let form = |how: &str| EndForm {
            how: how.into(),
            note: "The time has passed".into(),
            currency: "RON".into(),
            ..EndForm::default()
        };
        let refused = |how: &str, field: &str| form(how).check().err().and_then(|refusal| refusal.at(field));
        assert_eq!(refused("sold", "witness"), Some(RefusalCode::Missing));
        assert_eq!(refused("sold", "proceeds"), Some(RefusalCode::Missing));
        assert_eq!(refused("destroyed", "witness"), Some(RefusalCode::Missing));
        assert_eq!(refused("lost", "how"), Some(RefusalCode::NotAChoice));
        assert!(form("returned_to_finder").check().is_ok());
        let sold = EndForm {
            witness: "Ana".into(),
            proceeds: "12,50".into(),
            ..form("sold")
        };
        assert_eq!(sold.check().unwrap().3.map(|money| money.minor), Some(1_250));
    }
}

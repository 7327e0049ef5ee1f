//! What is typed about a thing when it comes to us, and its check.
//!
//! What must not be here: claims (`claims.rs`), and instants. A day is a day wherever it is.

use serde::{Deserialize, Serialize};

use super::{CategoryCode, Day};
use crate::accounts::country_code;
use crate::ids::OfficeId;
use crate::{Email, FormCheck, Message, Phone, Refusal, RefusalCode, ShortText};

/// How a thing came to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Somebody brought it to the counter.
    Counter,
    /// It was cleared from a locker.
    Locker,
    /// By post or by a courier.
    Sent,
}

impl Source {
    /// All of them, as forms offer them.
    pub const ALL: [Self; 3] = [Self::Counter, Self::Locker, Self::Sent];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Locker => "locker",
            Self::Sent => "sent",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.wire() == text)
    }
}

/// How to reach somebody. Kept sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// How they are called.
    pub name: Option<ShortText>,
    /// Their address.
    pub email: Option<Email>,
    /// Their number.
    pub phone: Option<Phone>,
}

impl Contact {
    /// Whether nothing is known.
    pub const fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none() && self.phone.is_none()
    }
}

/// A form: a thing, new or changed. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThingForm {
    /// At which office it lies; only asked when it is new.
    pub office: String,
    /// [`CategoryCode`].
    pub category: String,
    /// What it is, in a few words.
    pub what: String,
    /// More about it; searched, never shown to people who search.
    pub description: String,
    /// What only its owner knows; never searched, never shown to anybody but colleagues.
    pub details: String,
    /// Something to ask whoever claims it, beside the questions of its category.
    pub question: String,
    /// Where it was found, as roughly as people who search may know.
    pub area: String,
    /// Where exactly; only for colleagues.
    pub place: String,
    /// When: `2026-03-01`.
    pub found_on: String,
    /// On which shelf it lies.
    pub storage: String,
    /// [`Source::wire`]; only asked when it is new.
    pub source: String,
    /// Whose law says how long it is kept, two letters; empty: the office's. Only asked when it is new.
    pub country: String,
    /// Whoever brought it, if they say.
    pub name: String,
    /// See [`Self::name`].
    pub email: String,
    /// See [`Self::name`].
    pub phone: String,
    /// Whether they want it if nobody comes: not empty means yes.
    pub wants: String,
    /// Made by the form when it is first shown, so that a second click makes no second thing.
    pub once: String,
}

/// A form that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `ThingForm`, understood")]
pub struct CheckedThing {
    pub office: Option<OfficeId>,
    pub category: CategoryCode,
    pub what: ShortText,
    pub description: Option<Message>,
    pub details: Option<Message>,
    pub question: Option<ShortText>,
    pub area: ShortText,
    pub place: Option<ShortText>,
    pub found_on: Day,
    pub storage: ShortText,
    pub source: Source,
    pub country: Option<String>,
    pub finder: Contact,
    pub finder_wants: bool,
    pub once: String,
}

impl ThingForm {
    /// Checks the form of a new thing. Whether office and category exist, and whether the day has come, is for the backend
    /// to say.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedThing, Refusal> {
        self.checked(true)
    }

    /// Checks the form of a thing that is changed: how it came, and from whom, stays as it is.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn check_change(&self) -> Result<CheckedThing, Refusal> {
        self.checked(false)
    }

    fn checked(&self, new: bool) -> Result<CheckedThing, Refusal> {
        let mut form = FormCheck::default();
        let office = match self.office.trim() {
            "" => None,
            id => form.take("office", id.parse::<OfficeId>().map_err(|_| RefusalCode::NotAChoice)),
        };
        let category = form.take("category", CategoryCode::parse(&self.category));
        let what = form.take("what", ShortText::parse(&self.what));
        let description = form.take_optional("description", Message::parse(&self.description));
        let details = form.take_optional("details", Message::parse(&self.details));
        let question = form.take_optional("question", ShortText::parse(&self.question));
        let area = form.take("area", ShortText::parse(&self.area));
        let place = form.take_optional("place", ShortText::parse(&self.place));
        let found_on = form.take("found_on", Day::parse(&self.found_on));
        let storage = form.take("storage", ShortText::parse(&self.storage));
        let source = match (Source::from_wire(&self.source), new) {
            (Some(source), _) => Some(source),
            (None, false) => Some(Source::Counter),
            (None, true) => form.take("source", Err(RefusalCode::NotAChoice)),
        };
        let country = match self.country.trim() {
            "" => None,
            typed => form.take("country", country_code(typed)),
        };
        let finder = self.finder(&mut form);
        if new && !once_fits(&self.once) {
            form.refuse("once", RefusalCode::NotAChoice);
        }
        form.finish()?;
        let all = || {
            Some(CheckedThing {
                office,
                category: category?,
                what: what?,
                description,
                details,
                question,
                area: area?,
                place,
                found_on: found_on?,
                storage: storage?,
                source: source?,
                country,
                finder_wants: !self.wants.is_empty() && !finder.is_empty(),
                finder,
                once: self.once.clone(),
            })
        };
        all().ok_or(Refusal::act(RefusalCode::Form))
    }

    fn finder(&self, form: &mut FormCheck) -> Contact {
        let finder = Contact {
            name: form.take_optional("name", ShortText::parse(&self.name)),
            email: form.take_optional("email", Email::parse(&self.email)),
            phone: form.take_optional("phone", Phone::parse(&self.phone)),
        };
        // Whoever wants it must be called when the time has passed.
        let asked = !self.wants.is_empty() && self.email.trim().is_empty() && self.phone.trim().is_empty();
        if asked {
            form.refuse("phone", RefusalCode::NeedsReach);
        }
        finder
    }
}

/// Whether this can be what makes a request repeatable.
pub(super) fn once_fits(once: &str) -> bool {
    (8..=64).contains(&once.len()) && once.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> ThingForm {
        ThingForm {
            category: "wallet".into(),
            what: "Black wallet".into(),
            details: "A photograph of a dog".into(),
            area: "Old town".into(),
            found_on: "2026-03-01".into(),
            storage: "Shelf 4".into(),
            source: "counter".into(),
            once: "abcdefgh".into(),
            ..ThingForm::default()
        }
    }

    #[test]
    fn a_thing_is_read_as_typed_and_all_that_is_wrong_is_told_at_once() {
        let thing = good().check().unwrap();
        assert_eq!((thing.office, thing.country, thing.finder_wants), (None, None, false));
        let refusal = ThingForm::default().check().unwrap_err();
        for field in ["category", "what", "area", "found_on", "storage", "source", "once"] {
            assert!(refusal.at(field).is_some(), "{field}: {refusal}");
        }
        // How it came is no question of a change.
        let changed = ThingForm {
            once: String::new(),
            source: String::new(),
            ..good()
        };
        assert!(changed.check_change().is_ok() && changed.check().is_err());
    }

    #[test]
    fn whoever_wants_it_must_be_reached() {
        let wants = ThingForm {
            name: "Ion".into(),
            wants: "on".into(),
            ..good()
        };
        assert_eq!(wants.check().unwrap_err().at("phone"), Some(RefusalCode::NeedsReach));
        let reached = ThingForm {
            phone: "+40 721 555 010".into(),
            ..wants
        };
        assert!(reached.check().unwrap().finder_wants);
    }
}

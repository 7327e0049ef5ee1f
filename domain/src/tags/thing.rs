//! What a key is attached to, and the forms by which keys get their owners.

use serde::{Deserialize, Serialize};

use super::TagKey;
use super::words::paragraphs;
use crate::accounts::owners::{ContactForm, NewOwner, OwnerDetails, TrustedContact};
use crate::photos::{CleanPhoto, Upload};
use crate::{Currency, Email, Error, FormCheck, Money, Refusal, RefusalCode, ShortText};

/// What kind of thing it is, for pictures and statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the things name themselves")]
pub enum ThingKind {
    Keys,
    Phone,
    Laptop,
    Bag,
    Wallet,
    Glasses,
    Bicycle,
    Pet,
    Other,
}

impl ThingKind {
    /// All of them, as they are offered.
    pub const ALL: [Self; 9] = [
        Self::Keys,
        Self::Phone,
        Self::Laptop,
        Self::Bag,
        Self::Wallet,
        Self::Glasses,
        Self::Bicycle,
        Self::Pet,
        Self::Other,
    ];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Keys => "keys",
            Self::Phone => "phone",
            Self::Laptop => "laptop",
            Self::Bag => "bag",
            Self::Wallet => "wallet",
            Self::Glasses => "glasses",
            Self::Bicycle => "bicycle",
            Self::Pet => "pet",
            Self::Other => "other",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text)
    }
}

/// What a key is attached to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// What kind.
    pub kind: ThingKind,
    /// What its owner calls it: "office keys".
    pub name: ShortText,
    /// What it looks like; only the owner and the desk read it.
    pub description: Option<String>,
    /// What a finder gets, if the owner promises something.
    pub reward: Option<Money>,
}

/// A form: what a key is attached to. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThingForm {
    /// [`ThingKind::wire`].
    pub kind: String,
    /// What its owner calls it.
    pub thing: String,
    /// What it looks like; may be empty.
    pub description: String,
    /// What a finder gets; may be empty.
    pub reward: String,
    /// ISO 4217, when there is a reward.
    pub currency: String,
}

impl ThingForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<Thing, Refusal> {
        let mut form = FormCheck::default();
        let thing = self.check_into(&mut form);
        form.finish()?;
        thing.ok_or(Refusal::act(RefusalCode::Form))
    }

    fn check_into(&self, form: &mut FormCheck) -> Option<Thing> {
        let missing = if self.kind.is_empty() {
            RefusalCode::Missing
        } else {
            RefusalCode::NotAChoice
        };
        let kind = form.take("kind", ThingKind::from_wire(&self.kind).ok_or(missing));
        let name = form.take("thing", ShortText::parse(&self.thing));
        let description = form.take_optional("description", paragraphs(&self.description, 600));
        let reward = if self.reward.trim().is_empty() {
            None
        } else {
            let currency = Currency::from_code(&self.currency).ok_or(RefusalCode::NotAChoice);
            let currency = form.take("currency", currency).unwrap_or(Currency::Eur);
            form.take("reward", Money::parse(&self.reward, currency))
                .filter(|money| money.minor > 0)
        };
        Some(Thing {
            kind: kind?,
            name: name?,
            description,
            reward,
        })
    }
}

/// A form: this key is mine now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivationForm {
    /// The key as typed.
    pub key: String,
    /// What it is attached to.
    #[serde(flatten)]
    pub thing: ThingForm,
    /// What it looks like; may be left out.
    #[serde(skip)]
    pub photo: Upload,
}

impl ActivationForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change; `NotAKey` at `key` for a typing error.
    pub fn check(&self) -> Result<(TagKey, Thing, Option<CleanPhoto>), Refusal> {
        let mut form = FormCheck::default();
        let key = form.take("key", TagKey::parse(&self.key));
        let thing = self.thing.check_into(&mut form);
        let photo = form.take_optional("photo", self.photo.check());
        form.finish()?;
        match (key, thing) {
            (Some(key), Some(thing)) => Ok((key, thing, photo)),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

/// A form of the desk: somebody on the telephone activates a key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TelephoneActivation {
    /// The key as read out.
    pub key: String,
    /// What it is attached to.
    #[serde(flatten)]
    pub thing: ThingForm,
    /// Who it is. Known by address, or by name and telephone, they get one key more; else they become an owner.
    pub owner: NewOwner,
    /// Who else may be called; left as it is when nothing is typed here.
    pub contacts: Vec<ContactForm>,
}

/// What [`TelephoneActivation::check`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in TelephoneActivation")]
pub struct CheckedTelephoneActivation {
    pub key: TagKey,
    pub thing: Thing,
    pub owner: OwnerDetails,
    pub contacts: Vec<TrustedContact>,
}

impl TelephoneActivation {
    /// Checks the form. Errors of a trusted contact stand at `contact_name0`, `contact_phone0`, `contact_email0`.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedTelephoneActivation, Refusal> {
        let mut form = FormCheck::default();
        let key = form.take("key", TagKey::parse(&self.key));
        let thing = self.thing.check_into(&mut form);
        let owner = join(&mut form, "", self.owner.check());
        let contacts = join(&mut form, "contact_", ContactForm::check_all(&self.contacts));
        form.finish()?;
        match (key, thing, owner, contacts) {
            (Some(key), Some(thing), Some(owner), Some(contacts)) => Ok(CheckedTelephoneActivation {
                key,
                thing,
                owner,
                contacts,
            }),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

/// Takes the errors of a form within the form.
fn join<T>(form: &mut FormCheck, prefix: &str, checked: Result<T, Refusal>) -> Option<T> {
    match checked {
        Ok(value) => Some(value),
        Err(refusal) => {
            for error in &refusal.fields {
                form.refuse(&format!("{prefix}{}", error.field), error.code);
            }
            None
        }
    }
}

/// A form: this key shall be somebody else's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferForm {
    /// Where the link goes.
    pub email: String,
}

impl TransferForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with the field.
    pub fn check(&self) -> Result<Email, Error> {
        let mut form = FormCheck::default();
        let email = form.take("email", Email::parse(&self.email));
        form.finish()?;
        email.ok_or_else(|| RefusalCode::Form.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = TelephoneActivation {
            key: "7QK4-M2XQ".into(),
            contacts: vec![ContactForm {
                name: "Ion".into(),
                ..ContactForm::default()
            }],
            ..TelephoneActivation::default()
        };
        let refusal = form.check().unwrap_err();
        for (field, code) in [
            ("key", RefusalCode::NotAKey),
            ("kind", RefusalCode::Missing),
            ("thing", RefusalCode::Missing),
            ("name", RefusalCode::Missing),
            ("phones0", RefusalCode::NeedsContact),
            ("contact_phone0", RefusalCode::NeedsContact),
        ] {
            assert_eq!(refusal.at(field), Some(code), "{field}");
        }
    }

    #[test]
    fn a_reward_needs_its_currency_and_nothing_is_no_reward() {
        let form = ThingForm {
            kind: "keys".into(),
            thing: "Office".into(),
            reward: "50".into(),
            ..ThingForm::default()
        };
        assert_eq!(form.check().unwrap_err().at("currency"), Some(RefusalCode::NotAChoice));
        let paid = ThingForm {
            currency: "RON".into(),
            ..form.clone()
        };
        assert_eq!(paid.check().unwrap().reward.map(|m| m.minor), Some(5_000));
        let none = ThingForm {
            reward: "0".into(),
            ..paid
        };
        assert_eq!(none.check().unwrap().reward, None);
    }
}

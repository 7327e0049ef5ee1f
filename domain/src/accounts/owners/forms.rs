//! What is typed by and about owners, and its checks. Each check names every field that must change.

use serde::{Deserialize, Serialize};

use super::quiet::minute_of_day;
use super::{QuietHours, TrustedContact};
use crate::accounts::{Password, Secret};
use crate::{Email, FormCheck, Locale, Phone, Refusal, RefusalCode, ShortText};

/// How many telephones a person may have.
const MOST_PHONES: usize = 5;
/// How many trusted contacts a person may have.
const MOST_CONTACTS: usize = 3;

/// A form: I want an account. The password is chosen when the mail is answered, by whoever can read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignUp {
    /// Their address, as typed.
    pub email: String,
    /// The language in which they read.
    pub locale: Locale,
    /// Where they were going: a path of ours that begins with `/`.
    pub return_to: Option<String>,
    /// Where the request came from, for the limit.
    pub address: String,
}

/// A form: I answer the mail of a sign-up.
#[derive(Clone)]
pub struct ConfirmSignUp {
    /// The secret of the link.
    pub secret: Secret,
    /// Their name.
    pub name: String,
    /// Their telephone; may be left empty.
    pub phone: String,
    /// Their time zone as the browser says it; UTC when it does not.
    pub time_zone: String,
    /// The chosen password, as typed.
    pub password: String,
    /// Where from.
    pub address: String,
    /// What the browser calls itself.
    pub device: String,
}

/// A form: I do not know my password any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Their address, as typed.
    pub email: String,
    /// The language in which they read.
    pub locale: Locale,
    /// Where the request came from, for the limit.
    pub address: String,
}

/// A form: a new password, through the link of a mail.
#[derive(Clone)]
pub struct ResetPassword {
    /// The secret of the link.
    pub secret: Secret,
    /// The chosen password, as typed.
    pub password: String,
    /// Where from.
    pub address: String,
    /// What the browser calls itself.
    pub device: String,
}

/// A form: my name, language and telephones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// Their name.
    pub name: String,
    /// Their language.
    pub locale: Locale,
    /// Their telephones as typed; empty ones are left out.
    pub phones: Vec<String>,
}

impl ProfileForm {
    /// Checks the form. An error of the third telephone stands at the field `phones2`.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(ShortText, Vec<Phone>), Refusal> {
        let mut form = FormCheck::default();
        let name = form.take("name", ShortText::parse(&self.name));
        let phones = check_phones(&mut form, &self.phones);
        form.finish()?;
        Ok((name.ok_or(Refusal::act(RefusalCode::Form))?, phones))
    }
}

fn check_phones(form: &mut FormCheck, typed: &[String]) -> Vec<Phone> {
    let mut phones: Vec<Phone> = Vec::new();
    for (at, typed) in typed.iter().enumerate() {
        let field = format!("phones{at}");
        match form.take_optional(&field, Phone::parse(typed)) {
            Some(_) if phones.len() == MOST_PHONES => form.refuse(&field, RefusalCode::OutOfRange),
            Some(phone) if !phones.contains(&phone) => phones.push(phone),
            _ => {}
        }
    }
    phones
}

/// A form: one trusted contact. Empty in all fields means none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Who.
    pub name: String,
    /// Their telephone.
    pub phone: String,
    /// Their address.
    pub email: String,
}

impl ContactForm {
    /// Checks a whole list; an error of the second one's telephone stands at the field `phone1`.
    ///
    /// # Errors
    /// `Form` with every field that must change; `NeedsContact` at `phone…` when neither telephone nor address is given.
    pub fn check_all(list: &[Self]) -> Result<Vec<TrustedContact>, Refusal> {
        let mut form = FormCheck::default();
        let mut contacts = Vec::new();
        for (at, typed) in list.iter().enumerate() {
            if typed.name.trim().is_empty() && typed.phone.trim().is_empty() && typed.email.trim().is_empty() {
                continue;
            }
            if contacts.len() == MOST_CONTACTS {
                form.refuse(&format!("name{at}"), RefusalCode::OutOfRange);
            }
            let name = form.take(&format!("name{at}"), ShortText::parse(&typed.name));
            let phone = form.take_optional(&format!("phone{at}"), Phone::parse(&typed.phone));
            let email = form.take_optional(&format!("email{at}"), Email::parse(&typed.email));
            if typed.phone.trim().is_empty() && typed.email.trim().is_empty() {
                form.refuse(&format!("phone{at}"), RefusalCode::NeedsContact);
            }
            if let Some(name) = name {
                contacts.push(TrustedContact { name, phone, email });
            }
        }
        form.finish()?;
        Ok(contacts)
    }
}

/// A form: when no telephone shall ring. Both times empty means never quiet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuietForm {
    /// From when, `22:00`.
    pub from: String,
    /// Until when, `07:00`.
    pub until: String,
    /// The IANA name of the time zone by which it is meant.
    pub time_zone: String,
}

impl QuietForm {
    /// Checks the times; whether there is such a time zone is known to the backend.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<Option<QuietHours>, Refusal> {
        if self.from.trim().is_empty() && self.until.trim().is_empty() {
            return Ok(None);
        }
        let mut form = FormCheck::default();
        let from = form.take("from", minute_of_day(&self.from));
        let until = form.take("until", minute_of_day(&self.until));
        let quiet = match (from, until) {
            (Some(from), Some(until)) => form.take("until", QuietHours::new(from, until)),
            _ => None,
        };
        form.finish()?;
        Ok(quiet)
    }
}

/// A form: another password.
#[derive(Clone)]
pub struct ChangePassword {
    /// The present one.
    pub current: Password,
    /// The new one, as typed.
    pub new: String,
}

/// A form: another address. It counts when its own mail was answered.
#[derive(Clone)]
pub struct ChangeEmail {
    /// The new one, as typed.
    pub email: String,
    /// The present password.
    pub password: Password,
}

/// A form of the desk: somebody on the telephone has a key and no account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewOwner {
    /// Their name.
    pub name: String,
    /// Their address; may be empty if there is a telephone.
    pub email: String,
    /// Their telephones as typed; empty ones are left out.
    pub phones: Vec<String>,
    /// The language in which they read.
    pub locale: Locale,
}

/// What [`NewOwner::check`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerDetails {
    /// Their name.
    pub name: ShortText,
    /// Their address, if they have one.
    pub email: Option<Email>,
    /// Their telephones.
    pub phones: Vec<Phone>,
    /// The language in which they read.
    pub locale: Locale,
}

impl NewOwner {
    /// Checks the form. An error of the first telephone stands at the field `phones0`.
    ///
    /// # Errors
    /// `Form` with every field that must change; `NeedsContact` at `phones0` when there is neither telephone nor address.
    pub fn check(&self) -> Result<OwnerDetails, Refusal> {
        let mut form = FormCheck::default();
        let name = form.take("name", ShortText::parse(&self.name));
        let email = form.take_optional("email", Email::parse(&self.email));
        let phones = check_phones(&mut form, &self.phones);
        if self.email.trim().is_empty() && self.phones.iter().all(|typed| typed.trim().is_empty()) {
            form.refuse("phones0", RefusalCode::NeedsContact);
        }
        form.finish()?;
        Ok(OwnerDetails {
            name: name.ok_or(Refusal::act(RefusalCode::Form))?,
            email,
            phones,
            locale: self.locale,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = ProfileForm {
            name: " ".to_owned(),
            phones: texts(&["+40 721 555 010", "", "12", "0040721555010"]),
            locale: Locale::Ro,
        };
        let refused = form.check().unwrap_err();
        assert_eq!(refused.at("name"), Some(RefusalCode::Missing));
        assert_eq!(refused.at("phones2"), Some(RefusalCode::NotAPhone));
        assert_eq!(refused.fields.len(), 2);
        let form = ProfileForm {
            name: "Ana".to_owned(),
            phones: texts(&["+40 721 555 010", "", "0040721555010"]),
            locale: Locale::Ro,
        };
        assert_eq!(form.check().unwrap().1.len(), 1, "the same number twice is one");
        let form = ProfileForm {
            phones: (10..16).map(|n| format!("+407215550{n}")).collect(),
            ..form
        };
        assert_eq!(form.check().unwrap_err().at("phones5"), Some(RefusalCode::OutOfRange));
    }

    #[test]
    fn a_contact_must_be_reachable_and_empty_ones_are_none() {
        let contact = |name: &str, phone: &str, email: &str| ContactForm {
            name: name.to_owned(),
            phone: phone.to_owned(),
            email: email.to_owned(),
        };
        let list = [contact("Ion", "+40721555010", ""), contact("", " ", "")];
        assert_eq!(ContactForm::check_all(&list).unwrap().len(), 1);
        let refused = ContactForm::check_all(&[contact("", "", "a@b.ro"), contact("Ion", "", "")]).unwrap_err();
        assert_eq!(refused.at("name0"), Some(RefusalCode::Missing));
        assert_eq!(refused.at("phone1"), Some(RefusalCode::NeedsContact));
    }

    #[test]
    fn an_owner_without_address_needs_a_telephone() {
        let mut form = NewOwner {
            name: "Ana".to_owned(),
            ..NewOwner::default()
        };
        assert_eq!(form.check().unwrap_err().at("phones0"), Some(RefusalCode::NeedsContact));
        form.phones = texts(&["+40721555010"]);
        assert_eq!(form.check().unwrap().email, None);
    }

    #[test]
    fn quiet_hours_are_both_or_none() {
        let form = |from: &str, until: &str| QuietForm {
            from: from.to_owned(),
            until: until.to_owned(),
            time_zone: "UTC".to_owned(),
        };
        assert_eq!(form("", "").check(), Ok(None));
        assert!(form("22:00", "07:00").check().unwrap().is_some());
        assert_eq!(
            form("22:00", "").check().unwrap_err().at("until"),
            Some(RefusalCode::Missing)
        );
        assert_eq!(
            form("22:00", "22:00").check().unwrap_err().at("until"),
            Some(RefusalCode::OutOfRange)
        );
    }
}

//! What people type about found things, checked once.

use serde::{Deserialize, Serialize};

use crate::base::text::several_lines;
use crate::photos::{CleanPhoto, Upload};
use crate::tags::TagKey;
use crate::{Email, FormCheck, Locale, Phone, Refusal, RefusalCode, ShortText};

/// What finder and owner say to each other: 1 to 600 characters, lines allowed, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Message(String);

impl Message {
    /// The longest, in characters.
    pub const MAX: usize = 600;

    /// Trims and checks; line ends become `\n`.
    ///
    /// # Errors
    /// `Missing`, `TooLong`, `OddCharacters` (as [`ShortText::parse`], of each line).
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        several_lines(text, Self::MAX).map(Self)
    }

    /// The checked text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Message {
    type Error = RefusalCode;
    fn try_from(text: String) -> Result<Self, RefusalCode> {
        Self::parse(&text)
    }
}

impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.0
    }
}

/// What the finder would like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wants {
    /// Nothing but thanks.
    #[default]
    Thanks,
    /// The reward, if the owner offers one.
    Reward,
}

impl Wants {
    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Thanks => "thanks",
            Self::Reward => "reward",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::Thanks, Self::Reward].into_iter().find(|w| w.wire() == text)
    }
}

/// A form: somebody found a thing with a key. Fields as typed, by the finder or by the desk for them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewReport {
    /// The key on the thing.
    pub key: String,
    /// Where the thing is now.
    pub place: String,
    /// The postcode of that place, if known: it decides which office answers.
    pub postcode: String,
    /// The country of that place: ISO 3166, two letters; empty for the bureau's own.
    pub country: String,
    /// How the finder is called, if they say.
    pub name: String,
    /// How to reach them, if they say.
    pub email: String,
    /// How to reach them, if they say.
    pub phone: String,
    /// [`Wants::wire`].
    pub wants: String,
    /// Something to tell the owner.
    pub words: String,
    /// The finder's language: [`Locale::code`].
    pub locale: String,
    /// Made by the form when it is first shown, so that a second click makes no second case.
    pub once: String,
    /// A field that people do not see: whoever fills it in is a machine.
    pub website: String,
    /// What it looks like; may be left out.
    #[serde(skip)]
    pub photo: Upload,
}

/// How to reach a finder.
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
    /// Whether there is any way to reach them besides their private link.
    pub const fn is_reachable(&self) -> bool {
        self.email.is_some() || self.phone.is_some()
    }
}

/// A report that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedReport {
    /// The key: well formed, whether there is one or not.
    pub key: TagKey,
    /// Where the thing is.
    pub place: Option<ShortText>,
    /// Its postcode, without spaces, in capitals.
    pub postcode: Option<String>,
    /// Its country, two capitals.
    pub country: Option<String>,
    /// How to reach the finder.
    pub contact: Contact,
    /// What they would like.
    pub wants: Wants,
    /// Something to tell the owner.
    pub words: Option<Message>,
    /// The finder's language.
    pub locale: Locale,
    /// Makes the request repeatable; 8 to 64 characters.
    pub once: String,
    /// A machine filled it in.
    pub by_machine: bool,
    /// What it looks like.
    pub photo: Option<CleanPhoto>,
}

impl NewReport {
    /// Checks the form; the same for web and telephone.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedReport, Refusal> {
        let mut form = FormCheck::default();
        let key = form.take("key", parse_key(&self.key));
        let place = form.take_optional("place", ShortText::parse(&self.place));
        let postcode = form.take_optional("postcode", postcode(&self.postcode));
        let country = form.take_optional("country", country(&self.country));
        let name = form.take_optional("name", ShortText::parse(&self.name));
        let email = form.take_optional("email", Email::parse(&self.email));
        let phone = form.take_optional("phone", Phone::parse(&self.phone));
        let words = form.take_optional("words", Message::parse(&self.words));
        let wants = match self.wants.as_str() {
            "" => Some(Wants::Thanks),
            wire => form.take("wants", Wants::from_wire(wire).ok_or(RefusalCode::NotAChoice)),
        };
        let once_fits =
            (8..=64).contains(&self.once.len()) && self.once.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !once_fits {
            form.refuse("once", RefusalCode::NotAChoice);
        }
        let photo = form.take_optional("photo", self.photo.check());
        form.finish()?;
        let (Some(key), Some(wants)) = (key, wants) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        Ok(CheckedReport {
            key,
            place,
            postcode,
            country,
            contact: Contact { name, email, phone },
            wants,
            words,
            locale: Locale::from_code(&self.locale).unwrap_or_default(),
            once: self.once.clone(),
            by_machine: !self.website.is_empty(),
            photo,
        })
    }
}

/// A key as typed. A slip is told as a slip; which keys there are is never told.
fn parse_key(typed: &str) -> Result<TagKey, RefusalCode> {
    if typed.trim().is_empty() {
        return Err(RefusalCode::Missing);
    }
    TagKey::parse(typed)
}

fn postcode(typed: &str) -> Result<String, RefusalCode> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    match code.len() {
        0 => Err(RefusalCode::Missing),
        3..=10 if code.bytes().all(|b| b.is_ascii_alphanumeric()) => Ok(code),
        _ => Err(RefusalCode::OutOfRange),
    }
}

fn country(typed: &str) -> Result<String, RefusalCode> {
    let code = typed.trim().to_ascii_uppercase();
    match code.len() {
        0 => Err(RefusalCode::Missing),
        2 if code.bytes().all(|b| b.is_ascii_uppercase()) => Ok(code),
        _ => Err(RefusalCode::NotAChoice),
    }
}

/// A form: a time and a place to meet. The time is what the wall clock at the place will show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewProposal {
    /// `2026-03-02T17:30`, as browsers write it.
    pub at: String,
    /// Where.
    pub place: String,
}

/// A proposal that passed its check: year, month, day, hour, minute, and where.
pub type MeetingForm = (i16, i8, i8, i8, i8, ShortText);

impl NewProposal {
    /// Checks the form. Whether that minute is still to come, the backend knows.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<MeetingForm, Refusal> {
        let mut form = FormCheck::default();
        let at = form.take("at", local_minute(&self.at));
        let place = form.take("place", ShortText::parse(&self.place));
        form.finish()?;
        match (at, place) {
            (Some((year, month, day, hour, minute)), Some(place)) => Ok((year, month, day, hour, minute, place)),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

fn local_minute(typed: &str) -> Result<(i16, i8, i8, i8, i8), RefusalCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let refused = RefusalCode::NotAChoice;
    let (date, time) = typed.split_once(['T', ' ']).ok_or(refused)?;
    let mut date = date.splitn(3, '-');
    let mut next = || date.next().ok_or(refused);
    let (year, month, day) = (next()?, next()?, next()?);
    let (hour, minute) = time.split_once(':').ok_or(refused)?;
    let minute = minute.get(..2).ok_or(refused)?;
    let small = |text: &str, most: i8| {
        text.parse::<i8>()
            .ok()
            .filter(|n| (0..=most).contains(n))
            .ok_or(refused)
    };
    Ok((
        year.parse().ok().filter(|y| (2020..2200).contains(y)).ok_or(refused)?,
        small(month, 12)?,
        small(day, 31)?,
        small(hour, 23)?,
        small(minute, 59)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_lines_and_nothing_odd() {
        assert_eq!(Message::parse(" a\r\n\r\nb ").unwrap().as_str(), "a\n\nb");
        assert_eq!(Message::parse(" \n "), Err(RefusalCode::Missing));
        assert_eq!(Message::parse(&"x".repeat(601)), Err(RefusalCode::TooLong));
        assert!(Message::parse(&"x".repeat(600)).is_ok());
        assert_eq!(Message::parse("a\u{202E}b"), Err(RefusalCode::OddCharacters));
        assert_eq!(Message::parse("a\u{7}b"), Err(RefusalCode::OddCharacters));
    }

    #[test]
    fn a_proposal_needs_a_minute_and_a_place() {
        let check = |at: &str, place: &str| {
            let form = NewProposal {
                at: at.into(),
                place: place.into(),
            };
            form.check()
                .map(|(y, mo, d, h, mi, p)| (y, mo, d, h, mi, p.to_string()))
        };
        assert_eq!(
            check("2026-03-02T17:30", "Gara de Nord"),
            Ok((2026, 3, 2, 17, 30, "Gara de Nord".to_owned()))
        );
        let refused = check("", "").unwrap_err();
        assert_eq!(refused.at("at"), Some(RefusalCode::Missing));
        assert_eq!(refused.at("place"), Some(RefusalCode::Missing));
        for odd in [
            "tomorrow",
            "2026-13-01T00:00",
            "2026-01-01T24:00",
            "2026-01-01",
            "26-1-1T1:1",
        ] {
            assert_eq!(
                check(odd, "x").unwrap_err().at("at"),
                Some(RefusalCode::NotAChoice),
                "{odd}"
            );
        }
    }

    #[test]
    fn postcodes_are_written_in_many_ways() {
        assert_eq!(postcode(" md-2001 ").as_deref(), Ok("MD2001"));
        assert_eq!(postcode(""), Err(RefusalCode::Missing));
        assert_eq!(postcode("!!!"), Err(RefusalCode::OutOfRange));
    }
}

//! What dispatchers type, and its check.
//!
//! What must not be here: instants. A window is typed as the clock of the office shows it; the backend knows the zone.

use serde::{Deserialize, Serialize};

use super::types::{Stop, StopKind};
use crate::accounts::{country_code, postcode};
use crate::ids::{CaseId, OfficeId};
use crate::{Currency, Email, FormCheck, Locale, Money, Phone, Refusal, RefusalCode, ShortText};

/// One end of the way, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields of `Stop`, as typed")]
pub struct StopForm {
    /// [`StopKind::wire`].
    pub kind: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    /// Their language: [`Locale::code`].
    pub locale: String,
    pub address: String,
    pub city: String,
    pub postcode: String,
}

/// A form: a job for the couriers. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewTicket {
    /// The case that it serves, if it serves one.
    pub case: String,
    /// What is to be carried.
    pub what: String,
    /// Where it is fetched.
    pub from: StopForm,
    /// Where it is brought.
    pub to: StopForm,
    /// The day of fetching, `2026-03-01`, and the hours, `10:00`, by the clock of the office.
    pub pick_day: String,
    /// See [`Self::pick_day`].
    pub pick_from: String,
    /// See [`Self::pick_day`].
    pub pick_until: String,
    /// The day of bringing, and the hours.
    pub drop_day: String,
    /// See [`Self::drop_day`].
    pub drop_from: String,
    /// See [`Self::drop_day`]: the end of it is what was promised.
    pub drop_until: String,
    /// What the finder is given in thanks, if anything.
    pub reward: String,
    /// Its currency: [`Currency::code`].
    pub currency: String,
    /// Which office's couriers; empty: the one that answers for the postcode where it is fetched.
    pub office: String,
    /// The country of the postcodes, two letters.
    pub country: String,
    /// Made by the form when it is first shown, so that a second click makes no second ticket.
    pub once: String,
}

/// Hours of a day, by the clock of the office: minutes since its midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "a date and two times of day name themselves")]
pub struct LocalWindow {
    pub year: i16,
    pub month: i8,
    pub day: i8,
    /// Minutes since midnight.
    pub from: i16,
    /// Minutes since midnight, after `from`.
    pub until: i16,
}

/// A form that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `NewTicket`, understood")]
pub struct CheckedTicket {
    pub case: Option<CaseId>,
    pub what: ShortText,
    pub from: Stop,
    pub to: Stop,
    pub pick: LocalWindow,
    pub drop: LocalWindow,
    pub reward: Option<Money>,
    pub office: Option<OfficeId>,
    pub country: String,
    /// Where it is fetched, for finding the office.
    pub postcode: String,
    pub once: String,
}

impl NewTicket {
    /// Checks the form. Whether office and case exist, and whether the hours lie ahead, is for the backend to say.
    ///
    /// # Errors
    /// `Form` with every field that must change; those of the stops are named `from.name`, `to.phone` and so on.
    pub fn check(&self) -> Result<CheckedTicket, Refusal> {
        let mut form = FormCheck::default();
        let choice = RefusalCode::NotAChoice;
        let case = match self.case.trim() {
            "" => None,
            id => form.take("case", id.parse::<CaseId>().map_err(|_| choice)),
        };
        let office = match self.office.trim() {
            "" => None,
            id => form.take("office", id.parse::<OfficeId>().map_err(|_| choice)),
        };
        let country = form.take("country", country_code(&self.country));
        let what = form.take("what", ShortText::parse(&self.what));
        let from = self.from.check("from", &mut form);
        let to = self.to.check("to", &mut form);
        let pick = window(&mut form, "pick", [&self.pick_day, &self.pick_from, &self.pick_until]);
        let drop = window(&mut form, "drop", [&self.drop_day, &self.drop_from, &self.drop_until]);
        let currency = form.take(
            "currency",
            Currency::from_code(&self.currency).ok_or(RefusalCode::NotAChoice),
        );
        let reward = currency.and_then(|c| form.take_optional("reward", Money::parse(&self.reward, c)));
        let once_fits =
            (8..=64).contains(&self.once.len()) && self.once.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !once_fits {
            form.refuse("once", choice);
        }
        form.finish()?;
        let all = || {
            Some(CheckedTicket {
                case,
                what: what?,
                from: from?,
                to: to?,
                pick: pick?,
                drop: drop?,
                reward: reward.filter(|money| money.minor > 0),
                office,
                country: country?,
                postcode: postcode(&self.from.postcode),
                once: self.once.clone(),
            })
        };
        all().ok_or(Refusal::act(RefusalCode::Form))
    }
}

impl StopForm {
    fn check(&self, side: &str, form: &mut FormCheck) -> Option<Stop> {
        let at = |field: &str| [side, ".", field].concat();
        let kind = form.take(
            &at("kind"),
            StopKind::from_wire(&self.kind).ok_or(RefusalCode::NotAChoice),
        );
        let name = form.take(&at("name"), ShortText::parse(&self.name));
        let phone = form.take_optional(&at("phone"), Phone::parse(&self.phone));
        let email = form.take_optional(&at("email"), Email::parse(&self.email));
        let address = form.take(&at("address"), ShortText::parse(&self.address));
        let city = form.take(&at("city"), ShortText::parse(&self.city));
        let postcode = form.take_optional(&at("postcode"), ShortText::parse(&self.postcode));
        Some(Stop {
            kind: kind?,
            name: name?.into(),
            phone,
            email,
            locale: Locale::from_code(&self.locale).unwrap_or_default(),
            address: address?.into(),
            city: city?.into(),
            postcode: postcode.map(String::from).unwrap_or_default(),
        })
    }
}

fn window(form: &mut FormCheck, leg: &str, [day, from, until]: [&str; 3]) -> Option<LocalWindow> {
    let at = |field: &str| [leg, "_", field].concat();
    let date = form.take(&at("day"), date(day));
    let from = form.take(&at("from"), local_minute(from));
    let until = form.take(&at("until"), local_minute(until));
    let ((year, month, day), from, until) = (date?, from?, until?);
    if until <= from {
        form.refuse(&at("until"), RefusalCode::OutOfRange);
        return None;
    }
    Some(LocalWindow {
        year,
        month,
        day,
        from,
        until,
    })
}

/// A day as a browser writes it: `2026-03-01`.
fn date(text: &str) -> Result<(i16, i8, i8), RefusalCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let wrong = RefusalCode::OutOfRange;
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else {
        return Err(wrong);
    };
    let year: i16 = year.parse().map_err(|_| wrong)?;
    let month: i8 = month.parse().map_err(|_| wrong)?;
    let day: i8 = day.parse().map_err(|_| wrong)?;
    if (2000..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) {
        Ok((year, month, day))
    } else {
        Err(wrong)
    }
}

/// A time of day as a browser writes it, `09:30`, in minutes since midnight.
///
/// # Errors
/// `Missing` when empty, `OutOfRange` for what no clock shows.
pub fn local_minute(text: &str) -> Result<i16, RefusalCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let wrong = RefusalCode::OutOfRange;
    let (hour, minute) = text.split_once(':').ok_or(wrong)?;
    let hour: i16 = hour.parse().map_err(|_| wrong)?;
    let minute: i16 = minute.get(..2).unwrap_or(minute).parse().map_err(|_| wrong)?;
    if (0..24).contains(&hour) && (0..60).contains(&minute) {
        Ok(hour * 60 + minute)
    } else {
        Err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(kind: &str) -> StopForm {
        StopForm {
            kind: kind.to_owned(),
            name: "Maria Ionescu".to_owned(),
            phone: "+40 721 555 010".to_owned(),
            email: String::new(),
            locale: "ro".to_owned(),
            address: "Calea Victoriei 12".to_owned(),
            city: "București".to_owned(),
            postcode: "010-061".to_owned(),
        }
    }

    fn good() -> NewTicket {
        NewTicket {
            what: "A bunch of keys".to_owned(),
            from: stop("finder"),
            to: stop("owner"),
            pick_day: "2026-03-01".to_owned(),
            pick_from: "10:00".to_owned(),
            pick_until: "12:30".to_owned(),
            drop_day: "2026-03-01".to_owned(),
            drop_from: "14:00".to_owned(),
            drop_until: "16:00".to_owned(),
            currency: "RON".to_owned(),
            country: "ro".to_owned(),
            once: "abcdefgh".to_owned(),
            ..NewTicket::default()
        }
    }

    #[test]
    fn a_ticket_is_read_as_typed() {
        let ticket = good().check().unwrap();
        assert_eq!((ticket.pick.from, ticket.pick.until), (600, 750));
        assert_eq!((ticket.country.as_str(), ticket.postcode.as_str()), ("RO", "010061"));
        assert_eq!((ticket.reward, ticket.office, ticket.case), (None, None, None));
        let reward = NewTicket {
            reward: "50".into(),
            ..good()
        };
        assert_eq!(reward.check().unwrap().reward, Some(Money::new(5_000, Currency::Ron)));
    }

    #[test]
    fn a_form_tells_all_that_is_wrong_at_once() {
        let refusal = NewTicket::default().check().unwrap_err();
        for field in [
            "what",
            "from.name",
            "to.address",
            "pick_day",
            "drop_until",
            "from.kind",
            "once",
        ] {
            assert!(refusal.at(field).is_some(), "{field}: {refusal}");
        }
        let backwards = NewTicket {
            pick_until: "09:00".into(),
            drop_day: "2026-13-01".into(),
            ..good()
        };
        let refusal = backwards.check().unwrap_err();
        assert_eq!(refusal.at("pick_until"), Some(RefusalCode::OutOfRange));
        assert_eq!(refusal.at("drop_day"), Some(RefusalCode::OutOfRange));
    }
}

//! Offices: the regional branches of an organisation, the areas they answer for, and how far a colleague's arm reaches.
//!
//! What must not be here: cases and tickets. They carry an office's id and ask [`Reach`].

use serde::{Deserialize, Serialize};

use super::{Actor, PersonView, Role};
use crate::base::degrees::degrees;
use crate::ids::OfficeId;
use crate::{FormCheck, Moment, Phone, Refusal, RefusalCode, ShortText};

/// How much of an organisation's regional work somebody sees and touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Every office's: managers, the central desk, and the house itself.
    All,
    /// One office's, and what no office answers for.
    Office(OfficeId),
}

impl Reach {
    /// Whether work of that office (none: nobody's area) lies within reach.
    pub fn covers(self, office: Option<OfficeId>) -> bool {
        match (self, office) {
            (Self::All, _) | (_, None) => true,
            (Self::Office(own), Some(office)) => own == office,
        }
    }

    /// The one office that it is narrowed to.
    pub const fn office(self) -> Option<OfficeId> {
        match self {
            Self::All => None,
            Self::Office(own) => Some(own),
        }
    }
}

impl Actor {
    /// How far this actor's arm reaches among the offices of their organisation. It narrows what the table of
    /// rights allows; it grants nothing.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Person {
                roles,
                office: Some(own),
                ..
            } if !roles.contains(&Role::Manager) => Reach::Office(*own),
            _ => Reach::All,
        }
    }
}

/// A region that an office answers for: every postcode of the country that begins so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Area {
    /// ISO 3166, two capital letters.
    pub country: String,
    /// How its postcodes begin: capitals and digits only; empty for the whole country.
    pub prefix: String,
}

impl Area {
    /// The longest prefix.
    pub const MAX_PREFIX: usize = 10;
    /// Stands for the whole country where an area is typed.
    pub const WHOLE: &'static str = "*";

    /// Reads areas as a manager types them: `RO 01, RO 02; CN *`. Twice the same counts once.
    ///
    /// # Errors
    /// `NotAChoice` for what is no country and prefix, `TooLong` for a prefix that no postcode has.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, RefusalCode> {
        let parts = text.split([',', ';', '\n', '，', '；', '、']).map(str::trim);
        let mut areas = parts
            .filter(|part| !part.is_empty())
            .map(Self::parse)
            .collect::<Result<Vec<_>, _>>()?;
        areas.sort();
        areas.dedup();
        Ok(areas)
    }

    fn parse(text: &str) -> Result<Self, RefusalCode> {
        let (country, rest) = text.split_once(char::is_whitespace).ok_or(RefusalCode::NotAChoice)?;
        let country = country_code(country)?;
        let rest = rest.trim();
        if rest == Self::WHOLE {
            let prefix = String::new();
            return Ok(Self { country, prefix });
        }
        let prefix = postcode(rest);
        match prefix.len() {
            0 => Err(RefusalCode::NotAChoice),
            n if n > Self::MAX_PREFIX => Err(RefusalCode::TooLong),
            _ => Ok(Self { country, prefix }),
        }
    }

    /// As [`Self::parse_list`] reads it.
    pub fn typed(&self) -> String {
        let prefix = if self.prefix.is_empty() {
            Self::WHOLE
        } else {
            &self.prefix
        };
        [&self.country, " ", prefix].concat()
    }
}

/// A country as two capital letters.
///
/// # Errors
/// `NotAChoice` for anything else.
pub fn country_code(text: &str) -> Result<String, RefusalCode> {
    let code = text.trim().to_ascii_uppercase();
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err(RefusalCode::NotAChoice)
    }
}

/// A postcode as it is compared: capitals and digits, without spaces and dashes.
pub fn postcode(text: &str) -> String {
    let kept = text.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// A form: an office, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields of `Office`, as typed")]
pub struct OfficeForm {
    pub name: String,
    pub address: String,
    pub city: String,
    pub phone: String,
    pub time_zone: String,
    pub opening_hours: String,
    pub latitude: String,
    pub longitude: String,
    /// As [`Area::parse_list`] reads them.
    pub areas: String,
}

/// What an office is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// What people call it.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// The town.
    pub city: String,
    /// The desk's number.
    pub phone: Phone,
    /// IANA name: in which time promises are given.
    pub time_zone: String,
    /// When people can come, in words.
    pub opening_hours: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What it answers for.
    pub areas: Vec<Area>,
}

impl OfficeForm {
    /// Checks the form. Whether the time zone exists, and whether an area is another office's, is for the backend.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<Office, Refusal> {
        let mut form = FormCheck::default();
        let mut text = |field: &str, value: &str| form.take(field, ShortText::parse(value)).map(String::from);
        let name = text("name", &self.name);
        let address = text("address", &self.address);
        let city = text("city", &self.city);
        let time_zone = text("time_zone", &self.time_zone);
        let opening_hours = text("opening_hours", &self.opening_hours);
        let phone = form.take("phone", Phone::parse(&self.phone));
        let latitude = form.take("latitude", degrees(&self.latitude, 90.0));
        let longitude = form.take("longitude", degrees(&self.longitude, 180.0));
        let areas = form.take("areas", Area::parse_list(&self.areas));
        form.finish()?;
        let all = || {
            Some(Office {
                name: name?,
                address: address?,
                city: city?,
                phone: phone?,
                time_zone: time_zone?,
                opening_hours: opening_hours?,
                latitude: latitude?,
                longitude: longitude?,
                areas: areas?,
            })
        };
        all().ok_or(Refusal::act(RefusalCode::Form))
    }
}

impl From<&Office> for OfficeForm {
    /// The form filled in, to be changed.
    fn from(office: &Office) -> Self {
        let areas: Vec<String> = office.areas.iter().map(Area::typed).collect();
        Self {
            name: office.name.clone(),
            address: office.address.clone(),
            city: office.city.clone(),
            phone: office.phone.grouped(),
            time_zone: office.time_zone.clone(),
            opening_hours: office.opening_hours.clone(),
            latitude: office.latitude.to_string(),
            longitude: office.longitude.to_string(),
            areas: areas.join(", "),
        }
    }
}

/// An office as colleagues see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeView {
    /// Which.
    pub id: OfficeId,
    /// What it is.
    pub office: Office,
    /// How many colleagues belong to it.
    pub people: u32,
    /// What the clock on its wall shows.
    pub now: Moment,
}

/// An office with its people, for the manager.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeDetail {
    /// The office.
    pub office: OfficeView,
    /// Who belongs to it, by name.
    pub people: Vec<PersonView>,
    /// Colleagues of other offices and of none, by name: who could be moved here.
    pub elsewhere: Vec<PersonView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_as_typed_and_written_so_that_they_can_be_read_again() {
        let areas = Area::parse_list("ro 01, RO 02;CN *\n ro 0-1,").unwrap();
        let typed: Vec<String> = areas.iter().map(Area::typed).collect();
        assert_eq!(typed, ["CN *", "RO 01", "RO 02"]);
        assert_eq!(Area::parse_list(&typed.join(", ")).unwrap(), areas);
        assert_eq!(Area::parse_list(" "), Ok(vec![]));
        assert_eq!(Area::parse_list("Bucharest"), Err(RefusalCode::NotAChoice));
        assert_eq!(Area::parse_list("ROM 1"), Err(RefusalCode::NotAChoice));
        assert_eq!(Area::parse_list("RO 12345678901"), Err(RefusalCode::TooLong));
    }

    #[test]
    fn a_form_tells_all_that_is_wrong_at_once() {
        let refusal = OfficeForm::default().check().unwrap_err();
        assert_eq!(refusal.fields.len(), 8, "{refusal}");
    }

    #[test]
    fn an_arm_reaches_as_far_as_its_office() {
        let office = |n| OfficeId(uuid::Uuid::from_u128(n));
        assert!(Reach::All.covers(None) && Reach::All.covers(Some(office(1))));
        assert!(Reach::Office(office(1)).covers(Some(office(1))));
        assert!(Reach::Office(office(1)).covers(None), "nobody's area is everybody's");
        assert!(!Reach::Office(office(1)).covers(Some(office(2))));
    }
}

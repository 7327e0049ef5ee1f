//! Where a bank stands, as typed: where a bank is set up, and where that is corrected. The same fields, the same check.
//!
//! What must not be here: whether a time zone exists. That is for the backend to say.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::base::degrees::degrees;
use crate::ids::BankId;
use crate::{FormCheck, Phone, Refusal, RefusalCode, ShortText};

/// The part of a form that says where a bank stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "fields as in `Place`, as typed")]
pub struct PlaceForm {
    pub name: String,
    pub address: String,
    pub city: String,
    pub latitude: String,
    pub longitude: String,
    pub time_zone: String,
    pub opening_hours: String,
    pub hotline: String,
}

impl PlaceForm {
    /// The names of the fields, in the order in which they stand on the page.
    pub const FIELDS: [&'static str; 8] = [
        "name",
        "address",
        "city",
        "latitude",
        "longitude",
        "time_zone",
        "opening_hours",
        "hotline",
    ];

    /// What was typed into a field; nothing for one of another form.
    pub fn value(&self, field: &str) -> &str {
        match field {
            "name" => &self.name,
            "address" => &self.address,
            "city" => &self.city,
            "latitude" => &self.latitude,
            "longitude" => &self.longitude,
            "time_zone" => &self.time_zone,
            "opening_hours" => &self.opening_hours,
            "hotline" => &self.hotline,
            _ => "",
        }
    }

    /// Checks the form; the same in browser and server.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<Place, Refusal> {
        let mut form = FormCheck::default();
        let place = self.read(&mut form);
        form.finish()?;
        Ok(place)
    }

    /// Reads the fields as part of a form. What is wrong is in `form`, and stands here as nothing.
    pub(super) fn read(&self, form: &mut FormCheck) -> Place {
        let mut text = |field: &str, value: &str| {
            form.take(field, ShortText::parse(value))
                .map(String::from)
                .unwrap_or_default()
        };
        let name = text("name", &self.name);
        let address = text("address", &self.address);
        let city = text("city", &self.city);
        let time_zone = text("time_zone", &self.time_zone);
        let opening_hours = text("opening_hours", &self.opening_hours);
        let hotline = form
            .take("hotline", Phone::parse(&self.hotline))
            .map(String::from)
            .unwrap_or_default();
        let mut place_on_earth = |field: &str, value: &str, most: f64| {
            let read = form.take(field, degrees(value, most)).unwrap_or_default();
            // As it is kept: a tenth of a metre. So what is kept and what was typed are the same when they are compared.
            (read * 1e6).round() / 1e6
        };
        let latitude = place_on_earth("latitude", &self.latitude, 90.0);
        let longitude = place_on_earth("longitude", &self.longitude, 180.0);
        Place {
            name,
            address,
            city,
            latitude,
            longitude,
            time_zone,
            opening_hours,
            hotline,
        }
    }

    /// The fields that say something else than what is kept, in their order. Another way of writing the same is the same.
    pub fn unlike(&self, kept: &Place) -> Vec<&'static str> {
        let kept = Self::from(kept);
        let typed = self
            .check()
            .map_or_else(|_| self.clone(), |checked| Self::from(&checked));
        Self::FIELDS
            .into_iter()
            .filter(|field| typed.value(field) != kept.value(field))
            .collect()
    }
}

impl From<&Place> for PlaceForm {
    /// The form filled in, to be changed.
    fn from(place: &Place) -> Self {
        let hotline = Phone::parse(&place.hotline);
        Self {
            name: place.name.clone(),
            address: place.address.clone(),
            city: place.city.clone(),
            latitude: place.latitude.to_string(),
            longitude: place.longitude.to_string(),
            time_zone: place.time_zone.clone(),
            opening_hours: place.opening_hours.clone(),
            hotline: hotline.map_or_else(|_| place.hotline.clone(), |number| number.grouped()),
        }
    }
}

/// Where a bank stands, for the page on which that is corrected.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceView {
    /// Which bank.
    pub bank: BankId,
    /// Counts up with every correction: what was typed over an older one is not saved.
    pub version: i64,
    /// Where it stands.
    pub place: Place,
}

/// A form: correct where a bank stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceChange {
    /// Over which version it was begun; empty in a form that could not be read.
    pub version: String,
    /// What is to be kept.
    #[serde(flatten)]
    pub place: PlaceForm,
}

impl PlaceChange {
    /// Whether it was begun over what is kept now.
    ///
    /// # Errors
    /// `Changed` when somebody saved since.
    pub fn is_over(&self, version: i64) -> Result<(), RefusalCode> {
        if self.version.parse() == Ok(version) {
            Ok(())
        } else {
            Err(RefusalCode::Changed)
        }
    }
}

impl From<&PlaceView> for PlaceChange {
    fn from(view: &PlaceView) -> Self {
        Self {
            version: view.version.to_string(),
            place: PlaceForm::from(&view.place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> PlaceForm {
        PlaceForm {
            name: " Gara de Nord ".into(),
            address: "Piața Gării 1".into(),
            city: "București".into(),
            latitude: "44,44670049".into(),
            longitude: "-26.0733".into(),
            time_zone: "Europe/Bucharest".into(),
            opening_hours: "24/7".into(),
            hotline: "0040 (21) 555-01-00".into(),
        }
    }

    #[test]
    fn what_is_kept_fills_the_form_and_is_taken_again_as_it_was() {
        let place = typed().check().unwrap();
        assert_eq!((place.latitude, place.longitude), (44.4467, -26.0733));
        assert_eq!(
            (place.name.as_str(), place.hotline.as_str()),
            ("Gara de Nord", "+40215550100")
        );
        let again = PlaceForm::from(&place);
        assert_eq!(again.latitude, "44.4467");
        assert_eq!(again.check().unwrap(), place);
        for field in PlaceForm::FIELDS {
            assert!(!again.value(field).is_empty(), "{field}");
        }
        assert_eq!(again.value("layout"), "");
    }

    #[test]
    fn every_field_is_asked_for_and_told_at_once() {
        let refusal = PlaceForm::default().check().unwrap_err();
        for field in PlaceForm::FIELDS {
            assert_eq!(refusal.at(field), Some(RefusalCode::Missing), "{field}");
        }
        assert_eq!(refusal.fields.len(), PlaceForm::FIELDS.len());
        let wrong = PlaceForm {
            latitude: "90.1".into(),
            longitude: "NaN".into(),
            hotline: "112".into(),
            opening_hours: "a".repeat(200),
            ..typed()
        };
        let refusal = wrong.check().unwrap_err();
        assert_eq!(refusal.at("latitude"), Some(RefusalCode::OutOfRange));
        assert_eq!(refusal.at("longitude"), Some(RefusalCode::OutOfRange));
        assert_eq!(refusal.at("hotline"), Some(RefusalCode::NotAPhone));
        assert_eq!(refusal.at("opening_hours"), Some(RefusalCode::TooLong));
    }

    #[test]
    fn the_same_in_another_writing_is_the_same() {
        let kept = typed().check().unwrap();
        assert_eq!(typed().unlike(&kept), Vec::<&str>::new());
        let other = PlaceForm {
            opening_hours: "Lu–Vi 8–20".into(),
            name: "Gara".into(),
            ..typed()
        };
        assert_eq!(other.unlike(&kept), ["name", "opening_hours"]);
        let wrong = PlaceForm {
            hotline: "112".into(),
            ..PlaceForm::from(&kept)
        };
        assert_eq!(wrong.unlike(&kept), ["hotline"], "also while it cannot be saved");
    }

    #[test]
    fn a_form_is_over_one_version() {
        let change = PlaceChange {
            version: "3".into(),
            place: typed(),
        };
        assert_eq!(change.is_over(3), Ok(()));
        for other in [2, 4] {
            assert_eq!(change.is_over(other), Err(RefusalCode::Changed));
        }
        assert_eq!(PlaceChange::default().is_over(0), Err(RefusalCode::Changed));
    }
}

//! The banks of the demo: real places, small and large, in three time zones.

use domain::Locale;
use domain::lockers::{BankForm, NewBank, Place};

use crate::fault::{Fault, Result};

/// One bank and how busy it is.
pub(super) struct DemoPlace {
    name: &'static str,
    address: &'static str,
    city: &'static str,
    latitude: f64,
    longitude: f64,
    time_zone: &'static str,
    opening_hours: &'static str,
    hotline: &'static str,
    layout: &'static str,
    /// How many documents come on a working day, in tenths.
    pub tenths_a_day: u64,
    /// What most of its citizens speak.
    pub language: Locale,
    /// How reference numbers begin there.
    pub reference: &'static str,
}

/// The banks.
pub(super) const PLACES: [DemoPlace; 3] = [
    DemoPlace {
        name: "Primăria Sectorului 3",
        address: "Calea Dudești 191",
        city: "București",
        latitude: 44.418_96,
        longitude: 26.148_57,
        time_zone: "Europe/Bucharest",
        opening_hours: "24/7",
        hotline: "+40 21 318 03 23",
        layout: "S S S S S S M M / S S S S M M M / M M M M M / S S L XL",
        tenths_a_day: 32,
        language: Locale::Ro,
        reference: "S3",
    },
    DemoPlace {
        name: "МФЦ района Арбат",
        address: "Новинский бульвар, 18",
        city: "Москва",
        latitude: 55.752_31,
        longitude: 37.583_65,
        time_zone: "Europe/Moscow",
        opening_hours: "8:00–20:00",
        hotline: "+7 495 777 77 77",
        layout: "S S S S M / S S M M / S M L",
        tenths_a_day: 13,
        language: Locale::Ru,
        reference: "АРБ",
    },
    DemoPlace {
        name: "福田区行政服务大厅",
        address: "福民路123号",
        city: "深圳",
        latitude: 22.521_55,
        longitude: 114.055_06,
        time_zone: "Asia/Shanghai",
        opening_hours: "7:00–23:00",
        hotline: "+86 755 8291 8333",
        layout: "S S S S S S S S S S S S / S S S S S S S S S S S S / M M M M M M / S S M M M M M / XL XL M",
        tenths_a_day: 41,
        language: Locale::Zh,
        reference: "FT",
    },
];

impl DemoPlace {
    /// Its time zone.
    pub(super) const fn zone(&self) -> &'static str {
        self.time_zone
    }

    /// The bank as it is set up.
    ///
    /// # Errors
    /// `Broken` when the data here is wrong.
    pub(super) fn bank(&self) -> Result<NewBank> {
        let wrong = || Fault::broken("demo.place", "reading a bank of the demo");
        let hotline = domain::Phone::parse(self.hotline).map_err(|_| wrong())?;
        Ok(NewBank {
            place: Place {
                name: self.name.to_owned(),
                address: self.address.to_owned(),
                city: self.city.to_owned(),
                latitude: self.latitude,
                longitude: self.longitude,
                time_zone: self.time_zone.to_owned(),
                opening_hours: self.opening_hours.to_owned(),
                hotline: hotline.into(),
            },
            columns: BankForm::columns(self.layout).map_err(|_| wrong())?,
        })
    }
}

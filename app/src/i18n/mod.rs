//! The reader's language: which one it is, plural forms, numbers, dates, and the texts of refusals.
//!
//! A map: the texts themselves are `crate::t`, generated from `locales/<slice>.toml` by the build.

mod countries;
mod dates;
mod locale;
mod numbers;
mod plural;
mod refusals;
pub(crate) mod texts;

pub use countries::country;
pub use dates::{date, date_short, date_time, relative, time, weekday_date};
pub use locale::use_locale;
pub use numbers::number;
pub use plural::{Plural, plural};
pub use refusals::{error_text, fault_text, field_error, refusal_text, refusal_words};

/// The generator, here only so that its refusals are tested.
#[cfg(test)]
#[path = "../../catalogue.rs"]
mod catalogue;
#[cfg(test)]
mod catalogue_tests;

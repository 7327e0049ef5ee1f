//! What every slice stands on: ids, time, days, months, languages, money, checked text, pages of lists, and the errors.

pub mod day;
pub(crate) mod degrees;
mod dialling;
pub mod error;
pub mod ids;
pub mod locale;
pub mod money;
pub mod month;
pub mod page;
pub mod text;
pub mod time;

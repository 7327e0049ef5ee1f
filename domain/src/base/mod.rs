//! What every slice stands on: ids, time, languages, money, checked text, pages of lists, and the errors.

pub(crate) mod degrees;
mod dialling;
pub mod error;
pub mod ids;
pub mod locale;
pub mod money;
pub mod page;
pub mod text;
pub mod time;

//! The pages of banks. A map.
//!
//! * [`list`]: all of them; [`new`]: setting one up; [`one`]: its doors, its connection, its screens, its account.

mod list;
mod new;
mod one;

pub use list::BanksPage;
pub use new::NewBankPage;
pub use one::BankPage;

//! The pages of accounts. A map.
//!
//! * [`people`]: the colleagues; [`invite`]: a new one; [`account`]: oneself.

mod account;
mod invite;
mod people;

pub use account::AccountPage;
pub use invite::InvitePage;
pub use people::PeoplePage;

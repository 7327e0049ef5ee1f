//! People, what they may do, and how they prove who they are. A map.
//!
//! * [`Accounts`] (`service.rs`): the port. Time is read in UTC here: an account belongs to no bank's time zone.
//! * `entry.rs`: sign-in, sessions. `ladder.rs`: the slow-down for addresses that have no account.
//! * `invitations.rs`: one-time links, from their making to the chosen password.
//! * `guests.rs`: people whom other slices invite.
//! * `house.rs`: what the command line and the demo's seed may do without being asked who they are.
//! * [`SecondSteps`] (`second_step/`): after the password, a code of the phone or of a paper.
//! * [`Offices`] (`offices.rs`): regional branches, their areas and people.
//! * `signed_in.rs`: whether somebody whom another slice let in is still signed in.
//! * `staff_sessions.rs`: who of the staff is signed in, and signing a colleague out.
//! * `sql.rs`, `sql_access.rs`, `sql_offices.rs`: all SQL of the slice.
//!
//! What must not be here: a password or a session secret in any row, log or printable type.

mod entry;
mod guests;
mod house;
mod invitations;
mod ladder;
mod offices;
mod owners;
mod second_step;
mod service;
mod signed_in;
mod sql;
mod sql_access;
mod sql_offices;
mod staff_sessions;
#[cfg(test)]
mod tests;

pub(crate) use guests::{Guest, invite_guest};
pub use offices::{
    Offices, bureau, countries, is_office_of, office, office_for_country, office_for_postcode, offices_of,
    organisation_name,
};
pub use owners::{
    Exported, OwnerContact, Owners, PersonalData, Subject, contact_of, find_owners, index_name, instant, owner_card,
    owner_for, tell,
};
pub(crate) use owners::{keep_contacts, name_turned, name_wanted, owner_sheet};
pub use second_step::SecondSteps;
pub use service::Accounts;
pub(crate) use signed_in::still_signed_in;

//! Who is asking, and what they may do.
//!
//! * [`Actor`]: who stands behind a call: a person, a kiosk, a visitor or the house itself.
//! * [`Role`], [`Operation`], [`Actor::may`]: the one table of rights. Every port method asks it first.
//! * [`AccountsPort`]: sign-in, sessions, people.
//! * [`Office`], [`Reach`], [`OfficesPort`]: regional branches, and how far a colleague's arm reaches.
//! * [`owners`]: owners of tagged things: signing up, how they are reached, export and erasure.
//!
//! No password and no session secret is kept in a type here that can be printed or serialised.

mod actor;
mod office;
mod office_port;
pub mod owners;
mod port;
mod rights;
mod types;

pub use actor::Actor;
pub use office::{Area, Office, OfficeDetail, OfficeForm, OfficeView, Reach, country_code, postcode};
pub use office_port::OfficesPort;
pub use port::AccountsPort;
pub use rights::{Operation, Role};
pub use types::{
    AcceptInvitation, Invitation, Invite, OpenedSession, Password, PersonState, PersonView, Profile, Secret,
    SessionView, SignIn,
};

//! Who is asking, and what they may do.
//!
//! * [`Actor`]: who stands behind a call: a person, a kiosk, a visitor or the house itself.
//! * [`Role`], [`Operation`], [`Actor::may`]: the one table of rights. Every port method asks it first.
//! * [`AccountsPort`]: sign-in, sessions, people.
//! * [`Office`], [`Reach`], [`OfficesPort`]: regional branches, and how far a colleague's arm reaches.
//! * [`second_step`]: after the password, a code of the phone: the secret, the codes, what may be asked.
//! * [`owners`]: owners of tagged things: signing up, how they are reached, export and erasure.
//!
//! No password and no session secret is kept in a type here that can be printed or serialised.

mod actor;
mod office;
mod office_port;
pub mod owners;
mod port;
mod rights;
pub mod second_step;
mod types;

pub use actor::Actor;
pub use office::{Area, Office, OfficeDetail, OfficeForm, OfficeView, Reach, country_code, postcode};
pub use office_port::OfficesPort;
pub use port::AccountsPort;
pub use rights::{Operation, Role};
pub use types::{
    AcceptInvitation, Entered, Invitation, Invite, OpenedSession, Password, PersonState, PersonView, Profile, Secret,
    SessionView, SignIn, StaffSessions,
};

//! What Cloakroom is and what may happen in it.
//!
//! One word goes all the way through the house: the slice `custody` here is the slice `custody` in
//! `backend`, `app`, `style` and `end2end`. Each slice holds its types, its rules and one *port*:
//! the trait that says everything the outside may ask of it.
//!
//! What is absent on purpose: no input or output, no clock, no randomness of its own, no SQL, no
//! Leptos. Time and chance come in as parameters, so every rule here can be tested as a table.

pub mod accounts;
pub mod audit;
mod base;
pub mod custody;
pub mod delivery;
pub mod feedback;
pub mod found;
pub mod live;
pub mod lockers;
pub mod notices;
pub mod onsite;
pub mod payments;
pub mod photos;
pub mod proofs;
pub mod register;
pub mod reports;
pub mod support;
pub mod tags;
pub mod tickets;

pub use base::day::Day;
pub use base::error::{Error, FaultKind, FieldError, FormCheck, Outcome, Refusal, RefusalCode};
pub use base::ids;
pub use base::locale::Locale;
pub use base::money::{Currency, Money};
pub use base::month::Month;
pub use base::page::{Cursor, Page};
pub use base::text::{Email, Message, Phone, ShortText};
pub use base::time::{Civil, Moment, Span, Timestamp};

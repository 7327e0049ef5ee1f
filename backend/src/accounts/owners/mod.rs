//! Owners' accounts: signing up by mail, what people settle about themselves, the desk, export and erasure. A map.
//!
//! * [`Owners`] (`service.rs`): the ports `OwnersPort` and `DeskOwnersPort`.
//! * `mail.rs`: one-time links that travel by mail, and how often one may ask for them.
//! * `sign_up.rs`, `password.rs`, `settings.rs`: the steps. `desk.rs`: finding and entering owners by telephone.
//! * `contact.rs`: [`tell`], [`contact_of`]: how other slices reach an owner, quiet hours kept.
//! * `personal.rs`: [`PersonalData`], what each slice implements so that a person can be exported and erased.
//! * `names.rs`: how names are folded for the search. `sql.rs`, `sql_links.rs`: the SQL.
//!
//! Other slices keep a `PersonId` and ask here: [`owner_for`], [`find_owners`], [`owner_card`], [`tell`].
//! What must not be here: keys, cover, reports.

mod contact;
mod desk;
mod mail;
mod names;
mod password;
mod personal;
mod phones;
mod service;
mod settings;
mod sign_up;
mod sql;
mod sql_links;

pub use contact::{OwnerContact, contact_of, tell};
pub use desk::{find_owners, index_name, owner_card, owner_for};
pub use personal::{Exported, PersonalData, Subject, instant};
pub use service::Owners;

pub(crate) use desk::owner_sheet;
pub(crate) use names::{turned as name_turned, wanted as name_wanted};
pub(crate) use phones::keep_contacts;

pub(super) use password::{at, prove};
pub(super) use sql_links::purge;

//! Found things and the way home. A map.
//!
//! * [`Finders`] (`party.rs`): both sides of a case; `party_acts.rs`: its longer acts; `party_view.rs`: what they see. `report.rs`: how a case begins.
//! * [`FoundDesk`] (`desk.rs`): the telephone desk; `desk_view.rs`: what it sees.
//! * `errand.rs`: what a courier's ticket asks of its case and does to it.
//! * `drops.rs`: a finder and a locker. [`FoundListener`] (`listener.rs`): what a bank's word does to a case.
//! * `steps.rs`: what changes a case, and who is told. `secrets.rs`: private links and drop seeds.
//! * [`FoundJobs`] (`jobs.rs`): gives compartments back, and forgets finders.
//! * [`PersonalCases`] (`personal.rs`): what is kept about a person, handed out and taken away.
//! * `sql.rs`, `sql_ends.rs`, `sql_facts.rs`, `sql_talk.rs`: all SQL of the slice; it reads keys, people and offices too.
//!
//! What must not be here: doors and codes (`custody`), keys and cover (`tags`), courier tickets (`tickets`).

mod desk;
mod desk_narrow;
mod desk_view;
mod drops;
mod errand;
mod jobs;
mod listener;
mod party;
mod party_acts;
mod party_view;
mod personal;
mod reach;
mod report;
mod secrets;
mod sql;
mod sql_ends;
mod sql_facts;
mod sql_talk;
mod steps;
#[cfg(test)]
mod tests;

pub use desk::FoundDesk;
pub use errand::{
    Errand, courier_brought, courier_called_off, courier_comes, courier_committed, courier_fetched, courier_took_fee,
    errand,
};
pub use jobs::FoundJobs;
pub use listener::FoundListener;
pub use party::Finders;
pub use personal::PersonalCases;
pub use sql::Case;

//! The pages of the register for colleagues. A map.
//!
//! * [`things`] (`list.rs`): the list. [`entry`] (`entry.rs`): a thing comes in, or its record is changed.
//! * [`thing`] (`thing.rs`, `facts.rs`, `claims.rs`, `acts.rs`): one thing and everything that can be done about it.
//! * [`counter_claim`] (`counter.rs`): somebody claims it in person; [`claim_fields`]: the fields, also of the public page.
//! * [`sheet`] (`print.rs`): label and protocol on paper. [`rules`] (`rules.rs`): how long things are kept.

mod acts;
mod claims;
mod counter;
mod entry;
mod facts;
mod list;
mod print;
mod rules;
mod thing;

pub(crate) use counter::{ClaimFields, claim_fields, claim_labels};
pub use counter::{CounterPage, counter_claim};
pub use entry::{EntryPage, entry};
pub use list::{ThingsPage, things};
pub use print::sheet;
pub use rules::{RulesPage, rules};
pub use thing::{ThingPage, thing};

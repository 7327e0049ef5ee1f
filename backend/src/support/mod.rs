//! Help from afar. A map.
//!
//! * [`Support`] (`service.rs`): the port of those who give help; `help.rs`: the port of those who need it.
//! * `steps.rs`: taking, answering and noting, each within one transaction. `view.rs`: what both sides see.
//! * [`HelpTimes`] (`hours.rs`): when help is given, by whose clock.
//! * `watch.rs`: what banks say that a human must look at becomes a request of the house itself.
//! * `jobs.rs`: words are forgotten in time. [`SupportData`] (`personal.rs`): erasing a person.
//! * `sql.rs`: the SQL of the slice; its lists read banks, consignments and people, as an upper slice may.
//!
//! What must not be here: doors, codes and deadlines. Custody does what support asks of it.

mod help;
mod hours;
mod jobs;
mod personal;
mod service;
mod sql;
mod steps;
#[cfg(test)]
mod tests;
mod view;
mod watch;

pub use hours::HelpTimes;
pub use personal::SupportData;
pub use service::Support;
pub use view::late;

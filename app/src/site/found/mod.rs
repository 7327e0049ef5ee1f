//! The finder's pages, and a case as both sides see it. A map.
//!
//! * `report.rs`: [`found_key`], typing a key; [`found_report`], one question at a time; [`found_known`].
//! * `case.rs`: [`found_case`], the page of a case; `ways.rs`: how it gets home; `talk.rs`: what is said.
//! * `look.rs`: what stages and ways are called.
//!
//! What must not be here: the other side's name, address or number.

mod case;
mod look;
mod report;
mod talk;
mod ways;

pub use case::{CasePage, found_case};
pub use report::{ReportPage, Step, found_key, found_known, found_report};

#[cfg(test)]
pub(super) mod samples;

//! What people say about hand-overs that are over. A map.
//!
//! * [`Feedback`] (`service.rs`): the port. `steps.rs`: taking a rating, and what is asked of whom.
//! * [`Feedback::run_forgetting`] (`jobs.rs`): comments are forgotten in time; the stars stay.
//! * [`FeedbackData`] (`personal.rs`): what somebody said, handed out or erased.
//! * `sql.rs`: the SQL of the slice; its lists read the names of banks.
//!
//! What must not be here: changing a hand-over. Nothing that is said moves anything.

mod jobs;
mod personal;
mod service;
mod sql;
mod steps;
#[cfg(test)]
mod tests;

pub use personal::FeedbackData;
pub use service::Feedback;
pub(crate) use steps::take_first;

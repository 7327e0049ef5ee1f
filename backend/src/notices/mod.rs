//! Messages to people: what waits, how it is worded, how it leaves the house. A map.
//!
//! * [`enqueue`] (`outbox.rs`): how every slice says something, in its own transaction.
//! * [`NoticeJobs`] (`jobs.rs`): sends what waits, again if need be, and forgets whom it was for.
//! * [`Texts`] (`texts.rs`): templates to messages; `files.rs`: the built-in ones; `words.rs`: dates and names;
//!   `picture.rs`: the QR.
//! * [`add_own`] (`own.rs`, `sql_own.rs`): what an organisation adds in words of its own.
//! * [`Transport`] (`transport.rs`): the ways out: [`Smtp`], [`SmsGateway`], [`Captured`] for the demo, [`Unset`].
//!   `heard.rs`: what their other side said.
//! * [`WaysOut`] (`ways.rs`, `sql_ways.rs`): what an administrator sees of them, and tries.
//! * [`Notices`] (`service.rs`): the port, which is the demo's inbox. `sql.rs`: all SQL of the slice. [`waiting()`] (`waiting.rs`): whether they leave.
//!
//! What must not be here: who gets a message and when. The slices decide.

mod captured;
mod files;
mod heard;
mod jobs;
mod outbox;
mod own;
mod personal;
mod picture;
mod service;
mod sms;
mod smtp;
mod sql;
mod sql_own;
mod sql_ways;
#[cfg(test)]
mod tests;
mod texts;
mod transport;
mod waiting;
mod ways;
mod words;

pub use captured::Captured;
pub use jobs::{NoticeJobs, Transports};
pub(crate) use outbox::settle;
pub use outbox::{Draft, begin_alone, enqueue, enqueue_quietly};
pub use own::add_own;
pub(crate) use own::{fill_own, own_form, own_kinds, sample, set_own, sms_grows};
pub use personal::NoticesData;
pub use service::Notices;
pub use sms::{BodyForm, SmsConfig, SmsGateway};
pub use smtp::{Smtp, SmtpConfig};
pub use texts::{Rendered, Texts};
pub use transport::{SendError, Transport, Tried, Unset};
pub use waiting::{Waiting, waiting};
pub use ways::WaysOut;

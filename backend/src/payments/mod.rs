//! Money that people pay online. A map.
//!
//! * `opening.rs`: how upper slices ask for money in their own transaction: [`open`], [`pay_link`], [`withdraw`].
//! * [`PaymentListener`] (`listener.rs`): how they hear, once, in the transaction that records the money.
//! * [`Payments`] (`service.rs`): the port. `payer.rs`: the payer's side of it. `desk.rs`, `day.rs`: the manager's.
//! * [`PaymentProvider`] (`provider.rs`): what we ask of a provider. `test_pay/`: the one that only plays.
//!   `stripe/` (feature `stripe`): Stripe.
//! * `record.rs`: what a provider's answer does, in one transaction. `receipts.rs`: numbers without gaps, and the paper.
//! * [`PaymentJobs`] (`jobs.rs`): refunds, words that wait, checkouts that nobody told us of, intents that expire.
//! * [`PaymentsData`] (`personal.rs`): what is handed out and erased about a payer.
//! * `sql.rs`, `sql_checkouts.rs`, `sql_ledger.rs`, `sql_desk.rs`: the SQL of the slice.
//!
//! What must not be here: card data, and what the money is for. The provider has the one, listeners know the other.

mod day;
mod desk;
mod jobs;
mod listener;
mod opening;
mod payer;
mod personal;
mod provider;
mod receipts;
mod record;
mod service;
mod sql;
mod sql_checkouts;
mod sql_desk;
mod sql_ledger;
#[cfg(feature = "stripe")]
mod stripe;
mod test_pay;
#[cfg(test)]
mod tests;

pub use jobs::PaymentJobs;
pub use listener::{PaidIntent, PaymentListener};
pub use opening::{NewIntent, open, pay_link, phase, withdraw};
pub use personal::PaymentsData;
pub use provider::{Ask, BookLine, Opened, PaymentProvider, RefundAnswer, RefundAsk, Snapshot, Standing, Word};
pub use service::Payments;
#[cfg(feature = "stripe")]
pub use stripe::{Stripe, StripeConfig};
pub use test_pay::TestPay;

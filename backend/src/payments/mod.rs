//! Money that people pay online. A map.
//!
//! * `opening.rs`: how upper slices ask for money in their own transaction: [`open`], [`pay_link`], [`withdraw`].
//! * [`PaymentListener`] (`listener.rs`): how they hear, once, in the transaction that records the money.
//! * `sql.rs`: the SQL of intents and their history.
//!
//! What must not be here: card data, and what the money is for. The provider has the one, listeners know the other.

mod listener;
mod opening;
mod sql;

pub use listener::{PaidIntent, PaymentListener};
pub use opening::{NewIntent, forget_payer, open, pay_link, phase, withdraw};

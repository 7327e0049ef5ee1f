//! The documents of payments. A map.
//!
//! | page | function | its forms POST to |
//! |---|---|---|
//! | `/{lang}/pay/{secret}` | [`pay`] | itself, and go on to the provider |
//! | `/{lang}/pay/{secret}/receipt` | [`receipts`] | |
//! | `/{lang}/test-pay/{reference}` | [`test_pay`] | itself: `play` |
//! | `/{lang}/manager/payments` | [`list`] | `/incidents/{id}`: `note` |
//! | `/{lang}/manager/payments/{id}` | [`one`] | `/refund`: `checkout`, `amount`, `reason` |
//! | `/{lang}/manager/payments/day` | [`day`] | |
//!
//! What must not be here: anything that hydrates.

mod day;
mod list;
mod one;
mod pay;
mod test_pay;

pub use day::{day, day_head};
pub use list::{ListPage, list};
pub use one::{OnePage, one};
pub use pay::{pay, receipts};
pub use test_pay::test_pay;

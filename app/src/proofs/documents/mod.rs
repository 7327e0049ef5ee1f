//! The documents of proofs. A map.
//!
//! | page | function | its files |
//! |---|---|---|
//! | `/{lang}/pickup/receipts/{consignment}` | [`pickup_receipt`] | `receipt.pdf`, `receipt.json` below it |
//! | `/{lang}/employee/receipts/{consignment}` | [`delivery_receipt`] | the same |
//!
//! What must not be here: anything that hydrates.

mod receipt;
#[cfg(test)]
mod tests;

pub use receipt::{delivery_receipt, pickup_receipt};

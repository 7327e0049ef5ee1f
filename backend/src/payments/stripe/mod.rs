//! Stripe: Checkout by redirect, through async-stripe's own types. A map.
//!
//! * [`Stripe`] (`provider.rs`): the provider. `word.rs`: the signature of its webhooks, and what of them we read.
//! * `tests.rs`, `stub.rs`: a stub of its API, whose answers are parsed by those same types.
//!
//! Its words are hints: after each, the session is fetched again. What must not be here: card data. Stripe's page has it.

mod provider;
#[cfg(test)]
mod stub;
#[cfg(test)]
mod tests;
mod word;

pub use provider::{Stripe, StripeConfig};

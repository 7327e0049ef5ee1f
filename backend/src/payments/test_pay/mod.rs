//! Test pay: a provider that only plays. A map.
//!
//! * [`TestPay`] (`play.rs`): the provider's side, its page's port, and the words that it sends us.
//! * `sql.rs`: its own books, in tables of its own: we ask it as we ask any other, and trust its word as little.
//!
//! What must not be here: our books.

mod play;
mod sql;

pub use play::TestPay;
#[cfg(test)]
pub(super) use play::set_books;

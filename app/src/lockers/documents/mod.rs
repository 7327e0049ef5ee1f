//! Pages of lockers that are documents. A map.
//!
//! | page | function |
//! |---|---|
//! | `/{lang}/manager/keys` | [`signing_key`] (`key.rs`) |
//!
//! What must not be here: anything that hydrates.

mod key;

pub use key::signing_key;

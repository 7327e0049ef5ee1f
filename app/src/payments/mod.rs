//! Payments on screens. A map.
//!
//! * `look.rs`: states and happenings as words, tones and icons.
//! * `documents`: the payer's pages (`pay.rs`), the playing provider's (`test_pay.rs`), the manager's (`list.rs`,
//!   `one.rs`, `day.rs`).
//!
//! What must not be here: a field for a card. The provider has it on its own page.

#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
mod look;

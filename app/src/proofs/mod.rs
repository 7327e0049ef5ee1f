//! Proofs on screens. A map.
//!
//! * `documents`: receipts as pages, for the recipient and for the depositor.
//!
//! What must not be here: a hash that is computed. The backend proves; here it is shown.

#[cfg(feature = "ssr")]
pub mod documents;

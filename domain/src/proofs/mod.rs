//! Proofs: what happened to a consignment, such that nobody can change it afterwards unseen. A map.
//!
//! * [`Link`], [`Receipt`] (`types.rs`): a custody event in the chain, and a file that proves a hand-over.
//! * `chain.rs`: what is hashed and signed, byte by byte; [`verify`]: whether to believe a file. Not in the browser.
//! * [`ReceiptView`] (`view.rs`): what pages and papers show. [`ProofsPort`] (`port.rs`).
//!
//! What must not be here: names in a hash. What is hashed stays when a person is erased; see `types.rs`.

#[cfg(not(target_arch = "wasm32"))]
mod chain;
mod port;
#[cfg(not(target_arch = "wasm32"))]
#[cfg(test)]
mod tests;
mod types;
mod view;

#[cfg(not(target_arch = "wasm32"))]
pub use chain::{Doubt, Hash, commitment, link_hash, says, seal, sign_link, verify, verify_link};
pub use port::ProofsPort;
pub use types::{Link, Receipt, ReceiptOf};
pub use view::{PaperForm, ReceiptView};

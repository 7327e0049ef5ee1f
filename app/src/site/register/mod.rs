//! The public pages of the register: searching for what one lost, and claiming it. A map.
//!
//! * [`lost`] (`search.rs`): the search and what fits. [`lost_claim`], [`lost_claimed`] (`claim.rs`): the claim and its answer.
//!
//! What must not be here: anything of a thing by which somebody could prove that it is theirs.

mod claim;
#[cfg(test)]
pub(crate) mod samples;
mod search;

pub use claim::{LostClaimPage, lost_claim, lost_claimed};
pub use search::{LostPage, lost};

//! Pages of the reports, as whole documents (docs/decisions/0007). A map.
//!
//! | address | page | file |
//! |---|---|---|
//! | `/{lang}/manager/work` | [`work`] | `work.rs`; drawn by `figures.rs` |
//! | `/{lang}/manager/overview` | [`overview`] | `overview.rs` |
//! | `/{lang}/manager/usage` | [`usage`] | `usage.rs`; drawn by `charts.rs` |

mod charts;
mod figures;
mod overview;
mod usage;
mod work;

#[cfg(test)]
mod tests;

pub use overview::overview;
pub use usage::{UsagePage, usage};
pub use work::work;

//! Pages of the reports, as whole documents (docs/decisions/0007). A map.
//!
//! | address | page | file |
//! |---|---|---|
//! | `/{lang}/manager/work` | [`work`] | `work.rs`; drawn by `figures.rs` |

mod figures;
mod work;

#[cfg(test)]
mod tests;

pub use work::work;

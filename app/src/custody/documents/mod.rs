//! Pages of custody that are whole documents (docs/decisions/0007). A map.
//!
//! | address | page | file |
//! |---|---|---|
//! | `/{lang}/manager/codes/{bank}` | [`codes()`] | `codes.rs` |

mod codes;

pub use codes::{CodesPage, codes};

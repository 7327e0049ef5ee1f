//! Who must say that a compartment is in order before it is used again.

use serde::{Deserialize, Serialize};

/// How many people that takes, and how far they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clearing {
    /// One colleague.
    #[default]
    One,
    /// Two, for its door was opened without an order; nobody has said so yet.
    Two,
    /// Two; one of them has.
    Second,
}

impl Clearing {
    /// Whether one colleague is enough.
    pub const fn is_one(&self) -> bool {
        matches!(self, Self::One)
    }
}

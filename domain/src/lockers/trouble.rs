//! What is wrong with a bank as a whole, in its own words.

use serde::{Deserialize, Serialize};

/// What is wrong with a bank as a whole. Its screen says that it is out of order, and staff read what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankTrouble {
    /// It has no mains and lives on its battery.
    Mains,
    /// Its housing was opened or moved.
    Tamper,
    /// Its lock board does not answer.
    Board,
    /// Something else of which it says that it is broken.
    Other,
}

impl BankTrouble {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mains, Self::Tamper, Self::Board, Self::Other];

    /// From the word under which it is kept. Of what no version of ours knows it is said all the same that it is wrong.
    pub fn from_wire(text: &str) -> Self {
        match text {
            "power" => Self::Mains,
            "tamper" => Self::Tamper,
            "board" => Self::Board,
            _ => Self::Other,
        }
    }
}

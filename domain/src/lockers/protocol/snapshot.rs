//! Retained messages: the whole state of a bank, and whether it is there.

use serde::{Deserialize, Serialize};

use super::{FaultKind, HeldKeys, MAX_BYTES, Malformed};
use crate::Timestamp;
use crate::ids::BankId;

/// What a switch says. Which voltage means open is learned per compartment at commissioning, in the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Open.
    Open,
    /// Closed.
    Closed,
    /// The switch cannot be read.
    Unknown,
}

/// One door of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorSnapshot {
    /// The door's number.
    pub compartment: u16,
    /// What its switch says.
    pub door: Level,
    /// What its sensor sees, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<bool>,
    /// What is broken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultKind>,
    /// Whether the bank was told not to open it.
    #[serde(default)]
    pub out_of_service: bool,
}

/// The whole state of a bank; retained, so that a server that starts knows at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// Who tells.
    pub bank: BankId,
    /// The boot it belongs to.
    pub boot: u64,
    /// The last event that it contains.
    pub seq: u64,
    /// When, by the bank's clock.
    pub at: Timestamp,
    /// The program's version.
    pub firmware: String,
    /// All doors.
    pub doors: Vec<DoorSnapshot>,
    /// The keys that it obeys; none from a program that is too old to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<HeldKeys>,
}

/// Whether a bank is connected. `online: false` is its last will.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Who.
    pub bank: BankId,
    /// Whether it is there.
    pub online: bool,
    /// The boot it belongs to, so that the will of an older connection cannot hide a newer one.
    pub boot: u64,
    /// Counts the connections of this boot.
    pub connection: u64,
}

macro_rules! wire {
    ($($name:ty),+) => {$(
        impl $name {
            /// Reads a payload.
            ///
            /// # Errors
            /// [`Malformed`] for anything too long, unknown or unfitting.
            pub fn parse(payload: &[u8]) -> Result<Self, Malformed> {
                if payload.len() > MAX_BYTES {
                    return Err(Malformed("too long".to_owned()));
                }
                serde_json::from_slice(payload).map_err(|e| Malformed(e.to_string()))
            }

            /// The payload that goes to the broker.
            ///
            /// # Errors
            /// [`Malformed`] when it is over [`MAX_BYTES`].
            pub fn to_bytes(&self) -> Result<Vec<u8>, Malformed> {
                let bytes = serde_json::to_vec(self).map_err(|e| Malformed(e.to_string()))?;
                if bytes.len() > MAX_BYTES {
                    return Err(Malformed("too long".to_owned()));
                }
                Ok(bytes)
            }
        }
    )+};
}
wire!(Snapshot, Presence);

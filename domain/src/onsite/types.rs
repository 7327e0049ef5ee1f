//! What the kiosk and the phone show, and what the phone holds between the scan and the press.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::custody::Presence;
use crate::ids::ConsignmentId;
use crate::lockers::Place;

/// What a phone holds in a cookie after it scanned a kiosk's QR for staff: which kiosk, which half minute and until when,
/// sealed by the backend. It signs in nobody by itself.
#[derive(Clone, PartialEq, Eq)]
pub struct OnsitePass(pub String);

/// What the kiosk's panel for staff shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum OnKiosk {
    /// Nobody is signed in: the QR to scan.
    Nobody {
        /// It changes with every half minute.
        presence: Presence,
    },
    /// Somebody is.
    Somebody(Colleague),
}

/// A colleague who is signed in at a kiosk, and what they can do there. Of citizens there are door numbers, and no more: the
/// screen stands in a street.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who.
    pub name: String,
    /// Until when at most.
    pub until: Moment,
    /// Until when the keypad is locked, if it is.
    pub keypad_locked_until: Option<Moment>,
    /// What they may take back here, door by door.
    pub take_back: Vec<TakeBackHere>,
}

/// Something that nobody came for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBackHere {
    /// Which; for the press that opens its door.
    pub thing: ConsignmentId,
    /// The door's number.
    pub door: u16,
    /// Until when it could be collected.
    pub deadline: Option<Moment>,
}

/// What the phone's page shows.
#[derive(Debug, Clone, PartialEq)]
pub enum OnPhone {
    /// Neither signed in at a kiosk, nor a scan that is still good.
    Nowhere {
        /// A scan was shown that is not, or not for this person.
        refused: bool,
    },
    /// The kiosk before which the phone stands, and that one press signs in at.
    Before {
        /// Where it is.
        place: Place,
    },
    /// Signed in there.
    SignedIn {
        /// Where it is.
        place: Place,
        /// Since when.
        since: Moment,
        /// Until when at most.
        until: Moment,
    },
}

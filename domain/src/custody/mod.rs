//! Who holds which thing: the heart of the house.
//!
//! * [`State`], [`Event`]: the state machine of a consignment, of every kind. Illegal pairs are refused.
//! * [`AccessCode`], [`QrToken`], [`LinkSecret`], [`PresenceToken`]: the secrets, their alphabets and how they are read.
//! * [`Keypad`]: when a kiosk's keypad locks.
//! * [`CustodyPort`]: the pickup page and the kiosk.

mod codes;
mod keypad;
mod port;
mod state;
mod types;

pub use codes::{AccessCode, LinkSecret, PresenceToken, QrToken};
pub use keypad::Keypad;
pub use port::CustodyPort;
pub use state::{Effect, Ending, Event, NotPossible, Rest, State};
pub use types::{
    ActPhase, EventKind, HistoryEntry, Item, Kind, KioskAct, KioskState, Means, OpenPhase, PickupItem, PickupPass,
    PickupView, Presence, PresencePass,
};

//! Who holds which thing: the heart of the house.
//!
//! * [`State`], [`Event`]: the state machine of a consignment, of every kind. Illegal pairs are refused.
//! * [`AccessCode`], [`QrToken`], [`LinkSecret`], [`PresenceToken`]: the secrets, their alphabets and how they are read.
//! * [`CodeForm`], [`DigitsEntry`]: codes of six digits, which are never asked without the end of a telephone number.
//! * [`Keypad`]: when a kiosk's keypad locks.
//! * [`Keeping`]: how long things wait, when people are reminded, and who gets more time: the rules of an organisation.
//! * [`Forgetting`]: for how long it is remembered whose a finished thing was.
//! * [`EventKind`]: one fact of a history.
//! * [`Addressee`], [`LastOpening`]: several things of one person at one bank, door after door.
//! * [`CustodyPort`]: the pickup page and the kiosk.

mod codes;
mod forgetting;
mod history;
mod keeping;
mod keypad;
mod port;
mod state;
mod types;
mod visit;

pub use codes::{AccessCode, CodeForm, DigitsEntry, LinkSecret, PhoneEnd, PresenceToken, QrToken};
pub use forgetting::{Forgetting, ForgettingForm};
pub use history::{EventKind, HistoryEntry, Means};
pub(crate) use keeping::whole;
pub use keeping::{Keeping, KeepingForm, Reminder, by_day};
pub use keypad::Keypad;
pub use port::CustodyPort;
pub use state::{Effect, Ending, Event, NotPossible, Rest, State};
pub use types::{
    ActPhase, CodesView, Item, Kind, KioskAct, KioskState, OpenPhase, Pads, PickupItem, PickupPass, PickupView,
    Presence, PresencePass, ReturnedTo, Sharing,
};
pub use visit::{Addressee, KioskVisit, LastOpening, NextDoor, Turn, VisitItem};

//! Banks, their compartments, and how we talk to them.
//!
//! * [`protocol`]: the messages of the locker protocol, their signing bytes, and the check a bank makes.
//! * [`CommandState`]: the life of one order to a bank. Terminal is terminal.
//! * [`Clearing`]: who must say that a compartment is in order.
//! * [`Reach`]: which doors everybody reaches.
//! * [`BankTrouble`]: what is wrong with a bank as a whole.
//! * `layout/`: how the doors of a bank are arranged, and how that is changed.
//! * [`PlaceForm`]: where a bank stands, as typed; [`PlaceChange`]: that is corrected.
//! * [`HouseKeys`]: one signing key takes the place of another.
//! * `way/`: how one gets to a bank; [`WayPort`]: what a manager does about it.
//! * [`LockersPort`]: what the outside may ask of banks.
//!
//! This slice does not know what lies in a compartment, only whether somebody claims it.

mod clearing;
mod command;
mod layout;
mod place;
mod port;
pub mod protocol;
mod reach;
mod test_opening;
mod trouble;
mod turn;
mod types;
mod way;

pub use clearing::Clearing;
pub use command::{CommandEvent, CommandState, Inside, NotPossible, Purpose, UNLOCK_LIFE};
pub use layout::{
    DoorUse, KeptDoor, LayoutForm, LayoutView, NewLayout, PanelKind, PieceForm, PlacedDoor, PlacedPanel, Press,
};
pub use place::{PlaceChange, PlaceForm, PlaceView};
pub use port::LockersPort;
pub use reach::{Cabinet, Reach, is_low};
pub use test_opening::{TestOpening, TestResult};
pub use trouble::BankTrouble;
pub use turn::{BankKeysView, HouseKeys, KeyMark, KeyStanding, KeyStep, KeyStepView};
pub use types::{
    BankForm, BankSummary, BankView, ClaimState, Connection, DoorState, DoorView, NewBank, Place, Provisioned, Service,
    SigningKeyView, Size, SizeFree,
};
pub use way::{
    Caption, CaptionForm, Directions, DirectionsForm, InLanguages, PlacePhoto, Turn, WayPort, WayThere, WayView,
};

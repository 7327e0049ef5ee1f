//! Banks, their compartments, and how we talk to them.
//!
//! * [`protocol`]: the messages of the locker protocol, their signing bytes, and the check a bank makes.
//! * [`CommandState`]: the life of one order to a bank. Terminal is terminal.
//! * [`Reach`]: which doors everybody reaches.
//! * [`BankTrouble`]: what is wrong with a bank as a whole.
//! * `layout/`: how the doors of a bank are arranged, and how that is changed.
//! * [`LockersPort`]: what the outside may ask of banks.
//!
//! This slice does not know what lies in a compartment, only whether somebody claims it.

mod command;
mod layout;
mod port;
pub mod protocol;
mod reach;
mod test_opening;
mod trouble;
mod types;

pub use command::{CommandEvent, CommandState, Inside, NotPossible, Purpose, UNLOCK_LIFE};
pub use layout::{
    DoorUse, KeptDoor, LayoutForm, LayoutView, NewLayout, PanelKind, PieceForm, PlacedDoor, PlacedPanel, Press,
};
pub use port::LockersPort;
pub use reach::{Cabinet, Reach, is_low};
pub use test_opening::{TestOpening, TestResult};
pub use trouble::BankTrouble;
pub use types::{
    BankForm, BankSummary, BankView, ClaimState, Connection, DoorState, DoorView, NewBank, Place, Provisioned, Service,
    SigningKeyView, Size, SizeFree,
};

//! The pages that exist in a demo only: a map.
//!
//! * [`demo`]: roles, addresses, the walk through one hand-over.
//! * [`demo_inbox`], [`demo_message`]: the messages that would have left the house.
//! * [`demo_bank`]: a simulated bank and the human's hands; [`SimBank`] is what stands there,
//!   [`demo_status`] says it in short, [`SimAct`] what hands do.
//!
//! What must not be here: the simulator, or any knowledge of how it is reached; `server` maps it into [`SimBank`].

mod bank;
mod drawing;
mod inbox;
mod roles;
mod simulated;

pub use bank::demo_bank;
pub use inbox::{demo_inbox, demo_message};
pub use roles::{DemoLogin, demo};
pub use simulated::{SimAct, SimBank, SimDoor, demo_status};

//! A simulated bank: doors, things and trouble, and a person in front of it.
//!
//! * [`acts`]: what one can do to it and what one sees, as JSON lines.
//! * `world`: its physics: latches, switches of either polarity, sensors. Survives the program, as a cabinet does.
//! * [`SimulatedBoard`]: the [`LockBoard`](crate::LockBoard) over that world.
//! * [`stdio`]: a whole bank as a process: acts on its input, status on its output.
//!
//! Nothing here decides what a bank may do: the same controller as with a real board sits above.

pub mod acts;
mod board;
pub mod stdio;
mod world;

pub use acts::{Act, ActRefused, DoorStatus, Status};
pub use board::{SimulatedBoard, SimulatorHandle};
pub use stdio::{run_with_lines, run_with_stdio};
pub use world::SimulatedDoor;

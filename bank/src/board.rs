//! A lock board as this program sees it. What a level means is not known here: see `commissioning`.

use std::future::Future;

use domain::lockers::protocol::Button;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

/// What an input of the board reads, electrically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// High.
    High,
    /// Low.
    Low,
    /// The input cannot be read: a cut wire, a dead port.
    Dead,
}

/// Which input of a compartment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// The switch of the door.
    Switch,
    /// The sensor that sees whether something is inside.
    Sensor,
}

/// One input and what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The door's number.
    pub compartment: u16,
    /// Which input.
    pub input: Input,
    /// What it reads.
    pub signal: Signal,
}

/// What a board tells by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardNews {
    /// An input changed and has been steady since (bounce is the board's affair).
    Changed(Reading),
    /// The board no longer answers.
    Lost,
    /// It answers again; all inputs should be read anew.
    Back,
    /// A button beside the screen.
    Pressed(Button),
    /// Mains power.
    Power {
        /// Whether there is any.
        on: bool,
    },
    /// The housing was opened or moved.
    Tamper,
}

/// Why there was no "pulse sent".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPulse {
    /// Surely no pulse went out.
    #[error("the lock board did not take the order")]
    NotSent,
    /// Nobody knows; only the switch can tell.
    #[error("the lock board did not answer in time")]
    NoAnswer,
}

/// A lock board. It answers "pulse sent", never "opened": only a switch says that.
pub trait LockBoard: Send + Sync + 'static {
    /// Sends one pulse to one lock, once. Never tries again by itself.
    ///
    /// # Errors
    /// [`NoPulse`]; the difference between its two cases decides what the server is told.
    fn pulse(&self, compartment: u16) -> impl Future<Output = Result<(), NoPulse>> + Send;

    /// Reads all inputs now.
    ///
    /// # Errors
    /// [`NoPulse::NoAnswer`] when the board is silent.
    fn read_all(&self) -> impl Future<Output = Result<Vec<Reading>, NoPulse>> + Send;

    /// All news from now on. There is one listener; a later one takes the earlier one's place.
    fn listen(&self) -> mpsc::UnboundedReceiver<BoardNews>;

    /// Makes the bank itself seen: lights, a sound.
    fn identify(&self);

    /// Shows a message on the bank's own screen; an empty one clears it.
    fn show(&self, text: &str);
}

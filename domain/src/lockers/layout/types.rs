//! An arrangement of doors and panels, as it is kept.

use serde::{Deserialize, Serialize};

use crate::ids::{BankId, CompartmentId};
use crate::lockers::{Cabinet, Size};

/// What fills a place of the cabinet that has no door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelKind {
    /// Plain steel.
    Blank,
    /// The screen of the kiosk.
    Screen,
}

impl PanelKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Blank, Self::Screen];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Screen => "screen",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text)
    }
}

/// How firmly a door stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoorUse {
    /// Nobody ever counted on it: it may vanish, and be another lock.
    Unused,
    /// It has a history: it stays, with its number.
    Used,
    /// Somebody counts on it, something lies inside, or somebody tries it: its size stays, too.
    InUse,
}

/// A door that exists, as far as an editor must know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptDoor {
    /// Which.
    pub id: CompartmentId,
    /// Its number, which is that of its lock on the wire.
    pub number: u16,
    /// How big.
    pub size: Size,
    /// How firmly it stands.
    pub used: DoorUse,
}

/// A door in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedDoor {
    /// Which; none for one that is new.
    pub id: Option<CompartmentId>,
    /// Its number.
    pub number: u16,
    /// How big.
    pub size: Size,
    /// Column from the left, from 1.
    pub column: u16,
    /// First row from the top, from 1.
    pub row: u16,
}

/// A panel in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedPanel {
    /// What fills the place.
    pub kind: PanelKind,
    /// Column from the left, from 1.
    pub column: u16,
    /// First row from the top, from 1.
    pub row: u16,
    /// How many rows it takes.
    pub rows: u16,
}

/// An arrangement that may be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLayout {
    /// Where the doors begin and end above the floor.
    pub cabinet: Cabinet,
    /// All doors.
    pub doors: Vec<PlacedDoor>,
    /// All panels.
    pub panels: Vec<PlacedPanel>,
}

/// The arrangement of a bank, for its editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutView {
    /// Of which bank.
    pub bank: BankId,
    /// The bank's name.
    pub name: String,
    /// Counts up with every change: what was drawn over an older one is not saved.
    pub version: i64,
    /// Where the doors begin and end above the floor.
    pub cabinet: Cabinet,
    /// All doors, each with its id.
    pub doors: Vec<PlacedDoor>,
    /// All panels.
    pub panels: Vec<PlacedPanel>,
    /// The same doors, and how firmly each stands.
    pub kept: Vec<KeptDoor>,
    /// Whether the bank's program was told its doors: it must then be told of new ones.
    pub told: bool,
}

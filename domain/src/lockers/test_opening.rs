//! Trying the door of a compartment that is out of service.

use serde::{Deserialize, Serialize};

use super::Inside;
use crate::{Moment, RefusalCode};

/// A test opening of a door that is out of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestOpening {
    /// When the last of it was heard.
    pub at: Moment,
    /// How far it came.
    pub result: TestResult,
}

/// How far a test opening came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case")]
pub enum TestResult {
    /// It is ordered.
    Ordered,
    /// The door's own switch says open.
    Opened,
    /// It was open and is closed again.
    Closed {
        /// What the sensor saw.
        inside: Inside,
    },
    /// It stayed shut.
    NotOpened {
        /// Why.
        why: RefusalCode,
    },
    /// The bank does not know.
    Unclear,
}

impl TestResult {
    /// Whether the door did all that it should: it opened, and closed on an empty compartment.
    pub const fn is_good(self) -> bool {
        matches!(
            self,
            Self::Closed {
                inside: Inside::Nothing | Inside::Unsensed
            }
        )
    }

    /// Whether it is still going on.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Ordered | Self::Opened)
    }
}

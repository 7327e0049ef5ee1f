//! What is noted, and what the audit's page shows.

use serde::{Deserialize, Serialize};

use super::{Act, Came};
use crate::{Cursor, Moment, Page};

/// What is noted of an act. Who and when come on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditNote {
    /// What was done.
    pub act: Act,
    /// To which thing: an id or a number, never a name; at most 40 characters are kept.
    pub thing: Option<String>,
    /// What became of it.
    pub came: Came,
    /// From which address, if not from the machine itself.
    pub origin: Option<String>,
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFilter {
    /// A part of a colleague's name or address, or a whole number of a case or key; empty: all.
    pub search: String,
    /// An act's wire name; empty: all.
    pub act: String,
    /// An outcome's wire name; empty: all.
    pub came: String,
    /// Older than this one.
    pub cursor: Option<Cursor>,
}

/// Who it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditWho {
    /// A colleague, by the name that they have now.
    Person(String),
    /// Somebody who was not signed in.
    Visitor,
    /// A kiosk.
    Kiosk,
    /// The house itself, or whoever sat at the machine.
    House,
}

/// To which thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditThing {
    /// A name or number that people know it by.
    Named(String),
    /// A door: the bank's name, the door's number.
    Door(String, u16),
    /// Something that has no name.
    Nameless,
}

/// One page of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The acts, newest first.
    pub acts: Page<AuditRow>,
    /// By whose clock they are told: an IANA time zone.
    pub time_zone: String,
}

/// One act, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: AuditWho,
    /// What.
    pub act: Act,
    /// To which thing.
    pub thing: AuditThing,
    /// What became of it.
    pub came: Came,
    /// From which address.
    pub origin: Option<String>,
}

//! What is wrong, who says so, and how soon somebody answers.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What is wrong, in the words that people choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The code is lost, or none ever came.
    LostCode,
    /// The code is not taken, or the QR cannot be scanned.
    NotTaken,
    /// The door does not open.
    DoorStaysShut,
    /// The compartment is empty, or holds another's thing.
    WrongOrEmpty,
    /// The door is too high, too low, or cannot be got to.
    OutOfReach,
    /// Something else.
    Other,
    /// A door opened without an order.
    Forced,
    /// Nobody knows what became of an opening, or where the thing is.
    Doubt,
    /// A door was ordered open twice and stayed shut.
    TwiceShut,
    /// The housing of a bank was opened or moved.
    Tampered,
    /// A bank has no mains.
    NoMains,
    /// A lock board or a sensor broke.
    Broken,
}

impl Problem {
    /// All of them, as forms offer them.
    pub const ALL: [Self; 6] = [
        Self::LostCode,
        Self::NotTaken,
        Self::DoorStaysShut,
        Self::WrongOrEmpty,
        Self::OutOfReach,
        Self::Other,
    ];

    /// Those that the house itself reports: nobody chooses from them.
    pub const INCIDENTS: [Self; 6] = [
        Self::Forced,
        Self::Doubt,
        Self::TwiceShut,
        Self::Tampered,
        Self::NoMains,
        Self::Broken,
    ];

    /// Whether it is one that the house itself reports.
    pub fn is_incident(self) -> bool {
        Self::INCIDENTS.contains(&self)
    }

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::LostCode => "lost_code",
            Self::NotTaken => "not_taken",
            Self::DoorStaysShut => "door_stays_shut",
            Self::WrongOrEmpty => "wrong_or_empty",
            Self::OutOfReach => "out_of_reach",
            Self::Other => "other",
            Self::Forced => "forced",
            Self::Doubt => "doubt",
            Self::TwiceShut => "twice_shut",
            Self::Tampered => "tampered",
            Self::NoMains => "no_mains",
            Self::Broken => "broken",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().chain(Self::INCIDENTS);
        all.find(|problem| problem.wire() == text)
    }

    /// Whether whoever says so most likely stands before the locker.
    const fn at_the_door(self) -> bool {
        matches!(
            self,
            Self::NotTaken | Self::DoorStaysShut | Self::WrongOrEmpty | Self::OutOfReach
        )
    }

    /// How soon a first answer is promised.
    pub fn promise(self, origin: Origin) -> Span {
        if matches!(origin, Origin::Kiosk | Origin::House) || self.at_the_door() {
            Span::minutes(15)
        } else {
            Span::hours(4)
        }
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The recipient, on their pickup page.
    Pickup,
    /// Somebody who stands before a kiosk.
    Kiosk,
    /// A colleague, for somebody.
    Staff,
    /// The house itself, after what a bank said.
    House,
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pickup, Self::Kiosk, Self::Staff, Self::House];

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Pickup => "pickup",
            Self::Kiosk => "kiosk",
            Self::Staff => "staff",
            Self::House => "house",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.wire() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_before_a_door_is_answered_sooner() {
        for problem in Problem::ALL {
            assert_eq!(problem.promise(Origin::Kiosk), Span::minutes(15), "{problem:?}");
            assert!(problem.promise(Origin::Kiosk) <= problem.promise(Origin::Pickup));
        }
        for incident in Problem::INCIDENTS {
            assert_eq!(incident.promise(Origin::House), Span::minutes(15), "{incident:?}");
        }
        assert_eq!(Problem::LostCode.promise(Origin::Pickup), Span::hours(4));
        assert_eq!(Problem::DoorStaysShut.promise(Origin::Pickup), Span::minutes(15));
    }

    #[test]
    fn names_are_read_back() {
        for problem in Problem::ALL.into_iter().chain(Problem::INCIDENTS) {
            assert_eq!(Problem::from_wire(problem.wire()), Some(problem));
            assert_eq!(problem.is_incident(), !Problem::ALL.contains(&problem));
        }
        for origin in Origin::ALL {
            assert_eq!(Origin::from_wire(origin.wire()), Some(origin));
        }
        assert_eq!(Problem::from_wire("kiosk"), None);
    }
}

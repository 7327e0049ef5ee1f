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

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::LostCode => "lost_code",
            Self::NotTaken => "not_taken",
            Self::DoorStaysShut => "door_stays_shut",
            Self::WrongOrEmpty => "wrong_or_empty",
            Self::OutOfReach => "out_of_reach",
            Self::Other => "other",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.wire() == text)
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
        if origin == Origin::Kiosk || self.at_the_door() {
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
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pickup, Self::Kiosk, Self::Staff];

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Pickup => "pickup",
            Self::Kiosk => "kiosk",
            Self::Staff => "staff",
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
        assert_eq!(Problem::LostCode.promise(Origin::Pickup), Span::hours(4));
        assert_eq!(Problem::DoorStaysShut.promise(Origin::Pickup), Span::minutes(15));
    }

    #[test]
    fn names_are_read_back() {
        for problem in Problem::ALL {
            assert_eq!(Problem::from_wire(problem.wire()), Some(problem));
        }
        for origin in Origin::ALL {
            assert_eq!(Origin::from_wire(origin.wire()), Some(origin));
        }
        assert_eq!(Problem::from_wire("kiosk"), None);
    }
}

//! What a state means to others: whether it holds a compartment, and its name in filters.

use super::{Ending, Rest, State};

impl State {
    /// Whether it still holds a compartment.
    pub const fn holds_compartment(self) -> bool {
        !matches!(self, Self::Ended { .. })
    }

    /// Whether a thing is, or may be, inside the compartment.
    pub const fn maybe_inside(self) -> bool {
        match self {
            Self::Resting { rest } => !matches!(rest, Rest::Announced),
            Self::Opening { rest, doubt, .. } => !matches!(rest, Rest::Announced) || doubt.is_some(),
            Self::Open { .. } | Self::Unclear { .. } => true,
            Self::Ended { .. } => false,
        }
    }

    /// Whether its recipient may count on it: it is in our custody, and nobody doubts where it lies.
    pub const fn can_be_counted_on(self) -> bool {
        match self {
            Self::Resting { rest } | Self::Open { rest, .. } | Self::Opening { rest, doubt: None, .. } => {
                !matches!(rest, Rest::Announced)
            }
            Self::Opening { doubt: Some(_), .. } | Self::Unclear { .. } | Self::Ended { .. } => false,
        }
    }

    /// The name in the database's column for filters: coarse, one word per thing that staff look for.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Resting { rest: Rest::Announced } => "announced",
            Self::Resting {
                rest: Rest::Stored { .. },
            } => "stored",
            Self::Resting {
                rest: Rest::Moving { .. },
            } => "moving",
            Self::Opening { .. } => "opening",
            Self::Open { .. } => "open",
            Self::Unclear { .. } => "unclear",
            Self::Ended {
                ending: Ending::Collected,
                ..
            } => "collected",
            Self::Ended {
                ending: Ending::Returned,
                ..
            } => "returned",
            Self::Ended {
                ending: Ending::Cancelled,
                ..
            } => "cancelled",
        }
    }
}

//! Test pay: a provider that only plays, for the demo and for trying the house out. No money moves.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::{Money, Outcome};

/// What the payer plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Play {
    /// It is paid.
    Accept,
    /// The card is declined.
    Decline,
    /// The payer goes away.
    Abandon,
    /// It is charged twice.
    Twice,
    /// It is paid, and the word of it comes half a minute later.
    Late,
    /// Another amount is charged than was asked for.
    WrongAmount,
}

impl Play {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Accept,
        Self::Decline,
        Self::Abandon,
        Self::Twice,
        Self::Late,
        Self::WrongAmount,
    ];

    /// The name in forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Abandon => "abandon",
            Self::Twice => "twice",
            Self::Late => "late",
            Self::WrongAmount => "wrong_amount",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|play| play.wire() == text)
    }
}

/// What the playing provider's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestPayView {
    /// What for.
    pub what: String,
    /// How much.
    pub amount: Money,
    /// Whether it can still be played.
    pub open: bool,
    /// Where "back" goes: a local path.
    pub back: String,
}

/// The playing provider's page. Where it is not allowed, everything is `NotFound`.
#[async_trait]
pub trait TestPayPort: Send + Sync {
    /// What the page shows. `NotFound` for a reference that is none.
    async fn page(&self, actor: &Actor, reference: &str) -> Outcome<TestPayView>;

    /// Plays it; gives the local path to which the payer is sent back. Once it was played, nothing more happens.
    async fn play(&self, actor: &Actor, reference: &str, play: Play) -> Outcome<String>;
}

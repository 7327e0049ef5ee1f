//! What staff do about a delivery that lies in its locker: take back what nobody came for, move its end, make a new
//! code by hand. And the rules of their organisation.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{DeliveryRow, DoorPhase};
use crate::accounts::Actor;
use crate::custody::{AccessCode, Forgetting, ForgettingForm, Item, Keeping, KeepingForm, LinkSecret, QrToken, whole};
use crate::ids::{BankId, ConsignmentId};
use crate::lockers::Place;
use crate::{FormCheck, Locale, Moment, Outcome, Refusal, RefusalCode, ShortText};

/// A form: move the end of a delivery. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveDeadline {
    /// By so many days, counted from the end, or from today when that has passed.
    pub days: String,
    /// Why.
    pub reason: String,
}

impl MoveDeadline {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(u16, ShortText), Refusal> {
        let mut form = FormCheck::default();
        let days = form.take("days", whole(&self.days, 1, Keeping::MOST_MOVED));
        let reason = form.take("reason", ShortText::parse(&self.reason));
        form.finish()?;
        days.zip(reason).ok_or(Refusal::act(RefusalCode::Form))
    }
}

/// A form: new secrets by hand. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueByHand {
    /// Why.
    pub by_hand_reason: String,
}

impl IssueByHand {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` at the reason.
    pub fn check(&self) -> Result<ShortText, Refusal> {
        let mut form = FormCheck::default();
        let reason = form.take("by_hand_reason", ShortText::parse(&self.by_hand_reason));
        form.finish()?;
        reason.ok_or(Refusal::act(RefusalCode::Form))
    }
}

/// A form: have a thing moved to another compartment. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveThing {
    /// Why.
    pub thing_reason: String,
    /// Not empty where the recipient cannot reach the door: a lower one first.
    pub lower: String,
}

impl MoveThing {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` at the reason.
    pub fn check(&self) -> Result<(ShortText, bool), Refusal> {
        let mut form = FormCheck::default();
        let reason = form.take("thing_reason", ShortText::parse(&self.thing_reason));
        form.finish()?;
        let reason = reason.ok_or(Refusal::act(RefusalCode::Form))?;
        Ok((reason, !self.lower.is_empty()))
    }
}

/// Where a thing is on its way to another compartment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum MoveNow {
    /// It cannot be moved now.
    No,
    /// It waits, and can be moved.
    Possible,
    /// Another compartment is kept; it lies in its own still.
    Ordered {
        /// The number on the other door.
        to: u16,
    },
    /// It is out of its own and not yet in the other one.
    OnTheWay {
        /// The number on the other door.
        to: u16,
    },
    /// A door moves for it, or nobody knows.
    AtTheDoor {
        /// The number on the other door.
        to: u16,
    },
}

impl MoveNow {
    /// The number of the other door, while there is one.
    pub const fn to(self) -> Option<u16> {
        match self {
            Self::No | Self::Possible => None,
            Self::Ordered { to } | Self::OnTheWay { to } | Self::AtTheDoor { to } => Some(to),
        }
    }
}

/// Something that nobody came for, at the bank where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBackRow {
    /// The delivery.
    pub delivery: DeliveryRow,
    /// The bank.
    pub bank: BankId,
    /// Whether the bank is there.
    pub online: bool,
    /// What happens at the door right now, or what became of the last try.
    pub phase: DoorPhase,
    /// Whether the asking colleague may open the door now.
    pub may_open: bool,
}

/// All that is to be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBackList {
    /// Bank by bank, door by door.
    pub rows: Vec<TakeBackRow>,
    /// Now, where the asking colleague's banks are.
    pub now: Moment,
}

/// What the page of a delivery's end and code needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareView {
    /// The delivery.
    pub delivery: DeliveryRow,
    /// Whether a fault of ours keeps the clock standing.
    pub paused: bool,
    /// Whether its end can be moved now.
    pub may_move: bool,
    /// Whether a new code can be made by hand now.
    pub may_issue: bool,
    /// Whether it can be moved to another compartment, or is.
    pub moving: MoveNow,
    /// Now, at the bank.
    pub now: Moment,
}

/// A slip for somebody whom no message reaches. Holds secrets: not serialisable.
#[derive(Clone)]
pub struct SlipView {
    /// The delivery.
    pub id: ConsignmentId,
    /// What it is.
    pub item: Item,
    /// From whom.
    pub organisation: String,
    /// For whom.
    pub recipient: String,
    /// The recipient's language: the slip speaks it.
    pub locale: Locale,
    /// Where.
    pub place: Place,
    /// The door's number.
    pub compartment: u16,
    /// Until when.
    pub deadline: Moment,
    /// The code.
    pub code: AccessCode,
    /// The QR.
    pub qr: QrToken,
}

/// What staff do about what lies in a locker.
#[async_trait]
pub trait CarePort: Send + Sync {
    /// What nobody came for, of one's office and of none, at most 500.
    async fn to_take_back(&self, actor: &Actor) -> Outcome<TakeBackList>;

    /// How many there are.
    async fn count_to_take_back(&self, actor: &Actor) -> Outcome<u32>;

    /// One delivery, for the page of its end and code.
    async fn care(&self, actor: &Actor, id: ConsignmentId) -> Outcome<CareView>;

    /// Moves the end of what lies in a locker; its recipient is told. `Form`, `WrongState`.
    async fn move_deadline(&self, actor: &Actor, id: ConsignmentId, form: MoveDeadline) -> Outcome<()>;

    /// Has a thing moved: another compartment is kept for it, and a colleague on site carries it over, door after door
    /// (`DeliveryPort::open`). `Form` at `thing_reason`, `WrongState`, `DeadlinePassed`, `BankFull`.
    async fn move_thing(&self, actor: &Actor, id: ConsignmentId, form: MoveThing) -> Outcome<()>;

    /// It stays where it is, as long as its door was not opened. `WrongState`.
    async fn stay(&self, actor: &Actor, id: ConsignmentId) -> Outcome<()>;

    /// Opens its old compartment to put it back. As `DeliveryPort::open`.
    async fn put_back(&self, actor: &Actor, id: ConsignmentId) -> Outcome<()>;

    /// Makes new secrets by hand; the old ones die, and the recipient is told that there are new ones. Gives the link
    /// behind them, for [`Self::slip`]. `Form` at `reason`, `WrongState`, `DeadlinePassed`.
    async fn issue_by_hand(&self, actor: &Actor, id: ConsignmentId, form: IssueByHand) -> Outcome<LinkSecret>;

    /// The slip, while its link is the one that counts; else `NotFound`.
    async fn slip(&self, actor: &Actor, id: ConsignmentId, link: &LinkSecret) -> Outcome<SlipView>;

    /// The rules of one's organisation.
    async fn keeping(&self, actor: &Actor) -> Outcome<Keeping>;

    /// Changes them. What is stored already keeps its end. `Form`.
    async fn set_keeping(&self, actor: &Actor, form: KeepingForm) -> Outcome<()>;

    /// For how long one's organisation remembers whose a finished thing was.
    async fn forgetting(&self, actor: &Actor) -> Outcome<Forgetting>;

    /// Changes that. A longer term brings nothing back. `Form`.
    async fn set_forgetting(&self, actor: &Actor, form: ForgettingForm) -> Outcome<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_moved_by_some_days_and_with_a_reason() {
        let refusal = MoveDeadline::default().check().unwrap_err();
        assert_eq!(refusal.at("days"), Some(RefusalCode::Missing));
        assert_eq!(refusal.at("reason"), Some(RefusalCode::Missing));
        let form = |days: &str| MoveDeadline {
            days: days.into(),
            reason: "In hospital".into(),
        };
        assert_eq!(
            form("61").check().unwrap_err().at("days"),
            Some(RefusalCode::OutOfRange)
        );
        assert_eq!(form(" 14 ").check().map(|(days, _)| days), Ok(14));
    }
}

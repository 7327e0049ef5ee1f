//! What a bank's word does to a consignment, in the transaction that records it.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::custody::{Effect, Event, EventKind, State};
use domain::ids::ConsignmentId;
use domain::live::Nudge;
use domain::lockers::{Inside, Purpose};
use domain::notices::Template;
use domain::{RefusalCode, Timestamp};

use super::sql::{self, Consignment};
use super::steps::follow;
use super::tell::tell;
use super::{deadline, sql_events, sql_state};
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;
use crate::lockers::{BankListener, Heard, HeardKind};

/// Listens to banks for custody.
pub struct CustodyListener {
    house: House,
}

impl CustodyListener {
    /// For `lockers::Intake`.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    async fn apply(&self, tx: &mut Tx, consignment: &mut Consignment, kind: HeardKind, now: Timestamp) -> Result<()> {
        let id = consignment.id.0;
        let until = if matches!(kind, HeardKind::Closed { .. }) {
            deadline::first(tx, consignment, now).await?
        } else {
            // Nothing comes to rest by it.
            now
        };
        let before = consignment.state()?;
        let (note, event) = meaning(kind, before, until);
        if let Some(note) = note {
            sql_events::add(tx, id, &note, &Actor::House, now).await?;
        }
        let Some(event) = event else { return Ok(()) };
        let Ok((next, effect)) = before.apply(event, now) else {
            // A repeat, or a word about an opening that is over: it stands in the history and moves nothing.
            return Ok(());
        };
        sql_state::set_state(tx, consignment, next).await?;
        if let HeardKind::Failed { why, .. } = kind {
            let told = told(before, next, why);
            sql_state::set_outcome(tx, id, Some(told.wire())).await?;
        }
        follow(tx, &self.house, consignment, effect, now).await?;
        // Once for each doubt, and not while a colleague stands before the door and sees for themselves.
        let seen = matches!(kind, HeardKind::Closed { .. });
        if effect == Some(Effect::Doubt) && !seen && before.can_be_counted_on() && !consignment.is_held() {
            tell(tx, &self.house, consignment, Template::InDoubt, now).await?;
        }
        Ok(())
    }
}

/// What whoever stands there is told of an order that failed. Where it leaves a doubt they need a colleague: closing a door and
/// trying again, as the bank's answer would have it, opens nothing any more. A colleague who looks may try again.
fn told(before: State, next: State, why: RefusalCode) -> RefusalCode {
    let looks = matches!(
        before,
        State::Opening {
            purpose: Purpose::Return | Purpose::Withdraw,
            ..
        }
    );
    match next {
        State::Unclear { .. } if !looks => RefusalCode::OutOfService,
        _ => why,
    }
}

/// What stands in the history, and what happens to the thing.
fn meaning(kind: HeardKind, state: State, until: Timestamp) -> (Option<EventKind>, Option<Event>) {
    match kind {
        HeardKind::Accepted { .. } => (Some(EventKind::Unlocked), None),
        HeardKind::Opened { command } => (Some(EventKind::Opened), Some(Event::DoorOpened { command })),
        HeardKind::Closed { command, inside } => {
            let item = match inside {
                Inside::Item => Some(true),
                Inside::Nothing => Some(false),
                Inside::Unsensed => None,
            };
            let event = Event::DoorClosed { command, inside, until };
            (Some(EventKind::Closed { item }), Some(event))
        }
        HeardKind::Failed { command, why } => {
            (Some(EventKind::NotOpened { why }), Some(Event::OrderFailed { command }))
        }
        HeardKind::Unclear { command } => (None, Some(Event::OrderUnclear { command })),
        HeardKind::OpenedLate { purpose } => (Some(EventKind::Opened), Some(Event::OpenedLate { purpose })),
        HeardKind::UnclearLate { purpose } => (None, Some(Event::OpenedLate { purpose })),
        HeardKind::LeftOpen => (Some(EventKind::LeftOpen), None),
        // Before a compartment in which nothing lies and nothing shall go, only the compartment is in question, and
        // lockers froze it. (When it happened matters to no rule.)
        HeardKind::Forced { compartment } => {
            let event = Event::Forced { compartment };
            if state.apply(event, until).is_ok() {
                (Some(EventKind::Forced), Some(event))
            } else {
                (None, None)
            }
        }
    }
}

#[async_trait]
impl BankListener for CustodyListener {
    async fn hear(&self, tx: &mut Tx, heard: &Heard, now: Timestamp) -> Result<Option<Nudge>> {
        let Ok(id) = heard.subject.parse::<ConsignmentId>() else {
            return Ok(None);
        };
        let Some(mut consignment) = sql::take(tx, id).await? else {
            return Ok(None);
        };
        self.apply(tx, &mut consignment, heard.kind, now).await?;
        Ok(Some(Nudge::Consignment {
            organisation: consignment.organisation_id.0,
            bank: consignment.bank_id.0,
            consignment: id,
        }))
    }
}

//! What banks say that a human must look at: support gets it as a request of the house itself, without anybody's asking.
//!
//! Told after custody, for it looks at what became of the thing. What must not be here: what the bank's word does to that.

use async_trait::async_trait;
use domain::custody::{EventKind, State};
use domain::ids::{ConsignmentId, RequestId};
use domain::live::Nudge;
use domain::support::{Origin, Problem};
use domain::{RefusalCode, Timestamp};

use super::service::Support;
use super::steps::{self, About};
use crate::custody::{self, Consignment};
use crate::db::Tx;
use crate::fault::Result;
use crate::lockers::{self, Alarm, AlarmKind, BankListener, Heard, HeardKind};

/// A door that stayed shut at a press is tried by another press. When that fails too, it is no matter for a third.
const PRESSES: usize = 2;

/// How often the door of this thing stayed shut since it last moved.
async fn presses_in_vain(tx: &mut Tx, id: ConsignmentId) -> Result<usize> {
    let history = custody::history(tx, id, "UTC").await?;
    let since = history.iter().rev().take_while(|entry| {
        !matches!(
            entry.event,
            EventKind::Opened | EventKind::Closed { .. } | EventKind::Stored | EventKind::Announced
        )
    });
    let vain = EventKind::NotOpened {
        why: RefusalCode::DoorDidNotOpen,
    };
    Ok(since.filter(|entry| entry.event == vain).count())
}

/// What must be looked at after this word about a thing.
async fn meant(tx: &mut Tx, kind: HeardKind, thing: &Consignment) -> Result<Option<Problem>> {
    // A forced door is an alarm: it comes by that way.
    let quiet = matches!(
        kind,
        HeardKind::Forced { .. } | HeardKind::LeftOpen | HeardKind::Accepted { .. } | HeardKind::Opened { .. }
    );
    if quiet {
        return Ok(None);
    }
    if matches!(thing.state()?, State::Unclear { .. }) {
        return Ok(Some(Problem::Doubt));
    }
    let vain = matches!(
        kind,
        HeardKind::Failed {
            why: RefusalCode::DoorDidNotOpen,
            ..
        }
    );
    let again = vain && presses_in_vain(tx, thing.id.0).await? >= PRESSES;
    Ok(again.then_some(Problem::TwiceShut))
}

impl Support {
    async fn reported(&self, tx: &mut Tx, about: About, problem: Problem) -> Result<Option<Nudge>> {
        let begun: Option<RequestId> = steps::report(tx, self, about, problem).await?;
        let organisation = about.organisation;
        Ok(begun.map(|request| {
            tracing::warn!(bank = %about.bank, problem = problem.wire(), "a human must look");
            Nudge::Help { organisation, request }
        }))
    }
}

#[async_trait]
impl BankListener for Support {
    async fn hear(&self, tx: &mut Tx, heard: &Heard, _now: Timestamp) -> Result<Option<Nudge>> {
        let Ok(id) = heard.subject.parse::<ConsignmentId>() else {
            return Ok(None);
        };
        let Some(thing) = custody::find(tx, id).await? else {
            return Ok(None);
        };
        let Some(problem) = meant(tx, heard.kind, &thing).await? else {
            return Ok(None);
        };
        let about = About {
            organisation: thing.organisation_id.0,
            bank: thing.bank_id.0,
            thing: Some(id),
            door: Some(thing.compartment_id.0),
            origin: Origin::House,
        };
        self.reported(tx, about, problem).await
    }

    async fn alarm(&self, tx: &mut Tx, alarm: &Alarm, _now: Timestamp) -> Result<Option<Nudge>> {
        let organisation = lockers::organisation_of(tx, alarm.bank).await?;
        let claim = alarm
            .claim
            .as_deref()
            .and_then(|claim| claim.parse::<ConsignmentId>().ok());
        let thing = match claim {
            Some(id) => custody::find(tx, id).await?,
            None => None,
        };
        // What lies there for another house is that house's; the door is this one's.
        let thing = thing.filter(|thing| thing.organisation_id.0 == organisation);
        let problem = match alarm.kind {
            AlarmKind::Forced => Problem::Forced,
            AlarmKind::Tampered => Problem::Tampered,
            AlarmKind::NoMains => Problem::NoMains,
            AlarmKind::Broken => Problem::Broken,
        };
        let about = About {
            organisation,
            bank: alarm.bank,
            thing: thing.map(|thing| thing.id.0),
            door: alarm.compartment,
            origin: Origin::House,
        };
        self.reported(tx, about, problem).await
    }
}

//! What staff see of a delivery: states in their words, and what they may do now.

use domain::accounts::{Actor, Operation};
use domain::custody::{Ending, Item, Rest, State};
use domain::delivery::{DeliveryRow, DeliveryState, Doing, DoorPhase, MoveNow};
use domain::lockers::Purpose;
use domain::{RefusalCode, Timestamp};

use super::sql::ListRow;
use crate::custody::{self, Consignment};
use crate::fault::{Fault, Result};
use crate::house::{House, moment};

/// What a reference number is sealed as.
pub(super) const REFERENCE: &str = "delivery.reference";

/// Reads a state as custody keeps it.
pub(super) fn state_in(body: &str) -> Result<State> {
    serde_json::from_str(body).map_err(|e| Fault::broken("delivery.state", "reading a delivery's state").because(e))
}

pub(super) fn row(house: &House, row: ListRow) -> Result<DeliveryRow> {
    let state = state_in(&row.state_body)?;
    let reference = row
        .reference_sealed
        .map(|sealed| house.key.open_text(REFERENCE, &row.id.0.to_string(), &sealed))
        .transpose()?;
    Ok(DeliveryRow {
        id: row.id.0,
        recipient: row.recipient_name,
        item: Item::from_wire(&row.item).ok_or_else(|| Fault::broken("delivery.item", "reading a delivery's item"))?,
        reference,
        bank: format!("{} · {}", row.bank_name, row.city),
        compartment: u16::try_from(row.compartment).unwrap_or_default(),
        state: state_of(state, house.now()),
        deadline: row.deadline.map(|at| moment(&row.time_zone, Timestamp(at))),
        created: moment(&row.time_zone, Timestamp(row.created_at)),
    })
}

/// Where it is, in the words that staff look for.
pub(crate) fn state_of(state: State, now: Timestamp) -> DeliveryState {
    match state {
        State::Resting { rest: Rest::Announced } => DeliveryState::Announced,
        State::Resting { rest } if rest.is_late(now) => DeliveryState::Overdue,
        State::Resting { rest } if rest.is_moving() => DeliveryState::Moving,
        State::Resting { .. } => DeliveryState::Stored,
        State::Opening { .. } | State::Open { .. } => DeliveryState::AtTheDoor,
        State::Unclear { .. } => DeliveryState::Unclear,
        State::Ended { ending, .. } => match ending {
            Ending::Collected => DeliveryState::Collected,
            Ending::Returned => DeliveryState::Returned,
            Ending::Cancelled => DeliveryState::Cancelled,
        },
    }
}

/// How a filter reads in the database: the coarse states, and whether the deadline lies ahead.
pub(super) const fn narrow(state: DeliveryState) -> (&'static [&'static str], Option<bool>) {
    match state {
        DeliveryState::Announced => (&["announced"], None),
        DeliveryState::AtTheDoor => (&["opening", "open"], None),
        DeliveryState::Stored => (&["stored"], Some(true)),
        DeliveryState::Overdue => (&["stored"], Some(false)),
        DeliveryState::Moving => (&["moving"], None),
        DeliveryState::Unclear => (&["unclear"], None),
        DeliveryState::Collected => (&["collected"], None),
        DeliveryState::Returned => (&["returned"], None),
        DeliveryState::Cancelled => (&["cancelled"], None),
    }
}

/// What happens at the door, or what became of the last try.
pub(super) fn doing(state: State, outcome: Option<&str>) -> Doing {
    let (phase, purpose) = match state {
        State::Opening { purpose, .. } => (DoorPhase::Opening, Some(purpose)),
        State::Open { purpose, .. } => (DoorPhase::Open, Some(purpose)),
        _ => {
            let refusal = |wire: &str| RefusalCode::ALL.iter().copied().find(|code| code.wire() == wire);
            let phase = match outcome {
                Some("nothing_inside") => DoorPhase::NothingInside,
                Some(wire) => refusal(wire).map_or(DoorPhase::Idle, |why| DoorPhase::Failed { why }),
                None => DoorPhase::Idle,
            };
            (phase, None)
        }
    };
    Doing { phase, purpose }
}

/// What an opening by staff would be for now; none when staff have nothing to open.
pub(super) fn open_for(actor: &Actor, state: State, now: Timestamp) -> Option<Purpose> {
    if !actor.may(Operation::OpenForDeposit) {
        return None;
    }
    match state {
        State::Resting { rest: Rest::Announced } => Some(Purpose::Deposit),
        State::Resting {
            rest: Rest::Moving { inside, .. },
        } => Some(if inside { Purpose::MoveOut } else { Purpose::MoveIn }),
        // Nobody came: it may be taken back.
        State::Resting { rest } if rest.is_late(now) => Some(Purpose::Return),
        State::Unclear {
            purpose: Purpose::Withdraw,
            ..
        }
        | State::Unclear {
            rest: Rest::Announced, ..
        } => Some(Purpose::Withdraw),
        State::Unclear { .. } => Some(Purpose::Return),
        _ => None,
    }
}

/// Whether its end may be moved, or a new code be made, now: while it waits inside.
pub(super) fn may_care(actor: &Actor, state: State) -> bool {
    actor.may(Operation::MoveDeadline) && state.stored().is_some()
}

/// Where it is on its way to another compartment, or whether it may set out.
pub(crate) fn moving(actor: &Actor, consignment: &Consignment, now: Timestamp) -> Result<MoveNow> {
    let state = consignment.state()?;
    Ok(match (state, state.moving_to()) {
        (
            State::Resting {
                rest: Rest::Moving { inside: true, .. },
            },
            Some(to),
        ) => MoveNow::Ordered { to },
        (State::Resting { .. }, Some(to)) => MoveNow::OnTheWay { to },
        (_, Some(to)) => MoveNow::AtTheDoor { to },
        _ => {
            let waits = state.stored().is_some_and(|rest| !rest.is_late(now)) && !consignment.is_held();
            if waits && actor.may(Operation::MoveThing) {
                MoveNow::Possible
            } else {
                MoveNow::No
            }
        }
    })
}

/// The number of the door behind which it is, or may be: a doubt on the way is about the other one.
pub(super) fn door(consignment: &Consignment, state: State) -> u16 {
    match state {
        State::Unclear {
            purpose: Purpose::MoveIn,
            rest: Rest::Moving { number, .. },
        }
        | State::Opening {
            doubt: Some(Purpose::MoveIn),
            rest: Rest::Moving { number, .. },
            ..
        } => number,
        _ => consignment.number(),
    }
}

/// Whether a new code may be made by hand now: while the old one opens something.
pub(super) fn may_issue(actor: &Actor, consignment: &Consignment, now: Timestamp) -> Result<bool> {
    Ok(custody::can_renew(consignment, now)? && actor.may(Operation::IssueByHand))
}

/// Whether it may be cancelled now: before it is handed over. A stored one is taken out through its door.
pub(super) fn may_cancel(actor: &Actor, state: State) -> bool {
    actor.may(Operation::CancelDelivery)
        && state.moving_to().is_none()
        && matches!(
            state,
            State::Resting { .. }
                | State::Opening {
                    purpose: Purpose::Deposit,
                    ..
                }
                | State::Open {
                    purpose: Purpose::Deposit,
                    ..
                }
        )
}

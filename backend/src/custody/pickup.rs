//! What the pickup page shows.

use domain::custody::{Ending, LinkSecret, OpenPhase, PickupItem, PickupPass, Rest, State};
use domain::lockers::protocol::FaultKind;
use domain::lockers::{Purpose, Service};
use domain::{Error, RefusalCode, Span, Timestamp};

use super::secrets;
use super::sql::{self, Consignment};
use crate::db::Handle;
use crate::fault::Result;
use crate::house::{House, moment};
use crate::lockers;

/// For so long after the end the link still tells what became of the thing.
const MEMORY: Span = Span::days(14);

/// The consignment behind a link, unless it ended long ago.
pub(crate) async fn by_link(h: &mut impl Handle, house: &House, link: &LinkSecret) -> Result<Option<Consignment>> {
    let found = sql::by_link(h, &secrets::link_hash(&house.key, link)).await?;
    Ok(found.filter(|c| c.ended_at.is_none_or(|at| house.now() < Timestamp(at) + MEMORY)))
}

/// All that waits for the holder of these links.
pub(super) async fn items(h: &mut impl Handle, house: &House, pass: &PickupPass) -> Result<Vec<PickupItem>, Error> {
    let mut items = Vec::new();
    for link in &pass.links {
        if let Some(consignment) = by_link(h, house, link).await? {
            items.push(item(h, house, link, &consignment).await?);
        }
    }
    if items.is_empty() {
        return Err(RefusalCode::LinkExpired.into());
    }
    Ok(items)
}

async fn item(h: &mut impl Handle, house: &House, link: &LinkSecret, consignment: &Consignment) -> Result<PickupItem> {
    let bank = lockers::bank_view(h, consignment.bank_id.0).await?;
    let zone = bank.place.time_zone.clone();
    let now = house.now();
    let state = consignment.state()?;
    let phase = phase(state, consignment.last_outcome.as_deref(), now, &zone);
    let usable = matches!(phase, OpenPhase::Waiting { .. } | OpenPhase::Opening | OpenPhase::Open);
    let door = bank.doors.iter().find(|d| d.id == consignment.compartment_id.0);
    Ok(PickupItem {
        id: consignment.id.0,
        item: consignment.item()?,
        organisation: consignment.organisation_name.clone(),
        recipient: consignment.recipient_name.clone(),
        bank: bank.id,
        compartment: consignment.number(),
        connection: bank.connection,
        // As when it is tried: a jam is no reason against.
        out_of_service: door.is_none_or(|d| {
            matches!(d.service, Service::Out { .. }) || d.faults.iter().any(|fault| *fault != FaultKind::Jam)
        }),
        stored_at: consignment.stored_at.map(|at| moment(&zone, Timestamp(at))),
        deadline: consignment.deadline.map(|at| moment(&zone, Timestamp(at))),
        phase,
        code: usable.then(|| secrets::code(&house.key, link, consignment.code_salt)),
        qr: usable.then(|| secrets::qr(&house.key, link)),
        now: moment(&zone, now),
        place: bank.place,
    })
}

fn phase(state: State, outcome: Option<&str>, now: Timestamp, zone: &str) -> OpenPhase {
    match state {
        State::Resting {
            rest: Rest::Stored { deadline, .. },
        } => {
            if now > deadline {
                return OpenPhase::Late;
            }
            let last = outcome.and_then(|wire| RefusalCode::ALL.iter().copied().find(|code| code.wire() == wire));
            OpenPhase::Waiting { last }
        }
        State::Opening {
            purpose: Purpose::Pickup | Purpose::Revisit,
            ..
        } => OpenPhase::Opening,
        State::Open {
            purpose: Purpose::Pickup | Purpose::Revisit,
            ..
        } => OpenPhase::Open,
        State::Ended {
            ending: Ending::Collected,
            at,
        } => OpenPhase::Collected { at: moment(zone, at) },
        State::Ended { at, .. } => OpenPhase::Gone { at: moment(zone, at) },
        // Staff are at the door, or must look.
        State::Resting { .. } | State::Opening { .. } | State::Open { .. } | State::Unclear { .. } => {
            OpenPhase::Unclear
        }
    }
}

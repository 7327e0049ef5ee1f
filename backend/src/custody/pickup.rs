//! What the pickup page shows.

use domain::custody::{Ending, LinkSecret, OpenPhase, PickupItem, PickupPass, Rest, Sharing, State};
use domain::ids::BankId;
use domain::lockers::Purpose;
use domain::{Error, RefusalCode, Span, Timestamp};

use super::sql::{self, Consignment};
use super::sql_shares::{self, ShareRow};
use super::visit::{self, Reading};
use super::{deadline, secrets, shares, tell};
use crate::db::Handle;
use crate::fault::Result;
use crate::house::{House, moment};
use crate::lockers;

/// For so long after the end the link still tells what became of the thing.
const MEMORY: Span = Span::days(14);

/// The consignment behind its recipient's own link, unless it ended long ago.
pub(crate) async fn by_link(h: &mut impl Handle, house: &House, link: &LinkSecret) -> Result<Option<Consignment>> {
    let found = sql::by_link(h, &secrets::link_hash(&house.key, link)).await?;
    Ok(found.filter(|c| remembered(c, house.now())))
}

fn remembered(consignment: &Consignment, now: Timestamp) -> bool {
    consignment.ended_at.is_none_or(|at| now < Timestamp(at) + MEMORY)
}

/// What the holder of a link may see: their own thing, or one whose collection was lent to them.
pub(super) async fn held(
    h: &mut impl Handle,
    house: &House,
    link: &LinkSecret,
) -> Result<Option<(Consignment, Option<ShareRow>)>> {
    if let Some(own) = by_link(h, house, link).await? {
        return Ok(Some((own, None)));
    }
    let share = sql_shares::by_link(h, &secrets::link_hash(&house.key, link)).await?;
    // One that was taken back, or that ended with something else, tells nothing any more.
    let Some(share) = share.filter(|s| s.ending.as_deref().is_none_or(|ending| ending == "used")) else {
        return Ok(None);
    };
    let found = sql::get(h, share.consignment_id.0).await?;
    Ok(found.filter(|c| remembered(c, house.now())).map(|c| (c, Some(share))))
}

/// All that waits for the holder of these links, who stands before that bank.
pub(super) async fn items(
    h: &mut impl Handle,
    house: &House,
    pass: &PickupPass,
    present_at: Option<BankId>,
) -> Result<Vec<PickupItem>, Error> {
    let mut found = Vec::new();
    for link in &pass.links {
        if let Some((consignment, share)) = held(h, house, link).await? {
            found.push((link, consignment, share));
        }
    }
    let shown: Vec<_> = found.iter().map(|(_, consignment, _)| consignment.id.0).collect();
    let reading = Reading {
        present_at,
        shown: &shown,
    };
    let mut items = Vec::new();
    for (link, consignment, share) in &found {
        items.push(item(h, house, link, consignment, share.as_ref(), &reading).await?);
    }
    if items.is_empty() {
        return Err(RefusalCode::LinkExpired.into());
    }
    Ok(items)
}

/// Whether something waits, or lately waited, at this bank for the holder of these links.
///
/// # Errors
/// `LinkExpired` when none of the links is good any more; `NotFound` when nothing of theirs is there.
pub(super) async fn waits_at(h: &mut impl Handle, house: &House, pass: &PickupPass, bank: BankId) -> Result<(), Error> {
    let mut why = RefusalCode::LinkExpired;
    for link in &pass.links {
        match held(h, house, link).await? {
            Some((consignment, _)) if consignment.bank_id.0 == bank => return Ok(()),
            Some(_) => why = RefusalCode::NotFound,
            None => {}
        }
    }
    Err(why.into())
}

/// Whether somebody else may collect, as the holder of the link is told.
async fn sharing(
    h: &mut impl Handle,
    house: &House,
    link: &LinkSecret,
    consignment: &Consignment,
    zone: &str,
) -> Result<Sharing> {
    if let Some(share) = sql_shares::live(h, consignment.id.0).await? {
        let secret = shares::secret(house, link, &share.id);
        return Ok(Sharing::Lent {
            link: tell::link(house, consignment, &secret),
            since: moment(zone, Timestamp(share.created_at)),
        });
    }
    Ok(if shares::can_lend(consignment, house.now())? {
        Sharing::Possible
    } else {
        Sharing::Not
    })
}

/// Whether code and QR still serve.
const fn is_usable(phase: OpenPhase) -> bool {
    use OpenPhase::{LeftOpen, Open, Opening, Waiting};
    matches!(phase, Waiting { .. } | Opening | Open | LeftOpen)
}

async fn item(
    h: &mut impl Handle,
    house: &House,
    link: &LinkSecret,
    consignment: &Consignment,
    share: Option<&ShareRow>,
    reading: &Reading<'_>,
) -> Result<PickupItem> {
    let bank = lockers::bank_view(h, consignment.bank_id.0).await?;
    let zone = bank.place.time_zone.clone();
    let way = lockers::way_there(h, bank.id).await?;
    let now = house.now();
    let state = consignment.state()?;
    let phase = phase(state, consignment.last_outcome.as_deref(), now, &zone);
    let left = phase == OpenPhase::Open && lockers::is_left_open(h, bank.id, consignment.number()).await?;
    let phase = if left { OpenPhase::LeftOpen } else { phase };
    let usable = is_usable(phase);
    // More time is for the recipient to ask for, sharing for them to do, and what else is theirs nobody else's business.
    let (extension, sharing, visit) = match share {
        Some(_) => (None, Sharing::Borrowed, Vec::new()),
        None => (
            deadline::extension(h, consignment, &zone, now).await?,
            sharing(h, house, link, consignment, &zone).await?,
            visit::on_page(h, house, consignment, &bank, reading, usable).await?,
        ),
    };
    let (salt, form) = share.map_or((consignment.code_salt, consignment.code_form()), |share| {
        (share.code_salt, share.code_form())
    });
    let returned_to = match state {
        State::Ended {
            ending: Ending::Returned,
            ..
        } => tell::returned_to(h, house, consignment).await?,
        _ => None,
    };
    Ok(PickupItem {
        id: consignment.id.0,
        item: consignment.item()?,
        organisation: consignment.organisation_name.clone(),
        recipient: consignment.recipient_name.clone(),
        bank: bank.id,
        compartment: consignment.number(),
        connection: bank.connection,
        // What the kiosk does not open, nobody opens beside it.
        out_of_service: !bank.troubles.is_empty() || visit::is_out(&bank.doors, consignment.compartment_id.0),
        stored_at: consignment.stored_at.map(|at| moment(&zone, Timestamp(at))),
        deadline: consignment.deadline.map(|at| moment(&zone, Timestamp(at))),
        paused: consignment.paused_at.is_some(),
        may_extend: extension.map(|at| moment(&zone, at)),
        sharing,
        visit,
        returned_to,
        phase,
        code: usable.then(|| secrets::code(&house.key, link, salt, form)),
        qr: usable.then(|| secrets::qr(&house.key, link)),
        now: moment(&zone, now),
        place: bank.place,
        way,
    })
}

pub(super) fn phase(state: State, outcome: Option<&str>, now: Timestamp, zone: &str) -> OpenPhase {
    // A doubt on the way is for staff, as every doubt.
    if state.moving_to().is_some() && !matches!(state, State::Unclear { .. }) {
        return OpenPhase::Moving;
    }
    match state {
        State::Resting {
            rest: rest @ Rest::Stored { .. },
        } => {
            if rest.is_late(now) {
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

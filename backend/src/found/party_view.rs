//! What finder and owner see of their case, and what they may do next.
//!
//! What must not be here: the other side's name, address or number.

use domain::custody::{Ending, Rest, State};
use domain::found::{
    CaseState, DropPhase, DropView, Fee, FeeView, MeetingView, OfficeCard, PartyCase, PartyMessage, PartyProposal,
    ProposalState, Side, Speaker, Way,
};
use domain::{Locale, Outcome, Timestamp};

use super::sql::Case;
use super::{drops, reach, secrets, sql_facts, sql_talk};
use crate::accounts;
use crate::custody;
use crate::db::Handle;
use crate::fault::Result;
use crate::house::{House, moment};
use crate::{lockers, photos};

/// The time zone in which a case's times are typed and shown: its office's, else the bureau's first one's.
pub(super) async fn zone(h: &mut impl Handle, case: &Case) -> Result<String> {
    let zone = sql_facts::time_zone(h, case.organisation_id.0, case.office()).await?;
    Ok(zone.unwrap_or_else(|| "UTC".to_owned()))
}

/// Whether the two sides can write to each other: there is an owner, and nobody had a reason to block the key.
pub(super) async fn may_write(h: &mut impl Handle, case: &Case) -> Result<bool> {
    let blocked = sql_facts::key_facts(h, &case.key_text)
        .await?
        .is_some_and(|facts| facts.blocked_at.is_some());
    Ok(!blocked && case.owner_id.is_some() && !case.state()?.is_over())
}

/// Whether finder and owner can settle a meeting by themselves: both can be told, and the finder has the thing.
pub(super) async fn may_meet(h: &mut impl Handle, case: &Case) -> Result<bool> {
    let blocked = sql_facts::key_facts(h, &case.key_text)
        .await?
        .is_some_and(|facts| facts.blocked_at.is_some());
    Ok(!blocked && case.owner_id.is_some() && case.state()?.told().is_some() && case.state()?.finder_has_it())
}

/// The ways that this side may choose now.
pub(super) async fn ways(h: &mut impl Handle, house: &House, case: &Case, side: Side) -> Result<Vec<Way>> {
    let state = case.state()?;
    if !state.finder_has_it() {
        return Ok(Vec::new());
    }
    let mut ways = Vec::new();
    if side == Side::Finder && drops::owner_for_drop(h, house, case).await?.is_some() {
        ways.push(Way::Locker);
    }
    if may_meet(h, case).await? {
        ways.push(Way::Meeting);
    }
    // A courier needs to know where to.
    if case.contact(house)?.is_reachable() || case.place(house)?.is_some() {
        ways.push(Way::Courier);
    }
    ways.push(Way::Office);
    Ok(ways)
}

/// Whether this side may say that it is done: the finder that they gave it away, the owner that they have it.
pub(super) fn may_confirm(case: &Case, side: Side) -> Result<bool> {
    let state = case.state()?;
    Ok(match (side, state) {
        // What lies in a locker, the doors tell.
        (_, CaseState::Arranged { way: Way::Locker, .. } | CaseState::HandedOver { way: Way::Locker, .. }) => false,
        (Side::Finder, CaseState::Arranged { .. }) => true,
        (Side::Owner, CaseState::HandedOver { .. } | CaseState::Arranged { way: Way::Meeting, .. }) => {
            !case.fee()?.is_due()
        }
        _ => false,
    })
}

/// The case as one side of it sees it.
pub(super) async fn view(h: &mut impl Handle, house: &House, case: &Case, side: Side) -> Outcome<PartyCase> {
    let state = case.state()?;
    let zone = zone(h, case).await?;
    let owner = reach::owner(h, house, case).await?;
    let facts = sql_facts::key_facts(h, &case.key_text).await?;
    let locale = match (side, &owner) {
        (Side::Owner, Some(owner)) => owner.locale,
        _ => case.finder_locale(),
    };
    let proposals = proposals(h, house, case, side, &zone).await?;
    let meeting = proposals
        .iter()
        .find(|p| p.state == ProposalState::Agreed)
        .map(|p| MeetingView {
            at: p.at,
            place: p.place.clone(),
        });
    let may_propose = may_meet(h, case).await? && (side == Side::Finder || !case.fee()?.is_due());
    Ok(PartyCase {
        number: case.number.0,
        side,
        key: case.key(),
        thing: facts
            .as_ref()
            .filter(|_| side == Side::Owner)
            .and_then(|facts| facts.thing.clone()),
        stage: state.stage(),
        owner_known: state.told().is_some() || (state.is_over() && owner.is_some()),
        wants: case.wants(),
        pictured: side == Side::Owner && photos::is_there(h, photos::Of::Report(case.id.0)).await?,
        reward: reward(facts.as_ref(), locale),
        way: state.way(),
        ways: ways(h, house, case, side).await?,
        messages: messages(h, house, case, side, &zone).await?,
        may_write: may_write(h, case).await?,
        proposals,
        may_propose,
        meeting,
        drop: drop_view(h, house, case, side).await?,
        waits_at: waits_at(h, case, side).await?,
        office: office(h, case).await?,
        fee: fee(case, side)?,
        may_confirm: may_confirm(case, side)?,
        may_withdraw: side == Side::Finder && state.finder_has_it(),
        now: moment(&zone, house.now()),
        time_zone: zone,
    })
}

fn reward(facts: Option<&sql_facts::KeyFacts>, locale: Locale) -> Option<String> {
    Some(facts?.reward()?.written(locale))
}

fn fee(case: &Case, side: Side) -> Result<Option<FeeView>> {
    let (amount, settled) = match case.fee()? {
        Fee::None => return Ok(None),
        Fee::Due { amount } => (amount, false),
        Fee::Settled { amount, .. } => (amount, true),
    };
    Ok((side == Side::Owner).then_some(FeeView { amount, settled }))
}

async fn messages(
    h: &mut impl Handle,
    house: &House,
    case: &Case,
    side: Side,
    zone: &str,
) -> Result<Vec<PartyMessage>> {
    let mut shown = Vec::new();
    for row in sql_talk::messages(h, case.id.0).await? {
        let from = match (row.by_desk == 1, row.to() == side) {
            // What the desk told the other one is between them.
            (true, false) => continue,
            (true, true) => Speaker::Desk,
            (false, true) => Speaker::Other,
            (false, false) => Speaker::You,
        };
        shown.push(PartyMessage {
            from,
            text: row.text(house, case.id.0)?,
            at: moment(zone, Timestamp(row.at)),
        });
    }
    Ok(shown)
}

async fn proposals(
    h: &mut impl Handle,
    house: &House,
    case: &Case,
    side: Side,
    zone: &str,
) -> Result<Vec<PartyProposal>> {
    let rows = sql_talk::proposals(h, case.id.0).await?;
    rows.iter()
        .map(|row| {
            Ok(PartyProposal {
                id: row.id.0,
                mine: row.from() == side,
                at: moment(zone, Timestamp(row.meet_at)),
                place: row.place(house)?,
                state: row.state(),
            })
        })
        .collect()
}

async fn office(h: &mut impl Handle, case: &Case) -> Result<Option<OfficeCard>> {
    let id = match case.office() {
        Some(office) => Some(office),
        None => sql_facts::first_office(h, case.organisation_id.0).await?,
    };
    let Some(id) = id else { return Ok(None) };
    Ok(accounts::office(h, id).await?.map(|office| OfficeCard {
        address: format!("{}, {}", office.address, office.city),
        phone: office.phone.to_string(),
        opening_hours: office.opening_hours,
        name: office.name,
    }))
}

async fn drop_view(h: &mut impl Handle, house: &House, case: &Case, side: Side) -> Result<Option<DropView>> {
    let (Some(id), Side::Finder) = (case.consignment_id, side) else {
        return Ok(None);
    };
    let Some(consignment) = custody::find(h, id.0).await? else {
        return Ok(None);
    };
    let place = lockers::place_of(h, consignment.bank_id.0).await?;
    let phase = match consignment.state()? {
        State::Resting { rest: Rest::Announced } => DropPhase::Waiting,
        State::Opening {
            rest: Rest::Announced, ..
        }
        | State::Open {
            rest: Rest::Announced, ..
        } => DropPhase::AtTheDoor,
        State::Resting { .. } | State::Opening { .. } | State::Open { .. } => DropPhase::Stored,
        State::Ended {
            ending: Ending::Collected,
            ..
        } => DropPhase::Collected,
        State::Ended { .. } | State::Unclear { .. } => DropPhase::Unclear,
    };
    let opens = matches!(phase, DropPhase::Waiting | DropPhase::AtTheDoor);
    let seed = secrets::drop_seed(&house.key, case.id.0, case.drops);
    let (code, qr) = custody::drop_secrets(house, &consignment, &seed);
    let until = moment(&place.time_zone, Timestamp(case.drop_until.unwrap_or(case.changed_at)));
    Ok(Some(DropView {
        compartment: consignment.number(),
        phase,
        code: opens.then_some(code),
        qr: opens.then_some(qr),
        until,
        place,
    }))
}

async fn waits_at(h: &mut impl Handle, case: &Case, side: Side) -> Result<Option<domain::lockers::Place>> {
    let lies_there = matches!(case.state()?, CaseState::HandedOver { way: Way::Locker, .. });
    match case.consignment_id {
        Some(id) if lies_there && side == Side::Owner => match custody::find(h, id.0).await? {
            Some(consignment) => Ok(Some(lockers::place_of(h, consignment.bank_id.0).await?)),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

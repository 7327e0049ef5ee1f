//! Who says that a thing is theirs, and what became of that: each within the caller's transaction.
//!
//! What must not be here: a different answer for a right and a wrong claim. Only a colleague tells.

use domain::accounts::Actor;
use domain::found::CaseNumber;
use domain::ids::ClaimId;
use domain::notices::Template;
use domain::register::{CheckedClaim, ClaimStage, Contact, Identity, ProtocolFact, ThingEvent, ThingState};
use domain::{Outcome, RefusalCode, ShortText, Span};
use serde_json::json;

use super::sql::Thing;
use super::sql_claims::{self, Claim, NewClaim};
use super::steps;
use crate::accounts;
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;
use crate::notices;

/// So many claims from one address in an hour, and in a day.
const PER_HOUR: i64 = 5;
const PER_DAY: i64 = 15;
/// So many claims of one thing wait at a time; more are no people.
const PER_THING: u32 = 10;

/// Takes a claim; gives its number. `from`: the address, from the web.
///
/// # Errors
/// `SlowDown`; `WrongState` when we no longer have the thing.
pub(super) async fn take(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    thing: &mut Thing,
    claim: &CheckedClaim,
    (once, from): (&str, Option<&str>),
) -> Outcome<CaseNumber> {
    if let Some(number) = sql_claims::by_once(tx, once).await? {
        return Ok(number);
    }
    let from_hash = from.map(|from| house.key.lookup_hash("register.address", from.as_bytes()));
    if let Some(hash) = &from_hash {
        limits(tx, house, thing, claim, hash).await?;
    }
    let Contact { email, phone, .. } = &claim.said.contact;
    let (email_hash, phone_hash) = steps::contact_hashes(house, email.as_ref(), phone.as_ref());
    let known = sql_claims::open_of(tx, thing.id.0, email_hash.as_deref(), phone_hash.as_deref()).await?;
    if let (Some(number), Some(_)) = (known, from) {
        return Ok(number);
    }
    let id = ClaimId(house.outside.uuid7());
    let number = free_number(tx, house).await?;
    let new = NewClaim {
        id,
        thing: thing.id.0,
        number,
        said_sealed: steps::seal_said(house, id, &claim.said)?,
        email_hash,
        phone_hash,
        from_hash,
        once,
    };
    sql_claims::insert(tx, &new, house.now()).await?;
    let fact = ProtocolFact::Claimed {
        number,
        at_counter: from.is_none(),
    };
    steps::step(tx, house, actor, thing, ThingEvent::Claim, &fact).await?;
    Ok(number)
}

async fn limits(tx: &mut Tx, house: &House, thing: &Thing, claim: &CheckedClaim, hash: &str) -> Outcome<()> {
    let full = thing.state()?.open() >= PER_THING;
    // Whoever fills in what nobody sees gets the answer that a flood gets.
    if claim.by_machine || full {
        return Err(RefusalCode::SlowDown.into());
    }
    let now = house.now();
    for (span, most) in [(Span::hours(1), PER_HOUR), (Span::days(1), PER_DAY)] {
        if sql_claims::count_from(tx, hash, now - span).await? >= most {
            return Err(RefusalCode::SlowDown.into());
        }
    }
    Ok(())
}

async fn free_number(tx: &mut Tx, house: &House) -> Result<CaseNumber> {
    loop {
        let number = CaseNumber::from_chance(u32::from_be_bytes(house.outside.chance.bytes()));
        // One statement later the unique index says it again; then the claim is taken once more.
        if !sql_claims::is_taken(tx, number).await? {
            return Ok(number);
        }
    }
}

async fn one(tx: &mut Tx, thing: &Thing, id: ClaimId) -> Outcome<Claim> {
    let all = sql_claims::of_thing(tx, thing.id.0).await?;
    let found = all.into_iter().find(|claim| claim.id.0 == id);
    Ok(found.ok_or(RefusalCode::NotFound)?)
}

fn must_be_open(claim: &Claim) -> Outcome<()> {
    match claim.stage()? {
        ClaimStage::Open => Ok(()),
        _ => Err(RefusalCode::WrongState.into()),
    }
}

/// The answers are right.
pub(super) async fn accept(tx: &mut Tx, house: &House, actor: &Actor, thing: &mut Thing, id: ClaimId) -> Outcome<()> {
    let claim = one(tx, thing, id).await?;
    must_be_open(&claim)?;
    let fact = ProtocolFact::Accepted { number: claim.number.0 };
    steps::step(tx, house, actor, thing, ThingEvent::Accept(id), &fact).await?;
    sql_claims::set_stage(tx, &claim, ClaimStage::Accepted, house.now()).await?;
    tell(tx, house, thing, &claim).await?;
    Ok(())
}

/// Tells whoever it is promised to where to come. Whoever left no address stands at the counter.
async fn tell(tx: &mut Tx, house: &House, thing: &Thing, claim: &Claim) -> Result<()> {
    let said = steps::open_said(house, claim.id.0, claim.said_sealed.as_ref())?;
    let (Some(said), Some(office)) = (said, accounts::office(tx, thing.office_id.0).await?) else {
        return Ok(());
    };
    let Contact { name, email, phone } = &said.contact;
    let data = json!({
        "name": name.as_ref().map(ToString::to_string),
        "organisation": accounts::organisation_name(tx, thing.organisation_id.0).await?,
        "number": claim.number.0.to_string(),
        "address": office.address,
        "city": office.city,
        "opening_hours": office.opening_hours,
        "hotline": office.phone.as_str(),
        "hotline_grouped": office.phone.grouped(),
    });
    let draft = notices::Draft {
        template: Template::ClaimRight,
        locale: said.locale,
        email: email.as_ref(),
        phone: phone.as_ref(),
        data,
    };
    notices::enqueue(tx, house, draft).await?;
    Ok(())
}

/// The answers are not right.
pub(super) async fn decline(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    thing: &mut Thing,
    (id, reason): (ClaimId, &ShortText),
) -> Outcome<()> {
    let claim = one(tx, thing, id).await?;
    must_be_open(&claim)?;
    let fact = ProtocolFact::Declined {
        number: claim.number.0,
        reason: reason.as_str().to_owned(),
    };
    steps::step(tx, house, actor, thing, ThingEvent::Decline, &fact).await?;
    sql_claims::set_stage(tx, &claim, ClaimStage::Declined, house.now()).await?;
    Ok(())
}

/// The claim to which the thing is promised.
async fn promised(tx: &mut Tx, thing: &Thing) -> Outcome<Claim> {
    match thing.state()? {
        ThingState::Promised { claim, .. } => one(tx, thing, claim).await,
        _ => Err(RefusalCode::WrongState.into()),
    }
}

/// Whoever it was promised to does not come.
pub(super) async fn lapse(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    thing: &mut Thing,
    reason: &ShortText,
) -> Outcome<()> {
    let claim = promised(tx, thing).await?;
    let fact = ProtocolFact::Lapsed {
        number: claim.number.0,
        reason: reason.as_str().to_owned(),
    };
    steps::step(tx, house, actor, thing, ThingEvent::Lapse, &fact).await?;
    sql_claims::set_stage(tx, &claim, ClaimStage::Lapsed, house.now()).await?;
    Ok(())
}

/// Whoever it was promised to has it; their name as it stands in what they showed takes the place of what they typed.
pub(super) async fn hand_out(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    thing: &mut Thing,
    (document, name): (Identity, ShortText),
) -> Outcome<()> {
    let claim = promised(tx, thing).await?;
    let fact = ProtocolFact::HandedOut {
        number: claim.number.0,
        document,
    };
    steps::step(tx, house, actor, thing, ThingEvent::HandOut, &fact).await?;
    sql_claims::set_stage(tx, &claim, ClaimStage::Done, house.now()).await?;
    if let Some(mut said) = steps::open_said(house, claim.id.0, claim.said_sealed.as_ref())? {
        said.contact.name = Some(name);
        let sealed = steps::seal_said(house, claim.id.0, &said)?;
        sql_claims::set_said(tx, claim.id.0, &sealed).await?;
    }
    Ok(())
}

/// Takes an open claim back for whoever made it, and forgets them.
///
/// # Errors
/// `StillInHand` while the thing waits for this person.
pub(super) async fn withdraw(tx: &mut Tx, house: &House, claim: &Claim) -> Outcome<()> {
    match claim.stage()? {
        ClaimStage::Accepted => return Err(RefusalCode::StillInHand.into()),
        ClaimStage::Open => {
            let mut thing = steps::take(tx, claim.thing_id.0).await?;
            let fact = ProtocolFact::Withdrawn { number: claim.number.0 };
            steps::step(tx, house, &Actor::House, &mut thing, ThingEvent::Decline, &fact).await?;
            sql_claims::set_stage(tx, claim, ClaimStage::Lapsed, house.now()).await?;
        }
        ClaimStage::Declined | ClaimStage::Lapsed | ClaimStage::Done => {}
    }
    sql_claims::forget_claim(tx, claim.id.0).await?;
    Ok(())
}

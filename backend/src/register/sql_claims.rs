//! The SQL of claims, and of what is forgotten about people.

use domain::Timestamp;
use domain::found::CaseNumber;
use domain::ids::{ClaimId, OrganisationId, ThingId};
use domain::register::ClaimStage;

use super::sql::damaged;
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, FaultKind, Result};

/// A claim as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct Claim {
    pub id: Text<ClaimId>,
    pub thing_id: Text<ThingId>,
    pub number: Text<CaseNumber>,
    stage: String,
    pub said_sealed: Option<String>,
    pub made_at: i64,
}

impl Claim {
    pub(super) fn stage(&self) -> Result<ClaimStage> {
        ClaimStage::from_wire(&self.stage).ok_or_else(|| damaged("reading a claim's stage"))
    }
}

/// What a new claim is written from.
pub(super) struct NewClaim<'a> {
    pub id: ClaimId,
    pub thing: ThingId,
    pub number: CaseNumber,
    pub said_sealed: String,
    pub email_hash: Option<String>,
    pub phone_hash: Option<String>,
    pub from_hash: Option<String>,
    pub once: &'a str,
}

pub(super) async fn insert(tx: &mut Tx, new: &NewClaim<'_>, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO register_claims (id, thing_id, number, stage, said_sealed, email_hash, phone_hash, from_hash, once_key,
             made_at)
         VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9)",
        new.id,
        new.thing,
        new.number.digits(),
        &new.said_sealed,
        new.email_hash.as_ref(),
        new.phone_hash.as_ref(),
        new.from_hash.as_ref(),
        new.once,
        now
    )
}

/// The claims of a thing, newest first.
pub(super) async fn of_thing(h: &mut impl Handle, thing: ThingId) -> Result<Vec<Claim>> {
    all!(
        h,
        Claim,
        "SELECT id, thing_id, number, stage, said_sealed, made_at FROM register_claims
         WHERE thing_id = $1 ORDER BY made_at DESC, id DESC LIMIT 200",
        thing
    )
}

/// What the first click of this form made.
pub(super) async fn by_once(h: &mut impl Handle, once: &str) -> Result<Option<CaseNumber>> {
    let row = maybe!(
        h,
        (Text<CaseNumber>,),
        "SELECT number FROM register_claims WHERE once_key = $1",
        once
    )?;
    Ok(row.map(|(number,)| number.0))
}

/// The open claim of the same person to the same thing.
pub(super) async fn open_of(
    h: &mut impl Handle,
    thing: ThingId,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<Option<CaseNumber>> {
    let row = maybe!(
        h,
        (Text<CaseNumber>,),
        "SELECT number FROM register_claims
         WHERE thing_id = $1 AND stage IN ('open', 'accepted') AND (email_hash = $2 OR phone_hash = $3)
         ORDER BY id LIMIT 1",
        thing,
        email,
        phone
    )?;
    Ok(row.map(|(number,)| number.0))
}

/// Which thing of an organisation a claim with this number is about.
pub(super) async fn thing_of_number(
    h: &mut impl Handle,
    organisation: OrganisationId,
    number: CaseNumber,
) -> Result<Option<ThingId>> {
    let row = maybe!(
        h,
        (Text<ThingId>,),
        "SELECT c.thing_id FROM register_claims c JOIN register_things t ON t.id = c.thing_id
         WHERE c.number = $1 AND t.organisation_id = $2",
        number.digits(),
        organisation
    )?;
    Ok(row.map(|(id,)| id.0))
}

/// Whether a number is taken.
pub(super) async fn is_taken(h: &mut impl Handle, number: CaseNumber) -> Result<bool> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM register_claims WHERE number = $1",
        number.digits()
    )?;
    Ok(n > 0)
}

/// How many claims came from there since.
pub(super) async fn count_from(h: &mut impl Handle, from_hash: &str, since: Timestamp) -> Result<i64> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM register_claims WHERE from_hash = $1 AND made_at > $2",
        from_hash,
        since
    )?;
    Ok(n)
}

/// Moves a claim on from the stage that was read; `Conflict` when somebody was faster.
pub(super) async fn set_stage(tx: &mut Tx, claim: &Claim, next: ClaimStage, now: Timestamp) -> Result<()> {
    let rows = exec!(
        tx,
        "UPDATE register_claims SET stage = $3, decided_at = $4 WHERE id = $1 AND stage = $2",
        claim.id.0,
        &claim.stage,
        next.wire(),
        now
    )?;
    if rows == 1 {
        return Ok(());
    }
    Err(Fault::new(
        FaultKind::Conflict,
        "register.claim",
        "deciding a claim that was decided",
    ))
}

pub(super) async fn set_said(tx: &mut Tx, claim: ClaimId, sealed: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE register_claims SET said_sealed = $2 WHERE id = $1",
        claim,
        sealed
    )
}

/// The claims of a person, by keyed hashes of how to reach them.
pub(super) async fn of_person(h: &mut impl Handle, hash: &str) -> Result<Vec<Claim>> {
    all!(
        h,
        Claim,
        "SELECT id, thing_id, number, stage, said_sealed, made_at FROM register_claims
         WHERE email_hash = $1 OR phone_hash = $1 ORDER BY id LIMIT 1000",
        hash
    )
}

/// The things that a person brought.
pub(super) async fn brought_by(h: &mut impl Handle, hash: &str) -> Result<Vec<ThingId>> {
    let rows = all!(
        h,
        (Text<ThingId>,),
        "SELECT id FROM register_things WHERE finder_email_hash = $1 OR finder_phone_hash = $1 ORDER BY id LIMIT 1000",
        hash
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Forgets who made a claim and what they said.
pub(super) async fn forget_claim(tx: &mut Tx, claim: ClaimId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE register_claims SET said_sealed = NULL, email_hash = NULL, phone_hash = NULL, from_hash = NULL WHERE id = $1",
        claim
    )
}

/// Forgets who brought a thing; what they wished goes with them.
pub(super) async fn forget_finder(tx: &mut Tx, thing: ThingId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE register_things SET finder_sealed = NULL, finder_email_hash = NULL, finder_phone_hash = NULL, finder_wants = 0
         WHERE id = $1",
        thing
    )
}

/// What was kept long enough by now, and whose protocol does not say so.
pub(super) async fn unnoted(h: &mut impl Handle, now: Timestamp) -> Result<Vec<ThingId>> {
    let rows = all!(
        h,
        (Text<ThingId>,),
        "SELECT id FROM register_things WHERE keep_until <= $1 AND due_noted_at IS NULL
           AND stage IN ('held', 'under_proof', 'promised') ORDER BY keep_until, id LIMIT 200",
        now
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Notes that a thing was kept long enough; once.
pub(super) async fn set_noted(tx: &mut Tx, thing: ThingId, now: Timestamp) -> Result<bool> {
    let rows = exec!(
        tx,
        "UPDATE register_things SET due_noted_at = $2 WHERE id = $1 AND due_noted_at IS NULL",
        thing,
        now
    )?;
    Ok(rows == 1)
}

/// Things that came to their end before this instant and are not forgotten yet.
pub(super) async fn to_forget(h: &mut impl Handle, before: Timestamp) -> Result<Vec<ThingId>> {
    let rows = all!(
        h,
        (Text<ThingId>,),
        "SELECT id FROM register_things WHERE ended_at < $1 AND forgotten_at IS NULL ORDER BY ended_at, id LIMIT 200",
        before
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Takes away what only its owner knew, and marks the thing as forgotten; once.
pub(super) async fn forget_thing(tx: &mut Tx, thing: ThingId, now: Timestamp) -> Result<bool> {
    let rows = exec!(
        tx,
        "UPDATE register_things SET hidden_sealed = NULL, forgotten_at = $2 WHERE id = $1 AND forgotten_at IS NULL",
        thing,
        now
    )?;
    Ok(rows == 1)
}

/// Forgets the people of claims that were decided before this instant and came to nothing.
pub(super) async fn forget_decided(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE register_claims SET said_sealed = NULL, email_hash = NULL, phone_hash = NULL, from_hash = NULL
         WHERE decided_at < $1 AND stage IN ('declined', 'lapsed') AND said_sealed IS NOT NULL",
        before
    )
}

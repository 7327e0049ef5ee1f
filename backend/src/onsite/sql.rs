//! The SQL of grants.

use domain::Timestamp;
use domain::ids::{BankId, GrantId, KioskId, OrganisationId, PersonId, SessionId};
use domain::onsite::{Grant, GrantEnd};

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// That somebody is signed in at a kiosk, as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct GrantRow {
    pub id: Text<GrantId>,
    pub organisation_id: Text<OrganisationId>,
    pub bank_id: Text<BankId>,
    pub session_id: Text<SessionId>,
    pub began_at: i64,
    ends_at: i64,
    seen_at: i64,
}

impl GrantRow {
    pub(super) fn grant(&self) -> Grant {
        Grant {
            until: Timestamp(self.ends_at),
            seen_at: Timestamp(self.seen_at),
        }
    }
}

/// Who signs in where.
pub(super) struct New {
    pub id: GrantId,
    pub organisation: OrganisationId,
    pub bank: BankId,
    pub kiosk: KioskId,
    pub person: PersonId,
    pub session: SessionId,
    pub half_minute: i64,
}

/// Nothing when somebody is signed in there, or was with the same QR.
pub(super) async fn insert(tx: &mut Tx, new: &New, now: Timestamp) -> Result<u64> {
    let begun = Grant::begun(now);
    exec!(
        tx,
        "INSERT INTO kiosk_grants (id, organisation_id, bank_id, kiosk_id, person_id, session_id, half_minute, began_at,
             ends_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        new.id,
        new.organisation,
        new.bank,
        new.kiosk,
        new.person,
        new.session,
        new.half_minute,
        now,
        begun.until,
        begun.seen_at
    )
}

/// The one at a kiosk that was not ended; it may be over all the same.
pub(super) async fn open_at(h: &mut impl Handle, kiosk: KioskId) -> Result<Option<GrantRow>> {
    maybe!(
        h,
        GrantRow,
        "SELECT id, organisation_id, bank_id, session_id, began_at, ends_at, seen_at FROM kiosk_grants
         WHERE kiosk_id = $1 AND ended_at IS NULL",
        kiosk
    )
}

/// The one of a person that was not ended; it may be over all the same.
pub(super) async fn open_of(h: &mut impl Handle, person: PersonId) -> Result<Option<GrantRow>> {
    maybe!(
        h,
        GrantRow,
        "SELECT id, organisation_id, bank_id, session_id, began_at, ends_at, seen_at FROM kiosk_grants
         WHERE person_id = $1 AND ended_at IS NULL",
        person
    )
}

/// Whether the QR of this half minute has signed somebody in already.
pub(super) async fn is_used(h: &mut impl Handle, kiosk: KioskId, half_minute: i64) -> Result<bool> {
    let row = maybe!(
        h,
        (Text<GrantId>,),
        "SELECT id FROM kiosk_grants WHERE kiosk_id = $1 AND half_minute = $2",
        kiosk,
        half_minute
    )?;
    Ok(row.is_some())
}

/// The kiosk asks for it; nothing when it was ended. Whoever ends it meanwhile waits.
pub(super) async fn seen(tx: &mut Tx, id: GrantId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE kiosk_grants SET seen_at = $2 WHERE id = $1 AND ended_at IS NULL",
        id,
        now
    )
}

pub(super) async fn end(tx: &mut Tx, id: GrantId, how: GrantEnd, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE kiosk_grants SET ended_at = $3, ending = $2 WHERE id = $1 AND ended_at IS NULL",
        id,
        how.wire(),
        now
    )
}

/// What was kept about a person: the bank's name, from when, and until when if it was ended.
pub(super) async fn of_person(h: &mut impl Handle, person: PersonId) -> Result<Vec<(String, i64, Option<i64>)>> {
    all!(
        h,
        (String, i64, Option<i64>),
        "SELECT b.name, g.began_at, g.ended_at FROM kiosk_grants g JOIN banks b ON b.id = g.bank_id
         WHERE g.person_id = $1 ORDER BY g.began_at",
        person
    )
}

/// Who is erased is signed in nowhere, and was nowhere: what they did stands in the audit, under an id.
pub(super) async fn forget(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM kiosk_grants WHERE person_id = $1", person)
}

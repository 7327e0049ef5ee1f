//! The SQL of what happens to a stored thing while it waits: rules, reminders, clocks that stand still.
//! It reads the tables of lockers, which lie below.

use domain::Timestamp;
use domain::accounts::Actor;
use domain::custody::{Keeping, Reminder};
use domain::ids::{ConsignmentId, OfficeId, OrganisationId};

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// So many in one round of a job.
const AT_ONCE: i64 = 500;

/// The rules of an organisation; the defaults where it keeps none of its own.
pub(super) async fn rules(h: &mut impl Handle, organisation: OrganisationId) -> Result<Keeping> {
    let row = maybe!(
        h,
        (i64, i64, i64, i64),
        "SELECT keep_days, first_reminder_days, last_reminder_days, extend_days FROM keeping_rules
         WHERE organisation_id = $1",
        organisation
    )?;
    let days = |n: i64| u16::try_from(n).unwrap_or_default();
    Ok(
        row.map_or_else(Keeping::default, |(keep, first, last, extend)| Keeping {
            keep_days: days(keep),
            first_reminder_days: days(first),
            last_reminder_days: days(last),
            extend_days: days(extend),
        }),
    )
}

pub(super) async fn set_rules(
    tx: &mut Tx,
    organisation: OrganisationId,
    rules: Keeping,
    actor: &Actor,
    now: Timestamp,
) -> Result<()> {
    let by = match actor {
        Actor::Person { person, .. } => Some(*person),
        _ => None,
    };
    exec!(
        tx,
        "INSERT INTO keeping_rules (organisation_id, keep_days, first_reminder_days, last_reminder_days, extend_days,
             changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organisation_id) DO UPDATE SET keep_days = excluded.keep_days,
             first_reminder_days = excluded.first_reminder_days, last_reminder_days = excluded.last_reminder_days,
             extend_days = excluded.extend_days, changed_at = excluded.changed_at, changed_by = excluded.changed_by",
        organisation,
        i64::from(rules.keep_days),
        i64::from(rules.first_reminder_days),
        i64::from(rules.last_reminder_days),
        i64::from(rules.extend_days),
        now,
        by
    )?;
    Ok(())
}

/// Whose first or last reminder may be due: the rules ([`Keeping::reminder`]) say whether it is. Those that were sent for
/// this end are left out.
pub(super) async fn to_remind(h: &mut impl Handle, which: Reminder, now: Timestamp) -> Result<Vec<ConsignmentId>> {
    let defaults = Keeping::default();
    let days = match which {
        Reminder::First => defaults.first_reminder_days,
        Reminder::Last => defaults.last_reminder_days,
    };
    let rows = all!(
        h,
        (Text<ConsignmentId>,),
        "SELECT c.id FROM consignments c
         LEFT JOIN keeping_rules r ON r.organisation_id = c.organisation_id
         WHERE c.state = 'stored' AND c.paused_at IS NULL AND c.held = 0 AND c.deadline >= $1
           AND c.deadline + $5 <= $1 + 86400000000 *
               CASE WHEN $2 = 'first' THEN COALESCE(r.first_reminder_days, $3) ELSE COALESCE(r.last_reminder_days, $3) END
           AND c.deadline + $5 - 86400000000 *
               CASE WHEN $2 = 'first' THEN COALESCE(r.first_reminder_days, $3) ELSE COALESCE(r.last_reminder_days, $3) END
               > c.stored_at
           AND NOT EXISTS (SELECT 1 FROM custody_reminders m
                           WHERE m.consignment_id = c.id AND m.deadline = c.deadline AND m.which IN ($2, 'last'))
         ORDER BY c.deadline LIMIT $4",
        now,
        which.wire(),
        i64::from(days),
        AT_ONCE,
        Keeping::MORNING.0
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Notes that a reminder goes out for this end; 0 when it did already.
pub(super) async fn note_reminder(
    tx: &mut Tx,
    id: ConsignmentId,
    deadline: Timestamp,
    which: Reminder,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO custody_reminders (consignment_id, deadline, which, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
        id,
        deadline,
        which.wire(),
        now
    )
}

/// A thing that its recipient cannot get at, and since when, where that is known.
pub(super) type KeptOut = (Text<ConsignmentId>, Option<i64>);

/// Whose clock must stand still: the bank has been away since before `patience`, or the compartment is broken. Whose end
/// is near comes first: so SQLite goes by `consignments_due` too, and not through all that ever was.
pub(super) async fn kept_out(h: &mut impl Handle, patience: Timestamp, now: Timestamp) -> Result<Vec<KeptOut>> {
    all!(
        h,
        KeptOut,
        "SELECT c.id, CASE WHEN b.online = 0 THEN b.online_since END AS since
         FROM consignments c
         JOIN banks b ON b.id = c.bank_id
         JOIN compartments k ON k.id = c.compartment_id
         WHERE c.state = 'stored' AND c.paused_at IS NULL
           AND ((b.online = 0 AND b.online_since <= $1 AND c.deadline >= b.online_since)
             OR (b.online = 1 AND c.deadline >= $2 AND (k.faults <> '' OR k.out_reason IS NOT NULL OR k.bank_out = 1)))
         ORDER BY c.deadline, c.id LIMIT $3",
        patience,
        now,
        AT_ONCE
    )
}

/// Whose clock may go on: bank and compartment work again. The longest first, by `consignments_paused`.
pub(super) async fn let_in(h: &mut impl Handle) -> Result<Vec<ConsignmentId>> {
    let rows = all!(
        h,
        (Text<ConsignmentId>,),
        "SELECT c.id FROM consignments c
         JOIN banks b ON b.id = c.bank_id
         JOIN compartments k ON k.id = c.compartment_id
         WHERE c.paused_at IS NOT NULL AND c.state = 'stored' AND b.online = 1
           AND k.faults = '' AND k.out_reason IS NULL AND COALESCE(k.bank_out, 0) = 0
         ORDER BY c.paused_at, c.id LIMIT $1",
        AT_ONCE
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

pub(super) async fn set_extended(tx: &mut Tx, id: ConsignmentId, now: Timestamp) -> Result<()> {
    exec!(tx, "UPDATE consignments SET extended_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

pub(super) async fn set_office(tx: &mut Tx, id: ConsignmentId, office: OfficeId) -> Result<()> {
    exec!(tx, "UPDATE consignments SET office_id = $2 WHERE id = $1", id, office)?;
    Ok(())
}

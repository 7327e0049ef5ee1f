//! The SQL of commands to banks.

use domain::Timestamp;
use domain::ids::{BankId, CommandId, CompartmentId};
use domain::lockers::protocol::{Action, Command, FaultKind};
use domain::lockers::{CommandState, Purpose};

use crate::db::{Handle, Text, Tx, all, all_by, exec, maybe, maybe_by};
use crate::fault::{Fault, Result};

/// One command as it is kept.
#[derive(sqlx::FromRow)]
pub(crate) struct CommandRow {
    pub(crate) id: Text<CommandId>,
    pub(crate) bank_id: Text<BankId>,
    pub(crate) compartment: Option<i64>,
    pub(crate) action: String,
    pub(crate) purpose: String,
    pub(crate) subject: Option<String>,
    pub(crate) actor: String,
    pub(crate) issued_at: i64,
    pub(crate) not_after: i64,
    pub(crate) state: String,
    pub(crate) reason: Option<String>,
    pub(crate) ended_at: Option<i64>,
}

impl CommandRow {
    pub(crate) fn state(&self) -> Result<CommandState> {
        CommandState::from_wire(&self.state, self.reason.as_deref())
            .ok_or_else(|| Fault::broken("lockers.command", "reading a command's state"))
    }

    pub(crate) fn purpose(&self) -> Result<Purpose> {
        Purpose::ALL
            .into_iter()
            .find(|p| p.wire() == self.purpose)
            .ok_or_else(|| Fault::broken("lockers.command", "reading a command's purpose"))
    }

    /// What the bank is told.
    pub(super) fn command(&self) -> Result<Command> {
        Ok(Command {
            id: self.id.0,
            bank: self.bank_id.0,
            action: Action::from_wire(&self.action)
                .ok_or_else(|| Fault::broken("lockers.command", "reading a command's action"))?,
            compartment: self.compartment.and_then(|n| u16::try_from(n).ok()),
            text: None,
            issued_at: Timestamp(self.issued_at),
            not_after: Timestamp(self.not_after),
            reason: self.purpose.clone(),
            actor: self.actor.clone(),
        })
    }

    pub(crate) fn number(&self) -> u16 {
        self.compartment.and_then(|n| u16::try_from(n).ok()).unwrap_or_default()
    }
}

/// What decides whether a door may be opened.
#[derive(sqlx::FromRow)]
pub(super) struct DoorRow {
    pub bank_id: Text<BankId>,
    pub online: i64,
    pub number: i64,
    pub claimed_by: Option<String>,
    faults: String,
    pub out_reason: Option<String>,
    open_door: Option<i64>,
}

impl DoorRow {
    pub(super) fn number(&self) -> u16 {
        u16::try_from(self.number).unwrap_or_default()
    }

    pub(super) fn faults(&self) -> impl Iterator<Item = FaultKind> {
        self.faults.split(',').filter_map(FaultKind::from_wire)
    }

    /// The number of the bank's first door whose switch says open.
    pub(super) fn open_door(&self) -> Option<u16> {
        self.open_door.and_then(|number| u16::try_from(number).ok())
    }
}

pub(super) async fn door_to_open(tx: &mut Tx, compartment: CompartmentId) -> Result<Option<DoorRow>> {
    maybe!(
        tx,
        DoorRow,
        "SELECT k.bank_id, b.online, k.number, k.claimed_by, k.faults, k.out_reason,
             (SELECT MIN(o.number) FROM compartments o WHERE o.bank_id = k.bank_id AND o.door = 'open') AS open_door
         FROM compartments k JOIN banks b ON b.id = k.bank_id WHERE k.id = $1",
        compartment
    )
}

/// A new unlock where nothing at all speaks against it, in one statement; the number of its door. None says only that
/// the case is not a plain one: whoever asked looks closer ([`door_to_open`]) and decides by the rules.
/// Not one opening more may pass here than there.
pub(super) async fn insert_plain(
    tx: &mut Tx,
    command: &Command,
    compartment: CompartmentId,
    subject: &str,
    lease_until: Timestamp,
) -> Result<Option<u16>> {
    let row = maybe!(
        tx,
        (i64,),
        "INSERT INTO commands (id, bank_id, compartment_id, compartment, action, purpose, subject, actor, issued_at,
                               not_after, state, lease_until)
         SELECT $1, k.bank_id, k.id, k.number, $4, $5, $6, $7, $8, $9, 'queued', $10
         FROM compartments k JOIN banks b ON b.id = k.bank_id
         WHERE k.id = $3 AND k.bank_id = $2 AND k.claimed_by = $6 AND b.online = 1
           AND k.faults = '' AND k.out_reason IS NULL
           AND NOT EXISTS (SELECT 1 FROM compartments o WHERE o.bank_id = k.bank_id AND o.door = 'open')
         ON CONFLICT DO NOTHING RETURNING compartment",
        command.id,
        command.bank,
        compartment,
        command.action.wire(),
        &command.reason,
        subject,
        &command.actor,
        command.issued_at,
        command.not_after,
        lease_until
    )?;
    Ok(row.and_then(|(number,)| u16::try_from(number).ok()))
}

/// A new command; 0 when the table's rules forbid it: another door of the bank has an unlock that has not ended, or an
/// order about this door's service is under way.
pub(super) async fn insert(
    tx: &mut Tx,
    command: &Command,
    compartment: CompartmentId,
    subject: Option<&str>,
    lease_until: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO commands (id, bank_id, compartment_id, compartment, action, purpose, subject, actor, issued_at,
                               not_after, state, lease_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', $11) ON CONFLICT DO NOTHING",
        command.id,
        command.bank,
        compartment,
        command.compartment,
        command.action.wire(),
        &command.reason,
        subject,
        &command.actor,
        command.issued_at,
        command.not_after,
        lease_until
    )
}

/// Whether any queued command waits for somebody to publish it: a look without a write, for most rounds find none.
pub(super) async fn any_unleased(h: &mut impl Handle, now: Timestamp) -> Result<bool> {
    let row = maybe!(
        h,
        (Text<CommandId>,),
        "SELECT id FROM commands WHERE state = 'queued' AND ended_at IS NULL AND lease_until < $1 AND not_after > $1
         LIMIT 1",
        now
    )?;
    Ok(row.is_some())
}

/// Leases queued commands to this node for publishing.
pub(super) async fn lease_queued(tx: &mut Tx, now: Timestamp, until: Timestamp) -> Result<Vec<CommandRow>> {
    all_by!(
        tx,
        CommandRow,
        sqlite: "UPDATE commands SET lease_until = $2 WHERE id IN (
            SELECT id FROM commands WHERE state = 'queued' AND ended_at IS NULL AND lease_until < $1 AND not_after > $1
            ORDER BY issued_at LIMIT 32
         ) RETURNING *",
        postgres: "UPDATE commands SET lease_until = $2 WHERE id IN (
            SELECT id FROM commands WHERE state = 'queued' AND ended_at IS NULL AND lease_until < $1 AND not_after > $1
            ORDER BY issued_at LIMIT 32 FOR UPDATE SKIP LOCKED
         ) RETURNING *",
        now,
        until
    )
}

/// Gives a lease back, so that the next round tries again.
pub(super) async fn give_back(tx: &mut Tx, id: CommandId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE commands SET lease_until = 0 WHERE id = $1 AND state = 'queued'",
        id
    )
}

pub(super) async fn command(h: &mut impl Handle, id: CommandId) -> Result<Option<CommandRow>> {
    maybe!(h, CommandRow, "SELECT * FROM commands WHERE id = $1", id)
}

/// Reads a command to move it on: whoever else wants to waits, as the publisher does that only now hears from the broker.
pub(super) async fn take(tx: &mut Tx, id: CommandId) -> Result<Option<CommandRow>> {
    maybe_by!(
        tx,
        CommandRow,
        sqlite: "SELECT * FROM commands WHERE id = $1",
        postgres: "SELECT * FROM commands WHERE id = $1 FOR NO KEY UPDATE",
        id
    )
}

/// Moves a command on; 0 when somebody moved it first.
pub(super) async fn advance(
    tx: &mut Tx,
    id: CommandId,
    from: CommandState,
    to: CommandState,
    now: Timestamp,
) -> Result<u64> {
    let reason = match to {
        CommandState::Refused { reason } => Some(reason.wire()),
        _ => None,
    };
    exec!(
        tx,
        "UPDATE commands SET state = $3, reason = $4, ended_at = $5 WHERE id = $1 AND state = $2",
        id,
        from.wire(),
        to.wire(),
        reason,
        to.is_end().then_some(now)
    )
}

/// Commands whose time has passed without an end: those the bank should have had, and those it never answered.
pub(super) async fn overdue(
    h: &mut impl Handle,
    unsent_before: Timestamp,
    silent_before: Timestamp,
) -> Result<Vec<CommandRow>> {
    all!(
        h,
        CommandRow,
        "SELECT * FROM commands WHERE ended_at IS NULL
         AND ((state IN ('queued', 'sent') AND not_after < $1) OR (state = 'accepted' AND not_after < $2))
         ORDER BY not_after LIMIT 100",
        unsent_before,
        silent_before
    )
}

/// The newest unlock of a bank, under way or not.
pub(super) async fn last_unlock(h: &mut impl Handle, bank: BankId) -> Result<Option<CommandRow>> {
    maybe!(
        h,
        CommandRow,
        "SELECT * FROM commands WHERE bank_id = $1 AND action = 'unlock' ORDER BY issued_at DESC, id DESC LIMIT 1",
        bank
    )
}

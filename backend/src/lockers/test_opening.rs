//! Trying a door that is out of service, with somebody on site. It is about no thing: the command has no subject, so
//! nobody above hears of it.
//!
//! What must not be here: who may. The ports decide that first.

use domain::accounts::Actor;
use domain::ids::{CommandId, CompartmentId};
use domain::lockers::protocol::{Action, Command};
use domain::lockers::{Purpose, TestResult, UNLOCK_LIFE};
use domain::{Error, Refusal, RefusalCode, Timestamp};

use super::heard::HeardKind;
use super::sql_commands::{self, CommandRow};
use super::sql_test_opening;
use super::steps::BIRTH_LEASE;
use crate::db::Tx;
use crate::fault::Result;
use crate::house::{House, Ordered};

/// Orders an empty door that is out of service open. Call [`Ordered::committed`] after the commit.
///
/// # Errors
/// `WrongState` for one that is in service, `CompartmentInUse` when somebody counts on it or something lies inside;
/// `BankOffline`, `AnotherDoorOpen`.
pub async fn order_test(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    compartment: CompartmentId,
) -> Result<Ordered, Error> {
    let door = sql_commands::door_to_open(tx, compartment)
        .await?
        .ok_or(RefusalCode::NotFound)?;
    if door.out_reason.is_none() {
        return Err(RefusalCode::WrongState.into());
    }
    if door.online == 0 {
        return Err(RefusalCode::BankOffline.into());
    }
    if let Some(other) = door.open_door() {
        return Err(Refusal::still_open(other).into());
    }
    let now = house.now();
    if sql_test_opening::begin(tx, compartment, now).await? == 0 {
        return Err(RefusalCode::CompartmentInUse.into());
    }
    let command = Command {
        id: CommandId(house.outside.uuid7()),
        bank: door.bank_id.0,
        action: Action::Unlock,
        compartment: Some(door.number()),
        text: None,
        issued_at: now,
        not_after: now + UNLOCK_LIFE,
        reason: Purpose::Test.wire().to_owned(),
        actor: actor.label(),
    };
    if sql_commands::insert(tx, &command, compartment, None, now + BIRTH_LEASE).await? == 0 {
        return Err(RefusalCode::AnotherDoorOpen.into());
    }
    Ok(house.wake.commands.ordered(command))
}

/// Keeps what was heard of a test opening; does nothing for other commands.
pub(super) async fn note(tx: &mut Tx, row: &CommandRow, heard: Option<HeardKind>, now: Timestamp) -> Result<()> {
    if row.purpose != Purpose::Test.wire() {
        return Ok(());
    }
    let result = match heard {
        Some(HeardKind::Opened { .. }) => TestResult::Opened,
        Some(HeardKind::Closed { inside, .. }) => TestResult::Closed { inside },
        Some(HeardKind::Failed { why, .. }) => TestResult::NotOpened { why },
        Some(HeardKind::Unclear { .. }) => TestResult::Unclear,
        _ => return Ok(()),
    };
    sql_test_opening::note(tx, row.bank_id.0, row.number(), result, now).await
}

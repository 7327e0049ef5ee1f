//! Doors that opened, or may have, for a command that is over: whoever counts on the compartment by now must know too.
//!
//! See docs/decisions/0017-a-doubt-ends-at-a-closed-door.md.

use domain::Timestamp;
use domain::ids::{BankId, CommandId};
use domain::lockers::CommandState;

use super::heard::HeardKind;
use super::intake::{Intake, Nudges};
use super::sql::{self, CompartmentRow};
use super::sql_commands;
use crate::db::Tx;
use crate::fault::Result;

impl Intake {
    /// A slow lock opened by an earlier command while somebody else counts on the compartment: that one must know too.
    pub(super) async fn opened_for_another(
        &self,
        tx: &mut Tx,
        row: Option<CompartmentRow>,
        command: CommandId,
        now: Timestamp,
    ) -> Result<Nudges> {
        let Some((row, claim)) = row.and_then(|row| row.claimed_by.clone().map(|claim| (row, claim))) else {
            return Ok(Nudges::new());
        };
        let bank = row.bank_id.0;
        let command = sql_commands::command(tx, command).await?;
        match command.filter(|command| command.bank_id.0 == bank) {
            Some(command) if command.subject.as_deref() != Some(claim.as_str()) => {
                let purpose = command.purpose()?;
                self.tell(tx, bank, &claim, HeardKind::OpenedLate { purpose }, now)
                    .await
            }
            _ => Ok(Nudges::new()),
        }
    }

    /// A command that we had given up may have opened the door of a compartment on which somebody else counts by now.
    pub(super) async fn unclear_for_another(
        &self,
        tx: &mut Tx,
        bank: BankId,
        command: CommandId,
        now: Timestamp,
    ) -> Result<Nudges> {
        let Some(row) = sql_commands::command(tx, command).await? else {
            return Ok(Nudges::new());
        };
        if row.bank_id.0 != bank || !was_given_up(row.state()?) {
            return Ok(Nudges::new());
        }
        let door = sql::compartment_numbered(tx, bank, row.number()).await?;
        self.opened_for_another(tx, door, command, now).await
    }
}

/// Whether we ended it ourselves, by the clock: the bank may know better.
pub(super) const fn was_given_up(state: CommandState) -> bool {
    matches!(state, CommandState::Expired | CommandState::TimedOut)
}

//! What a bank says of itself as a whole: its snapshot, whether it is there, what is wrong with all of it.
//!
//! What must not be here: facts about doors. They are applied in `intake.rs`.

use domain::lockers::DoorState;
use domain::lockers::protocol::{Event, Fact, FaultKind, Level, Presence, Snapshot};

use super::intake::{Intake, Taken, count};
use super::{sql, sql_events, sql_keys, sql_service, sql_troubles};
use crate::db::Tx;
use crate::fault::Result;

/// Notes what an event says of the bank as a whole; most say nothing of it.
pub(super) async fn note_trouble(tx: &mut Tx, event: &Event) -> Result<()> {
    let (trouble, lasts) = match &event.fact {
        Fact::Power { on } => ("power", !on),
        Fact::Tamper => ("tamper", true),
        Fact::Fault {
            fault,
            compartment: None,
        } => (fault.wire(), true),
        Fact::FaultCleared {
            fault,
            compartment: None,
        } => (fault.wire(), false),
        _ => return Ok(()),
    };
    let (boot, seq) = (count(event.boot), count(event.seq));
    sql_troubles::set_trouble(tx, event.bank, trouble, lasts, boot, seq).await?;
    Ok(())
}

impl Intake {
    pub(super) async fn snapshot(&self, snapshot: &Snapshot) -> Result<Taken> {
        let mut tx = self.house.db.begin().await?;
        let Some(bank) = sql_events::take_bank(&mut tx, snapshot.bank).await? else {
            return Ok(Taken::Refused("unknown_bank"));
        };
        let (boot, seq) = (count(snapshot.boot), count(snapshot.seq));
        // Another node was faster with what came after: it is known better by now, and a newer snapshot is on its way.
        if sql_events::is_overtaken(&mut tx, snapshot.bank, boot, seq).await? {
            return Ok(Taken::Repeat);
        }
        if sql::advance_snapshot(&mut tx, snapshot.bank, boot, seq, &snapshot.firmware).await? == 0 {
            return Ok(Taken::Repeat);
        }
        match &snapshot.keys {
            Some(keys) => sql_keys::hear(&mut tx, snapshot.bank, keys, self.house.now()).await?,
            None => sql_keys::forget(&mut tx, snapshot.bank).await?,
        };
        let mut out_of_step = false;
        for door in &snapshot.doors {
            let Some(row) = sql::compartment_numbered(&mut tx, snapshot.bank, door.compartment).await? else {
                continue;
            };
            let level = match door.door {
                Level::Open => DoorState::Open,
                Level::Closed => DoorState::Closed,
                Level::Unknown => DoorState::Unknown,
            };
            if row.door() != level {
                sql::set_door(&mut tx, row.id.0, level).await?;
            }
            sql_service::set_seen(&mut tx, row.id.0, door.item, door.out_of_service).await?;
            out_of_step |= door.out_of_service != row.out_reason.is_some();
            // What the bank reports, and what only people clear.
            let mut faults = door.faults.clone();
            if row.faults().contains(&FaultKind::Forced) && !faults.contains(&FaultKind::Forced) {
                faults.push(FaultKind::Forced);
            }
            if faults != row.faults() {
                sql::set_faults(&mut tx, row.id.0, &faults).await?;
            }
        }
        tx.commit().await?;
        if out_of_step {
            self.house.wake.service.notify_one();
        }
        self.after(bank.organisation_id.0, snapshot.bank, Vec::new());
        Ok(Taken::Applied)
    }

    pub(super) async fn presence(&self, presence: &Presence) -> Result<Taken> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let Some(bank) = sql_events::take_bank(&mut tx, presence.bank).await? else {
            return Ok(Taken::Refused("unknown_bank"));
        };
        let (boot, connection) = (count(presence.boot), count(presence.connection));
        let moved = sql::set_presence(&mut tx, presence.bank, presence.online, boot, connection, now).await?;
        tx.commit().await?;
        if moved == 0 {
            return Ok(Taken::Repeat);
        }
        // What was ordered while it was away died: it is compared again.
        self.house.wake.service.notify_one();
        self.after(bank.organisation_id.0, presence.bank, Vec::new());
        Ok(Taken::Applied)
    }
}

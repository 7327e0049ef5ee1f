//! What a bank says that a human must look at, whether or not anything lies there: told to whoever watches over banks.
//!
//! What must not be here: what becomes of it. That is for those who hear it.

use domain::Timestamp;
use domain::ids::BankId;
use domain::lockers::protocol::{Fact, FaultKind};

use super::heard::{Alarm, AlarmKind};
use super::intake::{Intake, Nudges};
use super::sql;
use crate::db::Tx;
use crate::fault::Result;

/// What sort of alarm a fact is, and about which door; most are none. A lock that jams is told by the commands that fail.
const fn meant(fact: &Fact) -> Option<(AlarmKind, Option<u16>)> {
    match fact {
        Fact::DoorForced { compartment } => Some((AlarmKind::Forced, Some(*compartment))),
        Fact::Tamper => Some((AlarmKind::Tampered, None)),
        Fact::Power { on: false } => Some((AlarmKind::NoMains, None)),
        Fact::Fault {
            fault: FaultKind::Board | FaultKind::Sensor,
            compartment,
        } => Some((AlarmKind::Broken, *compartment)),
        _ => None,
    }
}

impl Intake {
    /// Tells everybody who listens, in the transaction that applied the fact.
    pub(super) async fn raise(&self, tx: &mut Tx, bank: BankId, fact: &Fact, now: Timestamp) -> Result<Nudges> {
        let mut nudges = Nudges::new();
        let Some((kind, number)) = meant(fact) else {
            return Ok(nudges);
        };
        let door = match number {
            Some(number) => sql::compartment_numbered(tx, bank, number).await?,
            None => None,
        };
        if number.is_some() && door.is_none() {
            // A door that is drawn no more.
            return Ok(nudges);
        }
        let alarm = Alarm {
            bank,
            compartment: door.as_ref().map(|door| door.id.0),
            claim: door.and_then(|door| door.claimed_by),
            kind,
        };
        for listener in &self.listeners {
            nudges.extend(listener.alarm(tx, &alarm, now).await?);
        }
        Ok(nudges)
    }
}

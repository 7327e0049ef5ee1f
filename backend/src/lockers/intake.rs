//! What comes from banks: each message is checked, applied once, and acknowledged only after the commit.
//!
//! A message that is no message of its bank is refused and counted, never acted on. What must not be here: MQTT.

use std::sync::Arc;

use domain::ids::{BankId, CommandId, OrganisationId};
use domain::live::Nudge;
use domain::lockers::protocol::{Event, Fact, FaultKind, Outcome, Presence, RefuseReason, Snapshot, Stream, Topic};
use domain::lockers::{CommandEvent, CommandState, DoorState, Inside};
use domain::{RefusalCode, Timestamp};

use super::heard::{BankListener, Heard, HeardKind};
use super::late::was_given_up;
use super::sql::{self, CompartmentRow};
use super::sql_commands::{self, CommandRow};
use super::whole::note_trouble;
use super::{sql_clearing, sql_events, sql_keys, test_opening};
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Applied (or known before: the same to the sender).
    Applied,
    /// It had come before; nothing was done again.
    Repeat,
    /// It is no message of that bank; nothing was done. The word says why, for the counter.
    Refused(&'static str),
    /// It could never be applied, and lies aside for the one on duty.
    SetAside,
}

/// What open screens must be told, as far as anybody heard something that they show.
pub(super) type Nudges = Vec<Nudge>;

/// Takes what banks say.
#[derive(Clone)]
pub struct Intake {
    pub(super) house: House,
    pub(super) listeners: Vec<Arc<dyn BankListener>>,
}

impl Intake {
    /// With the slices that want to hear.
    pub fn new(house: House, listeners: Vec<Arc<dyn BankListener>>) -> Self {
        Self { house, listeners }
    }

    /// Takes one message. When this returns without a fault it is committed and may be acknowledged; after a fault
    /// it must come again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take(&self, topic: &str, payload: &[u8]) -> Result<Taken> {
        let Some(topic) = Topic::parse(topic) else {
            return Ok(Taken::Refused("topic"));
        };
        match topic.stream {
            Stream::Events => match Event::parse(payload) {
                Ok(event) if event.bank == topic.bank => self.event(&event, payload).await,
                Ok(_) => Ok(Taken::Refused("foreign_bank")),
                Err(_) => Ok(Taken::Refused("malformed")),
            },
            Stream::State => match Snapshot::parse(payload) {
                Ok(snapshot) if snapshot.bank == topic.bank => self.snapshot(&snapshot).await,
                Ok(_) => Ok(Taken::Refused("foreign_bank")),
                Err(_) => Ok(Taken::Refused("malformed")),
            },
            Stream::Presence => match Presence::parse(payload) {
                Ok(presence) if presence.bank == topic.bank => self.presence(&presence).await,
                Ok(_) => Ok(Taken::Refused("foreign_bank")),
                Err(_) => Ok(Taken::Refused("malformed")),
            },
            Stream::Commands => Ok(Taken::Refused("topic")),
        }
    }

    async fn event(&self, event: &Event, payload: &[u8]) -> Result<Taken> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let Some(bank) = sql_events::take_bank(&mut tx, event.bank).await? else {
            return Ok(Taken::Refused("unknown_bank"));
        };
        let body = String::from_utf8_lossy(payload);
        let (boot, seq) = (count(event.boot), count(event.seq));
        if sql_events::insert(&mut tx, event.bank, boot, seq, event.at, now, kind(&event.fact), &body).await? == 0 {
            return Ok(Taken::Repeat);
        }
        note_trouble(&mut tx, event).await?;
        let mut nudges = self.apply(&mut tx, event.bank, &event.fact, now).await?;
        nudges.extend(self.raise(&mut tx, event.bank, &event.fact, now).await?);
        tx.commit().await?;
        self.after(bank.organisation_id.0, event.bank, nudges);
        Ok(Taken::Applied)
    }

    /// What a fact does, within a transaction; the caller has made sure that it is new.
    pub(crate) async fn apply(&self, tx: &mut Tx, bank: BankId, fact: &Fact, now: Timestamp) -> Result<Nudges> {
        match fact {
            Fact::CommandResult { command, outcome } => self.command_result(tx, bank, *command, *outcome, now).await,
            Fact::DoorOpened { compartment, command } => self.door_opened(tx, bank, *compartment, *command, now).await,
            Fact::DoorClosed {
                compartment,
                command,
                item,
            } => {
                if let Some(row) = self.door(tx, bank, *compartment, DoorState::Closed).await? {
                    sql::set_item(tx, row.id.0, *item).await?;
                }
                match command {
                    Some(command) => {
                        self.moved(tx, bank, *command, CommandEvent::Closed, (*item).into(), now)
                            .await
                    }
                    None => Ok(Nudges::new()),
                }
            }
            Fact::DoorForced { compartment } => {
                let Some(row) = self.door(tx, bank, *compartment, DoorState::Open).await? else {
                    return Ok(Nudges::new());
                };
                set_fault(tx, &row, FaultKind::Forced, true).await?;
                // Whoever looked, looked before this.
                sql_clearing::forget(tx, row.id.0).await?;
                let compartment = row.id.0;
                self.tell_claimant(tx, &row, HeardKind::Forced { compartment }, now)
                    .await
            }
            Fact::DoorLeftOpen { compartment, .. } => {
                let Some(row) = sql::compartment_numbered(tx, bank, *compartment).await? else {
                    return Ok(Nudges::new());
                };
                sql::set_left_open(tx, row.id.0).await?;
                self.tell_claimant(tx, &row, HeardKind::LeftOpen, now).await
            }
            Fact::ItemSensed { compartment, present } => {
                if let Some(row) = sql::compartment_numbered(tx, bank, *compartment).await? {
                    sql::set_item(tx, row.id.0, Some(*present)).await?;
                }
                Ok(Nudges::new())
            }
            Fact::Fault {
                fault,
                compartment: Some(n),
            } => self.fault(tx, bank, *n, *fault, true).await,
            Fact::FaultCleared {
                fault,
                compartment: Some(n),
            } => self.fault(tx, bank, *n, *fault, false).await,
            // Kept with the events; who is on duty reads them there. What they say of the bank as a whole is noted (`whole.rs`).
            Fact::Fault { .. }
            | Fact::FaultCleared { .. }
            | Fact::Button { .. }
            | Fact::Power { .. }
            | Fact::Tamper => Ok(Nudges::new()),
        }
    }

    async fn door_opened(
        &self,
        tx: &mut Tx,
        bank: BankId,
        number: u16,
        command: CommandId,
        now: Timestamp,
    ) -> Result<Nudges> {
        let row = self.door(tx, bank, number, DoorState::Open).await?;
        let opened = CommandEvent::Opened;
        let mut nudges = self.moved(tx, bank, command, opened, Inside::Unsensed, now).await?;
        nudges.extend(self.opened_for_another(tx, row, command, now).await?);
        Ok(nudges)
    }

    async fn command_result(
        &self,
        tx: &mut Tx,
        bank: BankId,
        command: CommandId,
        outcome: Outcome,
        now: Timestamp,
    ) -> Result<Nudges> {
        let event = match outcome {
            Outcome::Accepted => CommandEvent::Accepted,
            Outcome::Done => CommandEvent::Done,
            Outcome::Refused { reason } => CommandEvent::Refused(reason),
            Outcome::NotOpened => CommandEvent::TimedOut,
            Outcome::Unknown => CommandEvent::Unknown,
        };
        let mut nudges = self.moved(tx, bank, command, event, Inside::Unsensed, now).await?;
        if outcome == Outcome::Unknown {
            nudges.extend(self.unclear_for_another(tx, bank, command, now).await?);
        }
        Ok(nudges)
    }

    /// Moves a command on and tells who must know. A repeat or a latecomer moves nothing; a door that opened after
    /// we gave its command up is told as such.
    async fn moved(
        &self,
        tx: &mut Tx,
        bank: BankId,
        command: CommandId,
        event: CommandEvent,
        inside: Inside,
        now: Timestamp,
    ) -> Result<Nudges> {
        let Some(row) = sql_commands::take(tx, command)
            .await?
            .filter(|row| row.bank_id.0 == bank)
        else {
            if sql_keys::was_told(tx, bank, command).await? {
                // What follows from it stands in its snapshot.
                tracing::info!(%bank, %command, ?event, "a bank answered an order about a key");
            } else {
                tracing::warn!(%bank, %command, "a bank speaks of a command that is not its own");
            }
            return Ok(Nudges::new());
        };
        let state = row.state()?;
        // The opening's own message may be missing (a gap): a door that closed was open.
        let state = if event == CommandEvent::Closed && state.apply(event).is_err() {
            state.apply(CommandEvent::Opened).unwrap_or(state)
        } else {
            state
        };
        let kind = match state.apply(event) {
            Ok(next) => {
                sql_commands::advance(tx, command, row.state()?, next, now).await?;
                let kind = heard(&row, next, inside);
                test_opening::note(tx, &row, kind, now).await?;
                kind
            }
            Err(_) if event == CommandEvent::Opened && state.is_end() && state != CommandState::Closed => {
                Some(HeardKind::OpenedLate {
                    purpose: row.purpose()?,
                })
            }
            Err(_) if event == CommandEvent::Unknown && was_given_up(state) => Some(HeardKind::UnclearLate {
                purpose: row.purpose()?,
            }),
            Err(_) => None,
        };
        match (kind, &row.subject) {
            (Some(kind), Some(subject)) => self.tell(tx, bank, subject, kind, now).await,
            _ => Ok(Nudges::new()),
        }
    }

    /// Ends a command whose time has passed, as the clock's word instead of the bank's.
    pub(super) async fn give_up(&self, command: CommandId, event: CommandEvent) -> Result<()> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let Some(row) = sql_commands::command(&mut tx, command).await? else {
            return Ok(());
        };
        // First the bank, as with its own word: that may be on its way into the books at another node.
        let bank = sql_events::take_bank(&mut tx, row.bank_id.0).await?;
        let nudges = self
            .moved(&mut tx, row.bank_id.0, command, event, Inside::Unsensed, now)
            .await?;
        tx.commit().await?;
        if let Some(bank) = bank {
            self.after(bank.organisation_id.0, bank.id.0, nudges);
        }
        Ok(())
    }

    pub(super) async fn tell(
        &self,
        tx: &mut Tx,
        bank: BankId,
        subject: &str,
        kind: HeardKind,
        now: Timestamp,
    ) -> Result<Nudges> {
        let heard = Heard {
            bank,
            subject: subject.to_owned(),
            kind,
        };
        let mut nudges = Nudges::new();
        for listener in &self.listeners {
            nudges.extend(listener.hear(tx, &heard, now).await?);
        }
        Ok(nudges)
    }

    async fn tell_claimant(
        &self,
        tx: &mut Tx,
        row: &CompartmentRow,
        kind: HeardKind,
        now: Timestamp,
    ) -> Result<Nudges> {
        match &row.claimed_by {
            Some(claim) => self.tell(tx, row.bank_id.0, claim, kind, now).await,
            None => Ok(Nudges::new()),
        }
    }

    async fn door(&self, tx: &mut Tx, bank: BankId, number: u16, door: DoorState) -> Result<Option<CompartmentRow>> {
        let row = sql::compartment_numbered(tx, bank, number).await?;
        if let Some(row) = &row {
            sql::set_door(tx, row.id.0, door).await?;
        } else {
            tracing::warn!(%bank, number, "a bank speaks of a door that it does not have");
        }
        Ok(row)
    }

    async fn fault(&self, tx: &mut Tx, bank: BankId, number: u16, fault: FaultKind, on: bool) -> Result<Nudges> {
        if let Some(row) = sql::compartment_numbered(tx, bank, number).await? {
            set_fault(tx, &row, fault, on).await?;
        }
        Ok(Nudges::new())
    }

    /// What follows a commit: screens look again, and the mail goes out.
    pub(super) fn after(&self, organisation: OrganisationId, bank: BankId, nudges: Nudges) {
        self.house.wake.notices.notify_one();
        for nudge in nudges {
            self.house.live.tell(nudge);
        }
        self.house.live.tell(Nudge::Bank { organisation, bank });
    }
}

async fn set_fault(tx: &mut Tx, row: &CompartmentRow, fault: FaultKind, on: bool) -> Result<()> {
    let mut faults = row.faults();
    faults.retain(|f| *f != fault);
    if on {
        faults.push(fault);
    }
    sql::set_faults(tx, row.id.0, &faults).await
}

/// What a command's new state means to the one it is for.
fn heard(row: &CommandRow, state: CommandState, inside: Inside) -> Option<HeardKind> {
    let command = row.id.0;
    let failed = |why| Some(HeardKind::Failed { command, why });
    match state {
        CommandState::Accepted => Some(HeardKind::Accepted { command }),
        CommandState::Opened => Some(HeardKind::Opened { command }),
        CommandState::Closed => Some(HeardKind::Closed { command, inside }),
        CommandState::Unknown => Some(HeardKind::Unclear { command }),
        CommandState::Expired => failed(RefusalCode::BankOffline),
        CommandState::TimedOut => failed(RefusalCode::DoorDidNotOpen),
        CommandState::Refused { reason } => failed(match reason {
            RefuseReason::AnotherDoorOpen => RefusalCode::AnotherDoorOpen,
            RefuseReason::OutOfService | RefuseReason::NoSuchCompartment | RefuseReason::BoardFault => {
                RefusalCode::OutOfService
            }
            // The last three are said of orders about keys only.
            RefuseReason::Stale
            | RefuseReason::TooFarAhead
            | RefuseReason::NotAuthentic
            | RefuseReason::WrongBank
            | RefuseReason::OutOfTurn
            | RefuseReason::TooManyKeys
            | RefuseReason::OwnKey => RefusalCode::DoorDidNotOpen,
        }),
        CommandState::Queued | CommandState::Sent | CommandState::Done => None,
    }
}

pub(super) fn kind(fact: &Fact) -> &'static str {
    match fact {
        Fact::CommandResult { .. } => "command_result",
        Fact::DoorOpened { .. } => "door_opened",
        Fact::DoorClosed { .. } => "door_closed",
        Fact::DoorForced { .. } => "door_forced",
        Fact::DoorLeftOpen { .. } => "door_left_open",
        Fact::ItemSensed { .. } => "item_sensed",
        Fact::Button { .. } => "button",
        Fact::Fault { .. } => "fault",
        Fact::FaultCleared { .. } => "fault_cleared",
        Fact::Power { .. } => "power",
        Fact::Tamper => "tamper",
    }
}

/// Counters were checked to fit when the message was read; a presence's that does not is as large as can be.
pub(super) fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

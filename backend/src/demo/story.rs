//! Lets a plan happen: each step is what really happens at a hand-over, by the slices' own steps and the bank's own
//! words, only that the clock is turned and one transaction holds many of them.
//!
//! What must not be here: SQL. Whatever a state machine refuses stops the story as a defect.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::accounts::Actor;
use domain::custody::Means;
use domain::delivery::{CheckedDelivery, NewDelivery};
use domain::ids::{BankId, CommandId, ConsignmentId, KioskId};
use domain::lockers::Purpose;
use domain::lockers::protocol::{Fact, Outcome};
use domain::{Error, RefusalCode, Span, Timestamp};

use super::plan::{Step, Way};
use crate::custody;
use crate::db::Tx;
use crate::delivery::Delivery;
use crate::fault::{Fault, Result};
use crate::feedback;
use crate::house::{House, LiveBus, Wakers};
use crate::lockers::Intake;
use crate::notices;
use crate::outside::{Clock, Outside};

/// Steps in one transaction: long enough to be fast, short enough to let others write in between.
const AT_ONCE: usize = 80;
/// Messages older than this count as sent; the newer ones come into the demo's inbox.
const FRESH: Span = Span::days(7);

/// A clock that shows what the story says.
#[derive(Debug, Default)]
pub(super) struct StoryClock(AtomicI64);

impl StoryClock {
    /// Sets it; never back.
    pub(super) fn set(&self, at: Timestamp) {
        self.0.fetch_max(at.0, Ordering::SeqCst);
    }

    /// Turns it on.
    pub(super) fn pass(&self, span: Span) {
        self.0.fetch_add(span.0, Ordering::SeqCst);
    }
}

/// The same house with a clock that is turned; nobody looks on, and the jobs find by themselves what is left to do.
pub(super) fn turned(house: &House, clock: &Arc<StoryClock>) -> House {
    House {
        outside: Outside {
            clock: Arc::clone(clock) as Arc<_>,
            chance: Arc::clone(&house.outside.chance),
        },
        live: LiveBus::default(),
        wake: Wakers::default(),
        ..house.clone()
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// One bank of the story and who leaves documents there.
pub(super) struct Stage {
    pub bank: BankId,
    pub employee: Actor,
    pub colleague: Actor,
}

/// Tells the story in a house whose clock is `clock`.
pub(super) struct Story {
    pub house: House,
    pub clock: Arc<StoryClock>,
    pub delivery: Delivery,
    pub intake: Intake,
    /// In the order of the places.
    pub stages: Vec<Stage>,
}

impl Story {
    /// Lets everything happen, in the order of time.
    ///
    /// # Errors
    /// What the database says; `Broken` when a step is refused.
    pub(super) async fn tell(&self, ways: &[Way], now: Timestamp) -> Result<()> {
        let mut moments: Vec<(Timestamp, usize, Step)> = Vec::new();
        for (index, way) in ways.iter().enumerate() {
            moments.extend(way.steps.iter().map(|(at, step)| (*at, index, *step)));
        }
        // Stable: steps of one way stay in their order.
        moments.sort_by_key(|(at, ..)| *at);
        let mut ids: Vec<Option<ConsignmentId>> = vec![None; ways.len()];
        for chunk in moments.chunks(AT_ONCE) {
            let mut tx = self.house.db.begin().await?;
            for (at, index, step) in chunk {
                self.clock.set(*at);
                let (Some(way), Some(id)) = (ways.get(*index), ids.get_mut(*index)) else {
                    continue;
                };
                self.step(&mut tx, way, id, *step).await.map_err(refused)?;
            }
            notices::settle(&mut tx, now - FRESH).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn step(&self, tx: &mut Tx, way: &Way, id: &mut Option<ConsignmentId>, step: Step) -> Result<(), Error> {
        let Some(stage) = self.stages.get(way.place) else {
            return Ok(());
        };
        let staff = if way.by_colleague {
            &stage.colleague
        } else {
            &stage.employee
        };
        let Some(known) = *id else {
            // A way that does not begin with being entered is not ours to tell.
            let (form, once) = self.form(way, stage.bank)?;
            *id = Some(self.delivery.enter_within(tx, staff, &form, &once).await?);
            return Ok(());
        };
        let house = &self.house;
        match step {
            Step::Enter => Ok(()),
            Step::PutIn | Step::PutNothingIn => {
                let command = custody::order(tx, house, staff, known, Purpose::Deposit).await?;
                self.door(tx, stage.bank, known, command.id, step == Step::PutIn).await
            }
            Step::Collect(means) | Step::LeaveInside(means) => {
                let citizen = self.citizen(stage.bank, means);
                let command = custody::open_for_recipient(tx, house, &citizen, known, means).await?;
                self.door(tx, stage.bank, known, command.id, matches!(step, Step::LeaveInside(_)))
                    .await
            }
            Step::Rate(opinion) => {
                let thing = custody::find(tx, known).await?.ok_or(RefusalCode::NotFound)?;
                feedback::take_first(tx, house, &thing, &opinion.rating()).await?;
                Ok(())
            }
            Step::TakeBack => {
                let command = custody::order(tx, house, staff, known, Purpose::Return).await?;
                self.door(tx, stage.bank, known, command.id, false).await
            }
            Step::Cancel(reason) => custody::cancel(tx, house, staff, known, reason).await,
            Step::Withdraw(reason) => {
                custody::note_cancel(tx, house, staff, known, reason).await?;
                let command = custody::order(tx, house, staff, known, Purpose::Withdraw).await?;
                self.door(tx, stage.bank, known, command.id, false).await
            }
        }
    }

    fn form(&self, way: &Way, bank: BankId) -> Result<(CheckedDelivery, String), Error> {
        let form = NewDelivery {
            name: way.citizen.name.clone(),
            email: way.citizen.email.clone(),
            phone: way.citizen.phone.clone(),
            locale: way.citizen.locale.code().to_owned(),
            item: way.item.wire().to_owned(),
            reference: way.reference.clone(),
            bank: bank.to_string(),
            size: way.size.wire().to_owned(),
            low_door: String::new(),
            once: self.house.outside.uuid7().to_string(),
        };
        Ok((form.check()?, form.once))
    }

    fn citizen(&self, bank: BankId, means: Means) -> Actor {
        match means {
            Means::Code | Means::Qr => Actor::Kiosk {
                kiosk: KioskId(self.house.outside.uuid7()),
                bank,
            },
            Means::Phone => Actor::Visitor {
                address: "192.0.2.1".to_owned(),
            },
        }
    }

    /// The bank's words about one opening, in their time.
    async fn door(
        &self,
        tx: &mut Tx,
        bank: BankId,
        id: ConsignmentId,
        command: CommandId,
        item: bool,
    ) -> Result<(), Error> {
        let compartment = custody::find(tx, id)
            .await?
            .map(|thing| thing.number())
            .unwrap_or_default();
        let accepted = Fact::CommandResult {
            command,
            outcome: Outcome::Accepted,
        };
        let closed = Fact::DoorClosed {
            compartment,
            command: Some(command),
            item: Some(item),
        };
        let words = [
            (Span::millis(180), accepted),
            (Span::millis(340), Fact::DoorOpened { compartment, command }),
            (Span::millis(9_000 + i64::from(compartment % 7) * 2_300), closed),
        ];
        for (after, fact) in words {
            self.clock.pass(after);
            self.intake.apply(tx, bank, &fact, self.house.now()).await?;
        }
        Ok(())
    }
}

fn refused(error: Error) -> Fault {
    Fault::broken("demo.story", "telling the demo's past").because(error)
}

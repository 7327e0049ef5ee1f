//! A document is held before the bank: its line becomes a delivery, a compartment is taken and its door ordered open, in one
//! transaction. What is refused leaves everything as it was.

use domain::accounts::Actor;
use domain::custody::State;
use domain::delivery::bulk::{AtTheBank, DepositRow};
use domain::delivery::{CheckedDelivery, Recipient};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::{DoorState, Purpose, Reach, Size};
use domain::{Outcome, RefusalCode, ShortText, Span};

use super::sql::{self, Deposit};
use super::{lines, service};
use crate::custody::{self, Consignment, again};
use crate::db::{Handle, Tx};
use crate::delivery::{Delivery, sql as deliveries, view};
use crate::fault::{Fault, FaultKind, Result};
use crate::lockers;

/// What was put in today is shown to whoever stands before the bank.
const TODAY: Span = Span::hours(12);

/// What is to be done for a number that was scanned.
enum Scanned {
    /// Its door is to be opened.
    Open(ConsignmentId),
    /// Its door is open, or opening: it was scanned twice.
    IsOpen(ConsignmentId),
}

impl Delivery {
    pub(super) async fn before_the_bank(&self, actor: &Actor, bank: BankId) -> Outcome<AtTheBank> {
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let banks = lockers::summaries(&mut reader, Some(organisation)).await?;
        let summary = banks.into_iter().find(|one| one.id == bank);
        let summary = summary.ok_or(RefusalCode::NotFound)?;
        let doors = lockers::bank_view(&mut reader, bank).await?.doors;
        let open = doors.iter().filter(|door| door.door == DoorState::Open);
        let waiting = sql::waiting_by_bank(&mut reader, organisation).await?;
        let waiting = waiting.into_iter().find(|(one, _)| one.0 == bank);
        let last = sql::deposits(&mut reader, organisation, bank, self.house.now() - TODAY).await?;
        let last = last
            .into_iter()
            .map(|row| self.deposit_row(row))
            .collect::<Result<_>>()?;
        Ok(AtTheBank {
            bank: summary,
            waiting: waiting.map_or(0, |(_, count)| service::count(count)),
            open: open.map(|door| door.number).collect(),
            last,
        })
    }

    fn deposit_row(&self, row: Deposit) -> Result<DepositRow> {
        let state = view::state_in(&row.state_body)?;
        let place = row.id.0.to_string();
        let reference = row
            .reference_sealed
            .map(|sealed| self.house.key.open_text(view::REFERENCE, &place, &sealed));
        Ok(DepositRow {
            id: row.id.0,
            recipient: row.recipient_name,
            item: domain::custody::Item::from_wire(&row.item)
                .ok_or_else(|| Fault::broken("delivery.item", "reading a delivery's item"))?,
            reference: reference.transpose()?,
            compartment: u16::try_from(row.compartment).unwrap_or_default(),
            state: view::state_of(state, self.house.now()),
            doing: view::doing(state, row.last_outcome.as_deref()),
        })
    }

    pub(super) async fn put_in(&self, actor: &Actor, bank: BankId, reference: &ShortText) -> Outcome<ConsignmentId> {
        let organisation = actor.organisation()?;
        let hash = self.reference_hash(organisation, reference.as_str());
        // The same number scanned twice at once: the second meets the first, and finds its delivery when it tries again.
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let id = match self.scanned(&mut tx, actor, bank, &hash).await? {
                Scanned::IsOpen(id) => return Ok(id),
                Scanned::Open(id) => id,
            };
            self.open_it(tx, actor, bank, id).await
        })
        .await
    }

    /// Orders the door open and commits.
    async fn open_it(&self, mut tx: Tx, actor: &Actor, bank: BankId, id: ConsignmentId) -> Outcome<ConsignmentId> {
        let command = custody::order(&mut tx, &self.house, actor, id, Purpose::Deposit).await?;
        tx.commit().await?;
        command.committed();
        self.nudge(actor.organisation()?, bank, id);
        Ok(id)
    }

    async fn scanned(&self, tx: &mut Tx, actor: &Actor, bank: BankId, hash: &str) -> Outcome<Scanned> {
        let Some(line) = sql::waiting(tx, hash).await? else {
            return self.announced(tx, bank, hash).await;
        };
        if line.bank_id.0 != bank {
            return Err(RefusalCode::ListedElsewhere.into());
        }
        let checked = lines::opened(&self.house, &line)?;
        let once = format!("line:{}", line.id.0);
        let form = checked.into_delivery(bank, once.clone());
        let id = self.enter_within(tx, actor, &form, &once).await?;
        if sql::set_deposited(tx, line.id.0, id, self.house.now()).await? == 0 {
            let met = Fault::new(
                FaultKind::Conflict,
                "delivery.bulk_line",
                "putting in a line that is gone",
            );
            return Err(met.into());
        }
        Ok(Scanned::Open(id))
    }

    /// No line waits under this number: perhaps its delivery has a compartment already.
    async fn announced(&self, h: &mut impl Handle, bank: BankId, hash: &str) -> Outcome<Scanned> {
        let holding = sql::holding(h, hash).await?;
        let known = !holding.is_empty();
        for (id, at, body) in holding {
            if at.0 != bank {
                continue;
            }
            match view::state_in(&body)? {
                State::NEW => return Ok(Scanned::Open(id.0)),
                State::Opening {
                    purpose: Purpose::Deposit,
                    ..
                }
                | State::Open {
                    purpose: Purpose::Deposit,
                    ..
                } => return Ok(Scanned::IsOpen(id.0)),
                _ => {}
            }
        }
        let why = if known {
            RefusalCode::InLockerAlready
        } else {
            RefusalCode::NotOnList
        };
        Err(why.into())
    }

    pub(super) async fn take_other_door(
        &self,
        actor: &Actor,
        bank: BankId,
        was: ConsignmentId,
        reason: &ShortText,
    ) -> Outcome<ConsignmentId> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, was).await?;
            if consignment.bank_id.0 != bank || consignment.state()? != State::NEW {
                return Err(RefusalCode::WrongState.into());
            }
            let form = self.same_again(&mut tx, &consignment).await?;
            // First the new one: else the compartment that does not open would be free, and taken again.
            let id = self.enter_within(&mut tx, actor, &form, &form.once).await?;
            custody::cancel(&mut tx, &self.house, actor, was, reason.as_str()).await?;
            sql::set_instead(&mut tx, was, id, self.house.now()).await?;
            self.open_it(tx, actor, bank, id).await
        })
        .await
    }

    /// The same document for the same recipient at the same bank.
    async fn same_again(&self, h: &mut impl Handle, was: &Consignment) -> Outcome<CheckedDelivery> {
        let broken = || Fault::broken("delivery.bulk_again", "taking another door for a delivery");
        let id = was.id.0;
        let (email, phone) = was.contact(&self.house)?;
        let reference = match deliveries::reference(h, id).await? {
            Some(sealed) => {
                let text = self.house.key.open_text(view::REFERENCE, &id.to_string(), &sealed)?;
                Some(ShortText::parse(&text).map_err(|_| broken())?)
            }
            None => None,
        };
        let size = match sql::size_needed(h, id).await? {
            Some(size) => Some(size),
            None => deliveries::compartment_size(h, was.compartment_id.0).await?,
        };
        Ok(CheckedDelivery {
            recipient: Recipient {
                name: ShortText::parse(&was.recipient_name).map_err(|_| broken())?,
                email,
                phone,
                locale: was.locale(),
            },
            item: was.item()?,
            reference,
            bank: was.bank_id.0,
            size: size.as_deref().and_then(Size::from_wire).ok_or_else(broken)?,
            reach: if deliveries::is_low_door_wanted(h, id).await? {
                Reach::Low
            } else {
                Reach::Any
            },
            once: format!("instead:{id}"),
        })
    }
}

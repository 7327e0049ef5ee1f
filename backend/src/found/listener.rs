//! What others' words do to a case, in the transaction that records them: a bank's, after custody took note of it, and
//! that a fee was paid.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::custody::{Ending, Rest, State};
use domain::found::{CaseEnd, CaseEvent, CaseFact, FeeSettled, Side, Way};
use domain::ids::{CaseId, ConsignmentId};
use domain::live::Nudge;
use domain::payments::Purpose;
use domain::{Error, Money, Timestamp};

use super::reach::{self, Beside, News};
use super::sql::{self, Case};
use super::{sql_talk, steps};
use crate::custody;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::lockers::{BankListener, Heard};
use crate::payments::{PaidIntent, PaymentListener};

/// Listens for found things. It must be told after custody.
pub struct FoundListener {
    house: House,
}

/// A refusal inside a listener is a defect: the rules were asked before.
fn inside(error: &Error) -> Fault {
    Fault::broken("found.listener", "following a case").because(error.to_string())
}

impl FoundListener {
    /// For the intake of banks and the payments.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// What the thing's new place in custody means for its case.
    async fn follow(&self, tx: &mut Tx, case: &mut Case, state: State, held: bool) -> Result<(), Error> {
        let (house, actor) = (&self.house, &Actor::House);
        let now = case.state()?;
        match state {
            State::Resting {
                rest: Rest::Stored { .. },
            } if now.finder_has_it() => {
                let way = Way::Locker;
                steps::apply(tx, house, case, CaseEvent::HandOver { way }).await?;
                let same = case.consignment_id.map(|id| id.0);
                sql::set_drop(tx, case, same, None).await?;
                sql_talk::clear_proposals(tx, case.id.0).await?;
                steps::note(tx, house, case, CaseFact::HandedOver { way }, actor).await?;
                reach::tell(tx, house, case, Side::Finder, News::HandedOver, Beside::default()).await?;
                if held {
                    let sent = reach::tell(tx, house, case, Side::Owner, News::Held, Beside::default()).await?;
                    steps::owner_knows(tx, house, actor, case, sent).await?;
                } else {
                    steps::note(tx, house, case, CaseFact::CodeReleased, actor).await?;
                    steps::owner_knows(tx, house, actor, case, 1).await?;
                }
            }
            State::Ended {
                ending: Ending::Collected,
                ..
            } if !now.is_over() => {
                let end = CaseEnd::Returned;
                steps::apply(tx, house, case, CaseEvent::Return).await?;
                steps::note(tx, house, case, CaseFact::Ended { end }, actor).await?;
                sql_talk::release(tx, case.id.0, None).await?;
                reach::tell(tx, house, case, Side::Finder, News::Returned, Beside::default()).await?;
            }
            // Staff took it out: it goes on to the office.
            State::Ended {
                ending: Ending::Returned,
                ..
            } if !now.is_over() && !now.finder_has_it() => {
                let way = Way::Office;
                steps::apply(tx, house, case, CaseEvent::MoveOn { way }).await?;
                sql::set_drop(tx, case, None, None).await?;
                steps::note(tx, house, case, CaseFact::MovedOn { way }, actor).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

#[async_trait]
impl BankListener for FoundListener {
    async fn hear(&self, tx: &mut Tx, heard: &Heard, _now: Timestamp) -> Result<Option<Nudge>> {
        let Ok(id) = heard.subject.parse::<ConsignmentId>() else {
            return Ok(None);
        };
        let Some(case) = sql::by_consignment(tx, id).await? else {
            return Ok(None);
        };
        let (Some(mut case), Some(consignment)) = (sql::take(tx, case).await?, custody::find(tx, id).await?) else {
            return Ok(None);
        };
        self.follow(tx, &mut case, consignment.state()?, consignment.is_held())
            .await
            .map_err(|error| inside(&error))?;
        Ok(Some(steps::nudge(&case)))
    }
}

#[async_trait]
impl PaymentListener for FoundListener {
    fn purpose(&self) -> Purpose {
        Purpose::ReturnFee
    }

    async fn paid(&self, tx: &mut Tx, intent: &PaidIntent) -> Result<()> {
        let Some(mut case) = sql::take(tx, CaseId(intent.subject)).await? else {
            return Ok(());
        };
        // Paid twice, or let off meanwhile: the money is given back by hand, in the payments' list.
        if !case.fee()?.is_due() {
            return Ok(());
        }
        let how = FeeSettled::Online;
        steps::settle(tx, &self.house, &Actor::House, &mut case, how, None)
            .await
            .map_err(|error| inside(&error))
    }

    async fn refunded(&self, _tx: &mut Tx, intent: &PaidIntent, _amount: Money, _full: bool) -> Result<()> {
        // Whoever gives a fee back lets the owner off: the thing is not held again.
        tracing::info!(case = %intent.subject, "a return fee was given back");
        Ok(())
    }
}

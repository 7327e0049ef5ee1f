//! What people paid online in the year: cover that they prolonged, a card that was declined first, a payment that was given back.
//!
//! Everything goes through the ports of `tags` and `payments` and the provider that only plays, with the clock turned.

use std::sync::Arc;

use domain::accounts::{Actor, Secret};
use domain::payments::{NewRefund, PaymentFilter, PaymentsPort as _, Play, TestPayPort as _};
use domain::tags::OwnerTagsPort as _;
use domain::{Locale, Outcome, Span};

use super::dice::Dice;
use super::story::{self, StoryClock};
use super::trade::{Cast, Tagged};
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::payments::{PaymentJobs, PaymentProvider, Payments, TestPay};
use crate::tags::{CoverListener, Tags};

/// One of so many prolongs the cover of a tag.
const PROLONGED: usize = 4;
/// One of so many payments begins with a card that is declined.
const DECLINED: usize = 9;

/// The plan was refused.
fn told<T>(done: Outcome<T>) -> Result<T> {
    done.map_err(|error| Fault::broken("demo.money", "telling what was paid").because(error))
}

/// Tells at most so many payments of the year that ends now, oldest first, and gives the last one back. With a clock of its own:
/// the bureau's year has been told to its end.
///
/// # Errors
/// What the database says; a refusal, which would be a defect of the plan.
pub(super) async fn tell(house: &House, cast: &Cast, tagged: &[Tagged], most: usize) -> Result<()> {
    let (clock, now) = (Arc::new(StoryClock::default()), house.now());
    let house = &story::turned(house, &clock);
    let play = TestPay::new(house.clone());
    let providers = vec![Arc::new(play.clone()) as Arc<dyn PaymentProvider>];
    let listeners = vec![Arc::new(CoverListener::new(house.clone())) as Arc<_>];
    let till = Till {
        payments: Payments::new(house.clone(), providers, listeners),
        tags: Tags::new(house.clone()),
        play,
        clock: &clock,
    };
    let mut dice = Dice::new(1_905);
    let mut bills: Vec<_> = tagged
        .iter()
        .step_by(PROLONGED)
        .map(|tag| (tag.since + Span::days(20) + Span::hours(dice.between(0, 24 * 40)), tag))
        .filter(|(at, _)| *at < now - Span::days(1))
        .take(most)
        .collect();
    bills.sort_by_key(|(at, _)| *at);
    for (n, (at, tag)) in bills.iter().enumerate() {
        clock.set(*at);
        let Some(owner) = cast.owners.get(tag.owner) else {
            continue;
        };
        till.prolong(&owner.actor, tag, n % DECLINED == DECLINED - 1).await?;
    }
    if !bills.is_empty() {
        clock.pass(Span::hours(3));
        till.give_back(&cast.manager).await?;
    }
    Ok(())
}

struct Till<'a> {
    payments: Payments,
    tags: Tags,
    play: TestPay,
    clock: &'a StoryClock,
}

impl Till<'_> {
    async fn prolong(&self, owner: &Actor, tag: &Tagged, declined: bool) -> Result<()> {
        let Some(path) = told(self.tags.renew(owner, tag.id, "").await)? else {
            return Ok(());
        };
        let link = Secret::new(path.rsplit('/').next().unwrap_or_default());
        if declined {
            self.pay(owner, &link, Play::Decline).await?;
        }
        self.pay(owner, &link, Play::Accept).await
    }

    async fn pay(&self, owner: &Actor, link: &Secret, play: Play) -> Result<()> {
        self.clock.pass(Span::minutes(2));
        let page = told(self.payments.go_and_pay(owner, link, Locale::En).await)?;
        let reference = page.rsplit('/').next().unwrap_or_default();
        told(self.play.play(owner, reference, play).await)?;
        self.clock.pass(Span::seconds(4));
        told(self.payments.came_back(owner, link).await)?;
        Ok(())
    }

    /// The newest payment goes back in part: the tag had been lost in the post for some weeks.
    async fn give_back(&self, manager: &Actor) -> Result<()> {
        let all = told(self.payments.payments(manager, &PaymentFilter::default()).await)?;
        let Some(newest) = all.rows.first() else { return Ok(()) };
        let view = told(self.payments.payment(manager, newest.id).await)?;
        let Some(taken) = view.taken.first() else { return Ok(()) };
        let form = NewRefund {
            checkout: taken.checkout.to_string(),
            amount: "1".to_owned(),
            reason: "The tag came three weeks late".to_owned(),
        };
        told(self.payments.refund(manager, newest.id, &form).await)?;
        PaymentJobs::new(self.payments.clone()).round().await;
        Ok(())
    }
}

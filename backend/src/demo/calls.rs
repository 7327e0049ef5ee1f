//! Who asked for help lately, through the ports of support: one who was helped, two who still wait.

use std::sync::Arc;

use domain::accounts::Actor;
use domain::delivery::{DeliveryFilter, DeliveryPort as _, DeliveryState};
use domain::ids::{BankId, KioskId};
use domain::support::{AnswerForm, AskForm, HelpPort as _, Problem, QueueFilter, SupportPort as _};
use domain::{Error, Span};

use super::story::{StoryClock, turned};
use crate::delivery::Delivery;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::support::Support;

/// What the demo's support person noted: in her language.
const NOTE: &str = "По телефону: помогли найти сканер, дверца открылась.";
/// What a colleague wrote for a citizen.
const WORDS: &str = "Mesajul nu a ajuns. A sunat și cere codul din nou.";

/// Tells of them. `helper` is who signs in as support, `employee` who leaves documents, at these banks.
///
/// # Errors
/// What the database says; `Broken` when something is refused.
pub(super) async fn tell(house: &House, helper: &Actor, employee: &Actor, banks: &[BankId]) -> Result<()> {
    let odd = |error: Error| Fault::broken("demo.calls", "telling who asked for help").because(error);
    let clock = Arc::new(StoryClock::default());
    clock.set(house.now() - Span::minutes(90));
    let then = turned(house, &clock);
    let support = Support::new(then.clone());
    let kiosk = |bank| Actor::Kiosk {
        kiosk: KioskId(then.outside.uuid7()),
        bank,
    };
    let [first, second, ..] = banks else { return Ok(()) };
    support
        .ask_at_kiosk(&kiosk(*second), Problem::NotTaken)
        .await
        .map_err(odd)?;
    clock.pass(Span::minutes(4));
    let asked = support.queue(helper, QueueFilter::default()).await.map_err(odd)?;
    for request in asked {
        let note = AnswerForm {
            words: NOTE.to_owned(),
            note: "1".to_owned(),
        };
        support.answer(helper, request.id, note).await.map_err(odd)?;
        support.close(helper, request.id).await.map_err(odd)?;
    }
    clock.pass(Span::minutes(51));
    let waiting = DeliveryFilter {
        state: Some(DeliveryState::Stored),
        ..DeliveryFilter::default()
    };
    let stored = Delivery::new(then.clone())
        .deliveries(employee, &waiting)
        .await
        .map_err(odd)?;
    if let Some(lost) = stored.rows.last() {
        let form = AskForm {
            problem: Problem::LostCode.wire().to_owned(),
            words: WORDS.to_owned(),
        };
        support.ask_for(employee, lost.id, form).await.map_err(odd)?;
    }
    clock.pass(Span::minutes(28));
    support
        .ask_at_kiosk(&kiosk(*first), Problem::OutOfReach)
        .await
        .map_err(odd)?;
    Ok(())
}

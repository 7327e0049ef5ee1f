//! What lies in the register of the demo's offices, and what became of it: some twenty things, through the port of `register`.
//!
//! What must not be here: things with a tag (`cases.rs`). The words are plain data in `shelf_finds.rs`.

use std::sync::Arc;

use domain::accounts::Actor;
use domain::ids::ThingId;
use domain::register::{ClaimForm, Day, EndForm, EndKind, HandOutForm, LostPort as _, RegisterPort as _, ThingForm};
use domain::{Outcome, ShortText, Span, Timestamp};

use super::drawings;
use super::offices::Crew;
use super::shelf_finds::{CLAIMANTS, FINDS, Fate, Find};
use super::story::StoryClock;
use crate::fault::{Fault, Result};
use crate::house::{House, LiveBus, Wakers, moment};
use crate::notices;
use crate::outside::Outside;
use crate::register::Register;

/// Messages older than this count as sent.
const FRESH: Span = Span::days(7);

/// A register with a clock of its own.
fn register_at(house: &House, at: Timestamp) -> (Register, Arc<StoryClock>) {
    let clock = Arc::new(StoryClock::default());
    clock.set(at);
    let then = House {
        outside: Outside {
            clock: Arc::clone(&clock) as Arc<_>,
            chance: Arc::clone(&house.outside.chance),
        },
        live: LiveBus::default(),
        wake: Wakers::default(),
        ..house.clone()
    };
    (Register::new(then), clock)
}

/// Fills the shelves, oldest first, so that the numbers follow the calendar; then lets happen what happened.
pub(super) async fn tell(house: &House, crews: &[Crew]) -> Result<()> {
    let wrong = || Fault::broken("demo.shelf", "filling the demo's register");
    let now = house.now();
    let mut finds: Vec<&Find> = FINDS.iter().collect();
    finds.sort_by_key(|find| std::cmp::Reverse(find.days_ago));
    let mut entered = Vec::new();
    for (at, find) in finds.iter().enumerate() {
        let Some(crew) = crews.get(find.office) else {
            return Err(wrong());
        };
        let brought = now - Span::days(find.days_ago) - Span::minutes(7 * i64::try_from(at).unwrap_or_default());
        let (register, _) = register_at(house, brought);
        let form = form_of(house, find, brought);
        let id = register.enter(&crew.dispatcher, form).await;
        let id = id.map_err(|error| wrong().because(error))?;
        if let Some(photo) = drawings::on_the_shelf(find.what)? {
            let kept = register.set_photo(&crew.dispatcher, id, photo).await;
            kept.map_err(|error| wrong().because(error))?;
        }
        entered.push((*find, crew, brought, id));
    }
    for (find, crew, brought, id) in entered {
        let happened = happen(house, &crew.dispatcher, find, (brought, id)).await;
        happened.map_err(|error| wrong().because(error))?;
    }
    let (register, _) = register_at(house, now);
    register.due_round().await.map_err(|error| wrong().because(error))?;
    let mut tx = house.db.begin().await?;
    notices::settle(&mut tx, now - FRESH).await?;
    tx.commit().await
}

fn form_of(house: &House, find: &Find, brought: Timestamp) -> ThingForm {
    let found = Day::at(moment("UTC", brought)).plus(-find.lay);
    ThingForm {
        category: find.category.to_owned(),
        what: find.what.to_owned(),
        description: find.description.to_owned(),
        details: find.details.to_owned(),
        area: find.area.to_owned(),
        place: find.place.to_owned(),
        found_on: found.typed(),
        storage: find.storage.to_owned(),
        source: find.source.to_owned(),
        name: find.finder.map(|(name, _)| name.to_owned()).unwrap_or_default(),
        phone: find.finder.map(|(_, phone)| phone.to_owned()).unwrap_or_default(),
        wants: if find.finder.is_some() { "on" } else { "" }.to_owned(),
        once: house.outside.uuid7().to_string(),
        ..ThingForm::default()
    }
}

/// What became of a thing, by the clock of its own story.
async fn happen(house: &House, staff: &Actor, find: &Find, (brought, id): (Timestamp, ThingId)) -> Outcome<()> {
    let (register, clock) = register_at(house, brought + Span::hours(3));
    match find.fate {
        Fate::Kept => Ok(()),
        Fate::Claimed => claim(house, &register, find, id).await,
        Fate::Promised | Fate::HandedOut => {
            claim(house, &register, find, id).await?;
            clock.pass(Span::hours(5));
            let claims = register.thing(staff, id).await?.claims;
            if let Some(claim) = claims.first() {
                register.accept(staff, id, claim.id).await?;
            }
            if matches!(find.fate, Fate::Promised) {
                return Ok(());
            }
            clock.pass(Span::hours(20));
            let hand = HandOutForm {
                document: "identity_card".to_owned(),
                name: CLAIMANTS[find.office].0.to_owned(),
            };
            register.hand_out(staff, id, hand).await
        }
        Fate::Declined(reason) => {
            claim(house, &register, find, id).await?;
            clock.pass(Span::hours(6));
            let claims = register.thing(staff, id).await?.claims;
            match claims.first() {
                Some(claim) => register.decline(staff, id, claim.id, ShortText::parse(reason)?).await,
                None => Ok(()),
            }
        }
        Fate::Ended(how, note) => {
            let kept = register.thing(staff, id).await?;
            if how.waits() {
                clock.set(kept.row.keep_until.at + Span::hours(30));
            }
            register.due_round().await?;
            register.end(staff, id, end_of(how, note)).await
        }
    }
}

fn end_of(how: EndKind, note: &str) -> EndForm {
    EndForm {
        how: how.wire().to_owned(),
        witness: "Radu Stănescu".to_owned(),
        note: note.to_owned(),
        proceeds: "120".to_owned(),
        currency: "RON".to_owned(),
    }
}

async fn claim(house: &House, register: &Register, find: &Find, id: ThingId) -> Outcome<()> {
    let (name, phone, locale, words) = CLAIMANTS[find.office];
    let visitor = Actor::Visitor {
        address: format!("198.51.100.{}", 10 + find.office),
    };
    let form = ClaimForm {
        words: words.to_owned(),
        answer_1: find.answer.to_owned(),
        name: name.to_owned(),
        phone: phone.to_owned(),
        place: find.area.to_owned(),
        locale: locale.to_owned(),
        once: house.outside.uuid7().to_string(),
        ..ClaimForm::default()
    };
    register.claim(&visitor, id, form).await?;
    Ok(())
}

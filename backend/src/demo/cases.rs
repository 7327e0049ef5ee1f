//! The bureau's cases of a year: what was found, how it went home, and what is still under way.
//!
//! Everything goes through the ports of `found` and `tickets`, each case with a clock of its own; a step that lies ahead
//! of now is not told, and so the last cases are open. What must not be here: names and places (`finds.rs`).

use std::sync::Arc;

use domain::accounts::Actor;
use domain::found::{FinderPort as _, FoundDeskPort as _, NewReport, Reported, Wants};
use domain::ids::{CaseId, OrganisationId};
use domain::photos::Upload;
use domain::{Currency, Money, Outcome, Span, Timestamp};

use super::citizens::{Citizen, citizen};
use super::dice::Dice;
use super::errands::{Errand, How};
use super::finds::TOWNS;
use super::offices::Crew;
use super::story::StoryClock;
use super::trade::{Buyer, Tagged};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::found::{Finders, FoundDesk};
use crate::house::{House, moment};
use crate::notices;
use crate::outside::Outside;
use crate::tickets::Tickets;

/// The cases lie over so many days.
const DAYS: i64 = 356;
/// Messages older than this count as sent.
const FRESH: Span = Span::days(7);
/// The town of each case: the first has most of them.
const BUSY: [usize; 5] = [0, 0, 0, 1, 2];
/// What a return costs whose cover has lapsed, with tax.
const RETURN_FEE: Money = Money::new(900, Currency::Eur);
/// How much of a thousand is tax.
const VAT_PERMILLE: u32 = 190;

/// What is told, and by whom.
pub(super) struct Year<'a> {
    /// The house, now.
    pub house: &'a House,
    /// Who works in the offices.
    pub crews: &'a [Crew],
    /// Tags that are in use, and since when, oldest first.
    pub tagged: &'a [Tagged],
    /// How many things were found, with those that are under way right now.
    pub cases: usize,
    /// What finders send.
    pub photos: Vec<Upload>,
}

/// A case and everybody who works on it, with a clock of their own.
pub(super) struct Scene<'a> {
    pub finders: Finders,
    pub desk: FoundDesk,
    pub tickets: Tickets,
    pub crew: &'a Crew,
    /// Which of [`TOWNS`].
    pub town: usize,
    pub clock: Arc<StoryClock>,
    pub house: House,
    /// When the story ends.
    pub now: Timestamp,
    photos: &'a [Upload],
}

impl Scene<'_> {
    /// Turns the clock; false when that lies ahead.
    pub(super) fn at(&self, when: Timestamp) -> bool {
        if when < self.now {
            self.clock.set(when);
        }
        when < self.now
    }

    /// What a finder sends with a report on the web: of what is under way every second one a photo, before that fewer.
    fn photo(&self) -> Upload {
        let minute = usize::try_from(self.house.now().0 / 60_000_000).unwrap_or_default();
        let one_of = if self.now - self.house.now() < Span::days(2) {
            2
        } else {
            8
        };
        let sent = minute.is_multiple_of(one_of);
        let photo = self.photos.get(minute / one_of % self.photos.len().max(1));
        photo.filter(|_| sent).cloned().unwrap_or_default()
    }

    /// The instant at which the clock there shows so many minutes after midnight, so many days after that one.
    pub(super) fn local(&self, base: Timestamp, days: i64, minutes: i64) -> Timestamp {
        local(
            TOWNS.get(self.town).map_or("UTC", |town| town.zone),
            base,
            days,
            minutes,
        )
    }
}

fn local(zone: &str, base: Timestamp, days: i64, minutes: i64) -> Timestamp {
    let civil = moment(zone, base).civil();
    let passed = i64::from(civil.hour) * 60 + i64::from(civil.minute);
    base + Span::days(days) + Span::minutes(minutes - passed)
}

/// The plan was refused.
pub(super) fn told<T>(done: Outcome<T>) -> Result<T> {
    done.map_err(|error| Fault::broken("demo.cases", "telling the bureau's cases").because(error))
}

/// Tells all cases.
///
/// # Errors
/// What the database says; a refusal, which would be a defect of the plan.
pub(super) async fn tell(year: &Year<'_>, organisation: OrganisationId, owners: &[Buyer]) -> Result<()> {
    let now = year.house.now();
    FoundDesk::new(year.house.clone())
        .set_return_fee(organisation, RETURN_FEE, VAT_PERMILLE)
        .await?;
    let mut dice = Dice::new(4_711);
    let fresh = year.cases.min(How::FRESH.len());
    let past = i64::try_from(year.cases - fresh).unwrap_or_default();
    for n in 0..past {
        // Denser towards the end: the bureau grows.
        let gone = (past - n) * (past - n) * DAYS / (past * past);
        let town = dice.one_of(&BUSY).unwrap_or_default();
        let how = How::usual(&mut dice);
        let minutes = dice.between(8 * 60, 21 * 60);
        one(year, owners, &mut dice, (town, how), |zone| {
            local(zone, now - Span::days(gone + 1), 0, minutes)
        })
        .await?;
    }
    for (n, (town, how)) in (0..).zip(How::FRESH).take(fresh) {
        one(year, owners, &mut dice, (town, how), |_| {
            now - Span::minutes(35 + 53 * n)
        })
        .await?;
    }
    let mut tx: Tx = year.house.db.begin().await?;
    notices::settle(&mut tx, now - FRESH).await?;
    tx.commit().await
}

async fn one(
    year: &Year<'_>,
    owners: &[Buyer],
    dice: &mut Dice,
    (town, how): (usize, How),
    begins: impl Fn(&str) -> Timestamp,
) -> Result<()> {
    let Some((crew, place)) = year.crews.get(town).zip(TOWNS.get(town)) else {
        return Ok(());
    };
    let begins = begins(place.zone);
    let now = year.house.now();
    let clock = Arc::new(StoryClock::default());
    clock.set(begins);
    let house = House {
        outside: Outside {
            clock: Arc::clone(&clock) as Arc<_>,
            chance: Arc::clone(&year.house.outside.chance),
        },
        ..year.house.clone()
    };
    let scene = Scene {
        finders: Finders::new(house.clone()),
        desk: FoundDesk::new(house.clone()),
        tickets: Tickets::new(house.clone()),
        crew,
        town,
        clock,
        house,
        now,
        photos: &year.photos,
    };
    let in_use = year.tagged.partition_point(|tag| tag.since < begins);
    let tag = match how {
        How::Nobody | How::Slip => None,
        _ => year
            .tagged
            .get(usize::try_from(dice.below(u64::try_from(in_use).unwrap_or_default())).unwrap_or_default()),
    };
    let tag = tag.filter(|tag| tag.since < begins);
    // Without an owner there is nowhere to bring it.
    let how = if tag.is_none() && how != How::Slip {
        How::Nobody
    } else {
        how
    };
    let finder = citizen(dice, place.locale);
    let key = tag.map_or_else(|| loose_key(dice), |tag| tag.key.clone());
    let (case, reported) = report(&scene, dice, how, &key, &finder).await?;
    let errand = Errand {
        scene: &scene,
        case,
        reported,
        finder,
        owner: tag.and_then(|tag| owners.get(tag.owner)).map(|owner| &owner.actor),
        begins,
    };
    told(errand.go(how, dice).await)
}

/// A key that was printed and never sold, or is none of ours: nobody can be told.
fn loose_key(dice: &mut Dice) -> String {
    domain::tags::TagKey::nth(9_000_000 + dice.below(1_000_000)).grouped()
}

/// Somebody reports it, on the web or by telephone.
async fn report(
    scene: &Scene<'_>,
    dice: &mut Dice,
    how: How,
    key: &str,
    finder: &Citizen,
) -> Result<(CaseId, Option<Reported>)> {
    let Some(place) = TOWNS.get(scene.town) else {
        return Err(Fault::broken("demo.cases", "finding a town of the demo"));
    };
    let (found, postcode) = dice.one_of(place.finds).unwrap_or_default();
    let words = dice
        .percent(60)
        .then(|| dice.one_of(place.words))
        .flatten()
        .unwrap_or_default();
    let form = NewReport {
        key: key.to_owned(),
        place: found.to_owned(),
        postcode: postcode.to_owned(),
        country: place.country.to_owned(),
        name: finder.name.clone(),
        email: finder.email.clone(),
        phone: finder.phone.clone(),
        wants: if dice.percent(20) { Wants::Reward } else { Wants::Thanks }
            .wire()
            .to_owned(),
        words: words.to_owned(),
        locale: finder.locale.code().to_owned(),
        once: scene.house.outside.uuid7().to_string(),
        ..NewReport::default()
    };
    if how.by_web(dice) {
        let from = Actor::Visitor {
            address: format!("198.51.100.{}", dice.below(254)),
        };
        let form = NewReport {
            photo: scene.photo(),
            ..form
        };
        let pass = domain::found::CasePass::default();
        let reported = told(scene.finders.report(&from, &pass, form).await)?;
        let case = told(scene.desk.by_number(&scene.crew.dispatcher, reported.number).await)?;
        return Ok((case, Some(reported)));
    }
    let case = told(scene.desk.take_report(&scene.crew.dispatcher, form).await)?;
    Ok((case, None))
}

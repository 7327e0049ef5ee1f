//! What is to happen at the demo's banks, and when: some weeks that end now. The same for the same moment.
//!
//! What must not be here: the database. A plan is only a list.

use domain::custody::{Item, Means};
use domain::lockers::Size;
use domain::{Locale, Span, Timestamp};

use super::citizens::{Citizen, citizen};
use super::dice::Dice;
use super::opinions::{self, Opinion};
use super::places::{DemoPlace, PLACES};
use crate::house::moment;

/// How long a document may wait; as in custody.
const KEEP: Span = Span::days(7);

/// One document's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// Which of [`PLACES`].
    pub place: usize,
    pub citizen: Citizen,
    pub item: Item,
    pub size: Size,
    pub reference: String,
    /// Whether the colleague of that bank leaves it, or the employee who signs in with one click.
    pub by_colleague: bool,
    /// What happens to it, in order.
    pub steps: Vec<(Timestamp, Step)>,
}

/// Something that happens to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// An employee enters it.
    Enter,
    /// They put it in.
    PutIn,
    /// They open the door and close it again without putting it in.
    PutNothingIn,
    /// The citizen opens the door and closes it without taking it.
    LeaveInside(Means),
    /// The citizen takes it.
    Collect(Means),
    /// They say how it was.
    Rate(Opinion),
    /// Staff take back what nobody came for.
    TakeBack,
    /// Cancelled before it was put in.
    Cancel(&'static str),
    /// Cancelled and taken out again.
    Withdraw(&'static str),
}

/// All ways of so many days, up to now.
pub(super) fn plan(now: Timestamp, days: i64) -> Vec<Way> {
    let mut dice = Dice::new(0xC10A_C200);
    let mut ways = Vec::new();
    for (index, place) in PLACES.iter().enumerate() {
        for days_ago in (0..=days).rev() {
            day(&mut dice, index, place, now, days_ago, &mut ways);
        }
    }
    // Somebody has just entered one and is on the way to the locker.
    let mut waiting = new_way(&mut dice, 0, &PLACES[0], now - Span::minutes(18));
    waiting.by_colleague = true;
    ways.push(waiting);
    // With dice of their own: what is said changes nothing of what happens.
    let mut said = Dice::new(0x57A2_5000);
    for way in &mut ways {
        opinions::say(&mut said, way);
        way.steps.retain(|(at, _)| *at < now - Span::minutes(5));
    }
    ways.retain(|way| !way.steps.is_empty());
    ways
}

fn day(dice: &mut Dice, index: usize, place: &DemoPlace, now: Timestamp, days_ago: i64, ways: &mut Vec<Way>) {
    let midnight = midnight(place, now - Span::days(days_ago));
    if moment(place.zone(), midnight + Span::hours(12)).civil().weekday > 5 {
        return;
    }
    let more = dice.percent(place.tenths_a_day % 10 * 10);
    for _ in 0..place.tenths_a_day / 10 + u64::from(more) {
        let entered = midnight + Span::hours(9) + Span::seconds(dice.between(0, 7 * 3600));
        let mut way = new_way(dice, index, place, entered);
        continue_way(dice, place, &mut way, days_ago);
        ways.push(way);
    }
}

/// Midnight of the day that this instant is in, at the place.
fn midnight(place: &DemoPlace, at: Timestamp) -> Timestamp {
    let civil = moment(place.zone(), at).civil();
    let seconds = i64::from(civil.hour) * 3600 + i64::from(civil.minute) * 60 + i64::from(civil.second);
    Timestamp(at.0 - at.0.rem_euclid(1_000_000)) - Span::seconds(seconds)
}

fn new_way(dice: &mut Dice, index: usize, place: &DemoPlace, entered: Timestamp) -> Way {
    let item = match dice.below(100) {
        0..=44 => Item::IdentityCard,
        45..=59 => Item::Passport,
        60..=69 => Item::DrivingLicence,
        70..=77 => Item::VehicleRegistration,
        78..=90 => Item::Certificate,
        91..=96 => Item::Permit,
        _ => Item::OtherDocument,
    };
    Way {
        place: index,
        citizen: citizen(dice, place.language),
        item,
        size: if dice.percent(88) { Size::S } else { Size::M },
        reference: format!("{}-{:06}", place.reference, dice.between(100_000, 999_999)),
        by_colleague: dice.percent(60),
        steps: vec![(entered, Step::Enter)],
    }
}

/// What happens after it was entered.
fn continue_way(dice: &mut Dice, place: &DemoPlace, way: &mut Way, days_ago: i64) {
    let entered = way.steps.first().map_or(Timestamp(0), |(at, _)| *at);
    let mut push = |at: Timestamp, step: Step| way.steps.push((at, step));
    if dice.percent(3) {
        let at = entered + Span::minutes(dice.between(20, 170));
        return push(at, Step::Cancel(reason(dice, place.language)));
    }
    let mut put_in = entered + Span::minutes(dice.between(6, 50));
    if dice.percent(3) {
        push(put_in, Step::PutNothingIn);
        put_in = put_in + Span::minutes(4);
    }
    push(put_in, Step::PutIn);
    let forgotten = (8..=12).contains(&days_ago) && dice.percent(16);
    match dice.below(100) {
        _ if forgotten => {}
        0..=2 => push(
            put_in + Span::hours(dice.between(1, 6)),
            Step::Withdraw(reason(dice, place.language)),
        ),
        3..=8 => {
            let day = midnight(place, put_in + KEEP + Span::days(dice.between(1, 3)));
            push(day + Span::minutes(dice.between(9 * 60, 12 * 60)), Step::TakeBack);
        }
        _ => {
            let at = collected(dice, place, put_in);
            let means = means(dice);
            if dice.percent(3) {
                push(at, Step::LeaveInside(means));
            }
            push(at + Span::minutes(3), Step::Collect(means));
        }
    }
}

/// When the citizen comes: most within two days, all by day, none too late.
fn collected(dice: &mut Dice, place: &DemoPlace, put_in: Timestamp) -> Timestamp {
    let days = match dice.below(100) {
        0..=17 => 0,
        18..=54 => 1,
        55..=74 => 2,
        75..=86 => 3,
        _ => dice.between(4, 6),
    };
    let at = midnight(place, put_in + Span::days(days)) + Span::minutes(dice.between(8 * 60, 20 * 60));
    if at < put_in + Span::minutes(30) {
        at + Span::days(1)
    } else {
        at
    }
}

fn means(dice: &mut Dice) -> Means {
    match dice.below(10) {
        0..=4 => Means::Code,
        5..=7 => Means::Qr,
        _ => Means::Phone,
    }
}

fn reason(dice: &mut Dice, language: Locale) -> &'static str {
    let reasons = match language {
        Locale::Ro => [
            "Date greșite pe document",
            "Cetățeanul vine la ghișeu",
            "Introdus de două ori",
        ],
        Locale::Ru => ["Ошибка в документе", "Гражданин придёт в офис", "Введено дважды"],
        Locale::Zh => ["证件信息有误", "本人将到窗口领取", "重复录入"],
        Locale::En => [
            "A mistake in the document",
            "The citizen comes to the counter",
            "Entered twice",
        ],
    };
    dice.one_of(&reasons).unwrap_or_default()
}

//! A talk with support, several things of one person, and the way to a bank, for the tests and the preview of the pickup page. Tests only.

use domain::custody::{Item, OpenPhase, PickupItem, PickupView, Turn, VisitItem};
use domain::ids::ConsignmentId;
use domain::lockers::{Connection, Directions, InLanguages, PlacePhoto, WayThere, WayView};
use domain::support::{HelpAct, HelpFact, HelpLine, HelpThread, Problem, RequestStage, Side};
use domain::{Locale, Span};

use crate::site::samples::{NOW, id, item, later, places, waiting};

/// A talk with support about a thing.
pub fn thread(consignment: ConsignmentId) -> HelpThread {
    let line = |side, fact| HelpLine { at: NOW, side, fact };
    let asked = HelpFact::Asked {
        problem: Problem::NotTaken,
        words: Some("The screen is dark.".into()),
    };
    let answered = HelpFact::Answered {
        words: "Please step a little closer.".into(),
    };
    let did = HelpFact::Did {
        what: HelpAct::NewCode,
        reason: "Asked by telephone".into(),
    };
    let support = || Side::Colleague { name: String::new() };
    HelpThread {
        consignment,
        bank: id(1),
        number: 17,
        stage: RequestStage::InHand,
        promised: Some(later(Span::minutes(15))),
        lines: vec![
            line(Side::Asking, asked),
            line(support(), answered),
            line(support(), did),
        ],
        connection: Connection::Online,
    }
}

/// The bank in Bucharest, and how one gets there.
pub fn way_view() -> WayView {
    let [place, ..] = places();
    WayView {
        bank: id(0),
        place,
        way: way(),
    }
}

/// Directions in two languages, a photo that has a caption in one of them, and one that has none yet.
pub fn way() -> WayThere {
    let photo = |n, words: Option<&str>| PlacePhoto {
        id: id(n),
        captions: InLanguages::of(|l| words.filter(|_| l == Locale::Ro).map(str::to_owned)),
    };
    let words = |l: Locale| match l {
        Locale::Ro => Some("Intrați prin curte, pe lângă farmacie.\nLockerul este la stânga, sub scară.".to_owned()),
        Locale::Zh => Some("从药店旁的院子进入。".to_owned()),
        Locale::En | Locale::Ru => None,
    };
    WayThere {
        directions: Directions {
            words: InLanguages::of(words),
            first: Some(Locale::Ro),
        },
        photos: vec![photo(301, Some("Intrarea <din> curte")), photo(302, None)],
    }
}

/// Another thing of the same visit.
fn other(compartment: u16, phase: OpenPhase, turn: Turn) -> VisitItem {
    VisitItem {
        id: id(200 + usize::from(compartment)),
        item: Item::Passport,
        compartment,
        deadline: Some(later(Span::days(5))),
        phase,
        turn,
    }
}

/// Several things of one person at one bank, from the first to the last.
pub fn visits() -> Vec<(&'static str, PickupView)> {
    let (at, waits) = (NOW, OpenPhase::Waiting { last: None });
    let with = |item: PickupItem, visit: Vec<VisitItem>| PickupView {
        items: vec![PickupItem { visit, ..item }],
        present_at: Some(id(0)),
    };
    let after = |phase, turn| with(item(OpenPhase::Collected { at }), vec![other(14, phase, turn)]);
    let two = vec![other(12, waits, Turn::Later), other(14, waits, Turn::Later)];
    vec![
        ("visit", with(waiting(None), two)),
        ("visit-next", after(waits, Turn::Now)),
        ("visit-away", after(waits, Turn::Presence)),
        ("visit-opening", after(OpenPhase::Opening, Turn::Later)),
        ("visit-open", after(OpenPhase::Open, Turn::Later)),
        ("visit-done", after(OpenPhase::Collected { at }, Turn::Now)),
        ("visit-over", after(waits, Turn::Own)),
    ]
}

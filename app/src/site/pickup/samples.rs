//! A talk with support, and several things of one person, for the tests and the preview of the pickup page. Tests only.

use domain::Span;
use domain::custody::{Item, OpenPhase, PickupItem, PickupView, Turn, VisitItem};
use domain::ids::ConsignmentId;
use domain::lockers::Connection;
use domain::support::{HelpAct, HelpFact, HelpLine, HelpThread, Problem, RequestStage, Side};

use crate::site::samples::{NOW, id, item, later, waiting};

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

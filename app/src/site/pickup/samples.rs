//! A talk with support for the tests and the preview of the pickup page. Tests only.

use domain::Span;
use domain::ids::ConsignmentId;
use domain::lockers::Connection;
use domain::support::{HelpAct, HelpFact, HelpLine, HelpThread, Problem, RequestStage, Side};

use crate::site::samples::{NOW, id, later};

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

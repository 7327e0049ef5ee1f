//! The documents of support, in every language and every state that they know.

use domain::custody::{EventKind, HistoryEntry, Item};
use domain::delivery::{DeliveryState, MoveNow};
use domain::lockers::{BankTrouble, Inside, TestOpening, TestResult};
use domain::notices::Channel;
use domain::support::{
    HelpAct, HelpDoor, HelpFact, HelpLine, HelpMay, HelpThing, Origin, Problem, QueueFilter, RequestRow, RequestStage,
    RequestView, Side,
};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode, Span};

use super::{RequestPage, Typed, queue, request};
use crate::documents::Frame;
use crate::site::samples::{NOW, bank, files, frame, id, later, profile};

fn row(stage: RequestStage, mine: bool) -> RequestRow {
    RequestRow {
        id: id(4),
        number: 17,
        problem: Problem::DoorStaysShut,
        origin: Origin::Pickup,
        stage,
        opened: later(Span::minutes(-40)),
        promised: (stage != RequestStage::Closed).then(|| later(Span::minutes(-25))),
        late: stage == RequestStage::Waiting,
        bank: "Primăria · București".into(),
        compartment: Some(7),
        recipient: Some("Ion <script>".into()),
        holder: (stage == RequestStage::InHand).then(|| "Elena Sokolova".into()),
        mine,
        now: NOW,
    }
}

fn line(side: Side, fact: HelpFact) -> HelpLine {
    HelpLine { at: NOW, side, fact }
}

fn view(stage: RequestStage, mine: bool) -> RequestView {
    let elena = || Side::Colleague { name: "Elena".into() };
    let asked = HelpFact::Asked {
        problem: Problem::DoorStaysShut,
        words: Some("It rains <script>".into()),
    };
    let did = HelpFact::Did {
        what: HelpAct::Opened,
        reason: "He waits there".into(),
    };
    RequestView {
        row: row(stage, mine),
        lines: vec![
            line(Side::Asking, asked),
            line(elena(), HelpFact::Taken),
            line(elena(), did),
        ],
        thing: Some(HelpThing {
            id: id(1),
            item: Item::Passport,
            recipient: "Ion".into(),
            locale: Locale::Ro,
            reached_by: vec![Channel::Email, Channel::Sms],
            state: DeliveryState::Stored,
            deadline: Some(later(Span::days(2))),
            paused: true,
            moving: MoveNow::Possible,
            may: HelpMay {
                renew: true,
                open: true,
                move_end: true,
            },
            history: vec![HistoryEntry {
                at: NOW,
                event: EventKind::Stored,
                by: None,
            }],
        }),
        bank: bank(),
        door: Some(HelpDoor {
            id: id(3),
            number: 7,
            out: false,
            may_change: true,
            may_test: false,
        }),
        keypad_locked_until: Some(later(Span::minutes(20))),
        may_act: stage != RequestStage::Closed && (mine || stage == RequestStage::Waiting),
    }
}

#[test]
fn a_door_that_was_tried_goes_back_with_one_press() {
    let tried = |inside| {
        let mut seen = view(RequestStage::InHand, true);
        let at = NOW;
        let result = TestResult::Closed { inside };
        seen.bank.doors[0].test = Some(TestOpening { at, result });
        seen.door = Some(HelpDoor {
            id: seen.bank.doors[0].id,
            number: seen.bank.doors[0].number,
            out: true,
            may_change: true,
            may_test: true,
        });
        everywhere(|frame| shown(frame, &seen)).remove(0)
    };
    let good = tried(Inside::Nothing);
    assert!(good.contains("The test opening went well"), "{good}");
    assert!(
        good.contains("door-test") && good.contains("Door 1: It opened and closed"),
        "{good}"
    );
    assert!(
        !tried(Inside::Item).contains("The test opening went well"),
        "something lies inside"
    );
}

fn everywhere(show: impl Fn(&Frame<'_>) -> String) -> Vec<String> {
    let files = files();
    let all = Locale::ALL.map(|l| show(&frame(l, "/support", &files)));
    for (l, html) in Locale::ALL.into_iter().zip(&all) {
        assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{l:?}");
        assert!(html.ends_with("</body></html>"), "{l:?}");
        assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
        for bad in [" style=", "<script>", "null", "Some(", "{"] {
            assert!(!html.contains(bad), "{l:?}: {bad}");
        }
        unique_ids(html);
    }
    all.to_vec()
}

fn unique_ids(html: &str) {
    let mut ids: Vec<_> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
}

fn shown(frame: &Frame<'_>, view: &RequestView) -> String {
    let page = RequestPage {
        view,
        typed: &Typed::default(),
        refusal: None,
    };
    request(frame, &profile(), page)
}

#[test]
fn the_queue_says_who_waits_for_whom() {
    let rows = [
        row(RequestStage::Waiting, false),
        row(RequestStage::InHand, true),
        row(RequestStage::InHand, false),
        RequestRow {
            recipient: None,
            compartment: None,
            ..row(RequestStage::Closed, false)
        },
    ];
    for html in everywhere(|frame| queue(frame, &profile(), &rows, QueueFilter::default(), 1)) {
        assert!(html.contains("Elena Sokolova") && html.contains("&lt;script&gt;"));
        // Each in the table, for a wide screen and for a narrow one the same row.
        assert!(html.contains(&["/support/", &rows[0].id.to_string()].concat()));
    }
    everywhere(|frame| queue(frame, &profile(), &[], QueueFilter::default(), 0));
}

#[test]
fn what_is_wrong_with_the_whole_bank_stands_beside_the_request() {
    let well = view(RequestStage::InHand, true);
    let mut broken = well.clone();
    broken.bank.troubles = vec![BankTrouble::Tamper];
    for l in Locale::ALL {
        let told = |html: &str| html.contains(crate::t::lockers::out_of_order_tamper(l));
        let files = files();
        let frame = frame(l, "/support", &files);
        assert!(told(&shown(&frame, &broken)) && !told(&shown(&frame, &well)), "{l:?}");
    }
}

#[test]
fn only_whoever_has_it_can_act() {
    let acts = ["answer", "open", "code", "deadline", "keypad", "door-out"];
    let action = |act: &str| ["/", act, "\""].concat();
    for (stage, mine, may) in [
        (RequestStage::Waiting, false, true),
        (RequestStage::InHand, true, true),
        (RequestStage::InHand, false, false),
        (RequestStage::Closed, false, false),
    ] {
        let view = view(stage, mine);
        for html in everywhere(|frame| shown(frame, &view)) {
            for act in acts {
                assert_eq!(html.contains(&action(act)), may, "{stage:?} {mine} {act}");
            }
            assert_eq!(html.contains(&action("close")), mine, "{stage:?} {mine}");
            let other = stage == RequestStage::InHand && !mine;
            assert_eq!(html.contains(&action("take-over")), other, "{stage:?} {mine}");
        }
    }
}

#[test]
fn what_cannot_be_done_is_not_offered() {
    let mut lonely = view(RequestStage::Waiting, false);
    (lonely.thing, lonely.door, lonely.keypad_locked_until) = (None, None, None);
    (lonely.row.recipient, lonely.row.compartment) = (None, None);
    for html in everywhere(|frame| shown(frame, &lonely)) {
        for act in ["/open\"", "/code\"", "/deadline\"", "/keypad\"", "/door-out\""] {
            assert!(!html.contains(act), "{act}");
        }
        assert!(html.contains("name=\"note\""), "a note can be made all the same");
    }
}

#[test]
fn what_the_locker_reported_says_so_and_can_be_seen_to() {
    let mut seen = view(RequestStage::Waiting, false);
    seen.lines = vec![line(
        Side::Asking,
        HelpFact::Asked {
            problem: Problem::Forced,
            words: None,
        },
    )];
    (seen.thing, seen.keypad_locked_until) = (None, None);
    seen.row = RequestRow {
        problem: Problem::Forced,
        origin: Origin::House,
        recipient: None,
        ..row(RequestStage::Waiting, false)
    };
    let pages = everywhere(|frame| shown(frame, &seen));
    assert!(pages[0].contains("About the locker, not about an item") && pages[0].contains("The locker itself"));
    for html in &pages {
        assert!(html.contains("/door-out\""), "the door can be seen to");
    }
    let rows = [seen.row.clone()];
    let listed = everywhere(|frame| queue(frame, &profile(), &rows, QueueFilter::default(), 1));
    assert!(listed[0].contains("A door was opened without an order") && !listed[0].contains("Somebody at the locker"));
}

#[test]
fn a_refused_form_keeps_what_was_typed() {
    let view = view(RequestStage::InHand, true);
    let field = FieldError {
        field: "open_reason".into(),
        code: RefusalCode::TooLong,
    };
    let refusal = Error::Refused(Refusal::with_fields(RefusalCode::Form, vec![field]));
    let typed = Typed {
        act: "open".into(),
        words: "Because of the rain".into(),
        days: String::new(),
    };
    for html in everywhere(|frame| {
        let page = RequestPage {
            view: &view,
            typed: &typed,
            refusal: Some(&refusal),
        };
        request(frame, &profile(), page)
    }) {
        assert_eq!(html.matches("value=\"Because of the rain\"").count(), 1);
        assert_eq!(html.matches("id=\"reason-open-error\"").count(), 1);
    }
}

//! The documents of deliveries, in every language and every state that they know.

use domain::custody::{AccessCode, DigitsEntry, Forgetting, ForgettingForm, Item, Keeping, KeepingForm, QrToken};
use domain::delivery::{
    CareView, DeliveryRow, DeliveryState, DoorPhase, IssueByHand, MoveDeadline, MoveNow, MoveThing, SlipView,
    TakeBackList, TakeBackRow,
};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode, Span};

use super::{CarePage, CareTyped, ForgettingPart, KeepingPage, care, keeping, slip, take_back};
use crate::documents::Frame;
use crate::site::samples::{NOW, files, frame, id, later, places, profile};

fn row(n: usize, state: DeliveryState) -> DeliveryRow {
    DeliveryRow {
        id: id(n),
        recipient: "Ion Popescu <script>".into(),
        item: Item::Passport,
        reference: Some("RO-77".into()),
        bank: "Primăria · București".into(),
        compartment: 7,
        state,
        deadline: Some(later(Span::days(-2))),
        created: NOW,
    }
}

fn late(n: usize, phase: DoorPhase) -> TakeBackRow {
    TakeBackRow {
        delivery: row(n, DeliveryState::Overdue),
        bank: id(0),
        online: true,
        phase,
        may_open: true,
    }
}

fn whole(l: Locale, html: &str) {
    assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{l:?}");
    assert!(html.ends_with("</body></html>"), "{l:?}");
    assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
    for bad in [" style=", "<script>", "null", "Some(", "{"] {
        assert!(!html.contains(bad), "{l:?}: {bad}");
    }
}

fn everywhere(show: impl Fn(&Frame<'_>, Locale) -> String) -> Vec<String> {
    let files = files();
    let all = Locale::ALL.map(|l| show(&frame(l, "/employee/take-back", &files), l));
    for (l, html) in Locale::ALL.into_iter().zip(&all) {
        whole(l, html);
    }
    all.to_vec()
}

#[test]
fn what_is_to_be_taken_back_has_its_door_at_hand() {
    let failed = DoorPhase::Failed {
        why: RefusalCode::DoorDidNotOpen,
    };
    let phases = [DoorPhase::Idle, DoorPhase::Opening, DoorPhase::Open, failed];
    let mut rows: Vec<_> = phases
        .into_iter()
        .enumerate()
        .map(|(n, phase)| late(n, phase))
        .collect();
    rows.push(TakeBackRow {
        online: false,
        ..late(8, DoorPhase::Idle)
    });
    rows.push(TakeBackRow {
        may_open: false,
        ..late(9, DoorPhase::Idle)
    });
    let list = TakeBackList { rows, now: NOW };
    let refusal = Refusal::still_open(3);
    for html in everywhere(|frame, _| take_back(frame, &profile(), &list, Some(&refusal))) {
        // One button each for what waits, and for what did not open.
        assert_eq!(html.matches("name=\"consignment\"").count(), 2);
        assert!(html.contains("&lt;script&gt;"));
    }
    let none = TakeBackList {
        rows: Vec::new(),
        now: NOW,
    };
    everywhere(|frame, _| take_back(frame, &profile(), &none, None));
}

#[test]
fn an_end_is_moved_and_a_code_made_where_they_can_be() {
    let view = |may_move, may_issue, paused| CareView {
        delivery: row(1, DeliveryState::Overdue),
        paused,
        may_move,
        may_issue,
        moving: MoveNow::No,
        now: NOW,
    };
    let refused = Error::from(MoveDeadline::default().check().unwrap_err());
    let typed = CareTyped {
        deadline: MoveDeadline {
            days: "x".into(),
            reason: String::new(),
        },
        ..CareTyped::default()
    };
    for (may_move, may_issue, paused, forms) in
        [(true, true, false, 2), (true, false, true, 1), (false, false, false, 0)]
    {
        let view = view(may_move, may_issue, paused);
        let page = CarePage {
            view: &view,
            typed: &typed,
            problems: &[],
            refusal: Some(&refused),
            moved: true,
            called: true,
        };
        for html in everywhere(|frame, _| care(frame, &profile(), page)) {
            // One more calls support.
            assert_eq!(html.matches("class=\"form card\"").count(), forms + 1);
        }
    }
}

/// Why somebody wants a code by hand or another compartment, and what they tell support, is not typed twice.
#[test]
fn what_was_refused_stands_there_as_it_was_written() {
    let view = CareView {
        delivery: row(1, DeliveryState::Stored),
        paused: false,
        may_move: true,
        may_issue: true,
        moving: MoveNow::Possible,
        now: NOW,
    };
    let long = "ț".repeat(700);
    let typed = CareTyped {
        deadline: MoveDeadline::default(),
        by_hand: IssueByHand {
            by_hand_reason: ["by hand ", &long].concat(),
        },
        thing: MoveThing {
            thing_reason: ["moved ", &long].concat(),
            lower: "1".into(),
        },
        problem: "second".into(),
        words: ["told\nin lines ", &long].concat(),
    };
    let problems = ["first", "second"].map(|one| (one.to_owned(), ["told as ", one].concat()));
    for field in ["by_hand_reason", "thing_reason", "words"] {
        let wrong = FieldError {
            field: field.to_owned(),
            code: RefusalCode::TooLong,
        };
        let refused = Error::Refused(Refusal::with_fields(RefusalCode::Form, vec![wrong]));
        let page = CarePage {
            view: &view,
            typed: &typed,
            problems: &problems,
            refusal: Some(&refused),
            moved: false,
            called: false,
        };
        for html in everywhere(|frame, _| care(frame, &profile(), page)) {
            let kept = [["by hand ", &long], ["moved ", &long], ["told\nin lines ", &long]];
            assert!(kept.iter().all(|words| html.contains(&words.concat())), "{field}");
            let told = ["id=\"", field, "-error\""].concat();
            assert_eq!(html.matches(&told).count(), 1, "{field}: beside its own field");
            for chosen in ["1", "second"] {
                let chosen = ["value=\"", chosen, "\" selected"].concat();
                assert!(html.contains(&chosen), "{field}: which one");
            }
        }
    }
}

#[test]
fn the_rules_are_shown_as_they_were_typed() {
    let form = KeepingForm {
        keep_days: "0".into(),
        ..KeepingForm::from(Keeping::default())
    };
    let refused = Error::from(form.check().unwrap_err());
    let page = KeepingPage {
        form: &form,
        refusal: Some(&refused),
        forgetting: ForgettingPart {
            form: &ForgettingForm::from(Forgetting::default()),
            refusal: None,
        },
        saved: false,
    };
    for html in everywhere(|frame, _| keeping(frame, &profile(), page)) {
        assert!(html.contains("id=\"keep_days-error\"") && !html.contains("id=\"forget_months-error\""));
        assert!(html.contains("value=\"12\""));
    }
    let typed = ForgettingForm {
        forget_months: "2".into(),
    };
    let refused = Error::from(typed.check().unwrap_err());
    let page = KeepingPage {
        refusal: None,
        forgetting: ForgettingPart {
            form: &typed,
            refusal: Some(&refused),
        },
        ..page
    };
    for html in everywhere(|frame, _| keeping(frame, &profile(), page)) {
        assert!(html.contains("id=\"forget_months-error\"") && !html.contains("id=\"keep_days-error\""));
        assert!(html.contains("/manager/keeping/forgetting") && html.contains("value=\"2\""));
    }
}

#[test]
fn a_slip_speaks_its_recipients_language() {
    let [place, ..] = places();
    let paper = SlipView {
        id: id(1),
        item: Item::Passport,
        organisation: "Primăria".into(),
        recipient: "Ion Popescu".into(),
        locale: Locale::Ru,
        place,
        compartment: 7,
        deadline: later(Span::days(3)),
        code: AccessCode::parse("K7Q4MX").unwrap(),
        qr: QrToken::from_bytes([7; 16]),
    };
    let then = crate::t::pickup::then_digits(Locale::Ru);
    for html in everywhere(|frame, _| slip(frame, &profile(), &paper)) {
        assert!(html.contains("lang=\"ru\"") && html.contains(crate::t::care::slip_waits(Locale::Ru)));
        assert!(html.contains("K7Q") && !html.contains(then));
    }
    let digits = SlipView {
        code: DigitsEntry::parse("4829135010").unwrap().code,
        ..paper
    };
    for html in everywhere(|frame, _| slip(frame, &profile(), &digits)) {
        assert!(html.contains("482") && html.contains(then));
    }
}

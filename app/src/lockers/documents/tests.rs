//! The editor of a bank's doors, rendered in every language. Tests only.

use domain::lockers::{
    Cabinet, DoorUse, KeptDoor, LayoutForm, LayoutView, PanelKind, PlacedDoor, PlacedPanel, Press, Size,
};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode};

use super::cabinet::Sketch;
use super::{LayoutPage, layout};
use crate::site::samples;

/// Door 1 (S) over a screen, and door 2 (L) in use beside them.
fn view() -> LayoutView {
    let door = |n: usize, number, size, column| PlacedDoor {
        id: Some(samples::id(n)),
        number,
        size,
        column,
        row: 1,
    };
    let kept = |n: usize, number, size, used| KeptDoor {
        id: samples::id(n),
        number,
        size,
        used,
    };
    LayoutView {
        bank: samples::id(0),
        name: "Gara <b>".into(),
        version: 3,
        cabinet: Cabinet::default(),
        doors: vec![door(201, 1, Size::S, 1), door(202, 2, Size::L, 2)],
        panels: vec![PlacedPanel {
            kind: PanelKind::Screen,
            column: 1,
            row: 2,
            rows: 2,
        }],
        kept: vec![
            kept(201, 1, Size::S, DoorUse::Unused),
            kept(202, 2, Size::L, DoorUse::InUse),
        ],
        told: true,
    }
}

fn page<'a>(view: &'a LayoutView, form: &'a LayoutForm) -> LayoutPage<'a> {
    LayoutPage {
        view,
        form,
        refusal: None,
        stuck: None,
        focus: None,
        saved: false,
    }
}

fn shown(l: Locale, page: LayoutPage<'_>) -> String {
    let files = samples::files();
    let frame = samples::frame(l, "/manager/banks/x/layout", &files);
    layout(&frame, &samples::profile(), page)
}

#[test]
fn the_cabinet_is_drawn_and_the_column_is_there_to_be_changed() {
    let view = view();
    let form = LayoutForm::from(&view);
    for l in Locale::ALL {
        let html = shown(l, page(&view, &form));
        for part in [
            "class=\"cabinet\"",
            "cabinet-glass",
            "name=\"number-1-1\"",
            "name=\"rows-1-2\"",
            "value=\"add-column\"",
            "value=\"down-1\"",
            "value=\"right-1\"",
            "value=\"show-2\"",
            "value=\"save\"",
        ] {
            assert!(html.contains(part), "{l:?}: {part}");
        }
        assert!(
            !html.contains("value=\"up-1\""),
            "{l:?}: nothing is above the first place"
        );
        assert!(!html.contains("<b>"), "{l:?}");
        assert_eq!(html.matches("class=\"cabinet-door").count(), 2, "{l:?}");
    }
}

/// Every field is in the page, seen or not: what a press sends is the whole form.
#[test]
fn nothing_is_lost_between_two_presses() {
    let view = view();
    let mut form = LayoutForm::from(&view);
    form.columns[0][0].number = "17\" x".into();
    for at in 1..=2 {
        form.at = at;
        let html = shown(Locale::En, page(&view, &form));
        for column in 1..=2 {
            for (name, _) in form.fields(column) {
                assert_eq!(html.matches(&format!("name=\"{name}\"")).count(), 1, "{at}: {name}");
            }
        }
        assert!(html.contains("17&quot; x"), "{at}");
    }
}

#[test]
fn a_door_in_use_cannot_be_changed_and_says_so() {
    let view = view();
    let mut form = LayoutForm::from(&view);
    form.at = 2;
    let html = shown(Locale::En, page(&view, &form));
    assert!(html.contains("This door is in use: it keeps its number and its size."));
    assert!(!html.contains("id=\"what-2-1\""), "its size is a word");
    assert!(!html.contains("value=\"remove-1\""));
    assert!(html.contains("value=\"left-1\""), "it may be moved");
}

#[test]
fn what_is_wrong_is_said_beside_the_door_and_in_the_drawing() {
    let view = view();
    let form = LayoutForm::from(&view);
    let wrong = |field: &str, code| FieldError {
        field: field.into(),
        code,
    };
    let fields = vec![
        wrong("number-1-1", RefusalCode::NumberTwice),
        wrong("what-2-1", RefusalCode::DoorInUse),
        wrong("columns", RefusalCode::Missing),
    ];
    let error = Error::Refused(Refusal::with_fields(RefusalCode::Form, fields));
    let refused = LayoutPage {
        refusal: Some(&error),
        ..page(&view, &form)
    };
    for l in Locale::ALL {
        let html = shown(l, refused);
        assert!(html.contains("href=\"#number-1-1\""), "{l:?}");
        assert!(html.contains("id=\"number-1-1-error\""), "{l:?}");
        assert!(!html.contains("href=\"#what-2-1\""), "{l:?}: that column is not shown");
        assert_eq!(html.matches("cabinet-wrong").count(), 2, "{l:?}");
    }
}

#[test]
fn whoever_saved_meanwhile_and_what_the_bank_must_know_is_said() {
    let view = view();
    let form = LayoutForm::from(&view);
    let error = Error::from(RefusalCode::Changed);
    let changed = shown(
        Locale::En,
        LayoutPage {
            refusal: Some(&error),
            ..page(&view, &form)
        },
    );
    assert!(changed.contains("Somebody else saved in the meantime") && !changed.contains("form-errors"));
    let saved = shown(
        Locale::En,
        LayoutPage {
            saved: true,
            ..page(&view, &form)
        },
    );
    assert!(saved.contains("doors = [1, 2]"));
    let stuck = shown(
        Locale::En,
        LayoutPage {
            stuck: Some(RefusalCode::Missing),
            ..page(&view, &form)
        },
    );
    assert!(stuck.contains("A bank needs at least one door."));
}

/// A keyboard stays on the button, or on another of the same place where that is gone.
#[test]
fn the_button_that_was_pressed_has_the_focus_again() {
    let view = view();
    let mut form = LayoutForm::from(&view);
    form.press(Press::Down(1), &view.kept).unwrap();
    let html = shown(
        Locale::En,
        LayoutPage {
            focus: Some((2, Press::Down(1))),
            ..page(&view, &form)
        },
    );
    assert_eq!(html.matches(" autofocus").count(), 1);
    let button = html.split("<button").find(|part| part.contains(" autofocus")).unwrap();
    assert!(button.contains("value=\"up-2\""), "{button}");
}

#[test]
fn pieces_stand_to_scale() {
    let form = LayoutForm::from(&view());
    let sketch = Sketch::of(&form);
    assert_eq!([1, 2, 3].map(|rows| sketch.millimetres(rows)), [666, 1333, 2000]);
    let (first, screen, other) = (sketch.spot(0, 0, 1), sketch.spot(0, 1, 2), sketch.spot(1, 0, 3));
    assert!(first.y + first.height < screen.y);
    assert_eq!(screen.y + screen.height, other.y + other.height, "columns end alike");
    assert!(first.x + first.width < other.x);
    assert_eq!(sketch.heights(), [2000, 1100, 400, 0]);
}

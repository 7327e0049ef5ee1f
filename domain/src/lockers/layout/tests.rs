//! What the editor's form does, press by press. Tests only.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::{BankId, CompartmentId};
use crate::lockers::{BankForm, Cabinet, Size};
use crate::{Refusal, RefusalCode};

fn id(number: u16) -> CompartmentId {
    CompartmentId(Uuid::from_u128(u128::from(number)))
}

/// Two columns: S S M and L; door 2 has a history, door 3 is in use.
fn view() -> LayoutView {
    let placed = [
        (1, Size::S, 1, 1),
        (2, Size::S, 1, 2),
        (3, Size::M, 1, 3),
        (4, Size::L, 2, 1),
    ];
    let used = |number| match number {
        2 => DoorUse::Used,
        3 => DoorUse::InUse,
        _ => DoorUse::Unused,
    };
    LayoutView {
        bank: BankId(Uuid::from_u128(9)),
        name: "Gara".into(),
        version: 4,
        cabinet: Cabinet::default(),
        doors: placed
            .map(|(number, size, column, row)| PlacedDoor {
                id: Some(id(number)),
                number,
                size,
                column,
                row,
            })
            .to_vec(),
        panels: Vec::new(),
        kept: placed
            .map(|(number, size, ..)| KeptDoor {
                id: id(number),
                number,
                size,
                used: used(number),
            })
            .to_vec(),
        told: false,
    }
}

fn refused(form: &LayoutForm) -> Refusal {
    form.check(&view().kept).unwrap_err()
}

#[test]
fn what_is_kept_may_be_saved_as_it_is() {
    let view = view();
    let form = LayoutForm::from(&view);
    let again = form.check(&view.kept).unwrap();
    assert_eq!(
        (again.doors, again.panels, again.cabinet),
        (view.doors, view.panels, view.cabinet)
    );
}

#[test]
fn a_hole_between_two_doors_is_a_blank_panel() {
    let mut view = view();
    view.doors[2].row = 6;
    let form = LayoutForm::from(&view);
    assert_eq!(form.columns[0][2].panel(), Some(PanelKind::Blank));
    let saved = form.check(&view.kept).unwrap();
    assert_eq!(
        (saved.doors[2].row, saved.panels[0].row, saved.panels[0].rows),
        (6, 3, 3)
    );
}

#[test]
fn numbers_stand_once_and_the_newer_door_is_wrong() {
    let mut form = LayoutForm::from(&view());
    form.columns[0][0].number = "2".into();
    let refusal = refused(&form);
    assert_eq!(refusal.at("number-1-1"), Some(RefusalCode::NumberTwice));
    assert_eq!(refusal.at("number-1-2"), None, "a door with a history is right");
    form.columns[0][0].number = "0".into();
    form.columns[1][0].number = " ".into();
    let refusal = refused(&form);
    assert_eq!(refusal.at("number-1-1"), Some(RefusalCode::OutOfRange));
    assert_eq!(refusal.at("number-2-1"), Some(RefusalCode::Missing));
}

#[test]
fn what_has_a_history_stays_what_it_is() {
    let mut form = LayoutForm::from(&view());
    form.columns[0][1].number = "20".into();
    form.columns[0][1].what = "L".into();
    form.columns[0][2].what = "S".into();
    let refusal = refused(&form);
    assert_eq!(refusal.at("number-1-2"), Some(RefusalCode::DoorUsed));
    assert_eq!(refusal.at("what-1-2"), None, "only what is in use keeps its size");
    assert_eq!(refusal.at("what-1-3"), Some(RefusalCode::DoorInUse));
    let mut form = LayoutForm::from(&view());
    form.columns[0].remove(1);
    assert_eq!(refused(&form).at("lost"), Some(RefusalCode::DoorUsed));
    form.bring_back(&view().kept);
    assert_eq!((form.at, form.columns[1].len()), (2, 2));
    form.check(&view().kept).unwrap();
}

#[test]
fn a_door_with_a_history_may_move_and_not_vanish() {
    let view = view();
    let mut form = LayoutForm::from(&view);
    let before = form.clone();
    assert_eq!(form.press(Press::Remove(2), &view.kept), Err(RefusalCode::DoorUsed));
    assert_eq!(form.press(Press::RemoveColumn, &view.kept), Err(RefusalCode::DoorUsed));
    assert_eq!(form, before);
    assert_eq!(form.press(Press::Right(2), &view.kept), Ok(Some(2)));
    let saved = form.check(&view.kept).unwrap();
    let moved = saved.doors.iter().find(|door| door.number == 2).unwrap();
    assert_eq!((moved.id, moved.column, moved.row), (Some(id(2)), 2, 4));
}

#[test]
fn a_column_of_three_is_added_and_the_doors_are_numbered() {
    let view = view();
    let mut form = LayoutForm::from(&view);
    form.press(Press::Show(2), &view.kept).unwrap();
    form.press(Press::AddColumn, &view.kept).unwrap();
    form.press(Press::AddDoor, &view.kept).unwrap();
    form.press(Press::AddDoor, &view.kept).unwrap();
    assert_eq!((form.at, form.columns.len()), (3, 3));
    let numbers = |form: &LayoutForm| {
        let pieces = form.columns.iter().flatten();
        pieces.map(|piece| piece.number.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(numbers(&form), "1 2 3 4 5 6 7");
    form.press(Press::ColumnLeft, &view.kept).unwrap();
    form.press(Press::Renumber, &view.kept).unwrap();
    assert_eq!(numbers(&form), "1 2 3 4 5 6 7");
    assert_eq!(
        form.columns[2][0].door,
        id(4).to_string(),
        "an unused door got another number"
    );
}

#[test]
fn the_last_door_stays() {
    let mut form = LayoutForm::from(&view());
    form.columns = vec![vec![PieceForm {
        what: "S".into(),
        number: "1".into(),
        ..PieceForm::default()
    }]];
    assert_eq!(form.press(Press::Remove(1), &[]), Err(RefusalCode::OutOfRange));
    form.press(Press::AddDoor, &[]).unwrap();
    form.columns[0][0].what = "blank".into();
    assert_eq!(form.press(Press::Remove(2), &[]), Err(RefusalCode::Missing));
    assert_eq!(
        LayoutForm::default().check(&[]).unwrap_err().at("columns"),
        Some(RefusalCode::Missing)
    );
}

#[test]
fn measures_make_sense() {
    let check = |top: &str, foot: &str, field: &str, expected: Option<RefusalCode>| {
        let mut form = LayoutForm::from(&view());
        (form.top, form.foot) = (top.into(), foot.into());
        let found = form.check(&view().kept).err().and_then(|refusal| refusal.at(field));
        assert_eq!(found, expected, "{top} {foot}");
    };
    check("1800", "150", "top", None);
    check("", "0", "top", Some(RefusalCode::Missing));
    check("5000", "0", "top", Some(RefusalCode::OutOfRange));
    check("500", "400", "top", Some(RefusalCode::OutOfRange));
    check("2000", "low", "foot", Some(RefusalCode::OutOfRange));
}

fn any_press() -> impl Strategy<Value = Press> {
    let place = 0_usize..6;
    prop_oneof![
        Just(Press::Draw),
        place.clone().prop_map(Press::Show),
        Just(Press::AddColumn),
        Just(Press::RemoveColumn),
        Just(Press::ColumnLeft),
        Just(Press::ColumnRight),
        Just(Press::AddDoor),
        place.clone().prop_map(Press::Remove),
        place.clone().prop_map(Press::Up),
        place.clone().prop_map(Press::Down),
        place.clone().prop_map(Press::Left),
        place.prop_map(Press::Right),
        Just(Press::Renumber),
    ]
}

proptest! {
    /// Whatever is pressed, the form may be saved, or the press was refused and changed nothing.
    #[test]
    fn any_presses_keep_it_valid(presses in prop::collection::vec(any_press(), 0..60)) {
        let view = view();
        let mut form = LayoutForm::from(&view);
        for press in presses {
            let before = form.clone();
            if let Ok(place) = form.press(press, &view.kept) {
                prop_assert!(place.is_none_or(|place| (1..=form.shown().len()).contains(&place)), "{press:?}");
            } else {
                prop_assert_eq!(&form, &before);
            }
            let saved = form.check(&view.kept);
            prop_assert!(saved.is_ok(), "{press:?}: {saved:?}");
            prop_assert!(saved.is_ok_and(|saved| saved.doors.len() <= BankForm::MAX_DOORS));
        }
    }

    /// The page sends what it was given: nothing is lost between two presses.
    #[test]
    fn a_form_is_sent_and_read_again(presses in prop::collection::vec(any_press(), 0..30), number in ".{0,6}") {
        let view = view();
        let mut form = LayoutForm::from(&view);
        for press in presses {
            let _ = form.press(press, &view.kept);
        }
        form.columns[0][0].number = number;
        let mut sent = vec![
            ("version".to_owned(), form.version.clone()),
            ("top".to_owned(), form.top.clone()),
            ("foot".to_owned(), form.foot.clone()),
            ("at".to_owned(), form.at.to_string()),
        ];
        for column in 1..=form.columns.len() {
            sent.extend(form.fields(column));
        }
        let read = LayoutForm::read(sent.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        prop_assert_eq!(read, form);
    }

    #[test]
    fn presses_are_read_as_they_are_written(press in any_press(), noise in ".{0,20}") {
        prop_assert_eq!(Press::from_wire(&press.wire()), Some(press));
        let _ = Press::from_wire(&noise);
        let _ = LayoutForm::read([(noise.as_str(), "1")]);
    }
}

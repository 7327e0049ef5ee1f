//! The screen's decisions as tables.

use super::*;
use domain::Timestamp;
use domain::custody::{KioskVisit, Presence};
use domain::ids::{BankId, CompartmentId, ConsignmentId};
use domain::lockers::{ClaimState, Clearing, Connection, PanelKind, Place, Purpose, Size};

fn id(n: u128) -> BankId {
    from_number(n)
}

/// Ids are read from text.
fn from_number<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u128) -> T {
    format!("{n:032x}").parse().unwrap()
}

fn door(number: u16, column: u16, row: u16, size: Size) -> DoorView {
    DoorView {
        id: from_number::<CompartmentId>(number.into()),
        number,
        size,
        column,
        row,
        door: DoorState::Closed,
        claim: ClaimState::Occupied,
        service: Service::In,
        faults: Vec::new(),
        test: None,
        clearing: Clearing::One,
    }
}

fn at(seconds: i64) -> Moment {
    Moment::utc(Timestamp(seconds * 1_000_000))
}

fn state() -> KioskState {
    KioskState {
        bank: id(1),
        place: Place {
            name: "Town hall".into(),
            address: "Street 1".into(),
            city: "Town".into(),
            latitude: 0.0,
            longitude: 0.0,
            time_zone: "UTC".into(),
            opening_hours: "24/7".into(),
            hotline: "+40213055555".into(),
        },
        connection: Connection::Online,
        out_of_order: false,
        pads: domain::custody::Pads::default(),
        doors: vec![door(1, 1, 1, Size::S), door(2, 2, 1, Size::M)],
        panels: Vec::new(),
        keypad_locked_until: None,
        act: None,
        visit: None,
        nearest: None,
        presence: Presence {
            url: "https://example.org/".into(),
            fresh_for: 30,
        },
        now: at(100),
    }
}

fn heard(change: impl FnOnce(&mut KioskState)) -> Heard {
    let mut state = state();
    change(&mut state);
    Heard::State(Box::new(state))
}

fn act(phase: ActPhase) -> KioskAct {
    KioskAct {
        compartment: 2,
        purpose: Purpose::Pickup,
        phase,
        collected: None,
    }
}

const OFFLINE: Connection = Connection::Offline { since: None };
const FAILED: ActPhase = ActPhase::Failed {
    why: RefusalCode::BankOffline,
};

#[test]
fn each_state_has_its_picture() {
    let check = |heard: Heard, expected: Scene| assert_eq!(Scene::of(&heard, None, Line::Stands), expected);
    check(Heard::Nothing, Scene::Starting);
    check(Heard::Unpaired, Scene::Unpaired);
    check(heard(|_| ()), Scene::Home);
    check(heard(|s| s.connection = OFFLINE), Scene::Offline);
    let all_out = |s: &mut KioskState| {
        for door in &mut s.doors {
            door.service = Service::Out { reason: String::new() };
        }
    };
    check(heard(all_out), Scene::OutOfService);
    check(
        heard(|s| s.doors[0].service = Service::Out { reason: String::new() }),
        Scene::Home,
    );
    check(heard(|s| s.doors.clear()), Scene::Home);
    check(heard(|s| s.out_of_order = true), Scene::OutOfService);
    for phase in [
        ActPhase::Opening,
        ActPhase::Open,
        ActPhase::LeftOpen,
        ActPhase::Done,
        FAILED,
    ] {
        check(heard(|s| s.act = Some(act(phase))), Scene::Act(act(phase)));
    }
    // Who stands before an open door is told so, connection or not; who got no door, why.
    let offline_act = |phase| {
        heard(move |s| {
            s.connection = OFFLINE;
            s.act = Some(act(phase));
        })
    };
    check(offline_act(ActPhase::Open), Scene::Act(act(ActPhase::Open)));
    check(offline_act(FAILED), Scene::Offline);
}

#[test]
fn a_line_is_lost_when_nothing_gets_through_and_not_by_one_failure() {
    let check = |cut, live, silent, expected| assert_eq!(Line::of(cut, live, silent), expected);
    check(false, true, false, Line::Stands);
    check(false, false, false, Line::Stands);
    check(true, true, false, Line::Stands);
    check(true, false, false, Line::Broken);
    check(true, true, true, Line::Silent);
    check(true, false, true, Line::Silent);
    // An answer came just now: whatever was, is over.
    check(false, false, true, Line::Stands);
}

#[test]
fn a_lost_line_takes_everything_from_the_screen_but_a_door_that_may_still_be_open() {
    let check = |heard: &Heard, line, expected: Scene| assert_eq!(Scene::of(heard, None, line), expected, "{line:?}");
    check(&heard(|_| ()), Line::Broken, Scene::Lost);
    check(&heard(|s| s.connection = OFFLINE), Line::Broken, Scene::Lost);
    for phase in [ActPhase::Done, ActPhase::LeftInside, FAILED] {
        check(&heard(|s| s.act = Some(act(phase))), Line::Broken, Scene::Lost);
    }
    for phase in [ActPhase::Opening, ActPhase::Open, ActPhase::LeftOpen] {
        let at_a_door = heard(|s| s.act = Some(act(phase)));
        check(&at_a_door, Line::Broken, Scene::Act(act(phase)));
        check(&at_a_door, Line::Silent, Scene::Lost);
    }
    check(&Heard::Nothing, Line::Silent, Scene::Starting);
    check(&Heard::Unpaired, Line::Silent, Scene::Unpaired);
    assert!(Scene::Lost.is_quiet() && !Scene::Lost.takes_codes());
    assert!(!Scene::Act(act(ActPhase::Open)).is_quiet() && !Scene::Starting.is_quiet());
}

#[test]
fn a_seen_end_is_not_shown_again_but_the_next_act_is() {
    let done = heard(|s| s.act = Some(act(ActPhase::Done)));
    assert_eq!(Scene::of(&done, Some(&act(ActPhase::Done)), Line::Stands), Scene::Home);
    let again = heard(|s| s.act = Some(act(ActPhase::Opening)));
    assert_eq!(
        Scene::of(&again, Some(&act(ActPhase::Done)), Line::Stands),
        Scene::Act(act(ActPhase::Opening))
    );
}

#[test]
fn what_was_collected_stands_for_as_long_as_there_is_something_to_ask() {
    let collected = |n| KioskAct {
        collected: Some(from_number::<ConsignmentId>(n)),
        ..act(ActPhase::Done)
    };
    assert_eq!(Scene::Act(act(ActPhase::Done)).stage(), Stage::Done);
    assert_eq!(Scene::Act(collected(1)).stage(), Stage::Ended);
    // The next one behind the same door is another thing, and is not taken for the one that was seen.
    let next = heard(|s| s.act = Some(collected(2)));
    assert_eq!(
        Scene::of(&next, Some(&collected(1)), Line::Stands),
        Scene::Act(collected(2))
    );
}

#[test]
fn what_was_known_stays_while_the_house_is_silent() {
    let known = heard(|_| ());
    assert_eq!(known.clone().after(Err(ApiError::Unreachable)), (known.clone(), true));
    assert_eq!(
        known.clone().after(Err(RefusalCode::SignInFirst.into())),
        (Heard::Unpaired, false)
    );
    assert_eq!(Heard::Unpaired.after(Ok(state())), (known, false));
}

#[test]
fn the_place_of_honour_answers_the_person_first() {
    let wrong = |means| {
        Some(Refused {
            means,
            trouble: Trouble::WrongCode,
        })
    };
    let until = Some(at(1));
    let check = |checking, cut, refused, locked, expected: Hero, open| {
        assert_eq!(Hero::of(checking, cut, refused, locked), expected);
        assert_eq!(pad_open(checking, cut, locked), open, "{expected:?}");
    };
    check(false, false, None, None, Hero::Invite, true);
    check(true, false, wrong(Means::Qr), until, Hero::Checking, false);
    check(true, true, None, None, Hero::Cut, false);
    check(false, true, wrong(Means::Code), None, Hero::Cut, false);
    check(false, false, None, until, Hero::Locked(at(1)), false);
    check(false, false, wrong(Means::Code), until, Hero::Locked(at(1)), false);
    let qr = Hero::Refused(wrong(Means::Qr).unwrap());
    check(false, false, wrong(Means::Qr), until, qr, false);
    check(false, false, wrong(Means::Qr), None, qr, true);
}

#[test]
fn the_keypad_is_locked_until_then_and_no_longer() {
    let mut state = state();
    assert_eq!(locked(&state), None);
    state.keypad_locked_until = Some(at(101));
    assert_eq!(locked(&state), Some(at(101)));
    state.now = at(101);
    assert_eq!(locked(&state), None);
}

#[test]
fn side_and_height_of_a_door() {
    use Third::{First, Last, Second};
    // Three columns of six rows: S M L, then XL S, then six S.
    let doors = [
        door(1, 1, 1, Size::S),
        door(2, 1, 2, Size::M),
        door(3, 1, 4, Size::L),
        door(4, 2, 1, Size::XL),
        door(5, 2, 6, Size::S),
        door(6, 3, 1, Size::S),
        door(9, 3, 4, Size::S),
    ];
    let check = |number, expected| assert_eq!(whereabouts(&doors, &[], number), expected, "{number}");
    check(1, (Some(First), Some(First)));
    check(2, (Some(First), Some(Second)));
    check(3, (Some(First), Some(Last)));
    check(4, (Some(Second), Some(Second)));
    check(5, (Some(Second), Some(Last)));
    check(6, (Some(Last), Some(First)));
    check(9, (Some(Last), Some(Second)));
    check(77, (None, None));
    assert_eq!(whereabouts(&[door(1, 1, 1, Size::L)], &[], 1), (None, None));
    let two = [door(1, 1, 1, Size::S), door(2, 2, 1, Size::S)];
    assert_eq!(whereabouts(&two, &[], 1), (Some(First), None));
    assert_eq!(whereabouts(&two, &[], 2), (Some(Last), None));
    // The screen stands between them and beside: the second one is not the last column any more.
    let screen = PlacedPanel {
        kind: PanelKind::Screen,
        column: 3,
        row: 1,
        rows: 3,
    };
    assert_eq!(whereabouts(&two, &[screen], 2), (Some(Second), Some(First)));
}

#[test]
fn the_drawing_tells_nobody_what_lies_where() {
    let mut doors = state().doors;
    doors[0].claim = ClaimState::Free;
    doors.push(door(3, 3, 1, Size::S));
    doors[2].door = DoorState::Open;
    let looks: Vec<_> = drawing(&doors, Some(2), |_, _| String::new())
        .iter()
        .map(|d| d.look)
        .collect();
    assert_eq!(looks, [DoorLook::Free, DoorLook::Highlighted, DoorLook::Open]);
}

#[test]
fn traces_of_a_person() {
    let (en, ro) = (Locale::En, Locale::Ro);
    assert!(!dirty("", None, en, en));
    assert!(dirty("A", None, en, en));
    assert!(dirty("", None, ro, en));
}

#[test]
fn codes_are_taken_at_home_and_over_the_end_of_an_act() {
    let check = |scene: Scene, expected| assert_eq!(scene.takes_codes(), expected, "{scene:?}");
    check(Scene::Home, true);
    check(Scene::Offline, false);
    check(Scene::Act(act(ActPhase::Open)), false);
    check(Scene::Act(act(FAILED)), true);
}

#[test]
fn the_next_door_is_offered_after_a_thing_was_collected_and_while_its_end_is_seen() {
    let next = NextDoor {
        thing: from_number(8),
        compartment: 1,
    };
    let visit = Some(KioskVisit {
        waiting: 1,
        next: Some(next),
    });
    let check = |phase, dismissed: Option<&KioskAct>, expected| {
        let heard = heard(|s| (s.act, s.visit) = (Some(act(phase)), visit));
        let scene = Scene::of(&heard, dismissed, Line::Stands);
        assert_eq!(offered(&scene, &heard), expected, "{phase:?}");
    };
    check(ActPhase::Done, None, Some(next));
    check(ActPhase::Done, Some(&act(ActPhase::Done)), None);
    for phase in [
        ActPhase::Opening,
        ActPhase::Open,
        ActPhase::LeftOpen,
        ActPhase::LeftInside,
        FAILED,
    ] {
        check(phase, None, None);
    }
    let alone = heard(|s| s.act = Some(act(ActPhase::Done)));
    assert_eq!(offered(&Scene::of(&alone, None, Line::Stands), &alone), None);
}

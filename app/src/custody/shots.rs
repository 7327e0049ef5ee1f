//! Every picture of the kiosk as a file to be looked at: the test writes `target/kiosk/*.html`. Tests only.

use std::path::Path;

use domain::custody::{ActPhase, KioskAct, KioskState, KioskVisit, Means, NextDoor, Presence};
use domain::ids::{BankId, CompartmentId, ConsignmentId};
use domain::lockers::{ClaimState, Clearing, Connection, DoorState, DoorView, Place, Purpose, Service, Size};
use domain::onsite::{Colleague, TakeBackHere};
use domain::{Locale, Moment, RefusalCode, Timestamp};
use leptos::prelude::*;

use super::desk::Desk;
use super::look::{Refused, Trouble};
use super::screen::Screen;
use crate::feedback::kiosk::{Answered, Answers};
use crate::onsite::kiosk::Panel;
use crate::wire::{Answer, ApiError};

const NOW: Moment = Moment {
    at: Timestamp(1_795_349_100_000_000),
    offset_seconds: 7_200,
};

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u128) -> T {
    format!("{n:032x}")
        .parse()
        .unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn doors() -> Vec<DoorView> {
    use Size::{L, M, S, XL};
    let columns: [&[Size]; 5] = [
        &[S, S, S, S, M, L],
        &[S, S, M, M, L],
        &[M, M, XL],
        &[S, S, S, S, S, S, L],
        &[M, S, S, XL],
    ];
    let mut doors = Vec::new();
    let mut numbers = 1..;
    for (column, sizes) in (1..).zip(columns) {
        let mut row = 1;
        for (&size, number) in sizes.iter().zip(&mut numbers) {
            doors.push(DoorView {
                id: id::<CompartmentId>(u16::into(number)),
                number,
                size,
                column,
                row,
                door: DoorState::Closed,
                claim: ClaimState::Free,
                service: Service::In,
                faults: Vec::new(),
                test: None,
                clearing: Clearing::One,
            });
            row += size.rows();
        }
    }
    doors[13].service = Service::Out { reason: String::new() };
    doors
}

fn place(name: &str, address: &str) -> Place {
    Place {
        name: name.into(),
        address: address.into(),
        city: "București".into(),
        latitude: 44.4396,
        longitude: 26.0963,
        time_zone: "Europe/Bucharest".into(),
        opening_hours: "24/7".into(),
        hotline: "+40213055555".into(),
    }
}

pub(super) fn state() -> KioskState {
    KioskState {
        bank: id::<BankId>(1),
        place: place("Primăria Sectorului 1", "Bd. Banu Manta 9"),
        connection: Connection::Online,
        out_of_order: false,
        pads: domain::custody::Pads::default(),
        doors: doors(),
        panels: Vec::new(),
        keypad_locked_until: None,
        act: None,
        visit: None,
        nearest: Some(place("Piața Amzei", "Str. Piața Amzei 13")),
        presence: Presence {
            url: "https://cloakroom.example/ro/here/01938f2e-7c4b-7d1a-9a55-3f0c2b7e8d10/7QK4M2XPTR5S".into(),
            fresh_for: 30,
        },
        now: NOW,
    }
}

fn acting(phase: ActPhase, purpose: Purpose) -> KioskState {
    let mut state = state();
    state.doors[16].door = DoorState::Open;
    state.act = Some(KioskAct {
        compartment: 17,
        purpose,
        phase,
        collected: (phase == ActPhase::Done && purpose == Purpose::Pickup).then(thing),
    });
    state
}

/// One of several things of the same person.
fn visiting(phase: ActPhase, waiting: u16) -> KioskState {
    let next = NextDoor {
        thing: id(78),
        compartment: 14,
    };
    let visit = KioskVisit {
        waiting,
        next: Some(next).filter(|_| phase == ActPhase::Done),
    };
    KioskState {
        visit: Some(visit),
        ..acting(phase, Purpose::Pickup)
    }
}

/// What was collected, where something was.
fn thing() -> ConsignmentId {
    id(77)
}

fn changed(change: impl FnOnce(&mut KioskState)) -> KioskState {
    let mut state = state();
    change(&mut state);
    state
}

/// At a bank whose keypad has digits; `both`: a code of signs is still out.
fn of_digits(both: bool) -> KioskState {
    let own = domain::custody::CodeForm::Digits;
    changed(|state| state.pads = domain::custody::Pads { own, both })
}

/// What happened at a desk before its picture is taken.
type Before = fn(Desk);

fn nothing(_: Desk) {}

/// What was pressed at the screen that is drawn.
fn answers() -> Answers {
    use_context::<Answers>().unwrap_or_default()
}

/// What the screen knows of colleagues.
fn panel() -> Panel {
    use_context::<Panel>().unwrap_or_default()
}

/// Somebody who is signed in; so many things wait to be taken back.
fn colleague(late: u16) -> Colleague {
    let soon = Moment {
        at: Timestamp(NOW.at.0 + 600_000_000),
        ..NOW
    };
    Colleague {
        name: "Elena Ionescu".into(),
        until: soon,
        keypad_locked_until: (late > 0).then_some(soon),
        take_back: (1..=late)
            .map(|door| TakeBackHere {
                thing: id(door.into()),
                door,
                deadline: Some(NOW),
            })
            .collect(),
    }
}

fn pictures() -> Vec<(&'static str, Answer<KioskState>, Before)> {
    use ActPhase::{Done, Failed, LeftInside, LeftOpen, NothingInside, Open, Opening};
    let refuse = |desk: Desk| {
        desk.refuse(Refused {
            means: Means::Code,
            trouble: Trouble::WrongCode,
        });
    };
    let typing = |desk: Desk| desk.typed.set("K7Q4".into());
    let locked = |state: &mut KioskState| {
        state.keypad_locked_until = Some(Moment {
            at: Timestamp(NOW.at.0 + 1_740_000_000),
            ..NOW
        });
    };
    let all_out = |state: &mut KioskState| {
        for door in &mut state.doors {
            door.service = Service::Out { reason: String::new() };
        }
    };
    let failed = Failed {
        why: RefusalCode::DoorDidNotOpen,
    };
    vec![
        ("home", Ok(state()), nothing),
        ("typing", Ok(state()), typing),
        ("refused", Ok(state()), refuse),
        ("digits", Ok(of_digits(false)), nothing),
        ("digits-end", Ok(of_digits(false)), |desk| desk.add("48291355")),
        ("digits-both", Ok(of_digits(true)), nothing),
        ("digits-refused", Ok(of_digits(false)), refuse),
        ("locked", Ok(changed(locked)), nothing),
        ("cut", Ok(state()), |desk| desk.take(Err(ApiError::Unreachable))),
        ("lost", Ok(state()), |desk| {
            desk.live.set(false);
            desk.take(Err(ApiError::Unreachable));
        }),
        ("still", Ok(state()), |desk| {
            desk.typed.set("K7".into());
            desk.warning.set(Some(7));
        }),
        ("camera", Ok(state()), |desk| desk.camera.set(true)),
        ("staff-scan", Ok(state()), |desk| {
            panel().pretend(desk, Some(state().presence.url), None);
        }),
        ("staff", Ok(changed(locked)), |desk| {
            panel().pretend(desk, None, Some(colleague(4)));
        }),
        ("staff-idle", Ok(state()), |desk| {
            panel().pretend(desk, None, Some(colleague(0)));
        }),
        // A door is shown: the panel waits.
        ("staff-waits", Ok(acting(Open, Purpose::Pickup)), |desk| {
            panel().pretend(desk, None, Some(colleague(4)));
        }),
        ("opening", Ok(acting(Opening, Purpose::Pickup)), nothing),
        ("open", Ok(acting(Open, Purpose::Pickup)), nothing),
        ("deposit", Ok(acting(Open, Purpose::Deposit)), nothing),
        ("left-open", Ok(acting(LeftOpen, Purpose::Pickup)), nothing),
        ("done", Ok(acting(Done, Purpose::Pickup)), nothing),
        ("done-deposit", Ok(acting(Done, Purpose::Deposit)), nothing),
        ("done-rated", Ok(acting(Done, Purpose::Pickup)), |_| {
            answers().pretend(thing(), Answered::Kept);
        }),
        ("done-lost", Ok(acting(Done, Purpose::Pickup)), |_| {
            answers().pretend(thing(), Answered::Lost);
        }),
        ("opening-visit", Ok(visiting(Opening, 3)), nothing),
        ("open-visit", Ok(visiting(Open, 2)), nothing),
        ("done-visit", Ok(visiting(Done, 2)), nothing),
        ("left-inside", Ok(acting(LeftInside, Purpose::Pickup)), nothing),
        ("nothing-inside", Ok(acting(NothingInside, Purpose::Deposit)), nothing),
        ("failed", Ok(acting(failed, Purpose::Pickup)), nothing),
        (
            "offline",
            Ok(changed(|s| s.connection = Connection::Offline { since: None })),
            nothing,
        ),
        ("out", Ok(changed(all_out)), nothing),
        ("starting", Err(ApiError::Unreachable), nothing),
        ("unpaired", Err(RefusalCode::SignInFirst.into()), nothing),
    ]
}

fn draw(l: Locale, first: Answer<KioskState>, before: Before) -> String {
    Owner::new().with(|| {
        provide_context(l);
        let answers = Answers::default();
        provide_context(answers);
        crate::kiosk::after_collecting(answers);
        crate::kiosk::for_colleagues(Panel::default());
        let desk = Desk::new(l, first);
        before(desk);
        view! { <Screen desk/> }.to_html()
    })
}

#[test]
fn the_pictures_are_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/kiosk");
    std::fs::create_dir_all(&folder).unwrap();
    let style = crate::ui::gallery::bundle("main.css");
    for (name, first, before) in pictures() {
        for l in Locale::ALL {
            let body = draw(l, first.clone(), before);
            assert!(body.matches("<li").count() >= 4, "{name}: four languages");
            assert!(
                !body.contains("style="),
                "{name}: the content security policy forbids inline styles"
            );
            for theme in ["light", "dark"] {
                let page = format!(
                    "<!doctype html><html lang=\"{}\" data-theme=\"{theme}\"><head><meta charset=\"utf-8\"><title>Kiosk</title>\
                     <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>{style}</style></head><body>{body}</body></html>",
                    l.tag()
                );
                std::fs::write(folder.join(format!("{name}-{}-{theme}.html", l.code())), page).unwrap();
            }
        }
    }
}

#[test]
fn nobody_gets_away_from_a_paired_kiosk() {
    for (name, first, before) in pictures() {
        let paired = name != "unpaired";
        let body = draw(Locale::En, first, before);
        assert_eq!(body.contains("<a "), !paired, "{name}");
    }
}

/// One press, and no more: only when a thing was collected, and only until somebody answered.
#[test]
fn a_screen_asks_how_it_was_when_a_thing_was_collected() {
    for (name, first, before) in pictures() {
        let body = draw(Locale::En, first, before);
        let stars = body.matches("class=\"ask-star\"").count();
        assert_eq!(stars, if name == "done" { 5 } else { 0 }, "{name}");
        assert_eq!(
            body.contains("class=\"ask-said\""),
            matches!(name, "done-rated" | "done-lost"),
            "{name}"
        );
    }
}

/// A colleague's panel stands over the screen, and not while a door is shown. Of citizens it knows doors and dates.
#[test]
fn a_colleague_sees_doors_and_waits_while_one_is_open() {
    for (name, first, before) in pictures() {
        let body = draw(Locale::En, first, before);
        let panel = body.contains("kiosk-staff\"");
        assert_eq!(panel, matches!(name, "staff-scan" | "staff" | "staff-idle"), "{name}");
        let doors = body.matches("class=\"staff-door\"").count();
        assert_eq!(doors, if name == "staff" { 4 } else { 0 }, "{name}");
        let unlock = body.contains(crate::t::onsite::free_keypad(Locale::En));
        assert_eq!(unlock, name == "staff", "{name}");
    }
}

/// Nothing opens by itself: two buttons and no other question, as long as something is offered.
#[test]
fn a_screen_offers_the_next_door_of_a_visit_and_nothing_beside_it() {
    for (name, first, before) in pictures() {
        let body = draw(Locale::En, first, before);
        let offers = body.contains("Another thing waits here for you: door 14");
        assert_eq!(offers, name == "done-visit", "{name}");
        assert_eq!(body.contains("No, later"), offers, "{name}");
        assert!(!(offers && body.contains("Back to start")), "{name}");
        assert_eq!(
            body.contains("3 things wait here for you"),
            name == "opening-visit",
            "{name}"
        );
    }
}

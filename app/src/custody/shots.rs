//! Every picture of the kiosk as a file to be looked at: the test writes `target/kiosk/*.html`. Tests only.

use std::path::Path;

use domain::custody::{ActPhase, KioskAct, KioskState, Means, Presence};
use domain::ids::{BankId, CompartmentId, ConsignmentId};
use domain::lockers::{ClaimState, Connection, DoorState, DoorView, Place, Purpose, Service, Size};
use domain::{Locale, Moment, RefusalCode, Timestamp};
use leptos::prelude::*;

use super::desk::Desk;
use super::look::{Refused, Trouble};
use super::screen::Screen;
use crate::feedback::kiosk::{Answered, Answers};
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
        keypad_locked_until: None,
        act: None,
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

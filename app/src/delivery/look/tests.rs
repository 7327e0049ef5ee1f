//! Every state, phase and field of a delivery, in every language.

use domain::custody::{EventKind, HistoryEntry, Item};
use domain::delivery::{DeliveryState, DeliveryView, Doing, DoorPhase, NewDelivery, Recipient};
use domain::lockers::{BankSummary, Connection, Place, Purpose, Size};
use domain::{Locale, Moment, RefusalCode, ShortText, Timestamp};

use super::*;

const NOW: Moment = Moment::utc(Timestamp(1_795_349_100_000_000));

fn view(state: DeliveryState, phase: DoorPhase) -> DeliveryView {
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    DeliveryView {
        id: id.parse().unwrap(),
        recipient: Recipient {
            name: ShortText::parse("Ion Popescu").unwrap(),
            email: None,
            phone: None,
            locale: Locale::Ro,
        },
        item: Item::Passport,
        reference: None,
        bank: BankSummary {
            id: id.parse().unwrap(),
            place: Place {
                name: "A".into(),
                address: "B".into(),
                city: "C".into(),
                latitude: 44.0,
                longitude: 26.0,
                time_zone: "Europe/Bucharest".into(),
                opening_hours: "24/7".into(),
                hotline: "+40215550100".into(),
            },
            connection: Connection::Online,
            doors: 1,
            free: 0,
            trouble: 0,
            out_of_order: false,
            sizes: Vec::new(),
        },
        compartment: 7,
        size: Size::S,
        low_door: false,
        state,
        doing: Doing { phase, purpose: None },
        deadline: None,
        created_by: "Ana".into(),
        created: NOW,
        may_open: false,
        open_for: None,
        may_cancel: false,
        may_care: false,
        moving: MoveNow::No,
        paused: false,
        connection: Connection::Online,
        history: Vec::new(),
        now: NOW,
    }
}

#[test]
fn every_state_and_kind_has_its_own_word() {
    for l in Locale::ALL {
        let mut words: Vec<_> = DeliveryState::ALL.iter().map(|s| state(l, *s).2).collect();
        words.extend(Item::ALL.iter().map(|i| item_name(l, *i)));
        words.sort_unstable();
        let all = words.len();
        words.dedup();
        assert_eq!(words.len(), all, "{l:?}: {words:?}");
    }
}

#[test]
fn every_state_at_rest_says_something_of_its_own() {
    for l in Locale::ALL {
        let mut titles: Vec<_> = DeliveryState::ALL
            .iter()
            .map(|s| door_panel(l, &view(*s, DoorPhase::Idle)))
            .map(|panel| panel.title + &panel.text)
            .collect();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), DeliveryState::ALL.len(), "{l:?}");
    }
}

#[test]
fn the_open_door_says_what_to_do_and_offers_no_button() {
    let mut seen = Vec::new();
    for purpose in [
        Some(Purpose::Deposit),
        Some(Purpose::Pickup),
        Some(Purpose::Return),
        None,
    ] {
        let mut open = view(DeliveryState::AtTheDoor, DoorPhase::Open);
        open.doing.purpose = purpose;
        let panel = door_panel(Locale::En, &open);
        assert!(panel.title.contains('7'), "{}", panel.title);
        assert_eq!(panel.button, None);
        assert!(!seen.contains(&panel.text), "{}", panel.text);
        seen.push(panel.text);
    }
}

#[test]
fn on_the_way_to_another_door_each_step_names_its_door() {
    for l in Locale::ALL {
        let mut seen = view(DeliveryState::Moving, DoorPhase::Idle);
        seen.may_open = true;
        (seen.moving, seen.open_for) = (MoveNow::Ordered { to: 9 }, Some(Purpose::MoveOut));
        let out = door_panel(l, &seen);
        assert!(out.title.contains('7') && out.title.contains('9'), "{}", out.title);
        assert!(out.button.is_some_and(|button| button.label.contains('7')));
        (seen.moving, seen.open_for) = (MoveNow::OnTheWay { to: 9 }, Some(Purpose::MoveIn));
        let inside = door_panel(l, &seen);
        assert!(
            inside.title.contains('9') && inside.text != out.text,
            "{}",
            inside.title
        );
        assert!(inside.button.is_some_and(|button| button.label.contains('9')));
        seen.doing.purpose = Some(Purpose::MoveBack);
        seen.doing.phase = DoorPhase::Open;
        assert!(door_panel(l, &seen).title.contains('7'));
    }
}

#[test]
fn a_failed_opening_says_why_and_can_be_tried_again() {
    let failures = [
        DoorPhase::NothingInside,
        DoorPhase::Failed {
            why: RefusalCode::BankOffline,
        },
        DoorPhase::Failed {
            why: RefusalCode::AnotherDoorOpen,
        },
    ];
    for l in Locale::ALL {
        for phase in failures {
            let mut failed = view(DeliveryState::Announced, phase);
            failed.may_open = true;
            failed.open_for = Some(Purpose::Deposit);
            let panel = door_panel(l, &failed);
            assert!(panel.trouble.is_some(), "{phase:?}");
            let first = door_panel(
                l,
                &DeliveryView {
                    doing: Doing {
                        phase: DoorPhase::Idle,
                        purpose: None,
                    },
                    ..failed
                },
            );
            assert_eq!(first.trouble, None);
            assert_ne!(panel.button, first.button, "{phase:?}");
        }
    }
}

#[test]
fn the_button_is_there_only_if_the_door_may_be_opened() {
    let idle = view(DeliveryState::Stored, DoorPhase::Idle);
    assert_eq!(door_panel(Locale::En, &idle).button, None);
    let opening = view(DeliveryState::AtTheDoor, DoorPhase::Opening);
    assert!(door_panel(Locale::En, &opening).button.is_some_and(|b| b.busy));
    let mut late = view(DeliveryState::Overdue, DoorPhase::Idle);
    (late.may_open, late.open_for) = (true, Some(Purpose::Return));
    let button = door_panel(Locale::En, &late).button;
    assert!(button.is_some_and(|b| !b.busy && b.label.contains('7')));
}

#[test]
fn told_only_if_a_message_went_out() {
    let mut stored = view(DeliveryState::Stored, DoorPhase::Idle);
    stored.recipient.email = domain::Email::parse("a@b.ro").ok();
    assert_eq!(told(Locale::En, &stored), None);
    stored.history.push(HistoryEntry {
        at: NOW,
        event: EventKind::Told { messages: 1 },
        by: None,
    });
    assert!(told(Locale::En, &stored).is_some());
    assert!(door_panel(Locale::En, &stored).text.contains("e-mail"));
}

#[test]
fn every_field_of_the_form_has_its_word() {
    let refused = NewDelivery::default().check().unwrap_err();
    for field in refused.fields {
        let seen = field_label(Locale::En, &field.field).is_some();
        assert_eq!(seen, field.field != "once", "{}", field.field);
    }
}

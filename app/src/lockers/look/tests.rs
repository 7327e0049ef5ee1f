//! Every state of a door and a bank, in every language.

use domain::lockers::Place;

use super::*;

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn door() -> DoorView {
    DoorView {
        id: ID.parse().unwrap(),
        number: 7,
        size: Size::M,
        column: 2,
        row: 3,
        door: DoorState::Closed,
        claim: ClaimState::Free,
        service: Service::In,
        faults: Vec::new(),
        test: None,
        clearing: Clearing::One,
    }
}

fn bank(online: bool, sizes: &[(Size, u32)]) -> BankSummary {
    BankSummary {
        id: ID.parse().unwrap(),
        place: Place {
            name: "Primăria".into(),
            address: "B".into(),
            city: "București".into(),
            latitude: 44.0,
            longitude: 26.0,
            time_zone: "Europe/Bucharest".into(),
            opening_hours: "24/7".into(),
            hotline: "+40215550100".into(),
        },
        connection: if online {
            Connection::Online
        } else {
            Connection::Offline { since: None }
        },
        doors: 10,
        free: sizes.iter().map(|s| s.1).sum(),
        trouble: 0,
        out_of_order: false,
        sizes: sizes.iter().map(|&(size, free)| SizeFree { size, free }).collect(),
    }
}

#[test]
fn what_is_most_urgent_is_drawn() {
    let out = || Service::Out { reason: "x".into() };
    for state in [DoorState::Open, DoorState::Closed, DoorState::Unknown] {
        for claim in [ClaimState::Free, ClaimState::Reserved, ClaimState::Occupied] {
            for service in [Service::In, out()] {
                for faults in [vec![], vec![FaultKind::Jam]] {
                    let look = door_look(&DoorView {
                        door: state,
                        claim,
                        service: service.clone(),
                        faults: faults.clone(),
                        ..door()
                    });
                    let expected = if state == DoorState::Open {
                        DoorLook::Open
                    } else if !faults.is_empty() {
                        DoorLook::Fault
                    } else if service != Service::In {
                        DoorLook::OutOfService
                    } else {
                        match claim {
                            ClaimState::Free => DoorLook::Free,
                            ClaimState::Reserved => DoorLook::Reserved,
                            ClaimState::Occupied => DoorLook::Occupied,
                        }
                    };
                    assert_eq!(look, expected, "{state:?} {claim:?} {service:?} {faults:?}");
                }
            }
        }
    }
}

#[test]
fn the_meant_door_is_marked_until_it_opens() {
    assert_eq!(drawing(Locale::En, &door(), true).look, DoorLook::Highlighted);
    assert_eq!(drawing(Locale::En, &door(), false).look, DoorLook::Free);
    let open = DoorView {
        door: DoorState::Open,
        ..door()
    };
    assert_eq!(drawing(Locale::En, &open, true).look, DoorLook::Open);
    assert_eq!(drawing(Locale::En, &open, true).label, "Door 7, size M: Open");
}

#[test]
fn a_layout_is_drawn_column_by_column() {
    let doors = preview(Locale::En, "S M / XL");
    let places: Vec<_> = doors
        .iter()
        .map(|d| (d.number, d.column, d.row, d.height_units))
        .collect();
    assert_eq!(places, [(1, 1, 1, 1), (2, 1, 2, 2), (3, 2, 1, 5)]);
    assert!(preview(Locale::En, "S Q").is_empty());
    assert!(preview(Locale::En, "").is_empty());
}

#[test]
fn a_full_bank_cannot_be_chosen_and_an_offline_one_says_so() {
    for l in Locale::ALL {
        let free = bank_choice(l, &bank(true, &[(Size::S, 4), (Size::M, 2)]));
        assert!(!free.disabled);
        assert!(free.hint.as_deref().is_some_and(|h| h.contains("S\u{a0}4 · M\u{a0}2")));
        let offline = bank_choice(l, &bank(false, &[(Size::S, 4), (Size::M, 2)]));
        assert!(!offline.disabled, "a compartment can be reserved, only not opened");
        assert_ne!(offline.hint, free.hint);
        assert!(bank_choice(l, &bank(true, &[(Size::S, 0)])).disabled);
    }
}

#[test]
fn a_bigger_compartment_does_for_a_smaller_thing() {
    let bank = bank(true, &[(Size::S, 0), (Size::M, 1), (Size::L, 0)]);
    let choices = size_choices(Locale::En, Some(&bank));
    let open: Vec<_> = choices.iter().map(|c| (c.value.as_str(), !c.disabled)).collect();
    assert_eq!(open, [("S", true), ("M", true), ("L", false)]);
    assert_eq!(size_choices(Locale::En, None).len(), 4);
}

#[test]
fn every_state_has_words_of_its_own() {
    for l in Locale::ALL {
        let mut words = vec![connection(l, Connection::Online).2];
        words.push(connection(l, Connection::Offline { since: None }).2);
        words.extend(FaultKind::ALL.map(|f| fault(l, f)));
        words.extend(BankTrouble::ALL.map(|one| trouble(l, one)));
        words.extend([DoorState::Open, DoorState::Closed, DoorState::Unknown].map(|d| door_state(l, d)));
        words.extend([ClaimState::Free, ClaimState::Reserved, ClaimState::Occupied].map(|c| claim(l, c)));
        words.extend(Size::ALL.map(|s| size_hint(l, s)));
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all, "{l:?}: {words:?}");
    }
}

#[test]
fn every_end_of_a_test_has_words_of_its_own() {
    let closed = |inside| TestResult::Closed { inside };
    let results = [
        TestResult::Ordered,
        TestResult::Opened,
        closed(Inside::Item),
        closed(Inside::Nothing),
        closed(Inside::Unsensed),
        TestResult::NotOpened {
            why: domain::RefusalCode::DoorDidNotOpen,
        },
        TestResult::Unclear,
    ];
    for l in Locale::ALL {
        let mut words = results.map(|result| test_result(l, result)).to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), results.len(), "{l:?}: {words:?}");
    }
}

#[test]
fn every_field_of_the_form_has_its_word() {
    for field in BankForm::default().check().unwrap_err().fields {
        assert!(field_label(Locale::Ru, &field.field).is_some(), "{}", field.field);
    }
}

#[test]
fn the_commands_write_the_papers_of_a_bank_and_start_it() {
    let ticket = BankTicket {
        bank: ID.into(),
        password: "s3cret".into(),
        verifying_key: "key".into(),
        doors: vec![1, 2],
        broker: None,
    };
    let known = BankTicket {
        broker: Some("mqtts://broker.example:8883".into()),
        ..ticket.clone()
    };
    let told = run_commands(&known, "locker.example");
    assert!(told.contains("broker = \"mqtts://broker.example:8883\"\n"), "{told}");
    let commands = run_commands(&ticket, "locker.example");
    let (password, rest) = commands.split_once("cat > bank.toml").unwrap();
    assert!(
        password.contains("umask 077") && password.contains("'s3cret'"),
        "{password}"
    );
    let file = rest
        .split_once("<<'END'\n")
        .and_then(|(_, file)| file.split_once("END\n"));
    let file: toml::Table = file.unwrap().0.parse().unwrap();
    assert_eq!(file["bank"].as_str(), Some(ID));
    assert_eq!(file["broker"].as_str(), Some("mqtt://locker.example:1883"));
    assert_eq!(file["verifying_keys"].as_array().map(Vec::len), Some(1));
    assert_eq!(file["doors"].as_array().map(Vec::len), Some(2));
    assert!(
        !rest.contains("s3cret"),
        "the password is no argument and not in the open file"
    );
}

#[test]
fn a_bank_that_is_out_of_order_says_what_it_is_and_what_ends_it() {
    use BankTrouble::{Board, Mains, Tamper};
    for l in Locale::ALL {
        assert_eq!(out_of_order(l, &[]), None);
        let all: [&[BankTrouble]; 5] = [&[Mains], &[Tamper], &[Board], &[Board, Tamper], &[Board, Mains]];
        let said = all.map(|troubles| {
            let (title, what_now) = out_of_order(l, troubles).unwrap();
            for one in troubles {
                assert!(title.contains(trouble(l, *one)), "{l:?}: {title}");
            }
            what_now
        });
        assert_eq!((said[1], said[2]), (said[3], said[4]), "the heavier one decides");
        assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2]);
    }
}

#[test]
fn what_two_people_must_clear_says_how_far_they_are() {
    for l in Locale::ALL {
        assert_eq!(clearing(l, Clearing::One), None);
        let (two, second) = (clearing(l, Clearing::Two), clearing(l, Clearing::Second));
        assert!(two.is_some() && second.is_some() && two != second, "{l:?}");
    }
}

//! A whole bank and what arrives on its topic of commands: what the server did not sign changes nothing at all; what it
//! did sign pulses at most one lock, once, and only as the command says; what it signed about keys pulses none, and
//! leaves the key that signed it.
#![no_main]

use bank::clock::Now;
use bank::controller::{Controller, Do, Input, Settings, Step};
use bank::records::Record;
use cloakroom_fuzz::{altered, server, signed, signed_about_keys};
use domain::ids::BankId;
use domain::lockers::protocol::{check, check_key_order, Action, Level, PublicKey, MAX_KEYS};
use domain::{Span, Timestamp};
use libfuzzer_sys::fuzz_target;

/// A second after the examples of `docs/protocol.asyncapi.yaml` were issued.
const NOW: Now = Now {
    wall: Timestamp(1_795_392_001_000_000),
    uptime: Span::hours(1),
};
const DOORS: std::ops::RangeInclusive<u16> = 1..=8;

fn id() -> BankId {
    "01935a00-0000-7000-8000-0000000000b1".parse().expect("an id")
}

fn settings() -> Settings {
    Settings {
        bank: id(),
        keys: vec![server().verifying_key()],
        doors: DOORS.collect(),
        opening: Span::seconds(5),
        late_opening: Span::seconds(60),
        left_open: Span::seconds(60),
        remember: Span::hours(1),
        firmware: "fuzz".to_owned(),
    }
}

/// A bank whose doors are all shut.
fn ready(record: Record) -> Controller {
    let (mut bank, _) = Controller::start(settings(), record, false, NOW);
    bank.handle(Input::BoardAnswers, NOW);
    for compartment in DOORS {
        let level = Level::Closed;
        bank.handle(Input::Door { compartment, level }, NOW);
    }
    bank
}

/// Takes a payload that must leave no trace.
fn ignores(bank: &mut Controller, payload: &[u8]) {
    let before = bank.record().clone();
    let ignored = bank.counts().not_authentic;
    assert_eq!(bank.handle(Input::Command(payload), NOW), Step::default());
    assert_eq!(bank.record(), &before);
    assert_eq!(bank.counts().not_authentic, ignored + 1);
}

/// Takes bytes as if the server had signed them as an order about keys.
fn about_keys(data: &[u8]) {
    let mut bank = ready(Record::default());
    let payload = signed_about_keys(data);
    ignores(&mut bank, &altered(&payload, data));
    if check_key_order(&payload, &[server().verifying_key()]).is_err() {
        ignores(&mut bank, &payload);
        return;
    }
    let before = bank.record().clone();
    let step = bank.handle(Input::Command(&payload), NOW);
    assert!(step.then.is_empty(), "no order about keys does anything");
    assert!(!step.changes.is_empty(), "its answer is on disk");
    assert_eq!(bank.record().doors, before.doors);
    let known = |bank: &Controller| bank.record().keys.clone().expect("each start writes them down").keys;
    let keys = known(&bank);
    assert!(keys.holds(PublicKey::from(&server().verifying_key())));
    assert!((1..=MAX_KEYS).contains(&keys.held.len()));
    // The same once more, and once more after a power cut: answered, and no key comes or goes.
    assert!(bank.handle(Input::Command(&payload), NOW).then.is_empty());
    assert_eq!(known(&bank), keys);
    let mut restarted = ready(bank.record().clone());
    restarted.handle(Input::Command(&payload), NOW);
    assert_eq!(known(&restarted), keys);
}

fuzz_target!(|data: &[u8]| {
    about_keys(data);
    let keys = [server().verifying_key()];
    let mut bank = ready(Record::default());
    if check(data, &keys).is_err() && check_key_order(data, &keys).is_err() {
        ignores(&mut bank, data);
    }

    // As if the server had signed these very bytes.
    let payload = signed(data);
    ignores(&mut bank, &altered(&payload, data));
    let Ok(command) = check(&payload, &keys) else {
        ignores(&mut bank, &payload);
        return;
    };
    let before = bank.record().clone();
    let step = bank.handle(Input::Command(&payload), NOW);
    // Whatever becomes of it, its answer is on disk first.
    assert!(!step.changes.is_empty());
    let pulses = |step: &Step| step.then.iter().any(|what| matches!(what, Do::Pulse { .. }));
    match command.refuse_at(id(), NOW.wall) {
        Ok(()) if pulses(&step) => {
            let compartment = command.compartment.expect("an unlock has a door");
            assert_eq!(command.action, Action::Unlock);
            assert_eq!(step.then, [Do::Pulse { compartment }]);
        }
        Ok(()) => {}
        Err(_) => {
            assert!(step.then.is_empty());
            assert_eq!(bank.record().doors, before.doors, "refused, and a door changed");
        }
    }

    // The same once more, and once more after a power cut: answered, never done again.
    let again = bank.handle(Input::Command(&payload), NOW);
    assert!(again.then.is_empty());
    assert_eq!(bank.counts().repeated, 1);
    let mut restarted = ready(bank.record().clone());
    assert!(restarted.handle(Input::Command(&payload), NOW).then.is_empty());
    ignores(&mut restarted, &altered(&payload, data));
});

//! What a bank obeys of orders about keys, and that nothing brings an ended key back. Tests only.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::lockers::protocol::{Action, Command, check, seal};

const BANK: BankId = BankId(Uuid::from_u128(0xB));
const NOW: Timestamp = Timestamp(1_000_000_000);

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn public(n: u8) -> PublicKey {
    PublicKey::from(&key(n).verifying_key())
}

fn order(order: KeyAct, of: u8, generation: u64) -> KeyOrder {
    KeyOrder {
        id: CommandId(Uuid::from_u128(u128::from(generation))),
        bank: BANK,
        order,
        key: public(of),
        generation,
        issued_at: NOW,
        not_after: NOW + Span::minutes(1),
    }
}

fn held(generation: u64, keys: &[u8]) -> HeldKeys {
    HeldKeys {
        generation,
        held: keys.iter().map(|n| public(*n)).collect(),
    }
}

fn unlock() -> Command {
    Command {
        id: CommandId(Uuid::from_u128(9)),
        bank: BANK,
        action: Action::Unlock,
        compartment: Some(7),
        text: None,
        issued_at: NOW,
        not_after: NOW + Span::seconds(20),
        reason: "pickup".to_owned(),
        actor: "kiosk:x".to_owned(),
    }
}

#[test]
fn the_old_names_the_new_and_the_new_ends_the_old() {
    let both = held(4, &[1]).after(&order(KeyAct::Trust, 2, 5), public(1)).unwrap();
    assert_eq!(both, held(5, &[1, 2]));
    let ended = both.after(&order(KeyAct::Distrust, 1, 6), public(2)).unwrap();
    assert_eq!(ended, held(6, &[2]));
}

#[test]
fn a_trust_from_before_does_not_bring_an_ended_key_back() {
    let told = order(KeyAct::Trust, 1, 5);
    let ended = held(6, &[2]);
    // Whoever signs it, even the key that is obeyed now.
    assert_eq!(ended.after(&told, public(2)), Err(RefuseReason::OutOfTurn));
    assert_eq!(ended.after(&told, public(1)), Err(RefuseReason::NotAuthentic));
    let ahead = order(KeyAct::Trust, 1, 8);
    assert_eq!(ended.after(&ahead, public(2)), Err(RefuseReason::OutOfTurn));
}

#[test]
fn no_key_ends_itself_and_no_fourth_is_taken() {
    let two = held(0, &[1, 2]);
    let own = order(KeyAct::Distrust, 1, 1);
    assert_eq!(two.after(&own, public(1)), Err(RefuseReason::OwnKey));
    assert_eq!(two.after(&own, public(3)), Err(RefuseReason::NotAuthentic));
    let full = held(0, &[1, 2, 3]);
    let fourth = order(KeyAct::Trust, 4, 1);
    assert_eq!(full.after(&fourth, public(1)), Err(RefuseReason::TooManyKeys));
}

#[test]
fn what_is_so_already_is_no_error() {
    let one = held(0, &[1]);
    assert_eq!(one.after(&order(KeyAct::Trust, 1, 1), public(1)), Ok(held(1, &[1])));
    assert_eq!(one.after(&order(KeyAct::Distrust, 2, 1), public(1)), Ok(held(1, &[1])));
}

#[test]
fn the_last_number_is_the_end_and_not_the_beginning() {
    let last = held(u64::MAX, &[1]);
    for generation in [0, 1, u64::MAX] {
        let told = order(KeyAct::Trust, 2, generation);
        assert_eq!(last.after(&told, public(1)), Err(RefuseReason::OutOfTurn));
    }
}

#[test]
fn another_bank_and_another_time_are_refused() {
    let told = order(KeyAct::Trust, 2, 1);
    let other = BankId(Uuid::from_u128(0xF0));
    assert_eq!(told.refuse_at(other, NOW), Err(RefuseReason::WrongBank));
    assert_eq!(told.refuse_at(BANK, NOW), Ok(()));
    assert_eq!(told.refuse_at(BANK, told.not_after), Ok(()));
    let late = Timestamp(told.not_after.0 + 1);
    assert_eq!(told.refuse_at(BANK, late), Err(RefuseReason::Stale));
    let early = told.not_after - KEY_ORDER_HORIZON - Span(1);
    assert_eq!(told.refuse_at(BANK, early), Err(RefuseReason::TooFarAhead));
}

#[test]
fn a_signature_of_one_kind_is_none_of_the_other() {
    let keys = [key(1).verifying_key()];
    let told = seal_key_order(&order(KeyAct::Trust, 2, 1), &key(1)).unwrap();
    let command = seal(&unlock(), &key(1)).unwrap();
    assert!(check_key_order(&told, &keys).is_ok() && check(&command, &keys).is_ok());
    assert_eq!(check(&told, &keys), Err(RefuseReason::NotAuthentic));
    assert_eq!(check_key_order(&command, &keys), Err(RefuseReason::NotAuthentic));
    // Nor are the bytes of one believed in the envelope of the other.
    let json = order(KeyAct::Trust, 2, 1).to_bytes().unwrap();
    let under = super::super::envelope::seal(b"cloakroom locker command v1\0", &json, &key(1));
    assert_eq!(check(&under, &keys), Err(RefuseReason::NotAuthentic));
    assert_eq!(check_key_order(&under, &keys), Err(RefuseReason::NotAuthentic));
}

#[test]
fn who_signed_is_told_and_a_stranger_is_not_believed() {
    let keys = [key(1).verifying_key(), key(2).verifying_key()];
    let told = order(KeyAct::Distrust, 1, 1);
    let sealed = seal_key_order(&told, &key(2)).unwrap();
    assert_eq!(check_key_order(&sealed, &keys), Ok((told, public(2))));
    assert_eq!(check_key_order(&sealed, &keys[..1]), Err(RefuseReason::NotAuthentic));
}

#[test]
fn one_of_everybodys_keys_is_not_believed() {
    // The neutral point: a signature of it fits nearly everything.
    let mut everybody = [0; 32];
    everybody[0] = 1;
    let mut told = order(KeyAct::Trust, 2, 1);
    told.key = PublicKey::from_bytes(everybody);
    assert_eq!(told.key.verifying(), None);
    let sealed = seal_key_order(&told, &key(1)).unwrap();
    assert_eq!(
        check_key_order(&sealed, &[key(1).verifying_key()]),
        Err(RefuseReason::NotAuthentic)
    );
}

#[test]
fn an_unknown_field_or_another_spelling_is_no_order() {
    let json = serde_json::to_value(order(KeyAct::Trust, 2, 1)).unwrap();
    assert!(serde_json::from_value::<KeyOrder>(json.clone()).is_ok());
    for (field, value) in [
        ("force", serde_json::json!(true)),
        ("order", serde_json::json!("trust_all")),
        ("key", serde_json::json!("AA")),
        ("key", serde_json::json!(format!("{}=", public(2)))),
        ("generation", serde_json::json!(-1)),
    ] {
        let mut wrong = json.clone();
        wrong[field] = value;
        assert!(serde_json::from_value::<KeyOrder>(wrong).is_err(), "{field}");
    }
    assert_eq!(public(2).to_string().parse::<PublicKey>(), Ok(public(2)));
}

/// Orders of anybody about anything, told in any order, some of them again and again.
fn any_told() -> impl Strategy<Value = Vec<(KeyOrder, u8)>> {
    let one = (any::<bool>(), 1..=5_u8, 1..=8_u64, 1..=5_u8).prop_map(|(trust, of, generation, by)| {
        let act = if trust { KeyAct::Trust } else { KeyAct::Distrust };
        (order(act, of, generation), by)
    });
    proptest::collection::vec(one, 0..60)
}

proptest! {
    #[test]
    fn whatever_is_told_a_bank_keeps_a_key_and_the_number_only_grows(told in any_told()) {
        let mut state = held(0, &[1]);
        let mut obeyed = BTreeSet::new();
        for (order, by) in told {
            let Ok(next) = state.after(&order, public(by)) else { continue };
            // Only a key that was obeyed has a say, and it is still there: nobody ends itself.
            prop_assert!(state.holds(public(by)) && next.holds(public(by)));
            prop_assert_eq!(next.generation, state.generation + 1);
            prop_assert!((1..=MAX_KEYS).contains(&next.held.len()));
            let names: BTreeSet<_> = next.held.iter().collect();
            prop_assert_eq!(names.len(), next.held.len(), "no key twice");
            prop_assert!(obeyed.insert(order.generation), "each number once");
            prop_assert_eq!(next.holds(order.key), order.order == KeyAct::Trust);
            // The same once more is refused, and so is everything from before.
            prop_assert_eq!(next.after(&order, public(by)), Err(RefuseReason::OutOfTurn));
            state = next;
        }
    }

    #[test]
    fn one_altered_byte_is_never_believed(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let keys = [key(1).verifying_key()];
        let payload = seal_key_order(&order(KeyAct::Trust, 2, 1), &key(1)).unwrap();
        let mut altered = payload.clone();
        let at = at.index(altered.len());
        altered[at] ^= flip;
        prop_assert_eq!(check_key_order(&altered, &keys), Err(RefuseReason::NotAuthentic));
        prop_assert!(check_key_order(&payload, &keys).is_ok());
    }

    #[test]
    fn garbage_is_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert_eq!(check_key_order(&bytes, &[key(1).verifying_key()]), Err(RefuseReason::NotAuthentic));
    }
}

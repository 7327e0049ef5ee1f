//! Commands, as a bank believes them or not: only what the server signed, to the last bit.
#![no_main]

use cloakroom_fuzz::{altered, server, signed, signed_about_keys};
use domain::lockers::protocol::{check, check_key_order, seal, seal_key_order};
use domain::lockers::protocol::{Command, KeyOrder, PublicKey, RefuseReason, MAX_BYTES};
use ed25519_dalek::{SigningKey, VerifyingKey};
use libfuzzer_sys::fuzz_target;

/// The same for orders about keys: only what was signed as one, by a key that is named afterwards.
fn keys_are_as_strict(data: &[u8], keys: &[VerifyingKey], stranger: &[VerifyingKey]) {
    let not_authentic = Err(RefuseReason::NotAuthentic);
    assert_eq!(check_key_order(data, stranger), not_authentic);
    assert_eq!(check_key_order(&signed(data), keys), not_authentic);
    let payload = signed_about_keys(data);
    assert_eq!(check_key_order(&payload, stranger), not_authentic);
    assert_eq!(check_key_order(&altered(&payload, data), keys), not_authentic);
    let Ok((order, signer)) = check_key_order(&payload, keys) else { return };
    assert_eq!(signer, PublicKey::from(&keys[0]));
    assert!(order.key.verifying().is_some());
    let bytes = order.to_bytes().expect("an order is short");
    let again: KeyOrder = serde_json::from_slice(&bytes).expect("what we write is read");
    assert_eq!(again, order);
    let sealed = seal_key_order(&order, &server()).expect("it was written before");
    assert_eq!(sealed, signed_about_keys(&bytes));
}

fuzz_target!(|data: &[u8]| {
    let keys = [server().verifying_key()];
    let stranger = [SigningKey::from_bytes(&[2; 32]).verifying_key()];
    assert_eq!(check(data, &stranger), Err(RefuseReason::NotAuthentic));
    match check(data, &keys) {
        // The example of the contract, which is among the seeds: signed, and so not one byte may change.
        Ok(_) => assert_eq!(check(&altered(data, data), &keys), Err(RefuseReason::NotAuthentic)),
        Err(reason) => assert_eq!(reason, RefuseReason::NotAuthentic),
    }

    // As if the server had signed these very bytes.
    let payload = signed(data);
    let believed = check(&payload, &keys).ok();
    if payload.len() > MAX_BYTES {
        assert_eq!(believed, None);
    } else {
        assert_eq!(believed, serde_json::from_slice::<Command>(data).ok());
    }
    assert_eq!(check(&payload, &stranger), Err(RefuseReason::NotAuthentic));
    assert_eq!(check(&altered(&payload, data), &keys), Err(RefuseReason::NotAuthentic));

    // Signed as an order about keys it is no command, whatever it says.
    let about_keys = signed_about_keys(data);
    assert_eq!(check(&about_keys, &keys), Err(RefuseReason::NotAuthentic));
    keys_are_as_strict(data, &keys, &stranger);

    let Some(command) = believed else { return };
    let Ok(bytes) = command.to_bytes() else {
        assert!(data.len() > MAX_BYTES / 4, "believed, and not written: {command:?}");
        return;
    };
    let again: Command = serde_json::from_slice(&bytes).expect("what we write is read");
    assert_eq!(again, command);
    assert_eq!(again.to_bytes().expect("it was written before"), bytes);
    let sealed = seal(&command, &server()).expect("it was written before");
    assert_eq!(sealed, signed(&bytes));
    assert_eq!(check(&sealed, &keys), Ok(command));
});

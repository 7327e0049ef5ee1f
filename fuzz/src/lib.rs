//! What the targets share: the server's key, its signature over any bytes, a message with one byte altered, and the
//! rule that what is read is written again as it is read.
//!
//! What must not be here: a rule of the protocol. The targets ask the types of `domain` and `bank`.

use std::fmt::Debug;

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine as _;
use domain::lockers::protocol::{Malformed, MAX_BYTES};
use ed25519_dalek::{Signer as _, SigningKey};

/// As in `domain`, where it is nobody else's: said before the bytes of a command when it is signed.
const CONTEXT: &[u8] = b"cloakroom locker command v1\0";
/// The same for an order about keys.
const KEY_CONTEXT: &[u8] = b"cloakroom locker key v1\0";

/// The key of the examples in `docs/protocol.asyncapi.yaml`.
pub fn server() -> SigningKey {
    SigningKey::from_bytes(&[1; 32])
}

/// What the broker would have if the server signed these bytes as a command, whatever they say.
pub fn signed(json: &[u8]) -> Vec<u8> {
    signed_as(CONTEXT, json)
}

/// The same, signed as an order about keys.
pub fn signed_about_keys(json: &[u8]) -> Vec<u8> {
    signed_as(KEY_CONTEXT, json)
}

fn signed_as(context: &[u8], json: &[u8]) -> Vec<u8> {
    let signature = server().sign(&[context, json].concat());
    let mut payload = URL_SAFE_NO_PAD.encode(json);
    payload.push('.');
    payload.push_str(&URL_SAFE_NO_PAD.encode(signature.to_bytes()));
    payload.into_bytes()
}

/// The same with one byte altered: which one, and into what, these bytes decide.
pub fn altered(payload: &[u8], by: &[u8]) -> Vec<u8> {
    let dice = by.iter().fold(0xcbf2_9ce4_8422_2325_u64, |dice, byte| {
        (dice ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut altered = payload.to_vec();
    if let Some(at) = dice.checked_rem(altered.len() as u64) {
        altered[at as usize] ^= ((dice >> 56) as u8).max(1);
    }
    altered
}

/// What is read is written, and what is written is read as the same and written as the same bytes; with one field more it
/// is not read.
pub fn reads_back<T: PartialEq + Debug>(
    data: &[u8],
    read: impl Fn(&[u8]) -> Result<T, Malformed>,
    write: impl Fn(&T) -> Result<Vec<u8>, Malformed>,
) {
    let Ok(message) = read(data) else { return };
    assert!(data.len() <= MAX_BYTES, "too long, and read");
    let Ok(bytes) = write(&message) else {
        // What may be left out is written out: a message near the limit may pass it.
        assert!(data.len() > MAX_BYTES / 2, "read, and not written: {message:?}");
        return;
    };
    let again = read(&bytes).expect("what we write is read");
    assert_eq!(again, message);
    assert_eq!(write(&again).expect("it was written before"), bytes);
    let mut more: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    more["no_such_field"] = true.into();
    assert!(
        read(more.to_string().as_bytes()).is_err(),
        "an unknown field is refused: {more}"
    );
}

//! How what the server signs travels: `base64url(bytes) "." base64url(signature)`.
//!
//! What the bytes mean is not known here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::MAX_BYTES;

/// Said before the bytes when signing, so that a signature of one kind of message can never pass as one of another.
pub(super) type Context = &'static [u8];

fn signing_bytes(context: Context, bytes: &[u8]) -> Vec<u8> {
    [context, bytes].concat()
}

/// Signs bytes: the payload that goes to the broker.
pub(super) fn seal(context: Context, bytes: &[u8], key: &SigningKey) -> Vec<u8> {
    let signature = key.sign(&signing_bytes(context, bytes));
    let mut payload = URL_SAFE_NO_PAD.encode(bytes);
    payload.push('.');
    payload.push_str(&URL_SAFE_NO_PAD.encode(signature.to_bytes()));
    payload.into_bytes()
}

/// Believes a payload or not, strictly: the bytes that were signed, and the one of these keys that signed them.
pub(super) fn open(context: Context, payload: &[u8], keys: &[VerifyingKey]) -> Option<(Vec<u8>, VerifyingKey)> {
    if payload.len() > MAX_BYTES {
        return None;
    }
    let (bytes, signature) = std::str::from_utf8(payload).ok()?.split_once('.')?;
    let bytes = URL_SAFE_NO_PAD.decode(bytes).ok()?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    let signature = Signature::from_slice(&signature).ok()?;
    let signed = signing_bytes(context, &bytes);
    let key = keys.iter().find(|key| key.verify_strict(&signed, &signature).is_ok())?;
    Some((bytes, *key))
}

//! What of a row is hashed and signed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::fault::{Fault, Result};

const ENTRY: &[u8] = b"cloakroom audit entry v1\0";
const HEAD: &[u8] = b"cloakroom audit head v1\0";
const ORIGIN: &[u8] = b"cloakroom audit origin v1\0";

/// What a row says.
pub(super) struct Said<'a> {
    pub seq: i64,
    pub at: i64,
    pub organisation: Option<&'a str>,
    pub actor: &'a str,
    pub act: &'a str,
    pub thing: Option<&'a str>,
    pub outcome: &'a str,
    pub origin_hash: Option<&'a str>,
}

/// The hash of a row, in base64url; `before` is that of the row before, empty for the first.
pub(super) fn hash(before: &str, said: &Said<'_>) -> Result<String> {
    let fields = (
        before,
        said.seq,
        said.at,
        said.organisation,
        said.actor,
        said.act,
        said.thing,
        said.outcome,
        said.origin_hash,
    );
    // A JSON array: no two rows are written alike.
    let text =
        serde_json::to_vec(&fields).map_err(|error| Fault::broken("audit.row", "writing a row").because(error))?;
    Ok(digest(ENTRY, &text))
}

/// The hash of a sealed address: it stays when the address is erased, and tells nothing of it.
pub(super) fn origin_hash(sealed: &str) -> String {
    digest(ORIGIN, sealed.as_bytes())
}

fn digest(context: &[u8], bytes: &[u8]) -> String {
    let mut sum = Sha256::new();
    sum.update(context);
    sum.update(bytes);
    let hash: [u8; 32] = sum.finalize().into();
    URL_SAFE_NO_PAD.encode(hash)
}

pub(super) fn sign(key: &SigningKey, hash: &str) -> String {
    let signature = key.sign(&[HEAD, hash.as_bytes()].concat());
    URL_SAFE_NO_PAD.encode(signature.to_bytes())
}

pub(super) fn is_signed(key: &VerifyingKey, hash: &str, signature: &str) -> bool {
    let bytes = [HEAD, hash.as_bytes()].concat();
    URL_SAFE_NO_PAD
        .decode(signature)
        .ok()
        .and_then(|raw| Signature::from_slice(&raw).ok())
        .is_some_and(|signature| key.verify_strict(&bytes, &signature).is_ok())
}

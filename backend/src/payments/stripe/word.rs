//! Stripe's webhooks: the signature over the raw body, and the few fields that we read of it.
//!
//! Read with types of our own on purpose: an event of a kind, or with a word, that Stripe adds tomorrow must be answered
//! 200. What must not be here: belief in anything but the signature and the reference.

use domain::Timestamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use sha2::Sha256;

use crate::hex::hex;
use crate::payments::provider::Word;
use crate::secrets::same;

/// How old a signed word may be, in seconds; Stripe's own tolerance.
const TOLERANCE: i64 = 300;

#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    id: Option<String>,
    #[serde(rename = "object")]
    kind: Option<String>,
    payment_intent: Option<serde_json::Value>,
}

/// The word in this body; none if it is forged, too old, or no event at all.
pub(super) fn read(secret: &str, body: &[u8], signature: &str, now: Timestamp) -> Option<Word> {
    let (mut at, mut given) = (None, Vec::new());
    for part in signature.split(',') {
        match part.trim().split_once('=') {
            Some(("t", time)) => at = time.parse::<i64>().ok(),
            // Two while its secret is being changed.
            Some(("v1", mac)) => given.push(mac),
            _ => {}
        }
    }
    let at = at?;
    let expected = sign(secret, at, body)?;
    let right = given.iter().any(|mac| same(mac.as_bytes(), expected.as_bytes()));
    let age = now.0.div_euclid(1_000_000).checked_sub(at)?;
    if !right || !(-TOLERANCE..=TOLERANCE).contains(&age) {
        return None;
    }
    let event: Event = serde_json::from_slice(body).ok()?;
    Some(Word {
        reference: reference(&event),
        event_id: event.id,
        kind: event.kind.chars().take(80).collect(),
    })
}

/// Which session an event is about, or which payment; none for what moves no money of ours.
fn reference(event: &Event) -> Option<String> {
    let object = &event.data.object;
    let cares = event.kind.starts_with("checkout.session.") || event.kind.starts_with("charge.");
    match object.kind.as_deref() {
        _ if !cares => None,
        Some("checkout.session") => object.id.clone(),
        Some("charge" | "refund" | "dispute") => match object.payment_intent.as_ref()? {
            serde_json::Value::String(id) => Some(id.clone()),
            other => other.get("id").and_then(|id| id.as_str()).map(str::to_owned),
        },
        _ => None,
    }
    .filter(|id| id.starts_with("cs_") || id.starts_with("pi_"))
}

/// What Stripe writes behind `v1=`, in hexadecimal.
pub(super) fn sign(secret: &str, at: i64, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(at.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    Some(hex(&mac.finalize().into_bytes()))
}

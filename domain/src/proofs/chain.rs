//! What is hashed and signed, byte by byte. `docs/receipts.md` says the same in words, for whoever checks without us.
//!
//! What must not be here: a clock, chance, or a key's origin.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::{Link, Receipt};
use crate::Timestamp;
use crate::custody::Ending;
use crate::ids::ConsignmentId;

/// 32 bytes of SHA-256.
pub type Hash = [u8; 32];

/// Said before the bytes, so that what is hashed or signed for one purpose never passes for another.
const EVENT: &[u8] = b"cloakroom custody event v1\0";
const LINK: &[u8] = b"cloakroom custody link v1\0";
const HEAD: &[u8] = b"cloakroom custody head v1\0";
const RECEIPT: &[u8] = b"cloakroom receipt v1\0";

/// A receipt larger than this is none of ours.
const LARGEST: usize = 1024 * 1024;

/// What an event says, as it is hashed: its stored JSON, and the id of the colleague behind it, if there was one.
pub fn says(event: &str, by: Option<&str>) -> String {
    let by = by.map_or_else(|| "null".to_owned(), |id| ["\"", id, "\""].concat());
    ["{\"event\":", event, ",\"by\":", &by, "}"].concat()
}

/// Binds to the words without telling them.
pub fn commitment(salt: &[u8], says: &str) -> Hash {
    let mut sum = Sha256::new();
    sum.update(EVENT);
    sum.update(salt);
    sum.update(says.as_bytes());
    sum.finalize().into()
}

/// The hash of a link: over the one before (32 zeros for the first), where and when it stands, and its words' commitment.
pub fn link_hash(
    before: &Hash,
    consignment: ConsignmentId,
    (seq, at, linked_at): (u64, Timestamp, Timestamp),
    commitment: &Hash,
) -> Hash {
    let mut sum = Sha256::new();
    sum.update(LINK);
    sum.update(before);
    sum.update(consignment.0.as_bytes());
    sum.update(seq.to_be_bytes());
    sum.update(at.0.to_be_bytes());
    sum.update(linked_at.0.to_be_bytes());
    sum.update(commitment);
    sum.finalize().into()
}

/// The house stands for a link, and with it for all before.
pub fn sign_link(key: &SigningKey, hash: &Hash) -> [u8; 64] {
    key.sign(&[HEAD, hash.as_slice()].concat()).to_bytes()
}

/// Whether the house stands for a link.
pub fn verify_link(key: &VerifyingKey, hash: &Hash, signature: &[u8]) -> bool {
    let bytes = [HEAD, hash.as_slice()].concat();
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(&bytes, &signature).is_ok())
}

/// Why a file is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// It is something else.
    #[error("this is no receipt of a Cloakroom: {0}")]
    NoReceipt(String),
    /// It reads like one, but we never write it like this.
    #[error("this file was changed: it is not written as a receipt is written, byte by byte")]
    Altered,
    /// A later form.
    #[error("this receipt is of form {0}, which this program is too old to check")]
    Newer(u8),
    /// None of the keys signed it.
    #[error("the signature does not fit: the file was changed, or another house gave it")]
    Signature,
    /// Its events do not hold together.
    #[error("event {0} does not fit the one before it: the history was changed")]
    Chain(u64),
    /// What an event says is not what was linked.
    #[error("event {0} does not say what it said when it was linked")]
    Words(u64),
    /// What stands at the top is not what the events tell.
    #[error("the events do not tell of the hand-over that the receipt claims")]
    Claim,
}

fn signed_bytes(receipt: &Receipt) -> Result<Vec<u8>, Doubt> {
    let unsigned = Receipt {
        signature: String::new(),
        ..receipt.clone()
    };
    let json = serde_json::to_vec(&unsigned).map_err(|error| Doubt::NoReceipt(error.to_string()))?;
    Ok([RECEIPT, &json].concat())
}

fn written(receipt: &Receipt) -> Result<Vec<u8>, Doubt> {
    let mut file = serde_json::to_vec_pretty(receipt).map_err(|error| Doubt::NoReceipt(error.to_string()))?;
    file.push(b'\n');
    Ok(file)
}

/// Signs a receipt and writes its file.
///
/// # Errors
/// Only for what JSON cannot hold: a defect.
pub fn seal(mut receipt: Receipt, key: &SigningKey) -> Result<Vec<u8>, Doubt> {
    receipt.key = URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes());
    let signature = key.sign(&signed_bytes(&receipt)?);
    receipt.signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
    written(&receipt)
}

/// Believes a file or not: its bytes, then the signature by one of these keys, then every link, then its claim.
///
/// # Errors
/// Why not, in words.
pub fn verify(file: &[u8], keys: &[VerifyingKey]) -> Result<Receipt, Doubt> {
    if file.len() > LARGEST {
        return Err(Doubt::NoReceipt("it is too large".to_owned()));
    }
    let receipt: Receipt = serde_json::from_slice(file).map_err(|error| Doubt::NoReceipt(error.to_string()))?;
    if receipt.receipt != Receipt::FORM {
        return Err(Doubt::Newer(receipt.receipt));
    }
    if written(&receipt)? != file {
        return Err(Doubt::Altered);
    }
    let bytes = signed_bytes(&receipt)?;
    let signature = URL_SAFE_NO_PAD
        .decode(&receipt.signature)
        .ok()
        .and_then(|bytes| Signature::from_slice(&bytes).ok())
        .ok_or(Doubt::Signature)?;
    let believed = keys.iter().any(|key| {
        let named = URL_SAFE_NO_PAD.encode(key.as_bytes()) == receipt.key;
        named && key.verify_strict(&bytes, &signature).is_ok()
    });
    if !believed {
        return Err(Doubt::Signature);
    }
    follow(&receipt)?;
    Ok(receipt)
}

/// Every link from the first to the last, and whether they tell what the receipt claims.
fn follow(receipt: &Receipt) -> Result<(), Doubt> {
    let mut before: Hash = [0; 32];
    for (place, link) in (1..).zip(&receipt.events) {
        let stated = commitment_of(link).ok_or(Doubt::Words(link.seq))?;
        let hash = link_hash(
            &before,
            receipt.consignment,
            (link.seq, link.at, link.linked_at),
            &stated,
        );
        if link.seq != place || URL_SAFE_NO_PAD.encode(hash) != link.hash {
            return Err(Doubt::Chain(link.seq));
        }
        before = hash;
    }
    let ending = match receipt.ending {
        Ending::Collected => "collected",
        Ending::Returned => "returned",
        Ending::Cancelled => "cancelled",
    };
    let told = |kind: &str, at: Timestamp| {
        let begin = ["{\"event\":{\"kind\":\"", kind, "\""].concat();
        let mut events = receipt.events.iter();
        events.any(|link| link.at == at && link.says.as_deref().is_some_and(|says| says.starts_with(&begin)))
    };
    if told(ending, receipt.ended_at) && told("stored", receipt.stored_at) {
        Ok(())
    } else {
        Err(Doubt::Claim)
    }
}

/// A link's commitment, if its words, where they are told, are those that were committed to.
fn commitment_of(link: &Link) -> Option<Hash> {
    let stated: Hash = URL_SAFE_NO_PAD.decode(&link.commitment).ok()?.try_into().ok()?;
    match (&link.says, &link.salt) {
        (None, None) => Some(stated),
        (Some(says), Some(salt)) => {
            let salt = URL_SAFE_NO_PAD.decode(salt).ok()?;
            (salt.len() == 16 && commitment(&salt, says) == stated).then_some(stated)
        }
        _ => None,
    }
}

//! Keys: which ones a bank obeys, and the two orders by which a key that it obeys names another (decision 0039).
//!
//! * `trust`: obey this key, too. `distrust`: obey it no more; signed by another key than the one that it ends.
//! * An order is made for one state of the bank: it carries the number that follows the one that the bank told last.
//!   So each is obeyed once, in the order in which it was made, and one from before can never undo a later one.
//!
//! What must not be here: doors. No order of these opens anything, and no signature of one passes as one of a command.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{MAX_BYTES, Malformed, RefuseReason};
use crate::ids::{BankId, CommandId};
use crate::{Span, Timestamp};

/// The most keys that a bank obeys at a time: the one that signs, the next, and one to spare for a mistake.
pub const MAX_KEYS: usize = 3;
/// How far ahead `not_after` of an order about keys may lie when it reaches the bank.
pub const KEY_ORDER_HORIZON: Span = Span::minutes(5);

/// The public half of a key that signs for banks. Nothing secret: 43 characters of base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key of these bytes. Whether they are a point of the curve is not asked.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for PublicKey {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let bytes: Option<[u8; 32]> = URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| Malformed("no public key".to_owned()))
    }
}

impl TryFrom<String> for PublicKey {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        text.parse()
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        URL_SAFE_NO_PAD.encode(key.0)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from(*self))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What shall become of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyAct {
    /// Obey it, beside those that are obeyed.
    Trust,
    /// Obey it no more.
    Distrust,
}

impl KeyAct {
    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Trust => "trust",
            Self::Distrust => "distrust",
        }
    }
}

/// One order to one bank about one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyOrder {
    /// Its id: the answer is told by it, and never another one.
    pub id: CommandId,
    /// The bank that shall obey; any other refuses.
    pub bank: BankId,
    /// What to do.
    pub order: KeyAct,
    /// With which key.
    pub key: PublicKey,
    /// The number of the state that this order leads to: one more than the bank told last.
    pub generation: u64,
    /// When the server made it.
    pub issued_at: Timestamp,
    /// After this it is dead.
    pub not_after: Timestamp,
}

impl KeyOrder {
    /// The exact bytes that are sent and signed.
    ///
    /// # Errors
    /// [`Malformed`] when it would be over [`MAX_BYTES`] on the wire, which no order is.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Malformed> {
        let bytes = serde_json::to_vec(self).map_err(|e| Malformed(e.to_string()))?;
        if bytes.len() > MAX_BYTES / 2 {
            return Err(Malformed("too long".to_owned()));
        }
        Ok(bytes)
    }

    /// What a bank checks once it believes the sender, in this order: addressee, age.
    ///
    /// # Errors
    /// The reason to answer.
    pub fn refuse_at(&self, bank: BankId, now: Timestamp) -> Result<(), RefuseReason> {
        if self.bank != bank {
            return Err(RefuseReason::WrongBank);
        }
        if now > self.not_after {
            return Err(RefuseReason::Stale);
        }
        if self.not_after - now > KEY_ORDER_HORIZON {
            return Err(RefuseReason::TooFarAhead);
        }
        Ok(())
    }
}

/// The keys that a bank obeys, and how often they have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldKeys {
    /// The number of this state: one more with each order that was obeyed; it never goes back.
    pub generation: u64,
    /// The keys. Who holds none obeys nobody.
    pub held: Vec<PublicKey>,
}

impl HeldKeys {
    /// Whether this key is obeyed.
    pub fn holds(&self, key: PublicKey) -> bool {
        self.held.contains(&key)
    }

    /// The state that follows from an order that was signed by `signer`. What is so already is so again: that is no error,
    /// and counts as a change.
    ///
    /// # Errors
    /// The reason to answer; nothing has changed then.
    pub fn after(&self, order: &KeyOrder, signer: PublicKey) -> Result<Self, RefuseReason> {
        if !self.holds(signer) {
            return Err(RefuseReason::NotAuthentic);
        }
        if self.generation.checked_add(1) != Some(order.generation) {
            return Err(RefuseReason::OutOfTurn);
        }
        let mut held = self.held.clone();
        match order.order {
            KeyAct::Trust if held.contains(&order.key) => {}
            KeyAct::Trust if held.len() >= MAX_KEYS => return Err(RefuseReason::TooManyKeys),
            KeyAct::Trust => held.push(order.key),
            // Whoever signed stays: so there is always a key that is obeyed.
            KeyAct::Distrust if order.key == signer => return Err(RefuseReason::OwnKey),
            KeyAct::Distrust => held.retain(|key| *key != order.key),
        }
        let generation = order.generation;
        Ok(Self { generation, held })
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod sealed {
    use ed25519_dalek::{SigningKey, VerifyingKey};

    use super::super::envelope;
    use super::{KeyOrder, Malformed, PublicKey, RefuseReason};

    /// A signature of an order about keys can never pass as one of a command, nor the other way round.
    const CONTEXT: &[u8] = b"cloakroom locker key v1\0";

    impl PublicKey {
        /// The key to verify with; none for what is no key, or one whose signatures anybody can make.
        pub fn verifying(&self) -> Option<VerifyingKey> {
            VerifyingKey::from_bytes(self.as_bytes())
                .ok()
                .filter(|key| !key.is_weak())
        }
    }

    impl From<&VerifyingKey> for PublicKey {
        fn from(key: &VerifyingKey) -> Self {
            Self::from_bytes(key.to_bytes())
        }
    }

    /// Signs an order: the payload that goes to the broker.
    ///
    /// # Errors
    /// [`Malformed`] when it is too long, which none is.
    pub fn seal_key_order(order: &KeyOrder, key: &SigningKey) -> Result<Vec<u8>, Malformed> {
        Ok(envelope::seal(CONTEXT, &order.to_bytes()?, key))
    }

    /// Believes a payload or not: the signature first, strictly, then the JSON, then that the key is one. Gives the order,
    /// and which of `keys` signed it.
    ///
    /// # Errors
    /// `NotAuthentic` for everything that none of `keys` signed.
    pub fn check_key_order(payload: &[u8], keys: &[VerifyingKey]) -> Result<(KeyOrder, PublicKey), RefuseReason> {
        let refused = RefuseReason::NotAuthentic;
        let (json, signer) = envelope::open(CONTEXT, payload, keys).ok_or(refused)?;
        let order: KeyOrder = serde_json::from_slice(&json).map_err(|_| refused)?;
        if order.key.verifying().is_none() {
            return Err(refused);
        }
        Ok((order, PublicKey::from(&signer)))
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use sealed::{check_key_order, seal_key_order};

#[cfg(test)]
mod tests;

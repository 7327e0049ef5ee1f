//! Tokens: 32 random bytes that a person or a program carries. We keep only their keyed hash.

use super::{MasterKey, to_text};
use crate::outside::Chance;

/// A token in the clear, on its way to the one who shall carry it. Neither `Debug` nor `Serialize`.
pub struct SecretToken(String);

impl SecretToken {
    /// A new token: 32 random bytes as 43 characters of base64url.
    pub fn new(chance: &dyn Chance) -> Self {
        Self(to_text(&chance.bytes::<32>()))
    }

    /// The text, for the cookie or the link that carries it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Its keyed hash, for the database.
    pub fn lookup_hash(&self, key: &MasterKey, label: &str) -> String {
        key.lookup_hash(label, self.0.as_bytes())
    }
}

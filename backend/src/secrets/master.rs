//! The master key, and what is derived from it: one subkey per purpose and label.
//!
//! What must not be here: a way to get the key out again.

use std::path::Path;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::{keyfile, to_text};
use crate::fault::Result;
use crate::outside::Chance;

/// The one secret that lives outside the database: 32 bytes. Without it the database gives away no
/// code, no token and no telephone number.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// The key in this base64 text (from the environment).
    ///
    /// # Errors
    /// `Broken` when it is not 32 bytes.
    pub fn from_base64(text: &str) -> Result<Self> {
        keyfile::parse(text).map(Self)
    }

    /// The key in this file.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be read, `Broken` when it is not 32 bytes.
    pub fn from_file(path: &Path) -> Result<Self> {
        keyfile::read(path).map(Self)
    }

    /// The key in this file, which is made (mode 0600) if there is none.
    ///
    /// # Errors
    /// As [`Self::from_file`]; an existing file is never replaced.
    pub fn from_file_or_new(path: &Path, chance: &dyn Chance) -> Result<Self> {
        keyfile::read_or_create(path, chance).map(Self)
    }

    /// A keyed hash for looking a secret up: equal for equal input, worthless without the key.
    /// The label keeps apart what the hashes are for (`"custody.code"`), so one cannot be used as another.
    /// 43 characters of base64url.
    pub fn lookup_hash(&self, label: &str, secret: &[u8]) -> String {
        to_text(&self.derive_bytes(label, secret))
    }

    /// The same keyed hash as bytes, for deriving a secret that must be made again (a bank's password).
    pub fn derive_bytes(&self, label: &str, secret: &[u8]) -> [u8; 32] {
        hmac(&self.subkey("hash", label), &[secret])
    }

    pub(super) fn subkey(&self, purpose: &str, label: &str) -> [u8; 32] {
        hmac(&self.0, &[b"cloakroom/1/", purpose.as_bytes(), b"/", label.as_bytes()])
    }
}

/// HMAC-SHA-256 of the parts, one after another.
fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC pads a short key with zeros to the block; given whole, it cannot be refused for its length.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

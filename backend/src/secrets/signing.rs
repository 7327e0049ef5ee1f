//! The key that signs commands to banks: Ed25519, in a file of its own.
//!
//! What must not be here: what is signed. The bytes are the domain's.

use std::path::Path;

use domain::lockers::protocol::PublicKey;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::{keyfile, to_text};
use crate::fault::Result;
use crate::outside::Chance;

/// A public half as people compare it: the first half of its SHA-256, in eight groups of four signs.
pub fn fingerprint(public: &[u8; 32]) -> String {
    let hash: [u8; 32] = Sha256::digest(public).into();
    let pairs = hash.chunks_exact(2).take(8);
    let groups: Vec<String> = pairs.map(|pair| format!("{:02x}{:02x}", pair[0], pair[1])).collect();
    groups.join(" ")
}

/// The signing key, read from its file.
#[derive(Clone)]
pub struct SigningKeyFile(SigningKey);

impl SigningKeyFile {
    /// The key in this base64 text (from the environment).
    ///
    /// # Errors
    /// `Broken` when it is not 32 bytes.
    pub fn from_base64(text: &str) -> Result<Self> {
        keyfile::parse(text).map(Self::from_seed)
    }

    /// The key in this file.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be read, `Broken` when it is not 32 bytes.
    pub fn from_file(path: &Path) -> Result<Self> {
        keyfile::read(path).map(Self::from_seed)
    }

    /// The key in this file, which is made (mode 0600) if there is none.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be read or made, `Broken` when it is not 32 bytes.
    pub fn from_file_or_new(path: &Path, chance: &dyn Chance) -> Result<Self> {
        keyfile::read_or_create(path, chance).map(Self::from_seed)
    }

    /// The key that grows from these 32 secret bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// The key itself, for the domain's signing functions.
    pub const fn key(&self) -> &SigningKey {
        &self.0
    }

    /// The signature over these bytes.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }

    /// The public half, which banks are given when they are paired.
    pub fn public(&self) -> VerifyingKey {
        self.0.verifying_key()
    }

    /// The public half as the protocol writes it.
    pub fn public_key(&self) -> PublicKey {
        PublicKey::from(&self.public())
    }

    /// The public half as people compare it, see [`fingerprint`].
    pub fn fingerprint(&self) -> String {
        fingerprint(self.public().as_bytes())
    }

    /// The public half as 43 characters of base64url.
    pub fn public_text(&self) -> String {
        to_text(self.public().as_bytes())
    }
}

//! The key that signs links and receipts: Ed25519, grown from the master key for this one purpose.
//!
//! It is no file of its own: whoever has the database and the master key has all that a house needs to go on proving. It
//! never signs commands, and the key of commands never signs proofs; what is signed begins with its purpose, too.

use ed25519_dalek::SigningKey;

use crate::secrets::MasterKey;

/// The signing key of this house's proofs.
pub fn signing_key(master: &MasterKey) -> SigningKey {
    SigningKey::from_bytes(&master.derive_bytes("proofs.signing", b"ed25519"))
}

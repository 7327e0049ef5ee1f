//! Secrets: what is kept only as a keyed hash, what is sealed at rest, and what signs.
//!
//! # Map
//! * [`MasterKey`] (`master.rs`): the one key outside the database; subkeys, keyed hashes.
//! * `sealed.rs`: [`MasterKey::seal`] and [`MasterKey::open`], for what must be read again.
//! * [`SecretToken`] (`token.rs`): session and one-time tokens.
//! * [`Passwords`] (`password.rs`): argon2id, off the async threads, a few at a time.
//! * [`digits`] (`digits.rs`): the six digits of a phone.
//! * [`SigningKeyFile`] (`signing.rs`): the Ed25519 key that signs commands to banks.
//! * [`TurnFiles`] (`turning.rs`): the files of the next and the old one, while one takes the place of another.
//! * `keyfile.rs`: 32 bytes in a file that only its owner may read.
//!
//! What must not be here: `Debug`, `Display` or `Serialize` on anything secret; a comparison of
//! secrets by `==` (use [`same`]).

mod digits;
mod keyfile;
mod master;
mod password;
mod sealed;
mod signing;
#[cfg(test)]
mod tests;
mod token;
mod turning;

pub use digits::digits;
pub use master::MasterKey;
pub use password::Passwords;
pub use signing::{SigningKeyFile, fingerprint};
pub use token::SecretToken;
pub use turning::{KeyRing, TurnFiles};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

/// Whether two secrets are equal, in a time that does not tell where they differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn from_text(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

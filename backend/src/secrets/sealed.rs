//! Sealing: what must be read again but not by whoever takes the database (telephone and document
//! numbers, outbox payloads with codes in them).
//!
//! XChaCha20-Poly1305 with a random nonce. The text is bound to its place by `place`: a sealed text
//! copied into another row does not open.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};

use super::{MasterKey, from_text, to_text};
use crate::fault::{Fault, Result};
use crate::outside::Chance;

/// The first byte of every sealed text, so that another way of sealing can be told apart later.
const FORM: u8 = 1;
const NONCE: usize = 24;

impl MasterKey {
    /// Seals bytes into base64url text. `label` says what it is (`"accounts.phone"`), `place` where it
    /// stands (the row's id); both must be given again to open it.
    ///
    /// # Errors
    /// `Broken` when there is more than the cipher can take (256 GiB).
    pub fn seal(&self, chance: &dyn Chance, label: &str, place: &str, plain: &[u8]) -> Result<String> {
        let nonce: [u8; NONCE] = chance.bytes();
        let payload = Payload {
            msg: plain,
            aad: place.as_bytes(),
        };
        let sealed = XChaCha20Poly1305::new(&self.subkey("seal", label).into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Fault::broken("secrets.seal", "sealing a text"))?;
        Ok(to_text(&[&[FORM], nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// `Broken` when the text was changed, stands elsewhere, or was sealed under another key.
    pub fn open(&self, label: &str, place: &str, sealed: &str) -> Result<Vec<u8>> {
        self.try_open(label, place, sealed)
            .ok_or_else(|| Fault::broken("secrets.open", format!("opening a sealed {label}")))
    }

    /// As [`Self::open`], for what was text before.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_text(&self, label: &str, place: &str, sealed: &str) -> Result<String> {
        String::from_utf8(self.open(label, place, sealed)?)
            .map_err(|_| Fault::broken("secrets.open", format!("reading an opened {label}")))
    }

    fn try_open(&self, label: &str, place: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = from_text(sealed)?;
        let (&form, rest) = bytes.split_first()?;
        let (nonce, msg) = rest.split_first_chunk::<NONCE>()?;
        if form != FORM {
            return None;
        }
        let payload = Payload {
            msg,
            aad: place.as_bytes(),
        };
        XChaCha20Poly1305::new(&self.subkey("seal", label).into())
            .decrypt(&XNonce::from(*nonce), payload)
            .ok()
    }
}

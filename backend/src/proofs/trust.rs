//! Whose signature to believe: public keys that somebody gave, or that a house tells.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;
use serde::Deserialize;

use crate::fault::{Fault, Result};

/// Where a house tells its keys.
pub const KEYS_AT: &str = "/.well-known/cloakroom-proofs.json";
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
struct Told {
    keys: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    algorithm: String,
    key: String,
}

/// A public key from its 43 characters.
///
/// # Errors
/// `Broken` when it is none.
pub fn public_key(text: &str) -> Result<VerifyingKey> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok();
    bytes
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        .ok_or_else(|| {
            Fault::broken(
                "proofs.key",
                "reading a public key: it must be 43 characters of base64url",
            )
        })
}

/// The keys in what a house tells at [`KEYS_AT`].
///
/// # Errors
/// `Broken` when it is none of ours.
pub fn told_keys(text: &str) -> Result<Vec<VerifyingKey>> {
    let told: Told = serde_json::from_str(text)
        .map_err(|error| Fault::broken("proofs.keys", "reading the keys that a house tells").because(error))?;
    let ours = told.keys.iter().filter(|one| one.algorithm == "Ed25519");
    ours.map(|one| public_key(&one.key)).collect()
}

/// Asks a house for its keys. A process that uses TLS must have installed its provider before.
///
/// # Errors
/// `Foreign` when it does not answer, `Broken` when it tells something else.
pub async fn ask_for_keys(house: &str) -> Result<Vec<VerifyingKey>> {
    let failed = |error: reqwest::Error| {
        // Without the address: it is what the operator typed, and stands in their shell.
        Fault::foreign("proofs.ask", "asking a house for its keys").because(error.without_url())
    };
    let client = reqwest::Client::builder()
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(failed)?;
    let url = [house.trim_end_matches('/'), KEYS_AT].concat();
    let answer = client.get(url).send().await.map_err(failed)?;
    let answer = answer.error_for_status().map_err(failed)?;
    told_keys(&answer.text().await.map_err(failed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_nonsense_is_not() {
        let text = "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik";
        assert!(public_key(text).is_ok());
        assert!(public_key("short").is_err());
        let told = format!(
            "{{\"keys\":[{{\"algorithm\":\"Ed25519\",\"key\":\"{text}\"}},{{\"algorithm\":\"Later\",\"key\":\"x\"}}]}}"
        );
        assert_eq!(told_keys(&told).unwrap().len(), 1);
        assert!(told_keys("{}").is_err());
    }
}

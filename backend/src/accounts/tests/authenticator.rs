//! A phone that holds passkeys, as a browser would pass its answers on: ECDSA over P-256, no attestation. No test is in here.
//!
//! Written against the standard (WebAuthn level 2, sections 6.1 and 6.5), and not with the library that checks it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Somebody was there, and their finger or PIN was right.
const PRESENT_AND_VERIFIED: u8 = 0b0000_0101;
const PRESENT: u8 = 0b0000_0001;
/// A key follows.
const WITH_KEY: u8 = 0b0100_0000;

/// One passkey on one phone.
pub(super) struct Phone {
    pkcs8: Vec<u8>,
    credential: Vec<u8>,
    /// The name of the host that it was made for.
    rp: String,
    origin: String,
    /// Whom it opens: the person's id, as we told it.
    pub owner: Option<String>,
    /// How often it was used.
    pub count: u32,
    /// Whether it asks for finger, face or PIN.
    pub verifies: bool,
}

impl Phone {
    /// Empty, and in front of a page of this origin.
    pub fn before(origin: &str, credential: &[u8]) -> Self {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        let (_, host) = origin.split_once("://").unwrap();
        Self {
            pkcs8: document.as_ref().to_vec(),
            credential: credential.to_vec(),
            rp: host.split(':').next().unwrap().to_owned(),
            origin: origin.to_owned(),
            owner: None,
            count: 1,
            verifies: true,
        }
    }

    /// Another one with the same key in it.
    pub fn copied(&self) -> Self {
        Self {
            pkcs8: self.pkcs8.clone(),
            credential: self.credential.clone(),
            rp: self.rp.clone(),
            origin: self.origin.clone(),
            owner: self.owner.clone(),
            ..*self
        }
    }

    /// The same passkey before another page.
    pub fn at(mut self, origin: &str) -> Self {
        origin.clone_into(&mut self.origin);
        self
    }

    fn pair(&self) -> EcdsaKeyPair {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.pkcs8, &SystemRandom::new()).unwrap()
    }

    /// `navigator.credentials.create`: the answer as our script sends it.
    pub fn create(&mut self, options: &str) -> String {
        let asked: Value = serde_json::from_str(options).unwrap();
        let asked = &asked["publicKey"];
        assert_eq!(asked["rp"]["id"], self.rp.as_str());
        assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "preferred");
        self.owner = Some(asked["user"]["id"].as_str().unwrap().to_owned());
        let data = self.data(WITH_KEY, &self.key());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = vec![0xa3, 0x63];
        object.extend_from_slice(b"fmt\x64none\x67attStmt\xa0\x68authData\x59");
        object.extend_from_slice(&u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend_from_slice(&data);
        let id = URL_SAFE_NO_PAD.encode(&self.credential);
        let response = json!({
            "attestationObject": URL_SAFE_NO_PAD.encode(&object),
            "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client("webauthn.create", asked)),
        });
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    /// `navigator.credentials.get`: the answer as our script sends it. It counts one use more.
    pub fn get(&mut self, options: &str) -> String {
        self.count += 1;
        self.answer(options)
    }

    /// As [`Self::get`], with the count as it is.
    pub fn answer(&self, options: &str) -> String {
        let asked: Value = serde_json::from_str(options).unwrap();
        assert_eq!(asked.get("mediation"), None, "a button was pressed");
        let asked = &asked["publicKey"];
        assert_eq!(asked["userVerification"], "required");
        let data = self.data(0, &[]);
        let client = self.client("webauthn.get", asked);
        let signed = [data.clone(), Sha256::digest(client.as_bytes()).to_vec()].concat();
        let signature = self.pair().sign(&SystemRandom::new(), &signed).unwrap();
        let id = URL_SAFE_NO_PAD.encode(&self.credential);
        let response = json!({
            "authenticatorData": URL_SAFE_NO_PAD.encode(&data),
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "signature": URL_SAFE_NO_PAD.encode(signature.as_ref()),
            "userHandle": self.owner,
        });
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    /// What the browser says of the page that asks.
    fn client(&self, kind: &str, asked: &Value) -> String {
        json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    /// What the phone signs beside it.
    fn data(&self, flags: u8, rest: &[u8]) -> Vec<u8> {
        let who = if self.verifies { PRESENT_AND_VERIFIED } else { PRESENT };
        let mut data = Sha256::digest(self.rp.as_bytes()).to_vec();
        data.push(flags | who);
        data.extend_from_slice(&self.count.to_be_bytes());
        data.extend_from_slice(rest);
        data
    }

    /// Maker (nobody), the passkey's id, and the public key as COSE writes it.
    fn key(&self) -> Vec<u8> {
        let pair = self.pair();
        let point = pair.public_key().as_ref();
        assert_eq!((point.len(), point[0]), (65, 4), "uncompressed");
        let mut key = vec![0; 16];
        key.extend_from_slice(&u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        key.extend_from_slice(&self.credential);
        // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        key.extend_from_slice(&[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        key.extend_from_slice(&point[1..33]);
        key.extend_from_slice(&[0x22, 0x58, 0x20]);
        key.extend_from_slice(&point[33..]);
        key
    }
}

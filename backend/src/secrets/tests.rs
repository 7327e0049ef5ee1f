//! Tests of keys, sealing, tokens, passwords and signatures.

use std::fs;
use std::sync::Arc;

use ed25519_dalek::{Signature, Verifier as _};

use super::*;
use crate::fault::FaultKind;
use crate::outside::{Chance, SeededChance};
use crate::testing::Folder;

fn key() -> MasterKey {
    MasterKey::from_base64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").unwrap()
}

#[test]
fn a_lookup_hash_never_changes() {
    // Stored in databases: if this test must be edited, everybody's codes stop working.
    let hash = key().lookup_hash("custody.code", b"7QK4M2");
    assert_eq!(hash, "ZOKpLgju3cewwrDwILaJHuOSBUFZmRvY0EiMNO8F0F0");
    assert_ne!(hash, key().lookup_hash("accounts.session", b"7QK4M2"));
    assert_ne!(hash, key().lookup_hash("custody.code", b"7QK4M3"));
}

#[test]
fn sealed_texts_open_only_untouched_and_in_their_place() {
    let chance = SeededChance::new(1);
    let sealed = key().seal(&chance, "accounts.phone", "row-1", b"+37369123456").unwrap();
    assert_eq!(
        key().open_text("accounts.phone", "row-1", &sealed).unwrap(),
        "+37369123456"
    );
    assert_ne!(
        sealed,
        key().seal(&chance, "accounts.phone", "row-1", b"+37369123456").unwrap()
    );
    let refused = |label, place, text: &str| {
        let fault = key().open(label, place, text).unwrap_err();
        assert_eq!(fault.kind(), FaultKind::Broken);
    };
    refused("accounts.phone", "row-2", &sealed);
    refused("custody.reference", "row-1", &sealed);
    refused("accounts.phone", "row-1", "");
    refused("accounts.phone", "row-1", "AQ");
    for at in 0..sealed.len() {
        let mut forged = sealed.clone().into_bytes();
        forged[at] = if forged[at] == b'x' { b'y' } else { b'x' };
        refused("accounts.phone", "row-1", std::str::from_utf8(&forged).unwrap());
    }
}

#[test]
fn a_key_file_is_made_once_and_is_private() {
    let folder = Folder::new();
    let path = folder.path().join("deep").join("master.key");
    let chance = SeededChance::new(2);
    let first = MasterKey::from_file_or_new(&path, &chance).unwrap();
    let again = MasterKey::from_file_or_new(&path, &chance).unwrap();
    assert_eq!(first.lookup_hash("x", b"y"), again.lookup_hash("x", b"y"));
    assert_eq!(
        fs::read_dir(path.parent().unwrap()).unwrap().count(),
        1,
        "no draft is left"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::write(&path, "short\n").unwrap();
    let refused = MasterKey::from_file_or_new(&path, &chance).err().unwrap();
    assert_eq!(refused.kind(), FaultKind::Broken);
    assert_eq!(fs::read_to_string(&path).unwrap(), "short\n", "never replaced");
}

#[test]
fn a_key_is_read_in_either_alphabet() {
    let standard = MasterKey::from_base64(" +/+/AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n").unwrap();
    let url_safe = MasterKey::from_base64("-_-_AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").unwrap();
    assert_eq!(standard.lookup_hash("x", b""), url_safe.lookup_hash("x", b""));
}

#[test]
fn tokens_are_32_bytes_and_never_the_same() {
    let chance = SeededChance::new(3);
    let (a, b) = (SecretToken::new(&chance), SecretToken::new(&chance));
    assert_eq!(a.expose().len(), 43);
    assert!(!same(a.expose().as_bytes(), b.expose().as_bytes()));
    assert_eq!(
        a.lookup_hash(&key(), "accounts.session"),
        key().lookup_hash("accounts.session", a.expose().as_bytes())
    );
}

#[test]
fn signatures_verify_with_the_public_half() {
    let folder = Folder::new();
    let path = folder.path().join("signing.key");
    let chance = SeededChance::new(4);
    let signer = SigningKeyFile::from_file_or_new(&path, &chance).unwrap();
    let signature = Signature::from_bytes(&signer.sign(b"open 7"));
    let public = SigningKeyFile::from_file_or_new(&path, &chance).unwrap().public();
    assert!(public.verify(b"open 7", &signature).is_ok());
    assert!(public.verify(b"open 8", &signature).is_err());
    // SHA-256 over the public half of RFC 8032's first test key.
    let known = SigningKeyFile::from_seed([
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
        0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ]);
    assert_eq!(known.fingerprint(), "21fe 31df a154 a261 626b f854 046f d227");
}

#[test]
fn keys_change_places_and_none_is_ever_lost() {
    let folder = Folder::new();
    let path = folder.path().join("signing.key");
    let chance = SeededChance::new(6);
    let first = SigningKeyFile::from_file_or_new(&path, &chance).unwrap();
    let files = TurnFiles::beside(&path);
    assert_eq!(files.next_path(), folder.path().join("signing.next.key"));
    assert!(files.turn().is_err(), "there is no next one");
    let next = files.make_next(&chance).unwrap();
    assert_eq!(
        files.make_next(&chance).unwrap().public_text(),
        next.public_text(),
        "made once"
    );
    let ring = files.ring(&first).unwrap();
    assert!(
        ring.signer(next.public_key()).is_none(),
        "the next one signs nothing yet"
    );
    // Cut short after its first half: the key that signs has two names, and the turn goes on.
    fs::hard_link(&path, files.old_path()).unwrap();
    files.turn().unwrap();
    let now = SigningKeyFile::from_file(&path).unwrap();
    assert_eq!(now.public_text(), next.public_text());
    let ring = files.ring(&now).unwrap();
    assert!(ring.next.is_none() && ring.signer(first.public_key()).is_some());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for path in [path.as_path(), files.old_path()] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    // An old one is never replaced.
    files.make_next(&chance).unwrap();
    assert!(files.turn().is_err());
    files.end_old().unwrap();
    files.turn().unwrap();
    assert_eq!(files.old().unwrap().unwrap().public_text(), next.public_text());
}

#[tokio::test]
async fn passwords_verify_and_cost_what_was_agreed() {
    let chance: Arc<dyn Chance> = Arc::new(SeededChance::new(5));
    let passwords = Passwords::new(chance);
    let phc = passwords.hash("a long enough password").await.unwrap();
    assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
    assert!(passwords.verify("a long enough password", &phc).await.unwrap());
    assert!(!passwords.verify("a long enough Password", &phc).await.unwrap());
    assert!(!passwords.verify_dummy("a long enough password").await.unwrap());
    assert_eq!(
        passwords.verify("x", "not a hash").await.unwrap_err().kind(),
        FaultKind::Broken
    );
}

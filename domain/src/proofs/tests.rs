//! A receipt is believed as it was given and not with one byte changed, whatever byte it is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;

use super::{Doubt, Link, Receipt, ReceiptOf, commitment, link_hash, says, seal, sign_link, verify, verify_link};
use crate::Timestamp;
use crate::custody::{Ending, Item};

const EVENTS: [&str; 4] = [
    r#"{"kind":"announced"}"#,
    r#"{"kind":"stored"}"#,
    r#"{"kind":"cancel_asked","reason":"Ion Popescu has moved"}"#,
    r#"{"kind":"collected"}"#,
];

fn key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn at(seq: u64) -> Timestamp {
    Timestamp(1_795_349_100_000_000 + i64::try_from(seq).unwrap() * 1_000_000)
}

/// The words of `withheld` are not told.
fn receipt(withheld: &[u64]) -> Receipt {
    let consignment = "01890a5d-ac96-774b-bcce-000000000001".parse().unwrap();
    let mut before = [0; 32];
    let events = (1..).zip(EVENTS).map(|(seq, event)| {
        let (words, salt) = (says(event, None), [u8::try_from(seq).unwrap(); 16]);
        let stated = commitment(&salt, &words);
        before = link_hash(&before, consignment, (seq, at(seq), at(seq)), &stated);
        let open = !withheld.contains(&seq);
        Link {
            seq,
            at: at(seq),
            linked_at: at(seq),
            says: open.then_some(words),
            salt: open.then(|| URL_SAFE_NO_PAD.encode(salt)),
            commitment: URL_SAFE_NO_PAD.encode(stated),
            hash: URL_SAFE_NO_PAD.encode(before),
        }
    });
    Receipt {
        receipt: Receipt::FORM,
        of: ReceiptOf::Pickup,
        house: "https://locker.example.org".into(),
        organisation: "Primăria".into(),
        place: "Primăria Sector 3, Calea Dudești 191, București".into(),
        compartment: 2,
        item: Item::Passport,
        recipient: "Ion Popescu".into(),
        reference: None,
        consignment,
        issued_at: at(9),
        stored_at: at(2),
        ended_at: at(4),
        ending: Ending::Collected,
        events: events.collect(),
        key: String::new(),
        signature: String::new(),
    }
}

fn doubt(receipt: Receipt) -> Doubt {
    let file = seal(receipt, &key()).unwrap();
    verify(&file, &[key().verifying_key()]).unwrap_err()
}

#[test]
fn as_it_was_given_it_is_believed_and_nobody_elses_is() {
    let file = seal(receipt(&[3]), &key()).unwrap();
    let believed = verify(&file, &[key().verifying_key()]).unwrap();
    assert_eq!(believed.events.len(), 4);
    assert!(
        !String::from_utf8(file.clone()).unwrap().contains("has moved"),
        "withheld"
    );
    let other = SigningKey::from_bytes(&[8; 32]);
    assert_eq!(verify(&file, &[other.verifying_key()]), Err(Doubt::Signature));
    assert_eq!(verify(&file, &[]), Err(Doubt::Signature));
    let forged = seal(receipt(&[3]), &other).unwrap();
    assert_eq!(verify(&forged, &[key().verifying_key()]), Err(Doubt::Signature));
    let during_a_rotation = [other.verifying_key(), key().verifying_key()];
    assert!(verify(&file, &during_a_rotation).is_ok());
}

#[test]
fn one_byte_changed_anywhere_and_it_is_refused() {
    let file = seal(receipt(&[3]), &key()).unwrap();
    let keys = [key().verifying_key()];
    for place in 0..file.len() {
        for change in [1, 0x20, 0x80] {
            let mut other = file.clone();
            other[place] ^= change;
            assert!(verify(&other, &keys).is_err(), "byte {place}, {change:#x}");
        }
    }
    for place in 0..file.len() {
        let mut shorter = file.clone();
        shorter.remove(place);
        assert!(verify(&shorter, &keys).is_err(), "without byte {place}");
        let mut longer = file.clone();
        longer.insert(place, b' ');
        assert!(verify(&longer, &keys).is_err(), "a blank at {place}");
    }
}

#[test]
fn even_a_signed_one_must_hold_together() {
    let mut moved = receipt(&[]);
    moved.events[1].at = at(7);
    assert_eq!(doubt(moved), Doubt::Chain(2));
    let mut cut = receipt(&[]);
    cut.events.remove(1);
    assert_eq!(doubt(cut), Doubt::Chain(3));
    let mut other_words = receipt(&[]);
    other_words.events[3].says = Some(says(r#"{"kind":"returned"}"#, None));
    assert_eq!(doubt(other_words), Doubt::Words(4));
    let mut half = receipt(&[]);
    half.events[0].salt = None;
    assert_eq!(doubt(half), Doubt::Words(1));
    let mut claim = receipt(&[]);
    claim.ending = Ending::Returned;
    assert_eq!(doubt(claim), Doubt::Claim);
    assert_eq!(doubt(receipt(&[4])), Doubt::Claim, "what is claimed cannot be withheld");
    let mut newer = receipt(&[]);
    newer.receipt = 2;
    assert_eq!(doubt(newer), Doubt::Newer(2));
}

#[test]
fn what_is_no_receipt_is_said_in_words() {
    for file in [b"".as_slice(), b"{}", b"[1]", b"\xff\xfe", b"{\"receipt\":1}"] {
        let said = verify(file, &[key().verifying_key()]).unwrap_err();
        assert!(matches!(said, Doubt::NoReceipt(_)), "{said}");
    }
}

#[test]
fn a_link_is_signed_for_its_purpose_only() {
    let key = key();
    let signature = sign_link(&key, &[5; 32]);
    assert!(verify_link(&key.verifying_key(), &[5; 32], &signature));
    assert!(!verify_link(&key.verifying_key(), &[6; 32], &signature));
    assert!(!verify_link(&key.verifying_key(), &[5; 32], &signature[..63]));
}

#[test]
fn the_bytes_of_the_chain_are_these() {
    let file = receipt(&[]);
    assert_eq!(says("{}", Some("x")), r#"{"event":{},"by":"x"}"#);
    let heads: Vec<&str> = file.events.iter().map(|link| link.hash.as_str()).collect();
    assert_eq!(heads.len(), 4);
    // Whoever changes the form changes this, on purpose, and docs/receipts.md with it.
    assert_eq!(heads[0], FIRST);
}

const FIRST: &str = "jpgxVLUMJ-eZFF84aqwqs-IAZsVXVOt8zbU03anjgXM";

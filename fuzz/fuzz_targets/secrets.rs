//! What people type and scan, and what stands in links. None of these can be printed, so nothing here prints them.
#![no_main]

use cloakroom_fuzz::altered;
use domain::custody::{AccessCode, DigitsEntry, LinkSecret, PresenceToken, QrToken};
use libfuzzer_sys::fuzz_target;

fn code(text: &str) {
    if let Some(entry) = DigitsEntry::parse(text) {
        assert!(AccessCode::parse(text).is_none() && QrToken::parse(text).is_none());
        let typed = [entry.code.expose(), entry.end.expose()].concat();
        assert!(DigitsEntry::parse(&typed).is_some_and(|again| again == entry));
    }
    let Some(code) = AccessCode::parse(text) else { return };
    let plain = code.expose();
    assert_eq!(plain.len(), AccessCode::LENGTH);
    assert!(!plain.contains(['0', 'O', '1', 'I', 'L', 'U']));
    assert!(AccessCode::parse(plain).is_some_and(|again| again == code));
    assert!(AccessCode::parse(&code.grouped()).is_some_and(|again| again == code));
    assert!(AccessCode::parse(&plain.to_lowercase()).is_some_and(|again| again == code));
    assert!(AccessCode::parse(&format!("{plain}2")).is_none());
    assert!(code.near().all(|near| near != code));
}

fn qr(text: &str) {
    let Some(token) = QrToken::parse(text) else { return };
    let digits = token.digits();
    assert_eq!(digits, text.trim());
    assert_eq!(digits.len(), QrToken::DIGITS);
    assert!(QrToken::from_bytes(token.to_bytes()) == token);
    let other = altered(digits.as_bytes(), text.as_bytes());
    // Another text is another token, or none.
    let other = String::from_utf8(other).ok().and_then(|text| QrToken::parse(&text));
    assert!(other.is_none_or(|other| other != token));
    // Forty digits are never taken for a code.
    assert!(AccessCode::parse(text).is_none());
}

fn link(text: &str) {
    let Some(link) = LinkSecret::parse(text) else { return };
    // One spelling for each secret.
    assert_eq!(link.expose(), text);
    assert!(LinkSecret::from_bytes(link.to_bytes()) == link);
    let other = altered(text.as_bytes(), text.as_bytes());
    let other = String::from_utf8(other).ok().and_then(|text| LinkSecret::parse(&text));
    assert!(other.is_none_or(|other| other != link));
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    code(text);
    qr(text);
    link(text);
    if let Some(token) = PresenceToken::parse(text) {
        assert_eq!(token.expose(), text);
    }
});

//! The secrets of a hand-over: how they are written, read and made from random bytes.
//!
//! One secret stands behind a consignment: the [`LinkSecret`] of its link. Code and QR token are derived from it by
//! the backend (HMAC), so that the page can show them to whoever holds the link while the database keeps nothing
//! but keyed hashes. None of these types can be printed or serialised.

mod digits;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

pub use digits::{CodeForm, DigitsEntry, PhoneEnd};

/// The alphabet of access codes and keys: 30 signs without look-alikes (no 0 O, 1 I L, U).
pub(crate) const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Six characters for typing at the kiosk: about 29 bits, or six digits that are never asked alone ([`CodeForm`]).
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode(String, CodeForm);

impl AccessCode {
    /// How many characters.
    pub const LENGTH: usize = 6;

    /// Makes a code of signs from random bytes; `None` when too many of them had to be thrown away (give it others).
    ///
    /// A byte of 240 and more is thrown away: 240 is a multiple of 30, so every sign is equally likely.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let code: String = bytes
            .iter()
            .filter(|b| **b < 240)
            .take(Self::LENGTH)
            .map(|b| char::from(ALPHABET[usize::from(b % 30)]))
            .collect();
        (code.len() == Self::LENGTH).then_some(Self(code, CodeForm::Signs))
    }

    /// Reads a code of signs as a person typed it: small letters, spaces and dashes are fine.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::with_capacity(Self::LENGTH);
        for c in typed.chars() {
            let c = c.to_ascii_uppercase();
            if c.is_whitespace() || c == '-' {
                continue;
            }
            if !c.is_ascii() || !ALPHABET.contains(&(c as u8)) || code.len() == Self::LENGTH {
                return None;
            }
            code.push(c);
        }
        (code.len() == Self::LENGTH).then_some(Self(code, CodeForm::Signs))
    }

    /// The codes of signs that somebody may have meant who typed this one: one sign is another, or two neighbours are swapped.
    /// This one itself is not among them.
    pub fn near(&self) -> impl Iterator<Item = Self> + '_ {
        let other = (0..Self::LENGTH).flat_map(move |at| {
            ALPHABET.iter().filter_map(move |sign| {
                let sign = char::from(*sign);
                let code: String = self
                    .0
                    .chars()
                    .enumerate()
                    .map(|(i, own)| if i == at { sign } else { own })
                    .collect();
                (code != self.0).then_some(Self(code, CodeForm::Signs))
            })
        });
        let swapped = (1..Self::LENGTH).filter_map(move |at| {
            let mut signs: Vec<char> = self.0.chars().collect();
            signs.swap(at - 1, at);
            let code = String::from_iter(signs);
            (code != self.0).then_some(Self(code, CodeForm::Signs))
        });
        other.chain(swapped)
    }

    /// For the person it belongs to: `7QK 4M2`.
    pub fn grouped(&self) -> String {
        format!("{} {}", &self.0[..3], &self.0[3..])
    }

    /// Of which form it is.
    pub const fn form(&self) -> CodeForm {
        self.1
    }

    /// For the hash.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The secret in the QR, 128 bits, written as 40 digits.
///
/// Digits only, because a keyboard-wedge scanner types on whatever keyboard layout the kiosk has, and digits are the
/// same on all of them; a QR packs them densely too.
#[derive(Clone, PartialEq, Eq)]
pub struct QrToken(u128);

impl QrToken {
    /// The first digit: the version of the form.
    const VERSION: char = '1';
    /// How many digits.
    pub const DIGITS: usize = 40;

    /// From 16 random (or derived) bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// Reads what a scanner typed.
    pub fn parse(scanned: &str) -> Option<Self> {
        let digits = scanned.trim().strip_prefix(Self::VERSION)?;
        if digits.len() != Self::DIGITS - 1 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(Self)
    }

    /// What stands in the QR.
    pub fn digits(&self) -> String {
        format!("{}{:039}", Self::VERSION, self.0)
    }

    /// For the hash.
    pub const fn to_bytes(&self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

/// The secret in the link of a consignment's pickup page, 128 bits, as 22 characters of base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSecret([u8; 16]);

impl LinkSecret {
    /// From 16 random bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads what stood in an address or a cookie.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 22 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// What stands in the link.
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// For the hash and the derivation.
    pub const fn to_bytes(&self) -> [u8; 16] {
        self.0
    }
}

/// What the kiosk's own QR carries, so that a phone proves that it stands before the bank: 12 signs.
/// Made from a keyed hash of the bank and the half minute; no secret of any person.
#[derive(Clone, PartialEq, Eq)]
pub struct PresenceToken(String);

impl PresenceToken {
    /// How many signs.
    pub const LENGTH: usize = 12;

    /// From derived bytes; `None` when there were too few of them to use.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text: String = bytes
            .iter()
            .filter(|b| **b < 240)
            .take(Self::LENGTH)
            .map(|b| char::from(ALPHABET[usize::from(b % 30)]))
            .collect();
        (text.len() == Self::LENGTH).then_some(Self(text))
    }

    /// Reads what stood in an address.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == Self::LENGTH && text.bytes().all(|b| ALPHABET.contains(&b));
        fits.then(|| Self(text.to_owned()))
    }

    /// What stands in the address.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_is_read_back_however_it_is_typed(bytes in proptest::collection::vec(0_u8..240, 6..20), lower in any::<bool>()) {
            let code = AccessCode::from_bytes(&bytes).unwrap();
            let mut typed = code.grouped().replace(' ', " - ");
            if lower { typed = typed.to_lowercase(); }
            prop_assert!(AccessCode::parse(&typed) == Some(code));
        }

        #[test]
        fn a_token_is_read_back(bytes in any::<[u8; 16]>()) {
            let token = QrToken::from_bytes(bytes);
            prop_assert_eq!(token.digits().len(), QrToken::DIGITS);
            let scanned = format!(" {}\r\n", token.digits());
            prop_assert!(QrToken::parse(&scanned) == Some(token));
            let link = LinkSecret::from_bytes(bytes);
            prop_assert!(LinkSecret::parse(&link.expose()) == Some(link));
        }

        #[test]
        fn nonsense_is_no_secret(text in ".{0,60}") {
            let _ = (AccessCode::parse(&text), QrToken::parse(&text), LinkSecret::parse(&text), PresenceToken::parse(&text));
        }
    }

    #[test]
    fn near_codes_are_those_of_one_slip_of_the_finger() {
        let code = AccessCode::parse("7QK4M2").unwrap();
        let near: Vec<String> = code.near().map(|code| code.expose().to_owned()).collect();
        assert_eq!(near.len(), 6 * 29 + 5);
        for meant in ["8QK4M2", "7QK4M3", "7KQ4M2", "7QK42M"] {
            assert!(near.iter().any(|code| code == meant), "{meant}");
        }
        for other in ["7QK4M2", "8QK4M3", "2QK4M7"] {
            assert!(!near.iter().any(|code| code == other), "{other}");
        }
        assert_eq!(AccessCode::parse("77K4M2").unwrap().near().count(), 6 * 29 + 4);
    }

    #[test]
    fn look_alikes_and_wrong_lengths_are_no_codes() {
        for bad in [
            "", "ABCDE", "ABCDEFG", "ABCDE0", "ABCDEO", "ABCDEI", "ABCDEL", "ABCDEU", "ABCDE1", "ABCDEÉ",
        ] {
            assert!(AccessCode::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn every_sign_is_equally_likely() {
        let mut counts = [0_u32; 256];
        for byte in 0..240_u8 {
            counts[usize::from(ALPHABET[usize::from(byte % 30)])] += 1;
        }
        assert!(ALPHABET.iter().all(|sign| counts[usize::from(*sign)] == 8));
    }

    #[test]
    fn a_number_above_128_bits_is_no_token() {
        assert!(QrToken::parse(&format!("1{}", "9".repeat(39))).is_none());
        assert!(QrToken::parse(&format!("2{}", "0".repeat(39))).is_none());
    }
}

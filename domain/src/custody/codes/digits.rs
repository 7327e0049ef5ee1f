//! Codes of six digits, for keypads that have nothing else. Six digits are few (docs/decisions/0042): they are never asked
//! alone, and the last four digits of the recipient's telephone number say whose code was meant.
//!
//! What must not be here: where a telephone number is kept. Only its end comes here, and no type of it can be printed.

use serde::{Deserialize, Serialize};

use super::AccessCode;
use crate::Phone;

/// Of what a code is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeForm {
    /// Six signs of an alphabet of thirty; asked alone.
    #[default]
    Signs,
    /// Six digits; then the last four of the recipient's telephone number are asked too.
    Digits,
}

impl CodeForm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Signs, Self::Digits];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Signs => "signs",
            Self::Digits => "digits",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.wire() == text)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Signs => Self::Digits,
            Self::Digits => Self::Signs,
        }
    }
}

impl AccessCode {
    /// Makes a code of digits from random bytes; `None` when too many of them had to be thrown away (give it others).
    ///
    /// A byte of 250 and more is thrown away: 250 is a multiple of ten, so every digit is equally likely.
    pub fn of_digits(bytes: &[u8]) -> Option<Self> {
        let code: String = bytes
            .iter()
            .filter(|b| **b < 250)
            .take(Self::LENGTH)
            .map(|b| char::from(b'0' + b % 10))
            .collect();
        (code.len() == Self::LENGTH).then_some(Self(code, CodeForm::Digits))
    }
}

/// The last four digits of a telephone number.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneEnd(String);

impl PhoneEnd {
    /// How many digits.
    pub const LENGTH: usize = 4;

    /// The end of this number.
    pub fn of(phone: &Phone) -> Self {
        // A number is `+` and at least eight digits.
        let number = phone.as_str();
        Self(number[number.len() - Self::LENGTH..].to_owned())
    }

    /// For the hash.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// What is typed at a keypad of digits: a code, and behind it the end of a telephone number.
#[derive(Clone, PartialEq, Eq)]
pub struct DigitsEntry {
    /// The six digits.
    pub code: AccessCode,
    /// The four.
    pub end: PhoneEnd,
}

impl DigitsEntry {
    /// How many digits in all: no code of signs and no QR token is as long.
    pub const LENGTH: usize = AccessCode::LENGTH + PhoneEnd::LENGTH;

    /// Reads what a person typed: spaces and dashes are fine.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut digits = String::with_capacity(Self::LENGTH);
        for c in typed.chars() {
            if c.is_whitespace() || c == '-' {
                continue;
            }
            if !c.is_ascii_digit() || digits.len() == Self::LENGTH {
                return None;
            }
            digits.push(c);
        }
        if digits.len() != Self::LENGTH {
            return None;
        }
        let end = digits.split_off(AccessCode::LENGTH);
        Some(Self {
            code: AccessCode(digits, CodeForm::Digits),
            end: PhoneEnd(end),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::QrToken;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ten_digits_are_a_code_and_the_end_of_a_number_and_nothing_else(
            bytes in proptest::collection::vec(0_u8..250, 6..20), number in "[1-9][0-9]{7,14}", spaced in any::<bool>(),
        ) {
            let code = AccessCode::of_digits(&bytes).unwrap();
            let phone = Phone::parse(&format!("+{number}")).unwrap();
            let end = PhoneEnd::of(&phone);
            prop_assert!(number.ends_with(end.expose()) && end.expose().len() == PhoneEnd::LENGTH);
            let between = if spaced { " - " } else { "" };
            let typed = [code.grouped().as_str(), between, end.expose()].concat();
            let entry = DigitsEntry::parse(&typed).unwrap();
            prop_assert!(entry.code == code && entry.end == end);
            prop_assert_eq!(entry.code.form(), CodeForm::Digits);
            prop_assert!(AccessCode::parse(&typed).is_none() && QrToken::parse(&typed).is_none());
        }

        #[test]
        fn a_code_of_signs_is_never_read_as_one_of_digits(bytes in proptest::collection::vec(0_u8..240, 6..20)) {
            let code = AccessCode::from_bytes(&bytes).unwrap();
            prop_assert!(DigitsEntry::parse(code.expose()).is_none());
            prop_assert_eq!(code.form(), CodeForm::Signs);
        }

        #[test]
        fn another_digit_is_another_entry(digits in "[0-9]{10}", at in 0_usize..10, by in 1_u8..10) {
            let mut other = digits.clone().into_bytes();
            other[at] = b'0' + (other[at] - b'0' + by) % 10;
            let other = String::from_utf8(other).unwrap();
            let (one, two) = (DigitsEntry::parse(&digits).unwrap(), DigitsEntry::parse(&other).unwrap());
            prop_assert!(one != two);
            prop_assert_eq!(one.code == two.code, at >= AccessCode::LENGTH);
            prop_assert_eq!(one.end == two.end, at < AccessCode::LENGTH);
        }

        #[test]
        fn nonsense_is_no_entry(text in ".{0,60}") {
            let _ = DigitsEntry::parse(&text);
        }
    }

    #[test]
    fn too_few_and_too_many_digits_are_refused() {
        for bad in ["", "123456", "123456789", "12345678901", "12345678a0", "12345678٣0"] {
            assert!(DigitsEntry::parse(bad).is_none(), "{bad}");
        }
        assert!(AccessCode::of_digits(&[255; 32]).is_none());
    }

    #[test]
    fn every_digit_is_equally_likely() {
        let mut counts = [0_u32; 10];
        for byte in 0..250_u8 {
            counts[usize::from(byte % 10)] += 1;
        }
        assert!(counts.iter().all(|count| *count == 25));
    }

    #[test]
    fn forms_are_read_back_and_have_an_other() {
        for form in CodeForm::ALL {
            assert_eq!(CodeForm::from_wire(form.wire()), Some(form));
            assert_eq!(form.other().other(), form);
            assert_ne!(form.other(), form);
        }
        assert_eq!(CodeForm::from_wire("letters"), None);
    }
}

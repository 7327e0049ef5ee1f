//! Recovery codes: ten codes on paper for the day on which the phone is gone. Each counts once.

use super::StepCode;

/// Signs without look-alikes, as in all our codes: no 0 O, 1 I L, U.
const SIGNS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Ten signs, about 49 bits. Kept as a keyed hash only.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// How many signs.
    pub const LENGTH: usize = 10;
    /// How many codes somebody gets.
    pub const HOW_MANY: usize = 10;

    /// Makes a code from random bytes; `None` when too many of them had to be thrown away (give it others).
    ///
    /// A byte of 240 and more is thrown away: 240 is a multiple of 30, so every sign is equally likely.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let fair = bytes.iter().filter(|byte| **byte < 240);
        let sign = |byte: &u8| char::from(SIGNS[usize::from(byte % 30)]);
        let code: String = fair.take(Self::LENGTH).map(sign).collect();
        (code.len() == Self::LENGTH).then_some(Self(code))
    }

    /// Reads what a person typed: small letters, spaces and dashes are fine.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::with_capacity(Self::LENGTH);
        for c in typed.chars().map(|c| c.to_ascii_uppercase()) {
            if c.is_whitespace() || c == '-' {
                continue;
            }
            if !c.is_ascii() || !SIGNS.contains(&(c as u8)) || code.len() == Self::LENGTH {
                return None;
            }
            code.push(c);
        }
        (code.len() == Self::LENGTH).then_some(Self(code))
    }

    /// For the hash.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// As it stands on paper: `7QK4M-2XPRT`.
    pub fn grouped(&self) -> String {
        let (left, right) = self.0.split_at(Self::LENGTH / 2);
        [left, "-", right].concat()
    }
}

/// What somebody typed where a code of the second step is asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum SecondCode {
    /// The six digits of the phone.
    Digits(StepCode),
    /// A code from paper.
    Recovery(RecoveryCode),
}

impl SecondCode {
    /// Reads either; `None` for what can be neither.
    pub fn parse(typed: &str) -> Option<Self> {
        let digits = StepCode::parse(typed).map(Self::Digits);
        digits.or_else(|| RecoveryCode::parse(typed).map(Self::Recovery))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_is_read_back_however_it_is_typed(bytes in proptest::collection::vec(0_u8..240, 10..30), lower in any::<bool>()) {
            let code = RecoveryCode::from_bytes(&bytes).unwrap();
            let mut typed = code.grouped().replace('-', " - ");
            if lower { typed = typed.to_lowercase(); }
            prop_assert!(RecoveryCode::parse(&typed).is_some_and(|read| read == code));
            prop_assert!(SecondCode::parse(&typed).is_some_and(|read| read == SecondCode::Recovery(code)));
        }

        #[test]
        fn nonsense_is_no_code(text in ".{0,60}") {
            let _ = SecondCode::parse(&text);
        }
    }

    #[test]
    fn digits_and_paper_are_never_taken_for_each_other() {
        assert!(matches!(SecondCode::parse("234 567"), Some(SecondCode::Digits(_))));
        assert!(matches!(
            SecondCode::parse("23456-78923"),
            Some(SecondCode::Recovery(_))
        ));
        for typed in ["", "2345678", "23456-7892", "23456-78920", "O3456-78923"] {
            assert!(SecondCode::parse(typed).is_none(), "{typed}");
        }
        assert!(RecoveryCode::from_bytes(&[240; 40]).is_none());
    }
}

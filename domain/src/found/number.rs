//! Case numbers: what a finder is told at once and says again on the telephone.
//!
//! Digits only, because they are the same word in every language's schoolbook; the last one checks the others (Damm's
//! quasigroup), so that one wrong digit and two swapped neighbours are always caught. A number is no secret and opens
//! nothing: the private link does.

use std::fmt;

/// The number of a case: seven digits and a check digit, said in two groups of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber(u32);

/// Damm's totally anti-symmetric quasigroup of order ten.
const TABLE: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

impl CaseNumber {
    /// How many digits are said.
    pub const DIGITS: usize = 8;

    /// From any random number: its rest, and the check digit behind it. The first digit is never 0.
    pub fn from_chance(chance: u32) -> Self {
        let plain = 1_000_000 + chance % 9_000_000;
        Self(plain * 10 + u32::from(check(&plain.to_string())))
    }

    /// Reads what somebody typed or repeated: spaces, dashes and a leading `#` are fine. `None` for a slip.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut digits = String::with_capacity(Self::DIGITS);
        for c in typed.trim().trim_start_matches('#').chars() {
            match c {
                '0'..='9' if digits.len() < Self::DIGITS => digits.push(c),
                ' ' | '-' | '\u{a0}' | '.' => {}
                _ => return None,
            }
        }
        let fits = digits.len() == Self::DIGITS && !digits.starts_with('0') && check(&digits) == 0;
        fits.then(|| digits.parse().ok().map(Self)).flatten()
    }

    /// Eight digits, as they stand in addresses and in the database.
    pub fn digits(self) -> String {
        self.0.to_string()
    }
}

/// For reading and saying: `4829-1375`.
impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        write!(f, "{}-{}", &digits[..4], &digits[4..])
    }
}

impl std::str::FromStr for CaseNumber {
    type Err = NotACaseNumber;
    fn from_str(text: &str) -> Result<Self, NotACaseNumber> {
        Self::parse(text).ok_or(NotACaseNumber)
    }
}

impl serde::Serialize for CaseNumber {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.digits())
    }
}

impl<'de> serde::Deserialize<'de> for CaseNumber {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A text that is no case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a case number")]
pub struct NotACaseNumber;

/// Damm's interim digit after all of them: 0 for a number with its own check digit.
fn check(digits: &str) -> u8 {
    digits.bytes().fold(0, |interim, digit| {
        TABLE[usize::from(interim)][usize::from(digit.saturating_sub(b'0').min(9))]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_and_two_swapped_neighbours_are_caught() {
        for chance in (0..9_000_000).step_by(7_919) {
            let digits = CaseNumber::from_chance(chance).digits();
            for at in 0..digits.len() {
                for other in '0'..='9' {
                    let mut wrong: Vec<char> = digits.chars().collect();
                    if wrong[at] == other {
                        continue;
                    }
                    wrong[at] = other;
                    let wrong: String = wrong.into_iter().collect();
                    assert_eq!(CaseNumber::parse(&wrong), None, "{digits} {wrong}");
                }
                let mut swapped: Vec<char> = digits.chars().collect();
                if at + 1 < swapped.len() && swapped[at] != swapped[at + 1] {
                    swapped.swap(at, at + 1);
                    let swapped: String = swapped.into_iter().collect();
                    assert_eq!(CaseNumber::parse(&swapped), None, "{digits} {swapped}");
                }
            }
        }
    }

    #[test]
    fn it_is_read_however_it_is_written() {
        let number = CaseNumber::from_chance(3_829_137);
        let said = number.to_string();
        assert_eq!(said.len(), 9);
        for typed in [
            said.clone(),
            format!("# {}", said.replace('-', " ")),
            number.digits(),
            format!(" {said} "),
        ] {
            assert_eq!(CaseNumber::parse(&typed), Some(number), "{typed}");
        }
        for nonsense in ["", "1234", "123456789", "abcdefgh", "4829/1375"] {
            assert_eq!(CaseNumber::parse(nonsense), None, "{nonsense}");
        }
    }
}

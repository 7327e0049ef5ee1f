//! The number on a tag: eight characters that survive being read out, typed and copied by hand.
//!
//! The last character is a sum of the seven before it, each weighted by a power of 9, modulo 29. Since 29 is a prime and
//! all weights differ, every single wrong character and every swap of two characters is noticed. What must not be here:
//! guessing what was meant. A number that does not add up is refused, and nobody learns which numbers are near it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::RefusalCode;

/// The 29 signs of keys: those of access codes without `Z`, which a hurried hand writes like `2`.
const SIGNS: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTVWXY";
/// As a number, for the sums.
const BASE: u64 = 29;
/// Powers of 9 modulo 29, for the seven free characters. The eighth power is 28, which is −1: hence the plain sum.
const WEIGHTS: [u64; 7] = [1, 9, 23, 4, 7, 5, 16];

/// The number of a tag, as printed on it: `7QK4-M2XP`. No secret: whoever finds the thing reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TagKey([u8; TagKey::LENGTH]);

impl TagKey {
    /// How many characters, the check character among them.
    pub const LENGTH: usize = 8;
    /// How many keys there can be: 29 to the seventh, about 17 thousand million.
    pub const SPACE: u64 = BASE.pow(7);
    /// Below this a 64-bit number is as good as evenly spread over [`Self::SPACE`].
    const EVEN: u64 = u64::MAX - u64::MAX % Self::SPACE;

    /// The key with this place in the space. [`Self::from_random`] is what production uses.
    pub fn nth(n: u64) -> Self {
        let mut rest = n % Self::SPACE;
        let mut key = [0; Self::LENGTH];
        let mut sum = 0;
        for (sign, weight) in key.iter_mut().zip(WEIGHTS) {
            let value = rest % BASE;
            rest /= BASE;
            sum += value * weight;
            *sign = sign_of(value);
        }
        key[Self::LENGTH - 1] = sign_of(sum % BASE);
        Self(key)
    }

    /// A key from unpredictable bytes; `None` for the few numbers that would make some keys likelier than others.
    pub fn from_random(bytes: [u8; 8]) -> Option<Self> {
        let n = u64::from_be_bytes(bytes);
        (n < Self::EVEN).then(|| Self::nth(n))
    }

    /// Reads what a person typed or a scanner read: small letters, spaces, dashes and dots are fine; so are the letters
    /// of a Russian keyboard that look like ours, the wide characters of a Chinese one, and `Z` for `2`, `U` for `V`.
    ///
    /// # Errors
    /// `Missing` when nothing was typed, `NotAKey` when it cannot be a key: a wrong sign, too few or too many, or a typing
    /// error that the check character caught.
    pub fn parse(typed: &str) -> Result<Self, RefusalCode> {
        let mut key = [0; Self::LENGTH];
        let mut count = 0;
        for c in typed.chars() {
            if is_filler(c) {
                continue;
            }
            let sign = sign_meant(c).ok_or(RefusalCode::NotAKey)?;
            *key.get_mut(count).ok_or(RefusalCode::NotAKey)? = sign;
            count += 1;
        }
        match count {
            0 => Err(RefusalCode::Missing),
            Self::LENGTH if adds_up(key) => Ok(Self(key)),
            _ => Err(RefusalCode::NotAKey),
        }
    }

    /// As printed: `7QK4-M2XP`.
    pub fn grouped(&self) -> String {
        let plain = self.plain();
        format!("{}-{}", &plain[..4], &plain[4..])
    }

    /// Without the dash, as in the database and in addresses: `7QK4M2XP`.
    pub fn plain(&self) -> String {
        self.0.iter().map(|sign| char::from(*sign)).collect()
    }

    /// Its characters, for spelling it out.
    pub fn signs(&self) -> impl Iterator<Item = char> + '_ {
        self.0.iter().map(|sign| char::from(*sign))
    }
}

impl fmt::Display for TagKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.grouped())
    }
}

impl FromStr for TagKey {
    type Err = RefusalCode;
    fn from_str(text: &str) -> Result<Self, RefusalCode> {
        Self::parse(text)
    }
}

impl TryFrom<String> for TagKey {
    type Error = RefusalCode;
    fn try_from(text: String) -> Result<Self, RefusalCode> {
        Self::parse(&text)
    }
}

impl From<TagKey> for String {
    fn from(key: TagKey) -> Self {
        key.plain()
    }
}

/// All signs of keys.
#[cfg(test)]
pub(super) fn signs() -> impl Iterator<Item = char> {
    SIGNS.iter().map(|sign| char::from(*sign))
}

fn sign_of(value: u64) -> u8 {
    usize::try_from(value)
        .ok()
        .and_then(|at| SIGNS.get(at))
        .copied()
        .unwrap_or(SIGNS[0])
}

fn value_of(sign: u8) -> u64 {
    SIGNS.iter().position(|own| *own == sign).map_or(0, |at| at as u64)
}

fn adds_up(key: [u8; TagKey::LENGTH]) -> bool {
    let sum: u64 = key
        .iter()
        .zip(WEIGHTS)
        .map(|(sign, weight)| value_of(*sign) * weight)
        .sum();
    sum % BASE == value_of(key[TagKey::LENGTH - 1])
}

/// What people put between groups, in any of our languages.
fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '.' | '_' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | '\u{200B}'
        )
}

/// The sign that somebody who typed `c` was looking at.
fn sign_meant(c: char) -> Option<u8> {
    // Wide forms of a Chinese input method stand at a fixed distance from ASCII.
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)?,
        other => other,
    };
    let latin = match c.to_uppercase().next()? {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'Z' => '2',
        'U' => 'V',
        other => other,
    };
    u8::try_from(latin).ok().filter(|sign| SIGNS.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys spread over the whole space, the ends among them.
    fn many() -> impl Iterator<Item = TagKey> {
        let step = TagKey::SPACE / 1_999;
        (0..2_000)
            .map(move |n| TagKey::nth(n * step))
            .chain([TagKey::nth(TagKey::SPACE - 1)])
    }

    #[test]
    fn every_wrong_character_is_caught() {
        for key in many() {
            for at in 0..TagKey::LENGTH {
                for sign in SIGNS {
                    let mut wrong = key.0;
                    wrong[at] = *sign;
                    assert_eq!(
                        adds_up(wrong),
                        wrong == key.0,
                        "{key} with {} at {at}",
                        char::from(*sign)
                    );
                }
            }
        }
    }

    #[test]
    fn every_swap_is_caught_of_neighbours_and_of_any_two() {
        for key in many() {
            for a in 0..TagKey::LENGTH {
                for b in a + 1..TagKey::LENGTH {
                    let mut wrong = key.0;
                    wrong.swap(a, b);
                    assert_eq!(adds_up(wrong), wrong == key.0, "{key} with {a} and {b} swapped");
                }
            }
        }
    }

    /// Not only the keys above: the proof for all of them is that no weight, and no difference of two, is 0 modulo 29.
    #[test]
    fn the_weights_prove_it_for_every_key() {
        let weights: Vec<u64> = WEIGHTS.into_iter().chain([BASE - 1]).collect();
        for (a, one) in weights.iter().enumerate() {
            assert_ne!(one % BASE, 0);
            for other in &weights[a + 1..] {
                assert_ne!(one % BASE, other % BASE);
            }
        }
        assert!((2..BASE).all(|n| !BASE.is_multiple_of(n)), "a prime");
    }

    #[test]
    fn a_key_is_read_however_it_is_typed() {
        let key = TagKey::parse("7QK4-M2XP").unwrap();
        assert_eq!(key.grouped(), "7QK4-M2XP");
        for typed in [
            "7qk4m2xp",
            " 7QK4 M2XP ",
            "7 q k 4 – m 2 x p",
            "7QК4-М2ХР",
            "７ＱＫ４－Ｍ２ＸＰ",
            "7QK4-MZXP",
            "7QK4.M2XP",
        ] {
            assert_eq!(TagKey::parse(typed), Ok(key), "{typed}");
        }
        assert_eq!(TagKey::parse(" - "), Err(RefusalCode::Missing));
        for bad in [
            "7QK4-M2XQ",
            "7QK4-M2X",
            "7QK4-M2XPP",
            "7QK4-M2X0",
            "7QK4-M2XO",
            "QK74-M2XP",
            "ключ",
            "7QK4M2X\u{1F511}",
        ] {
            assert_eq!(TagKey::parse(bad), Err(RefusalCode::NotAKey), "{bad}");
        }
    }

    #[test]
    fn reading_back_gives_the_same_key_and_different_numbers_different_keys() {
        let mut seen = std::collections::BTreeSet::new();
        for key in many() {
            assert_eq!(TagKey::parse(&key.plain()), Ok(key));
            assert_eq!(TagKey::parse(&key.grouped().to_lowercase()), Ok(key));
            seen.insert(key);
        }
        assert_eq!(seen.len(), 2_001);
    }

    #[test]
    fn chance_is_spread_evenly() {
        assert_eq!(TagKey::EVEN % TagKey::SPACE, 0);
        assert!(TagKey::from_random([0xff; 8]).is_none());
        assert_eq!(TagKey::from_random([0; 8]), Some(TagKey::nth(0)));
    }
}

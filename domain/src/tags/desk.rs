//! What the telephone desk types and sees.

use serde::{Deserialize, Serialize};

use super::{CoverView, InFour, KeyHistory, KeyWord, MyKey, ProductKind, TagKey, Thing};
use crate::accounts::owners::{OwnerCard, OwnerSheet};
use crate::ids::KeyId;
use crate::{Moment, Money, Phone, RefusalCode};

/// What the search of the desk took the text for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Nothing was typed.
    Nothing,
    /// A key.
    Key,
    /// Something as long as a key that is none: a slip. Which keys are near it is not told.
    KeySlip,
    /// A telephone number, whole or its end.
    Phone,
    /// A name, or the beginning of one.
    Name,
}

/// What the desk found. Cases are looked for by the slice that has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskFindings {
    /// What the text was taken for.
    pub reading: Reading,
    /// The key, if it was one of ours.
    pub key: Option<DeskKey>,
    /// The owners, at most 20, each with their keys.
    pub owners: Vec<DeskOwner>,
}

/// An owner and their keys, in the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskOwner {
    /// Who.
    pub owner: OwnerCard,
    /// Their keys.
    pub keys: Vec<MyKey>,
}

/// A key as the desk sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskKey {
    /// Which.
    pub id: KeyId,
    /// The key.
    pub key: TagKey,
    /// What it is now.
    pub word: KeyWord,
    /// Whether its cover is paid.
    pub cover: CoverView,
    /// Whose.
    pub owner: Option<OwnerCard>,
    /// What it is attached to.
    pub thing: Option<Thing>,
    /// Since when it is reported lost.
    pub lost: Option<Moment>,
}

/// A key with everything that a call needs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub struct DeskKeyView {
    /// As in the list.
    pub row: DeskKey,
    /// Its owner, and how to reach them.
    pub owner: Option<OwnerSheet>,
    /// What carries it.
    pub product: InFour,
    /// What kind of thing that is.
    pub kind: ProductKind,
    /// Who sold it; none: our own shop.
    pub dealer: Option<String>,
    /// What a period of cover costs now.
    pub cover_price: Money,
    /// Whether its owner keeps a photo of the thing.
    pub pictured: bool,
    /// Whether it may be activated.
    pub may_activate: bool,
    /// Whether it may be blocked.
    pub may_block: bool,
    /// Whether it may be unblocked.
    pub may_unblock: bool,
    /// The history, oldest first.
    pub history: Vec<KeyHistory>,
}

impl Reading {
    /// What a text of the one search box is. Case numbers are all digits like telephones; who has cases asks for both.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Nothing;
        }
        if TagKey::parse(text).is_ok() {
            return Self::Key;
        }
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let telephone = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}');
        if digits >= 6 && text.chars().all(telephone) {
            return Self::Phone;
        }
        if digits > 0 && TagKey::parse(text) == Err(RefusalCode::NotAKey) {
            return Self::KeySlip;
        }
        Self::Name
    }

    /// The number, when a whole one was typed.
    pub fn phone(text: &str) -> Option<Phone> {
        Phone::parse(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_box_takes_everything() {
        let check = |text, expected| assert_eq!(Reading::of(text), expected, "{text}");
        check("  ", Reading::Nothing);
        check("7qk4 m2xp", Reading::Key);
        check("7QK4-M2XQ", Reading::KeySlip);
        check("7QK4", Reading::KeySlip);
        check("+40 721 555 010", Reading::Phone);
        check("0721 555 010", Reading::Phone);
        check("555-010", Reading::Phone);
        check("Ion Popescu", Reading::Name);
        check("王小明", Reading::Name);
        // Eight letters may be a name; whether they are also a key decides the check character.
        check("Marinescu", Reading::Name);
    }
}

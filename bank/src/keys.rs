//! Whose commands this bank obeys: the keys of its settings, and what it was told of keys since.
//!
//! * The settings name the first keys. What an order changed stands in the journal and counts before them: a key that
//!   was ended stays ended, although the settings still name it.
//! * Whoever stands at the machine outranks what was told from afar: when the settings are changed, their keys count,
//!   and what was learned besides them is forgotten. Only a key that had been ended and stayed in the settings stays
//!   ended; whoever wants it back takes it out, starts the program, and puts it in again.
//! * Each start writes down which keys hold, so that a damaged line of the journal hides no end of a key.
//! * A bank that lost its journal is back at its settings. It then counts from its clock on, so that no order from
//!   before fits, and its snapshot says which keys it holds.
//!
//! No file and no time here.

use std::collections::BTreeSet;

use domain::lockers::protocol::{HeldKeys, PublicKey};
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

/// Which keys hold, and from which settings that came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRecord {
    /// The keys that the settings named.
    pub settings: BTreeSet<PublicKey>,
    /// The keys that are obeyed.
    pub keys: HeldKeys,
}

impl KeyRecord {
    /// What holds from a start on. `known` is what the journal says; `at_least` is what the count begins with at least.
    pub fn at_start(known: Option<&Self>, settings: &[VerifyingKey], at_least: u64) -> Self {
        let settings: BTreeSet<PublicKey> = settings.iter().map(PublicKey::from).collect();
        let HeldKeys { generation, held } = match known {
            Some(before) if before.settings == settings => before.keys.clone(),
            // Another state, and so another number: an order that was made for the one before fits no more.
            Some(before) => HeldKeys {
                generation: before.keys.generation.saturating_add(1),
                held: settings.iter().copied().filter(|key| !before.has_ended(*key)).collect(),
            },
            None => HeldKeys {
                generation: 0,
                held: settings.iter().copied().collect(),
            },
        };
        let generation = generation.max(at_least);
        Self {
            settings,
            keys: HeldKeys { generation, held },
        }
    }

    /// Whether the settings named this key and it is obeyed no more.
    fn has_ended(&self, key: PublicKey) -> bool {
        self.settings.contains(&key) && !self.keys.holds(key)
    }

    /// The keys to verify with.
    pub fn verifying(&self) -> Vec<VerifyingKey> {
        self.keys.held.iter().filter_map(PublicKey::verifying).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::SigningKey;

    fn key(n: u8) -> VerifyingKey {
        SigningKey::from_bytes(&[n; 32]).verifying_key()
    }

    fn holds(record: &KeyRecord) -> BTreeSet<PublicKey> {
        record.keys.held.iter().copied().collect()
    }

    fn set(keys: &[u8]) -> BTreeSet<PublicKey> {
        keys.iter().map(|n| PublicKey::from(&key(*n))).collect()
    }

    /// The settings named the first of three keys; then that was ended, and the second learned.
    fn turned() -> KeyRecord {
        KeyRecord {
            settings: set(&[1]),
            keys: HeldKeys {
                generation: 2,
                held: set(&[2]).into_iter().collect(),
            },
        }
    }

    #[test]
    fn the_settings_name_the_first_and_the_journal_what_came_since() {
        let first = KeyRecord::at_start(None, &[key(1)], 0);
        assert_eq!((holds(&first), first.keys.generation), (set(&[1]), 0));
        let again = KeyRecord::at_start(Some(&turned()), &[key(1)], 0);
        assert_eq!(again, turned());
    }

    #[test]
    fn who_changes_the_settings_outranks_what_was_told() {
        let by_hand = KeyRecord::at_start(Some(&turned()), &[key(3)], 0);
        assert_eq!(holds(&by_hand), set(&[3]), "what was learned is gone");
        assert_eq!(by_hand.keys.generation, 3, "the count goes on");
        // The ended key still stands there, beside a new one.
        let beside = KeyRecord::at_start(Some(&turned()), &[key(1), key(3)], 0);
        assert_eq!(holds(&beside), set(&[3]));
        // Taken out and put in again it counts: somebody wants it.
        let back = KeyRecord::at_start(Some(&by_hand), &[key(1)], 0);
        assert_eq!(holds(&back), set(&[1]));
    }

    #[test]
    fn the_order_of_keys_in_the_settings_is_no_change() {
        let first = KeyRecord::at_start(None, &[key(1), key(2)], 0);
        assert_eq!(KeyRecord::at_start(Some(&first), &[key(2), key(1), key(2)], 0), first);
    }

    #[test]
    fn a_lost_journal_counts_from_the_clock_on() {
        assert_eq!(KeyRecord::at_start(None, &[key(1)], 99).keys.generation, 99);
        assert_eq!(KeyRecord::at_start(Some(&turned()), &[key(1)], 1).keys.generation, 2);
    }
}

//! One signing key takes the place of another: what a bank must be told next, and how it stands (decision 0039).
//!
//! Compared each time, never remembered: what the house has against what the bank says that it obeys.

use super::protocol::{HeldKeys, KeyAct, PublicKey};
use crate::Moment;

/// The keys of the house, by their public halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HouseKeys {
    /// Signs commands.
    pub signing: PublicKey,
    /// Will sign them; banks are told of it already.
    pub next: Option<PublicKey>,
    /// Signed them before; banks are told to obey it no more.
    pub old: Option<PublicKey>,
}

/// What a bank must be told next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyStep {
    /// What to do.
    pub act: KeyAct,
    /// With which key.
    pub key: PublicKey,
    /// Which key of the house signs that.
    pub signer: PublicKey,
}

/// How a bank stands to the keys of the house. The worst that is true of it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyStanding {
    /// It does not obey the key that signs: somebody must go there with new papers, or its doors stay shut.
    Deaf,
    /// It obeys a key that is none of the house's: somebody must find out whose.
    Stranger,
    /// It has never said which keys it obeys: its program is too old, or it was never there.
    Silent,
    /// It still obeys the old key.
    Old,
    /// It does not obey the next key yet.
    NotYet,
    /// It obeys the one that signs and the next.
    Ready,
    /// It obeys the one that signs, and nothing else is to be done.
    Fine,
}

impl KeyStanding {
    /// All of them, the worst first.
    pub const ALL: [Self; 7] = [
        Self::Deaf,
        Self::Stranger,
        Self::Silent,
        Self::Old,
        Self::NotYet,
        Self::Ready,
        Self::Fine,
    ];

    /// Its name for whoever counts.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Deaf => "deaf",
            Self::Stranger => "stranger",
            Self::Silent => "silent",
            Self::Old => "old",
            Self::NotYet => "not_yet",
            Self::Ready => "ready",
            Self::Fine => "fine",
        }
    }
}

/// What was done with a key at the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyMark {
    /// It was made, to be the next.
    Made,
    /// From then on it signs.
    Signs,
    /// Another one signs from then on.
    Replaced,
    /// Its file is gone.
    Ended,
}

impl KeyMark {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Made, Self::Signs, Self::Replaced, Self::Ended];

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Signs => "signs",
            Self::Replaced => "replaced",
            Self::Ended => "ended",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.wire() == text)
    }
}

/// A bank, as the page of the key shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankKeysView {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub standing: KeyStanding,
    /// Since when it says so; none if it never said.
    pub since: Option<Moment>,
    /// Whether it is there now.
    pub online: bool,
}

/// One step of a turn, as the page of the key shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStepView {
    /// What was done.
    pub mark: KeyMark,
    /// With which key: its fingerprint.
    pub fingerprint: String,
    /// When.
    pub at: Moment,
    /// Why it was done although some banks were not ready.
    pub reason: Option<String>,
}

impl HouseKeys {
    /// The old key, unless it is the one that signs: then nobody has started anew yet.
    fn outgoing(&self) -> Option<PublicKey> {
        self.old.filter(|old| *old != self.signing)
    }

    /// The next key, unless it is one that signs or signed.
    fn coming(&self) -> Option<PublicKey> {
        self.next
            .filter(|next| *next != self.signing && Some(*next) != self.old)
    }

    /// What a bank that obeys these must be told; one thing at a time, and nothing when all is as it shall be, or when
    /// nothing that the house has can help.
    pub fn due(&self, held: &HeldKeys) -> Option<KeyStep> {
        let outgoing = self.outgoing().filter(|old| held.holds(*old));
        if !held.holds(self.signing) {
            // It was away when the turn came: the old key may still name the one that signs.
            return outgoing.map(|signer| KeyStep {
                act: KeyAct::Trust,
                key: self.signing,
                signer,
            });
        }
        let (act, key) = match (outgoing, self.coming().filter(|next| !held.holds(*next))) {
            (Some(old), _) => (KeyAct::Distrust, old),
            (None, Some(next)) => (KeyAct::Trust, next),
            (None, None) => return None,
        };
        let signer = self.signing;
        Some(KeyStep { act, key, signer })
    }

    /// How a bank stands that says this of itself.
    pub fn standing(&self, held: Option<&HeldKeys>) -> KeyStanding {
        let Some(held) = held else { return KeyStanding::Silent };
        let ours = [Some(self.signing), self.next, self.old];
        if !held.holds(self.signing) {
            KeyStanding::Deaf
        } else if held.held.iter().any(|key| !ours.contains(&Some(*key))) {
            KeyStanding::Stranger
        } else if self.outgoing().is_some_and(|old| held.holds(old)) {
            KeyStanding::Old
        } else if let Some(next) = self.coming() {
            if held.holds(next) {
                KeyStanding::Ready
            } else {
                KeyStanding::NotYet
            }
        } else {
            KeyStanding::Fine
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{BankId, CommandId};
    use crate::lockers::protocol::KeyOrder;
    use crate::{Span, Timestamp};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn key(n: u8) -> PublicKey {
        PublicKey::from_bytes([n; 32])
    }

    fn held(keys: &[u8]) -> HeldKeys {
        HeldKeys {
            generation: 7,
            held: keys.iter().map(|n| key(*n)).collect(),
        }
    }

    fn house(signing: u8, next: Option<u8>, old: Option<u8>) -> HouseKeys {
        HouseKeys {
            signing: key(signing),
            next: next.map(key),
            old: old.map(key),
        }
    }

    fn step(act: KeyAct, of: u8, by: u8) -> KeyStep {
        KeyStep {
            act,
            key: key(of),
            signer: key(by),
        }
    }

    #[test]
    fn each_state_has_its_next_step() {
        use KeyAct::{Distrust, Trust};
        assert_eq!(house(1, None, None).due(&held(&[1])), None);
        assert_eq!(house(1, Some(2), None).due(&held(&[1])), Some(step(Trust, 2, 1)));
        assert_eq!(house(1, Some(2), None).due(&held(&[1, 2])), None);
        assert_eq!(house(2, None, Some(1)).due(&held(&[1, 2])), Some(step(Distrust, 1, 2)));
        assert_eq!(house(2, None, Some(1)).due(&held(&[2])), None);
        // It was away when the turn came.
        assert_eq!(house(2, None, Some(1)).due(&held(&[1])), Some(step(Trust, 2, 1)));
        // Nothing that the house has is obeyed.
        assert_eq!(house(2, None, Some(1)).due(&held(&[3])), None);
        assert_eq!(house(2, None, None).due(&held(&[1])), None);
    }

    #[test]
    fn a_server_that_was_not_started_anew_ends_nothing() {
        // The files were turned, and this process still signs with what is now the old one.
        assert_eq!(house(1, None, Some(1)).due(&held(&[1, 2])), None);
        assert_eq!(house(1, Some(1), None).due(&held(&[1])), None);
        assert_eq!(house(2, Some(1), Some(1)).due(&held(&[2])), None, "nothing comes back");
    }

    #[test]
    fn the_worst_counts() {
        let turning = house(1, Some(2), None);
        assert_eq!(turning.standing(None), KeyStanding::Silent);
        assert_eq!(turning.standing(Some(&held(&[2]))), KeyStanding::Deaf);
        assert_eq!(turning.standing(Some(&held(&[]))), KeyStanding::Deaf);
        assert_eq!(turning.standing(Some(&held(&[1, 2, 9]))), KeyStanding::Stranger);
        assert_eq!(turning.standing(Some(&held(&[1]))), KeyStanding::NotYet);
        assert_eq!(turning.standing(Some(&held(&[1, 2]))), KeyStanding::Ready);
        let turned = house(2, None, Some(1));
        assert_eq!(turned.standing(Some(&held(&[1, 2]))), KeyStanding::Old);
        assert_eq!(turned.standing(Some(&held(&[2]))), KeyStanding::Fine);
        assert!(KeyStanding::ALL.is_sorted());
    }

    #[test]
    fn every_mark_reads_back() {
        for mark in KeyMark::ALL {
            assert_eq!(KeyMark::from_wire(mark.wire()), Some(mark));
        }
    }

    proptest! {
        /// Whatever a bank obeys: it is told at most three things, each of which it takes, and then nothing more; if it obeys
        /// any key of the house but the next, it ends with the one that signs, with the next, and without the old.
        #[test]
        fn a_bank_that_listens_is_soon_in_step(
            keys in proptest::collection::btree_set(1..=5_u8, 0..=2), next in proptest::option::of(Just(3_u8)), turned in any::<bool>()
        ) {
            let house = house(2, next, turned.then_some(1));
            let mut state = held(&keys.iter().copied().collect::<Vec<_>>());
            let reachable = state.holds(key(2)) || (turned && state.holds(key(1)));
            let mut told = 0;
            while let Some(step) = house.due(&state) {
                told += 1;
                prop_assert!(told <= 3);
                let order = KeyOrder {
                    id: CommandId(Uuid::from_u128(told)),
                    bank: BankId(Uuid::from_u128(1)),
                    order: step.act,
                    key: step.key,
                    generation: state.generation + 1,
                    issued_at: Timestamp(0),
                    not_after: Timestamp(0) + Span::minutes(1),
                };
                state = state.after(&order, step.signer).unwrap();
            }
            prop_assert_eq!(state.holds(key(2)), reachable);
            if reachable {
                prop_assert!(!(turned && state.holds(key(1))));
                prop_assert_eq!(next.is_some_and(|next| !state.holds(key(next))), false);
            }
        }
    }
}

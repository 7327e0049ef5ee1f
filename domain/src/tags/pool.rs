//! A pool: a batch of keys that a dealer orders, or that we make for our own shop; and its state machine.
//!
//! Ordered, priced, paid or put on invoice, approved by a manager, generated in chunks, issued. What must not be here: the
//! keys themselves.

use serde::{Deserialize, Serialize};

use crate::{Money, Timestamp};

/// Where a pool is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PoolState {
    /// Asked for; nobody has said what it costs.
    Ordered,
    /// It has a price and waits for money.
    Priced {
        /// All of it, with tax.
        total: Money,
    },
    /// Paid online.
    Paid {
        /// All of it, with tax.
        total: Money,
        /// When.
        at: Timestamp,
    },
    /// The dealer pays later.
    OnInvoice {
        /// All of it, with tax.
        total: Money,
        /// When it was put on the invoice.
        at: Timestamp,
    },
    /// A manager said yes; its keys wait to be made.
    Approved {
        /// When.
        at: Timestamp,
    },
    /// Its keys are being made.
    Generating {
        /// Since when.
        since: Timestamp,
    },
    /// All keys are there and can be fetched.
    Issued {
        /// When.
        at: Timestamp,
    },
    /// A manager said no.
    Refused {
        /// When.
        at: Timestamp,
        /// Why, in the manager's words.
        reason: String,
    },
    /// Whoever ordered it took the order back.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// The one word of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as the states above")]
pub enum PoolWord {
    Ordered,
    Priced,
    Paid,
    OnInvoice,
    Approved,
    Generating,
    Issued,
    Refused,
    Cancelled,
}

impl PoolWord {
    /// All of them, as filters offer them.
    pub const ALL: [Self; 9] = [
        Self::Ordered,
        Self::Priced,
        Self::Paid,
        Self::OnInvoice,
        Self::Approved,
        Self::Generating,
        Self::Issued,
        Self::Refused,
        Self::Cancelled,
    ];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Priced => "priced",
            Self::Paid => "paid",
            Self::OnInvoice => "on_invoice",
            Self::Approved => "approved",
            Self::Generating => "generating",
            Self::Issued => "issued",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.wire() == text)
    }

    /// What a manager has to decide about.
    pub const fn waits_for_manager(self) -> bool {
        matches!(self, Self::Ordered | Self::Paid | Self::OnInvoice)
    }
}

/// What happens to a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PoolEvent {
    /// It gets its price, by the dealer's list or by a manager.
    Price {
        /// All of it, with tax.
        total: Money,
    },
    /// The money came.
    Pay,
    /// The dealer's contract lets them pay later.
    PutOnInvoice,
    /// A manager says yes. Our own production costs nothing and is approved as it is ordered.
    Approve {
        /// Whether it is our own.
        own: bool,
    },
    /// The job takes it up.
    Generate,
    /// The last key is there.
    Issue,
    /// A manager says no.
    Refuse {
        /// Why.
        reason: String,
    },
    /// Whoever ordered it takes it back.
    Cancel,
}

/// The event does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the state of the pool")]
pub struct PoolNotPossible;

impl PoolState {
    /// The next state.
    ///
    /// # Errors
    /// [`PoolNotPossible`] for every pair that is no rule of the house; nothing changes then.
    pub fn apply(self, event: PoolEvent, now: Timestamp) -> Result<Self, PoolNotPossible> {
        use PoolEvent as E;
        Ok(match (self, event) {
            // A price may be corrected as long as nobody has paid it.
            (Self::Ordered | Self::Priced { .. }, E::Price { total }) => Self::Priced { total },
            (Self::Priced { total }, E::Pay) => Self::Paid { total, at: now },
            (Self::Priced { total }, E::PutOnInvoice) => Self::OnInvoice { total, at: now },
            (Self::Paid { .. } | Self::OnInvoice { .. }, E::Approve { own: false })
            | (Self::Ordered, E::Approve { own: true }) => Self::Approved { at: now },
            (Self::Approved { .. }, E::Generate) => Self::Generating { since: now },
            (Self::Generating { .. }, E::Issue) => Self::Issued { at: now },
            (
                Self::Ordered | Self::Priced { .. } | Self::Paid { .. } | Self::OnInvoice { .. },
                E::Refuse { reason },
            ) => Self::Refused { at: now, reason },
            (Self::Ordered | Self::Priced { .. }, E::Cancel) => Self::Cancelled { at: now },
            _ => return Err(PoolNotPossible),
        })
    }

    /// Its word.
    pub const fn word(&self) -> PoolWord {
        match self {
            Self::Ordered => PoolWord::Ordered,
            Self::Priced { .. } => PoolWord::Priced,
            Self::Paid { .. } => PoolWord::Paid,
            Self::OnInvoice { .. } => PoolWord::OnInvoice,
            Self::Approved { .. } => PoolWord::Approved,
            Self::Generating { .. } => PoolWord::Generating,
            Self::Issued { .. } => PoolWord::Issued,
            Self::Refused { .. } => PoolWord::Refused,
            Self::Cancelled { .. } => PoolWord::Cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    const NOW: Timestamp = Timestamp(1_772_355_600_000_000);

    /// A state for each word.
    fn state(word: PoolWord) -> PoolState {
        let total = total();
        let at = NOW;
        match word {
            PoolWord::Ordered => PoolState::Ordered,
            PoolWord::Priced => PoolState::Priced { total },
            PoolWord::Paid => PoolState::Paid { total, at },
            PoolWord::OnInvoice => PoolState::OnInvoice { total, at },
            PoolWord::Approved => PoolState::Approved { at },
            PoolWord::Generating => PoolState::Generating { since: at },
            PoolWord::Issued => PoolState::Issued { at },
            PoolWord::Refused => PoolState::Refused {
                at,
                reason: "no".into(),
            },
            PoolWord::Cancelled => PoolState::Cancelled { at },
        }
    }

    fn total() -> Money {
        Money {
            minor: 10_000,
            currency: Currency::Ron,
        }
    }

    #[test]
    fn every_pair_of_state_and_event() {
        use PoolWord as W;
        let events = [
            (
                PoolEvent::Price { total: total() },
                vec![(W::Ordered, W::Priced), (W::Priced, W::Priced)],
            ),
            (PoolEvent::Pay, vec![(W::Priced, W::Paid)]),
            (PoolEvent::PutOnInvoice, vec![(W::Priced, W::OnInvoice)]),
            (
                PoolEvent::Approve { own: false },
                vec![(W::Paid, W::Approved), (W::OnInvoice, W::Approved)],
            ),
            (PoolEvent::Approve { own: true }, vec![(W::Ordered, W::Approved)]),
            (PoolEvent::Generate, vec![(W::Approved, W::Generating)]),
            (PoolEvent::Issue, vec![(W::Generating, W::Issued)]),
            (
                PoolEvent::Refuse { reason: "no".into() },
                vec![
                    (W::Ordered, W::Refused),
                    (W::Priced, W::Refused),
                    (W::Paid, W::Refused),
                    (W::OnInvoice, W::Refused),
                ],
            ),
            (
                PoolEvent::Cancel,
                vec![(W::Ordered, W::Cancelled), (W::Priced, W::Cancelled)],
            ),
        ];
        for (event, allowed) in events {
            for from in W::ALL {
                let next = state(from).apply(event.clone(), NOW).ok().map(|state| state.word());
                let expected = allowed.iter().find(|(word, _)| *word == from).map(|(_, to)| *to);
                assert_eq!(next, expected, "{from:?} {event:?}");
            }
        }
    }

    #[test]
    fn words_are_read_back() {
        for word in PoolWord::ALL {
            assert_eq!(PoolWord::from_wire(word.wire()), Some(word));
            assert_eq!(state(word).word(), word);
        }
    }
}

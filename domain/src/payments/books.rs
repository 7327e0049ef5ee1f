//! What one intent owes and got: the state machine of money.
//!
//! Providers repeat themselves, contradict their own order and come late. So what they say is kept as a fact per
//! checkout that only grows (so much was paid, so much was given back), and where the intent stands is a function of
//! the facts: in whatever order they come, and however often, the books end the same. What must not be here: trust in
//! a message. Facts are what the provider answered when it was asked.

use serde::{Deserialize, Serialize};

use crate::ids::{CheckoutId, RefundId};
use crate::{Money, Timestamp};

/// The books of one intent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    due: Money,
    life: Life,
    /// When it was first paid in full.
    paid_at: Option<Timestamp>,
    taken: Vec<Taken>,
    asked: Vec<Asked>,
}

/// What of its life is our own doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Life {
    Waiting,
    Expired,
    Withdrawn,
}

/// What one checkout brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Which.
    pub checkout: CheckoutId,
    /// So much was paid.
    pub paid: Money,
    /// So much of it was given back, in minor units.
    pub refunded: i64,
}

/// A refund that the provider has not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    refund: RefundId,
    checkout: CheckoutId,
    amount: i64,
}

/// Where an intent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nothing that fits was paid yet.
    Waiting,
    /// Paid in full.
    Paid,
    /// Paid, and a part was given back.
    PartlyRefunded,
    /// Paid, and all was given back.
    Refunded,
    /// It was not paid in time. Money that comes all the same still pays it.
    Expired,
    /// Whoever asked for the money no longer wants it. Money that comes all the same is too much.
    Withdrawn,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The provider, asked, said what a checkout brought so far.
    Seen {
        /// Which.
        checkout: CheckoutId,
        /// So much was paid.
        paid: Money,
        /// So much of it was given back, in minor units.
        refunded: i64,
    },
    /// The time to pay is over.
    Expire,
    /// Whoever asked for the money no longer wants it.
    Withdraw,
    /// A manager wants money given back.
    AskRefund {
        /// The order to the provider.
        refund: RefundId,
        /// Of which payment.
        checkout: CheckoutId,
        /// In minor units.
        amount: i64,
    },
    /// The order to the provider ended, well or badly. What it gave back is told by `Seen`.
    RefundEnded {
        /// Which.
        refund: RefundId,
    },
}

/// What must follow, in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is paid: do what it was paid for, and write the receipt.
    Paid,
    /// Some of what pays it was given back.
    Refunded {
        /// So much.
        amount: Money,
        /// Whether nothing is left.
        full: bool,
    },
    /// More came than was due: paid twice, or after it was withdrawn. A human must look.
    Surplus {
        /// By which checkout.
        checkout: CheckoutId,
        /// So much.
        amount: Money,
    },
    /// The amount or currency is not what was due. It pays nothing; a human must look.
    Mismatch {
        /// By which checkout.
        checkout: CheckoutId,
        /// So much.
        amount: Money,
    },
}

/// The event does not fit the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the books of the payment")]
pub struct NotPossible;

impl Books {
    /// Nothing was paid yet.
    pub const fn new(due: Money) -> Self {
        Self {
            due,
            life: Life::Waiting,
            paid_at: None,
            taken: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// What happens, and what must follow. A fact that is known already changes nothing and has no effect.
    ///
    /// # Errors
    /// [`NotPossible`] for acts of ours that no rule allows; nothing changes then. Facts are never refused.
    pub fn apply(&self, event: Event, now: Timestamp) -> Result<(Self, Vec<Effect>), NotPossible> {
        let mut next = self.clone();
        let effects = match event {
            Event::Seen {
                checkout,
                paid,
                refunded,
            } => next.see(checkout, paid, refunded, now),
            Event::Expire if self.phase() == Phase::Waiting => next.end(Life::Expired),
            Event::Withdraw if matches!(self.phase(), Phase::Waiting | Phase::Expired) => next.end(Life::Withdrawn),
            Event::AskRefund {
                refund,
                checkout,
                amount,
            } => {
                if amount <= 0 || amount > self.refundable(checkout).ok_or(NotPossible)?.minor {
                    return Err(NotPossible);
                }
                next.asked.push(Asked {
                    refund,
                    checkout,
                    amount,
                });
                Vec::new()
            }
            Event::RefundEnded { refund } => {
                next.asked.retain(|asked| asked.refund != refund);
                Vec::new()
            }
            Event::Expire | Event::Withdraw => return Err(NotPossible),
        };
        Ok((next, effects))
    }

    fn end(&mut self, life: Life) -> Vec<Effect> {
        self.life = life;
        Vec::new()
    }

    fn see(&mut self, checkout: CheckoutId, paid: Money, refunded: i64, now: Timestamp) -> Vec<Effect> {
        let before = self.covered();
        let known = self.taken.iter_mut().find(|t| t.checkout == checkout);
        let new = known.is_none();
        match known {
            // A provider gives back more and more, never less; an old answer changes nothing.
            Some(known) => known.refunded = known.refunded.max(refunded.min(known.paid.minor)),
            None if paid.minor <= 0 => return Vec::new(),
            None => self.taken.push(Taken {
                checkout,
                paid,
                refunded: refunded.clamp(0, paid.minor),
            }),
        }
        let after = self.covered();
        let mut effects = Vec::new();
        if new && paid != self.due {
            effects.push(Effect::Mismatch { checkout, amount: paid });
        } else if new && before == 0 && self.life != Life::Withdrawn {
            // What is seen at once as paid and given back was paid nevertheless.
            self.paid_at = self.paid_at.or(Some(now));
            effects.push(Effect::Paid);
            self.note_refund(&mut effects, self.due.minor, after);
        } else if new {
            effects.push(Effect::Surplus { checkout, amount: paid });
        } else {
            self.note_refund(&mut effects, before, after);
        }
        effects
    }

    fn note_refund(&self, effects: &mut Vec<Effect>, before: i64, after: i64) {
        if after < before {
            effects.push(Effect::Refunded {
                amount: Money::new(before - after, self.due.currency),
                full: after == 0,
            });
        }
    }

    /// How much of what is due is covered by money that we hold, in minor units. Too much is given back first.
    fn covered(&self) -> i64 {
        if self.life == Life::Withdrawn {
            return 0;
        }
        let kept = self.fitting().map(|t| t.paid.minor.saturating_sub(t.refunded));
        kept.fold(0_i64, i64::saturating_add).min(self.due.minor)
    }

    fn fitting(&self) -> impl Iterator<Item = &Taken> {
        self.taken.iter().filter(|t| t.paid == self.due)
    }

    /// Where it stands.
    pub fn phase(&self) -> Phase {
        match (self.life, self.fitting().next(), self.covered()) {
            (Life::Withdrawn, ..) => Phase::Withdrawn,
            (Life::Expired, None, _) => Phase::Expired,
            (Life::Waiting, None, _) => Phase::Waiting,
            (_, Some(_), 0) => Phase::Refunded,
            (_, Some(_), covered) if covered < self.due.minor => Phase::PartlyRefunded,
            (_, Some(_), _) => Phase::Paid,
        }
    }

    /// What it costs.
    pub const fn due(&self) -> Money {
        self.due
    }

    /// When it was first paid in full.
    pub const fn paid_at(&self) -> Option<Timestamp> {
        self.paid_at
    }

    /// Every checkout that brought money, in the order in which we heard of them.
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// How much of a checkout's money can still be given back; none if it brought nothing.
    pub fn refundable(&self, checkout: CheckoutId) -> Option<Money> {
        let taken = self.taken.iter().find(|t| t.checkout == checkout)?;
        let asked: i64 = self
            .asked
            .iter()
            .filter(|a| a.checkout == checkout)
            .map(|a| a.amount)
            .sum();
        let left = (taken.paid.minor - taken.refunded - asked).max(0);
        Some(Money::new(left, taken.paid.currency))
    }
}

#[cfg(test)]
mod tests;

//! Orders about keys: living or not, new or not, in turn or not; then the answer. None of them moves a door.

use domain::lockers::protocol::{KeyOrder, Outcome, PublicKey, RefuseReason};

use super::Controller;
use crate::clock::Now;
use crate::keys::KeyRecord;
use crate::memory::Remembered;
use crate::records::Change;

impl Controller {
    /// An order that one of our keys signed. What it changes stands on one line of the journal with its answer.
    pub(super) fn key_order(&mut self, order: &KeyOrder, signer: PublicKey, now: Now) {
        if let Some(outcome) = self.record.answer(order.id) {
            self.counts.repeated += 1;
            self.answer_again(now, order.id, outcome);
            return;
        }
        let outcome = match self.keys_after(order, signer, now) {
            Ok(keys) => {
                let (id, act, key) = (order.id, order.order.wire(), order.key);
                tracing::warn!(order = %id, act, %key, "an order about keys is obeyed");
                self.hold(keys);
                Outcome::Done
            }
            Err(reason) => {
                self.counts.refused += 1;
                if reason == RefuseReason::WrongBank {
                    self.counts.wrong_bank += 1;
                }
                tracing::warn!(order = %order.id, reason = reason.wire(), "an order about keys is refused");
                Outcome::Refused { reason }
            }
        };
        let remembered = Remembered {
            not_after: order.not_after,
            outcome,
            pulsing: None,
        };
        self.answer(now, order.id, remembered);
    }

    fn keys_after(&self, order: &KeyOrder, signer: PublicKey, now: Now) -> Result<KeyRecord, RefuseReason> {
        order.refuse_at(self.settings.bank, now.wall)?;
        if self.record.memory.is_forgotten(order.not_after) || order.issued_at < self.trusts_from {
            return Err(RefuseReason::Stale);
        }
        let known = self.record.keys.clone().unwrap_or_default();
        let keys = known.keys.after(order, signer)?;
        Ok(KeyRecord { keys, ..known })
    }

    /// From now on these are obeyed, and no others.
    pub(super) fn hold(&mut self, keys: KeyRecord) {
        self.verifying = keys.verifying();
        if self.verifying.is_empty() {
            tracing::error!("no key is left that this bank obeys: nothing opens until its settings name another");
        }
        self.change(Change::Keys { keys });
    }
}

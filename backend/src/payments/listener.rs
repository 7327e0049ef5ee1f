//! How upper slices hear of money: by a listener, in the transaction that records it (decision 0005).
//!
//! What must not be here: anything slow or foreign. A listener writes rows; mails and doors follow from those.

use async_trait::async_trait;
use domain::ids::{IntentId, OrganisationId, PersonId};
use domain::payments::Purpose;
use domain::{Money, Timestamp};
use uuid::Uuid;

use crate::db::Tx;
use crate::fault::Result;

/// What was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidIntent {
    /// Which intent.
    pub id: IntentId,
    /// Who was paid.
    pub organisation: OrganisationId,
    /// Who paid, if they have an account.
    pub payer: Option<PersonId>,
    /// What for.
    pub purpose: Purpose,
    /// What the listener knows it by.
    pub subject: Uuid,
    /// The gross amount that was due, and came.
    pub amount: Money,
    /// When we recorded it.
    pub at: Timestamp,
}

/// Hears of one purpose's payments. Whatever it does is committed together with the payment, or not at all: an error
/// undoes both, and the provider's word is heard again later.
#[async_trait]
pub trait PaymentListener: Send + Sync {
    /// Which purpose it hears of.
    fn purpose(&self) -> Purpose;

    /// It is paid in full. Told once, unless all was given back and it was paid anew.
    async fn paid(&self, tx: &mut Tx, intent: &PaidIntent) -> Result<()>;

    /// `amount` of it was given back; with `full`, nothing is left.
    async fn refunded(&self, tx: &mut Tx, intent: &PaidIntent, amount: Money, full: bool) -> Result<()>;
}

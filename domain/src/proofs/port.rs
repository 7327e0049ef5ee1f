//! What the outside may ask of proofs.

use async_trait::async_trait;

use super::{PaperForm, ReceiptView};
use crate::accounts::Actor;
use crate::custody::PickupPass;
use crate::ids::ConsignmentId;
use crate::{Locale, Outcome};

/// Receipts of hand-overs.
#[async_trait]
pub trait ProofsPort: Send + Sync {
    /// The recipient's receipt, for the holder of the link, as long as the pickup page tells of the thing.
    /// `LinkExpired` for unknown and foreign links, `NotFound` when it was not collected.
    async fn pickup_receipt(&self, actor: &Actor, pass: &PickupPass, id: ConsignmentId) -> Outcome<ReceiptView>;

    /// The same as a file. Refusals as in [`Self::pickup_receipt`].
    async fn pickup_paper(
        &self,
        actor: &Actor,
        pass: &PickupPass,
        id: ConsignmentId,
        form: PaperForm,
        locale: Locale,
    ) -> Outcome<Vec<u8>>;

    /// The depositor's receipt of a document of their own organisation that was stored and left our custody.
    /// `NotFound` for all others.
    async fn delivery_receipt(&self, actor: &Actor, id: ConsignmentId) -> Outcome<ReceiptView>;

    /// The same as a file. Refusals as in [`Self::delivery_receipt`].
    async fn delivery_paper(
        &self,
        actor: &Actor,
        id: ConsignmentId,
        form: PaperForm,
        locale: Locale,
    ) -> Outcome<Vec<u8>>;

    /// The public key with which receipts are signed, in base64url. Anybody may know it.
    fn key(&self) -> String;
}

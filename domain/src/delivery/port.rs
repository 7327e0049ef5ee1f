//! What the outside may ask of deliveries.

use async_trait::async_trait;

use super::{DeliveryFilter, DeliveryRow, DeliveryView, NewDelivery};
use crate::accounts::Actor;
use crate::ids::ConsignmentId;
use crate::{Outcome, Page, ShortText};

/// The employee's side of a hand-over.
#[async_trait]
pub trait DeliveryPort: Send + Sync {
    /// The deliveries of one's organisation, newest first, 50 a page.
    async fn deliveries(&self, actor: &Actor, filter: &DeliveryFilter) -> Outcome<Page<DeliveryRow>>;

    /// One delivery with its history.
    async fn delivery(&self, actor: &Actor, id: ConsignmentId) -> Outcome<DeliveryView>;

    /// Enters a delivery and reserves the smallest free compartment that fits, at least of the size asked for.
    /// `Form` with the fields; `BankFull`; `OnlyHigherDoors` when a low one is needed; `BankOffline` is no hindrance here, only for opening.
    /// The same `once` gives the same delivery.
    async fn create(&self, actor: &Actor, form: NewDelivery) -> Outcome<ConsignmentId>;

    /// Orders the door open: to put the document in, or to take it out of an unclear or cancelled one.
    /// `BankOffline`, `OutOfService`, `AnotherDoorOpen`, `WrongState`; nothing is kept for later.
    async fn open(&self, actor: &Actor, id: ConsignmentId) -> Outcome<()>;

    /// Cancels. With the door open it ends when the door is closed on an empty compartment; a stored document's
    /// door is opened to take it out.
    async fn cancel(&self, actor: &Actor, id: ConsignmentId, reason: ShortText) -> Outcome<()>;
}

//! What the outside may ask of lists.

use async_trait::async_trait;

use super::{AtTheBank, BatchView, BulkDesk, BulkForm, BulkPreview};
use crate::accounts::Actor;
use crate::ids::{BankId, BatchId, ConsignmentId};
use crate::{Outcome, ShortText};

/// Lists of recipients, and putting their documents in, door after door. For whoever may create deliveries.
#[async_trait]
pub trait BulkPort: Send + Sync {
    /// What waits where, and the lists that are not done.
    async fn desk(&self, actor: &Actor) -> Outcome<BulkDesk>;

    /// Checks every line of a list; nothing is kept. `Form` when it does not say where it goes.
    async fn preview(&self, actor: &Actor, form: &BulkForm) -> Outcome<BulkPreview>;

    /// Enters the lines that are not left out; no compartment is reserved. `Form` while a line is wrong (which one, the
    /// preview says), and when none is left. The same `once` gives the same list.
    async fn enter_lines(&self, actor: &Actor, form: &BulkForm) -> Outcome<BatchId>;

    /// One list with what waits on it.
    async fn batch(&self, actor: &Actor, id: BatchId) -> Outcome<BatchView>;

    /// Says that what waits on a list goes into another bank. `Form` at `bank`.
    async fn send_elsewhere(&self, actor: &Actor, id: BatchId, bank: &str) -> Outcome<()>;

    /// Ends a list: what waits on it is deleted with everything personal; what was put in stays. Gives how many lines
    /// are gone.
    async fn drop_batch(&self, actor: &Actor, id: BatchId) -> Outcome<u32>;

    /// What an employee before a bank sees.
    async fn at_the_bank(&self, actor: &Actor, bank: BankId) -> Outcome<AtTheBank>;

    /// The document with this number is before the bank: makes its delivery, takes a compartment and orders the door open,
    /// all or nothing. A delivery whose compartment is reserved already gets its door opened (again); one whose door
    /// is just opening stays as it is. `NotOnList`, `ListedElsewhere`, `InLockerAlready`, `BankFull`, and those of
    /// opening: `BankOffline`, `AnotherDoorOpen`, `OutOfService`.
    async fn deposit(&self, actor: &Actor, bank: BankId, reference: &str) -> Outcome<ConsignmentId>;

    /// The reserved door does not open: takes another for the same document, orders it open, and cancels the first for
    /// this reason. `WrongState` when nothing is reserved; else as [`Self::deposit`].
    async fn other_door(
        &self,
        actor: &Actor,
        bank: BankId,
        id: ConsignmentId,
        reason: ShortText,
    ) -> Outcome<ConsignmentId>;
}

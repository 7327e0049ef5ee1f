//! What the outside may ask of tickets: the desk's side and the courier's side.

use async_trait::async_trait;

use super::{CourierDay, Failing, HandOver, Handing, NewTicket, TicketFilter, TicketRow, TicketView};
use crate::accounts::Actor;
use crate::ids::TicketId;
use crate::photos::Photo;
use crate::{Outcome, ShortText};

/// The desk's side: making jobs for couriers and watching them. Everybody's arm reaches as far as their office.
#[async_trait]
pub trait DispatchPort: Send + Sync {
    /// The tickets within reach, by what was promised next; at most 500.
    async fn tickets(&self, actor: &Actor, filter: &TicketFilter) -> Outcome<Vec<TicketRow>>;

    /// One ticket, with the code that the desk tells whoever gives the thing away.
    async fn ticket(&self, actor: &Actor, id: TicketId) -> Outcome<TicketView>;

    /// The photo that the courier took then. `NotFound` when there is none.
    async fn photo(&self, actor: &Actor, id: TicketId, moment: HandOver) -> Outcome<Photo>;

    /// Makes a ticket and routes it to the office that answers for the postcode, or to the one that was chosen.
    /// `Form` with the fields; `CaseServed` when the case has a ticket that is not over. The same `once` gives the same ticket.
    async fn make(&self, actor: &Actor, form: NewTicket) -> Outcome<TicketId>;

    /// Calls a ticket off that nobody has fetched. `WrongState` afterwards.
    async fn cancel(&self, actor: &Actor, id: TicketId, reason: ShortText) -> Outcome<()>;

    /// Sends a failed ticket out again; with the thing in the courier's hands, the same courier goes on.
    async fn retry(&self, actor: &Actor, id: TicketId) -> Outcome<()>;

    /// Makes the code of the side that comes next anew and tells it where it can be told. The old one dies.
    async fn new_code(&self, actor: &Actor, id: TicketId) -> Outcome<()>;
}

/// The courier's side. A courier sees what waits in their office and what is their own.
#[async_trait]
pub trait CourierPort: Send + Sync {
    /// The asking courier's day.
    async fn day(&self, actor: &Actor) -> Outcome<CourierDay>;

    /// One ticket; telephone numbers only of one's own.
    async fn job(&self, actor: &Actor, id: TicketId) -> Outcome<TicketView>;

    /// Takes a waiting ticket. `Changed` when a colleague was faster.
    async fn accept(&self, actor: &Actor, id: TicketId) -> Outcome<()>;

    /// On the way to fetch it; whoever waits is told.
    async fn set_off(&self, actor: &Actor, id: TicketId) -> Outcome<()>;

    /// Gives a ticket back to the others before anything was fetched.
    async fn give_back(&self, actor: &Actor, id: TicketId) -> Outcome<()>;

    /// Has the thing. `WrongHandingCode` at `code`; after five wrong ones `HandingCodeSpent`: only the desk helps then.
    async fn pick_up(&self, actor: &Actor, id: TicketId, proof: Handing) -> Outcome<()>;

    /// Hands it over. As [`Self::pick_up`]; `Missing` at `cash` while a fee is due and was not taken.
    async fn deliver(&self, actor: &Actor, id: TicketId, proof: Handing) -> Outcome<()>;

    /// Comes back without success.
    async fn fail(&self, actor: &Actor, id: TicketId, form: Failing) -> Outcome<()>;
}

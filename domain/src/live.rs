//! What tells open screens that something changed.
//!
//! A nudge names what changed and carries no data: the screen asks its port again, which decides anew
//! what this reader may see.

use serde::{Deserialize, Serialize};

use crate::ids::{
    BankId, CaseId, ConsignmentId, IntentId, KioskId, OfficeId, OrganisationId, PersonId, PoolId, RequestId, TicketId,
};

/// Something changed; look again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Nudge {
    /// A consignment of an organisation moved on.
    Consignment {
        /// Whose.
        organisation: OrganisationId,
        /// At which bank.
        bank: BankId,
        /// Which.
        consignment: ConsignmentId,
    },
    /// A case of a found thing moved on, was claimed, or got a word.
    Case {
        /// Whose.
        organisation: OrganisationId,
        /// The office that answers for it; none: the central queue.
        office: Option<OfficeId>,
        /// Which.
        case: CaseId,
        /// Whose thing it is: they hear of it too. Never told to a browser.
        #[serde(skip)]
        owner: Option<PersonId>,
    },
    /// A ticket of the couriers moved on.
    Ticket {
        /// Whose.
        organisation: OrganisationId,
        /// Whose couriers; none: nobody's area.
        office: Option<OfficeId>,
        /// Which.
        ticket: TicketId,
    },
    /// A request for help moved on, or got a word.
    Help {
        /// Whose.
        organisation: OrganisationId,
        /// Which.
        request: RequestId,
    },
    /// A bank's doors, connection or commands changed.
    Bank {
        /// Whose.
        organisation: OrganisationId,
        /// Which.
        bank: BankId,
    },
    /// Somebody signed in at a kiosk: its screen shows them what they can do there.
    Colleague {
        /// Whose.
        organisation: OrganisationId,
        /// At which bank.
        bank: BankId,
        /// At which of its screens.
        kiosk: KioskId,
    },
    /// A payment of an organisation moved on.
    Payment {
        /// Whose.
        organisation: OrganisationId,
        /// Which.
        intent: IntentId,
    },
    /// A pool of keys moved on, or has more keys.
    Pool {
        /// Whose.
        organisation: OrganisationId,
        /// Which.
        pool: PoolId,
    },
}

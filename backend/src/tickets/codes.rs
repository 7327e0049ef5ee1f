//! The two codes of a ticket: the finder's and the owner's. They are derived, so the database keeps none of them.
//!
//! What must not be here: a log line.

use domain::custody::AccessCode;
use domain::ids::TicketId;
use domain::tickets::HandOver;

use crate::secrets::{MasterKey, same};

/// Who says the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leg {
    /// Whoever gives the thing to the courier.
    Pickup,
    /// Whoever gets it.
    Delivery,
}

impl Leg {
    /// The side that is asked at this moment.
    pub(super) const fn of(moment: HandOver) -> Self {
        match moment {
            HandOver::PickUp => Self::Pickup,
            HandOver::Delivery => Self::Delivery,
        }
    }
}

/// The code of one side in this round; a new round is a new code.
pub(super) fn code(key: &MasterKey, ticket: TicketId, leg: Leg, round: i64) -> AccessCode {
    let leg = match leg {
        Leg::Pickup => 1,
        Leg::Delivery => 2,
    };
    let mut input = [ticket.0.as_bytes().as_slice(), &[leg], &round.to_be_bytes(), &[0]].concat();
    loop {
        if let Some(code) = AccessCode::from_bytes(&key.derive_bytes("tickets.code.make", &input)) {
            return code;
        }
        // Of 32 bytes fewer than six were usable: about never, and then the next ones.
        if let Some(last) = input.last_mut() {
            *last = last.wrapping_add(1);
        }
    }
}

/// Whether it is the code of this side, in the same time for right and wrong.
pub(super) fn is_right(key: &MasterKey, ticket: TicketId, leg: Leg, round: i64, typed: &AccessCode) -> bool {
    same(
        code(key, ticket, leg, round).expose().as_bytes(),
        typed.expose().as_bytes(),
    )
}

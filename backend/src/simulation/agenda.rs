//! What may happen in a town.

/// What is going to happen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Happening {
    CommandArrives {
        bank: usize,
        connection: u64,
        payload: Vec<u8>,
    },
    /// From somebody on the network, whatever the connection.
    Forgery {
        bank: usize,
        payload: Vec<u8>,
    },
    MessageArrives {
        topic: String,
        payload: Vec<u8>,
        from: usize,
        receipt: Option<(u64, u64, u64)>,
    },
    Acknowledged {
        bank: usize,
        connection: u64,
        boot: u64,
        seq: u64,
    },
    OfferAgain {
        bank: usize,
        connection: u64,
    },
    LatchMoves {
        bank: usize,
        door: u16,
    },
    HandAtDoor {
        bank: usize,
        door: u16,
    },
    VisitorComes {
        bank: usize,
    },
    /// Whoever came as this one and pressed so often looks whether anything has happened.
    VisitorLooks {
        bank: usize,
        who: u64,
        pressed: u8,
    },
    /// A crowbar.
    Forced {
        bank: usize,
        door: u16,
    },
    /// Shut again by somebody who touches nothing.
    Pushed {
        bank: usize,
        door: u16,
    },
    Connects {
        bank: usize,
    },
    Cut {
        bank: usize,
    },
    PowerFails {
        bank: usize,
    },
    PowerComes {
        bank: usize,
    },
    BankTicks,
    ServerTicks,
    /// Doors out of service: is every bank in step?
    ServerCompares,
    ServerDies,
    ServerStarts,
    BrokerRestarts,
}

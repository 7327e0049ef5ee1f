//! What broke at the demo's banks in the weeks before now, and was mended: told by the banks' own words.
//!
//! What must not be here: a fault that stands. The banks that are simulated say of themselves what is broken now.

use std::sync::Arc;

use domain::Span;
use domain::ids::BankId;
use domain::lockers::protocol::{Event, Fact, FaultKind, Stream, Topic};

use super::story::{StoryClock, turned};
use crate::custody::CustodyListener;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::lockers::Intake;

/// Which bank (in the order of the places), how many hours ago, which door, what, and how many minutes until it was mended.
const TROUBLES: [(usize, i64, u16, FaultKind, i64); 11] = [
    (2, 33 * 24 + 5, 31, FaultKind::Jam, 140),
    (0, 29 * 24 + 2, 9, FaultKind::Sensor, 35),
    (2, 26 * 24 + 7, 4, FaultKind::Sensor, 50),
    (1, 22 * 24 + 3, 6, FaultKind::Jam, 190),
    (2, 19 * 24 + 1, 31, FaultKind::Jam, 75),
    (0, 16 * 24 + 6, 17, FaultKind::Board, 25),
    (2, 12 * 24 + 4, 12, FaultKind::Sensor, 20),
    (0, 9 * 24 + 3, 9, FaultKind::Sensor, 60),
    (1, 6 * 24 + 2, 6, FaultKind::Jam, 110),
    (2, 3 * 24 + 5, 38, FaultKind::Sensor, 15),
    (0, 24 + 4, 2, FaultKind::Jam, 45),
];

/// Tells of them.
///
/// # Errors
/// What the database says.
pub(super) async fn tell(house: &House, banks: &[BankId]) -> Result<()> {
    let clock = Arc::new(StoryClock::default());
    let then = turned(house, &clock);
    let intake = Intake::new(then.clone(), vec![Arc::new(CustodyListener::new(then.clone()))]);
    let mut seq = 0;
    for (place, hours, door, fault, minutes) in TROUBLES {
        let Some(bank) = banks.get(place).copied() else {
            continue;
        };
        clock.set(house.now() - Span::hours(hours));
        let compartment = Some(door);
        let mended = Fact::FaultCleared { fault, compartment };
        for (fact, after) in [(Fact::Fault { fault, compartment }, minutes), (mended, 0)] {
            seq += 1;
            // Boot 0 was before the first start of the bank's program: its own words will all be newer.
            let event = Event {
                bank,
                boot: 0,
                seq,
                at: then.now(),
                fact,
            };
            say(&intake, &event).await?;
            clock.pass(Span::minutes(after));
        }
    }
    Ok(())
}

async fn say(intake: &Intake, event: &Event) -> Result<()> {
    let wrong = || Fault::broken("demo.troubles", "telling what broke at the demo's banks");
    let payload = event.to_bytes().map_err(|error| wrong().because(error))?;
    let topic = Topic {
        bank: event.bank,
        stream: Stream::Events,
    };
    intake.take(&topic.to_string(), &payload).await?;
    Ok(())
}

//! What the kiosk asks of the house. The rules are behind the port; nothing is decided here.

use domain::custody::KioskState;
use domain::ids::ConsignmentId;
use leptos::prelude::*;

use crate::wire::Answer;

/// What the screen shows now. `SignInFirst` when it is not paired (any more).
#[server(name = AskKioskState, prefix = "/api/fn", endpoint = "kiosk/state")]
pub async fn kiosk_state() -> Answer<KioskState> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.custody.kiosk_state(&kiosk).await?)
}

/// Hands in what was typed or scanned; refusals as in `CustodyPort::kiosk_enter`.
#[server(name = EnterAtKiosk, prefix = "/api/fn", endpoint = "kiosk/enter")]
pub async fn kiosk_enter(
    /// As it came from the keys or the scanner.
    typed: String,
) -> Answer<()> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.custody.kiosk_enter(&kiosk, &typed).await?)
}

/// Opens the next door of a visit; refusals as in `CustodyPort::kiosk_next`.
#[server(name = NextAtKiosk, prefix = "/api/fn", endpoint = "kiosk/next")]
pub async fn kiosk_next(
    /// What waits behind it.
    thing: ConsignmentId,
) -> Answer<()> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.custody.kiosk_next(&kiosk, thing).await?)
}

/// Nobody opens another door after this thing was collected.
#[server(name = LeaveKiosk, prefix = "/api/fn", endpoint = "kiosk/leave")]
pub async fn kiosk_leave(
    /// What was collected last.
    collected: ConsignmentId,
) -> Answer<()> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.custody.kiosk_leave(&kiosk, collected).await?)
}

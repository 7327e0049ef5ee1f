//! What a kiosk asks about the colleague who is signed in at it. The rules are behind the port; nothing is decided here.

use domain::ids::ConsignmentId;
use domain::onsite::OnKiosk;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::wire::Answer;

/// Who is signed in at this kiosk, or the QR to scan.
#[server(name = AskStaffAtKiosk, prefix = "/api/fn", endpoint = "kiosk/staff")]
pub async fn staff_here() -> Answer<OnKiosk> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.onsite.on_kiosk(&kiosk).await?)
}

/// The same, and whoever was signed in before is no more.
#[server(name = BeginStaffAtKiosk, prefix = "/api/fn", endpoint = "kiosk/staff-begin")]
pub async fn begin_here() -> Answer<OnKiosk> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.onsite.begin(&kiosk).await?)
}

/// Signs them out.
#[server(name = LeaveKiosk, prefix = "/api/fn", endpoint = "kiosk/staff-leave")]
pub async fn leave_here() -> Answer<()> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.onsite.leave(&kiosk).await?)
}

/// Lets the keypad take codes again.
#[server(name = FreeKeypadAtKiosk, prefix = "/api/fn", endpoint = "kiosk/free-keypad")]
pub async fn free_keypad_here() -> Answer<()> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.onsite.free_keypad(&kiosk).await?)
}

/// Orders the door open behind which something lies that nobody came for.
#[server(name = TakeBackAtKiosk, prefix = "/api/fn", endpoint = "kiosk/take-back", input = Json)]
pub async fn take_back_here(
    /// What lies there.
    consignment: ConsignmentId,
) -> Answer<()> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.onsite.take_back(&kiosk, consignment).await?)
}

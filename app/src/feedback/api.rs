//! What the kiosk tells the house. The rules are behind the port; nothing is decided here.

use domain::ids::ConsignmentId;
use leptos::prelude::*;

use crate::wire::Answer;

/// Hands in stars; refusals as in `FeedbackPort::rate_at_kiosk`.
#[server(name = RateAtKiosk, prefix = "/api/fn", endpoint = "kiosk/rate")]
pub async fn rate_at_kiosk(
    /// What was collected just now.
    thing: ConsignmentId,
    /// One to five.
    stars: u8,
) -> Answer<()> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    let stars = domain::feedback::Stars::new(stars).ok_or(domain::RefusalCode::NotAChoice)?;
    Ok(services.feedback.rate_at_kiosk(&kiosk, thing, stars).await?)
}

//! What a kiosk asks of support. The rules are behind the port; nothing is decided here.

use domain::support::Problem;
use leptos::prelude::*;

use crate::wire::Answer;

/// Asks for help; gives the number to say on the telephone.
#[server(name = AskHelpAtKiosk, prefix = "/api/fn", endpoint = "support/at-kiosk")]
pub async fn ask_at_kiosk(
    /// What is wrong.
    problem: Problem,
) -> Answer<u32> {
    let (services, kiosk) = crate::asking::asking_kiosk()?;
    Ok(services.help.ask_at_kiosk(&kiosk, problem).await?)
}

//! What the pages of banks ask: one port each, nothing decided here.

#![expect(
    missing_docs,
    reason = "`server` makes a public struct of the arguments, which are documented at the function"
)]

use domain::ids::{BankId, CompartmentId};
use domain::lockers::{BankForm, BankSummary, BankView};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use crate::wire::Answer;

/// What a manager takes to the machine of a bank, once. It crosses to their screen and is kept nowhere: closing the page
/// is losing it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankTicket {
    /// The bank's account at the broker, and its name on the wire.
    pub bank: String,
    /// The password of that account.
    pub password: String,
    /// Whose commands it obeys.
    pub verifying_key: String,
    /// The numbers of its doors.
    pub doors: Vec<u16>,
    /// Where its broker is: `mqtt://host:port`; none where nobody said so.
    pub broker: Option<String>,
}

/// The banks of the organisation.
#[server(prefix = "/api/fn", endpoint = "lockers/banks", input = Json)]
pub async fn banks() -> Answer<Vec<BankSummary>> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.lockers.banks(&actor).await?)
}

/// One bank with its doors.
#[server(prefix = "/api/fn", endpoint = "lockers/bank", input = Json)]
pub async fn bank(id: BankId) -> Answer<BankView> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.lockers.bank(&actor, id).await?)
}

/// Sets up a bank.
#[server(prefix = "/api/fn", endpoint = "lockers/create", input = Json)]
pub async fn create(form: BankForm) -> Answer<BankId> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.lockers.create_bank(&actor, form).await?)
}

/// Makes a new account password for a bank; the old one dies at once.
#[server(prefix = "/api/fn", endpoint = "lockers/provision", input = Json)]
pub async fn provision(id: BankId) -> Answer<BankTicket> {
    let (services, actor) = crate::asking::asking()?;
    let made = services.lockers.provision(&actor, id).await?;
    Ok(BankTicket {
        bank: made.bank.to_string(),
        password: made.password.expose().to_owned(),
        verifying_key: made.verifying_key,
        doors: made.doors,
        broker: made.broker,
    })
}

/// Takes a compartment out of service with a reason, or back in.
#[server(prefix = "/api/fn", endpoint = "lockers/set-service", input = Json)]
pub async fn set_service(compartment: CompartmentId, out: Option<String>) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    let out = out.map(|reason| domain::ShortText::parse(&reason)).transpose()?;
    Ok(services.lockers.set_service(&actor, compartment, out).await?)
}

/// Opens an empty compartment that is out of service, for a test.
#[server(prefix = "/api/fn", endpoint = "lockers/test-door", input = Json)]
pub async fn test_door(compartment: CompartmentId) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.lockers.test_door(&actor, compartment).await?)
}

/// A one-time code that turns a screen into the bank's kiosk.
#[server(prefix = "/api/fn", endpoint = "lockers/pairing-code", input = Json)]
pub async fn pairing_code(id: BankId) -> Answer<String> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.lockers.pairing_code(&actor, id).await?)
}

/// Unpairs all kiosk screens of a bank.
#[server(prefix = "/api/fn", endpoint = "lockers/unpair-kiosks", input = Json)]
pub async fn unpair_kiosks(id: BankId) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.lockers.unpair_kiosks(&actor, id).await?)
}

//! What the pages of deliveries ask: one port each, nothing decided here.

#![expect(
    missing_docs,
    reason = "`server` makes a public struct of the arguments, which are documented at the function"
)]

use domain::delivery::{DeliveryFilter, DeliveryRow, NewDelivery};
use domain::ids::ConsignmentId;
use domain::{Locale, Page};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::shown::Shown;
use crate::wire::Answer;

/// A page of the list.
#[server(prefix = "/api/fn", endpoint = "delivery/list", input = Json)]
pub async fn deliveries(filter: DeliveryFilter) -> Answer<Page<DeliveryRow>> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.delivery.deliveries(&actor, &filter).await?)
}

/// One delivery with its history, in words of this language.
#[server(prefix = "/api/fn", endpoint = "delivery/one", input = Json)]
pub async fn delivery(id: ConsignmentId, locale: Locale) -> Answer<Shown> {
    let (services, actor) = crate::asking::asking()?;
    Ok(Shown::of(locale, services.delivery.delivery(&actor, id).await?))
}

/// Enters a delivery.
#[server(prefix = "/api/fn", endpoint = "delivery/create", input = Json)]
pub async fn create(form: NewDelivery) -> Answer<ConsignmentId> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.delivery.create(&actor, form).await?)
}

/// Orders its door open.
#[server(prefix = "/api/fn", endpoint = "delivery/open", input = Json)]
pub async fn open(id: ConsignmentId) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.delivery.open(&actor, id).await?)
}

/// Cancels it, with the reason as typed.
#[server(prefix = "/api/fn", endpoint = "delivery/cancel", input = Json)]
pub async fn cancel(id: ConsignmentId, reason: String) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    let reason = domain::ShortText::parse(&reason)?;
    Ok(services.delivery.cancel(&actor, id, reason).await?)
}

/// How many deliveries nobody came for.
#[server(prefix = "/api/fn", endpoint = "delivery/to_take_back", input = Json)]
pub async fn to_take_back() -> Answer<u32> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.care.count_to_take_back(&actor).await?)
}

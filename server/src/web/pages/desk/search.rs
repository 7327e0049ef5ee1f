//! The one search box, what it finds, and the queue.

use app::tickets::documents::{self, DeskPage, Found};
use axum::http::StatusCode;
use axum::response::Response;
use backend::house::moment;
use domain::Outcome;
use domain::found::{CaseFilter, CaseNumber, CaseStage};
use serde::Deserialize;

use super::{found, tags};
use crate::web::here::{page, see_other};
use crate::web::{InAddress, Signed};

/// What is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    q: String,
    stage: String,
}

/// The desk. A case's number leads straight to the case.
pub(super) async fn show(signed: Signed, InAddress(wish): InAddress<Wish>) -> Response {
    if let Some(number) = CaseNumber::parse(&wish.q)
        && found(&signed).by_number(signed.actor(), number).await.is_ok()
    {
        return see_other(&signed.to(&format!("/desk/cases/{number}")));
    }
    match look(&signed, &wish).await {
        Ok(shown) => page(StatusCode::OK, documents::desk(&signed.frame(), &signed.profile, shown)),
        Err(error) => signed.failed(&error),
    }
}

async fn look<'a>(signed: &Signed, wish: &'a Wish) -> Outcome<DeskPage<'a>> {
    let actor = signed.actor();
    let q = wish.q.trim();
    let stage = CaseStage::from_wire(&wish.stage);
    let filter = CaseFilter {
        search: q.to_owned(),
        stage,
        ..CaseFilter::default()
    };
    let cases = found(signed).cases(actor, &filter).await?;
    let findings = if q.is_empty() {
        None
    } else {
        let findings = tags(signed).find(actor, q).await?;
        let key = match &findings.key {
            Some(key) => Some(tags(signed).desk_key(actor, key.id).await?),
            None => None,
        };
        Some(Found {
            reading: findings.reading,
            key,
            owners: findings.owners,
        })
    };
    Ok(DeskPage {
        q,
        found: findings,
        cases,
        stage,
        now: moment("UTC", signed.web.house.now()),
    })
}

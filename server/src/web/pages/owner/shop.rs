//! Buying a tag from our shop, and what one bought and paid.

use app::tags::documents::owner::{self, BuyPage, PurchasesPage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::tags::{CatalogueItem, PurchaseForm};
use domain::{Error, Outcome, RefusalCode};

use super::{no_owner, port};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

async fn item(signed: &Signed, slug: &str) -> Outcome<CatalogueItem> {
    signed.web.services.catalogue.item(signed.actor(), slug).await
}

/// The form.
pub(super) async fn show(signed: Signed, Path((_, slug)): Path<(String, String)>) -> Response {
    let form = PurchaseForm {
        name: signed.profile.name.clone(),
        ..PurchaseForm::default()
    };
    match item(&signed, &slug).await {
        Ok(item) => no_owner(&signed).unwrap_or_else(|| shown(&signed, &item, &form, None)),
        Err(error) => signed.failed(&error),
    }
}

fn shown(signed: &Signed, item: &CatalogueItem, form: &PurchaseForm, refusal: Option<&Error>) -> Response {
    let what = BuyPage { item, form, refusal };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, owner::buy(&signed.frame(), &signed.profile, what))
}

/// Keeps one and leads to paying.
pub(super) async fn buy(
    signed: Signed,
    Path((_, slug)): Path<(String, String)>,
    Typed(typed): Typed<PurchaseForm>,
) -> Response {
    let item = match item(&signed, &slug).await {
        Ok(item) => item,
        Err(error) => return signed.failed(&error),
    };
    if let Some(instead) = no_owner(&signed) {
        return instead;
    }
    let form = PurchaseForm {
        product: item.product.id.to_string(),
        ..typed
    };
    match port(&signed).buy(signed.actor(), form.clone()).await {
        Ok(Some(path)) => see_other(&signed.to(&path)),
        Ok(None) => see_other(&signed.to("/owner/purchases")),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) && !error.is(RefusalCode::SignInFirst) => {
            shown(&signed, &item, &form, Some(&error))
        }
        Err(error) => signed.failed(&error),
    }
}

/// What was bought and paid.
pub(super) async fn purchases(signed: Signed) -> Response {
    let html = async {
        let (port, actor) = (port(&signed), signed.actor());
        let purchases = port.purchases(actor).await?;
        let keys = port.my_keys(actor).await?;
        let payments = signed.web.services.payments.own_payments(actor).await?;
        let what = PurchasesPage {
            purchases: &purchases,
            keys: &keys,
            payments: &payments,
        };
        Ok::<_, Error>(owner::purchases(&signed.frame(), &signed.profile, what))
    };
    match html.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => signed.failed(&error),
    }
}

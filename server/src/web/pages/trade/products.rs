//! The bureau's products and offers, and parcels to be sent.

use app::tags::documents::bureau::{self, OfferPage, ProductPage, ProductsPage, offer_typed, product_typed};
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::{ProductId, PurchaseId};
use domain::tags::{OfferForm, ProductForm};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::{Pairs, upload};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// Whether it was just saved.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    saved: String,
}

impl Done {
    /// It was.
    pub(super) fn is_saved(&self) -> bool {
        !self.saved.is_empty()
    }
}

/// Products, offers, parcels.
pub(super) async fn list(here: Signed) -> Response {
    list_with(&here, None).await
}

async fn list_with(here: &Signed, refusal: Option<&Error>) -> Response {
    let html = async {
        let bureau = &here.web.services.bureau;
        let products = bureau.products(here.actor()).await?;
        let offers = bureau.all_offers(here.actor()).await?;
        let parcels = bureau.to_send(here.actor()).await?;
        let what = ProductsPage {
            products: &products,
            offers: &offers,
            parcels: &parcels,
            refusal,
        };
        Ok::<_, Error>(bureau::products(&here.frame(), &here.profile, what))
    };
    match html.await {
        Ok(html) => page(refusal.map_or(StatusCode::OK, refused_status), html),
        Err(error) => here.failed(&error),
    }
}

/// An empty form.
pub(super) async fn new(here: Signed) -> Response {
    // Who may not see products is not shown a form for them.
    match here.web.services.bureau.products(here.actor()).await {
        Ok(_) => {
            let form = ProductPage::form_of(None);
            page(StatusCode::OK, product_page(&here, None, &form, None, false))
        }
        Err(error) => here.failed(&error),
    }
}

fn product_page(
    here: &Signed,
    product: Option<&domain::tags::Product>,
    form: &ProductForm,
    refusal: Option<&Error>,
    saved: bool,
) -> String {
    let what = ProductPage {
        product,
        form,
        refusal,
        saved,
    };
    bureau::product(&here.frame(), &here.profile, what)
}

/// One product.
pub(super) async fn one(here: Signed, Path((_, id)): Path<(String, String)>, Query(done): Query<Done>) -> Response {
    match found(&here, &id).await {
        Ok(product) => {
            let form = ProductPage::form_of(Some(&product));
            let html = product_page(&here, Some(&product), &form, None, done.is_saved());
            page(StatusCode::OK, html)
        }
        Err(error) => here.failed(&error),
    }
}

async fn found(here: &Signed, id: &str) -> Outcome<domain::tags::Product> {
    let all = here.web.services.bureau.products(here.actor()).await?;
    let found = all.into_iter().find(|product| product.id.to_string() == id);
    found.ok_or(RefusalCode::NotFound.into())
}

/// Makes or changes a product.
pub(super) async fn save(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let form = product_typed(&pairs);
    match here.web.services.bureau.save_product(here.actor(), form.clone()).await {
        Ok(id) => see_other(&here.to(&format!("/manager/products/{id}?saved=1"))),
        Err(error) => refused(&here, &form, &error).await,
    }
}

/// The form as it was typed, with what is wrong.
pub(super) async fn refused(here: &Signed, form: &ProductForm, error: &Error) -> Response {
    if let Error::Failed(_) = error {
        return here.failed(error);
    }
    let product = found(here, &form.id).await.ok();
    let html = product_page(here, product.as_ref(), form, Some(error), false);
    page(refused_status(error), html)
}

/// Takes a picture.
pub(super) async fn change_picture(
    here: Signed,
    Path((_, id)): Path<(String, String)>,
    mut form: Multipart,
) -> Response {
    let bytes = upload::file(&mut form).await.filter(|bytes| !bytes.is_empty());
    let done = match bytes {
        Some(bytes) => set_picture(&here, &id, bytes).await,
        None => Err(RefusalCode::TooLarge.into()),
    };
    match done {
        Ok(()) => see_other(&here.to(&format!("/manager/products/{id}?saved=1"))),
        Err(error @ Error::Refused(_)) => match found(&here, &id).await {
            Ok(product) => {
                let form = ProductPage::form_of(Some(&product));
                let html = product_page(&here, Some(&product), &form, Some(&error), false);
                page(refused_status(&error), html)
            }
            Err(error) => here.failed(&error),
        },
        Err(error) => here.failed(&error),
    }
}

async fn set_picture(here: &Signed, id: &str, bytes: Vec<u8>) -> Outcome<()> {
    let id: ProductId = id.parse().map_err(|_| RefusalCode::NotFound)?;
    here.web.services.bureau.change_picture(here.actor(), id, bytes).await
}

/// Takes the picture away.
pub(super) async fn remove_picture(here: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match set_picture(&here, &id, Vec::new()).await {
        Ok(()) => see_other(&here.to(&format!("/manager/products/{id}?saved=1"))),
        Err(error) => here.failed(&error),
    }
}

/// An empty offer.
pub(super) async fn new_offer(here: Signed) -> Response {
    offer_page(&here, &OfferForm::default(), None, false).await
}

pub(super) async fn offer_page(here: &Signed, form: &OfferForm, refusal: Option<&Error>, saved: bool) -> Response {
    match here.web.services.bureau.products(here.actor()).await {
        Ok(products) => {
            let what = OfferPage {
                form,
                products: &products,
                refusal,
                saved,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, bureau::offer(&here.frame(), &here.profile, what))
        }
        Err(error) => here.failed(&error),
    }
}

/// One offer.
pub(super) async fn one_offer(
    here: Signed,
    Path((_, id)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Response {
    match here.web.services.bureau.all_offers(here.actor()).await {
        Ok(all) => match all.iter().find(|offer| offer.id.to_string() == id) {
            Some(offer) => offer_page(&here, &OfferPage::form_of(offer), None, done.is_saved()).await,
            None => here.failed(&RefusalCode::NotFound.into()),
        },
        Err(error) => here.failed(&error),
    }
}

/// Makes or changes an offer.
pub(super) async fn save_offer(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let form = offer_typed(&pairs);
    match here.web.services.bureau.save_offer(here.actor(), form.clone()).await {
        Ok(id) => see_other(&here.to(&format!("/manager/offers/{id}?saved=1"))),
        Err(error @ Error::Refused(_)) => offer_page(&here, &form, Some(&error), false).await,
        Err(error) => here.failed(&error),
    }
}

/// A parcel was sent.
pub(super) async fn sent(here: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let done = async {
        let id: PurchaseId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        here.web.services.bureau.mark_sent(here.actor(), id).await
    };
    match done.await {
        Ok(()) => see_other(&here.to("/manager/products#parcels")),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => list_with(&here, Some(&error)).await,
        Err(error) => here.failed(&error),
    }
}

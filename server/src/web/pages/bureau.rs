//! The public pages of the lost-property bureau: questions, catalogue, partners. A house without a bureau has none of them.

use app::site::{self, Catalogue, PartnersPage, ProductPage, QuestionsPage};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::DealerId;
use domain::tags::{DealerApplicationForm, ProductKind};
use domain::{Error, RefusalCode};
use serde::Deserialize;

use super::trade::shown;
use crate::web::here::{AtBureau, page, refused_status, see_other};
use crate::web::{Here, Typed, Web};

/// Where they are.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/questions", get(questions))
        .route("/{lang}/catalogue", get(catalogue))
        .route("/{lang}/catalogue/{slug}", get(product))
        .route("/{lang}/catalogue/{slug}/picture", get(picture))
        .route("/{lang}/partners", get(partners).post(apply))
        .route("/{lang}/partners/{id}/logo", get(partner_logo))
}

/// Questions and answers.
async fn questions(AtBureau(here): AtBureau) -> Response {
    match here.web.services.content.questions(&here.asking.actor).await {
        Ok(own) => {
            let what = QuestionsPage {
                own: &own,
                preview: false,
            };
            page(StatusCode::OK, site::questions(&here.frame(), what))
        }
        Err(error) => here.failed(&error),
    }
}

/// What the catalogue is narrowed to.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    q: String,
    kind: String,
}

/// The catalogue.
async fn catalogue(AtBureau(here): AtBureau, Query(wish): Query<Wish>) -> Response {
    let html = async {
        let port = &here.web.services.catalogue;
        let actor = &here.asking.actor;
        let items = port.catalogue(actor, &wish.q, here.seen.locale).await?;
        let offers = port.offers(actor).await?;
        let what = Catalogue {
            items: &items,
            offers: &offers,
            search: &wish.q,
            kind: ProductKind::from_wire(&wish.kind),
            preview: false,
        };
        Ok::<_, Error>(site::catalogue(&here.frame(), what))
    };
    match html.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => here.failed(&error),
    }
}

/// One product.
async fn product(AtBureau(here): AtBureau, Path((_, slug)): Path<(String, String)>) -> Response {
    match here.web.services.catalogue.item(&here.asking.actor, &slug).await {
        Ok(item) => page(
            StatusCode::OK,
            site::product(
                &here.frame(),
                ProductPage {
                    item: &item,
                    preview: false,
                },
            ),
        ),
        Err(error) => here.failed(&error),
    }
}

/// Its picture.
async fn picture(AtBureau(here): AtBureau, Path((_, slug)): Path<(String, String)>) -> Response {
    let found = async {
        let port = &here.web.services.catalogue;
        let item = port.item(&here.asking.actor, &slug).await?;
        port.picture(&here.asking.actor, item.product.id).await
    };
    match found.await {
        Ok(file) => shown(file, true),
        Err(error) => here.failed(&error),
    }
}

/// Whether an application was just taken.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    sent: String,
}

/// What partners get, and the form.
async fn partners(AtBureau(here): AtBureau, Query(done): Query<Done>) -> Response {
    partners_page(&here, &DealerApplicationForm::default(), None, !done.sent.is_empty()).await
}

async fn partners_page(here: &Here, form: &DealerApplicationForm, refusal: Option<&Error>, sent: bool) -> Response {
    match here.web.services.catalogue.partners(&here.asking.actor).await {
        Ok(partners) => {
            let what = PartnersPage {
                partners: &partners,
                form,
                refusal,
                sent,
                preview: false,
            };
            page(
                refusal.map_or(StatusCode::OK, refused_status),
                site::partners(&here.frame(), what),
            )
        }
        Err(error) => here.failed(&error),
    }
}

/// Takes an application.
async fn apply(AtBureau(here): AtBureau, Typed(form): Typed<DealerApplicationForm>) -> Response {
    let port = &here.web.services.catalogue;
    // Who is signed in may apply, too; what counts against floods is where it comes from.
    match port.apply(&here.visitor(), form.clone(), here.seen.locale).await {
        Ok(()) => see_other(&here.to("/partners?sent=1#apply")),
        Err(error @ Error::Refused(_)) => partners_page(&here, &form, Some(&error), false).await,
        Err(error) => here.failed(&error),
    }
}

/// The logo of a partner.
async fn partner_logo(AtBureau(here): AtBureau, Path((_, id)): Path<(String, String)>) -> Response {
    let found = async {
        let id: DealerId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        here.web.services.catalogue.logo(&here.asking.actor, id).await
    };
    match found.await {
        Ok(file) => shown(file, true),
        Err(error) => here.failed(&error),
    }
}

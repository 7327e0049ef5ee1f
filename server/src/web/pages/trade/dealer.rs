//! The dealer's overview, keys, labels and payments.

use app::tags::documents::dealer::{self, KeysPage, LabelPage, Overview};
use axum::extract::{Multipart, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::tags::{KeyFilter, KeyWord, LabelText, PoolFilter, PoolWord, SalesFilter};
use domain::{Cursor, Error, RefusalCode};
use serde::Deserialize;

use super::{shown, upload};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// How many pools the overview shows.
const NEWEST: usize = 5;

/// The first page.
pub(super) async fn overview(here: Signed) -> Response {
    let port = &here.web.services.dealer;
    let html = async {
        let dealer = port.dealer(here.actor()).await?;
        let sales = port.figures(here.actor(), &SalesFilter::default()).await?;
        let mut pools = port.pools(here.actor(), &PoolFilter::default()).await?.rows;
        pools.truncate(NEWEST);
        let what = Overview {
            dealer: &dealer,
            sales: &sales,
            pools: &pools,
        };
        Ok::<_, Error>(dealer::overview(&here.frame(), &here.profile, what))
    };
    match html.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => here.failed(&error),
    }
}

/// What the address narrows the list of keys to; and how many were just reported.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Narrow {
    q: String,
    state: String,
    from: String,
    reported: Option<i64>,
}

/// The keys.
pub(super) async fn keys(here: Signed, Query(narrow): Query<Narrow>) -> Response {
    key_list(&here, &narrow, "", None).await
}

async fn key_list(here: &Signed, narrow: &Narrow, report: &str, refusal: Option<&Error>) -> Response {
    let filter = KeyFilter {
        search: narrow.q.clone(),
        state: KeyWord::from_wire(&narrow.state),
        pool: None,
        cursor: Cursor::said(&narrow.from),
    };
    match here.web.services.dealer.keys(here.actor(), &filter).await {
        Ok(keys) => {
            let what = KeysPage {
                keys: &keys,
                filter: &filter,
                report,
                refusal,
                reported: narrow.reported,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, dealer::keys(&here.frame(), &here.profile, what))
        }
        Err(error) => here.failed(&error),
    }
}

/// A report of sold keys.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Report {
    keys: String,
}

/// Takes the report.
pub(super) async fn report_sold(here: Signed, Typed(report): Typed<Report>) -> Response {
    match here.web.services.dealer.report_sold(here.actor(), &report.keys).await {
        Ok(n) => see_other(&here.to(&format!("/dealer/keys?reported={n}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => {
            key_list(&here, &Narrow::default(), &report.keys, Some(&error)).await
        }
        Err(error) => here.failed(&error),
    }
}

/// Receipts, and what stands on the invoice.
pub(super) async fn payments(here: Signed) -> Response {
    let html = async {
        let services = &here.web.services;
        let filter = PoolFilter {
            state: Some(PoolWord::OnInvoice),
            ..PoolFilter::default()
        };
        let pools = services.dealer.pools(here.actor(), &filter).await?.rows;
        let payments = services.payments.own_payments(here.actor()).await?;
        Ok::<_, Error>(dealer::payments(&here.frame(), &here.profile, &payments, &pools))
    };
    match html.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => here.failed(&error),
    }
}

/// Whether something was just saved.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    saved: String,
}

/// What stands on labels.
pub(super) async fn label(here: Signed, Query(done): Query<Done>) -> Response {
    label_page(&here, None, None, None, !done.saved.is_empty()).await
}

async fn label_page(
    here: &Signed,
    typed: Option<&LabelText>,
    refusal: Option<&Error>,
    logo_refusal: Option<&Error>,
    saved: bool,
) -> Response {
    match here.web.services.dealer.dealer(here.actor()).await {
        Ok(view) => {
            let what = LabelPage {
                dealer: &view,
                form: typed.unwrap_or(&view.label),
                refusal,
                logo_refusal,
                saved,
            };
            let status = refusal.or(logo_refusal).map_or(StatusCode::OK, refused_status);
            page(status, dealer::label(&here.frame(), &here.profile, what))
        }
        Err(error) => here.failed(&error),
    }
}

/// Takes the words.
pub(super) async fn change_label(here: Signed, Typed(form): Typed<LabelText>) -> Response {
    match here.web.services.dealer.change_label(here.actor(), form.clone()).await {
        Ok(()) => see_other(&here.to("/dealer/label?saved=1")),
        Err(error @ Error::Refused(_)) => label_page(&here, Some(&form), Some(&error), None, false).await,
        Err(error) => here.failed(&error),
    }
}

/// Takes a logo.
pub(super) async fn change_logo(here: Signed, mut form: Multipart) -> Response {
    let bytes = upload::file(&mut form).await.filter(|bytes| !bytes.is_empty());
    let done = match bytes {
        Some(bytes) => here.web.services.dealer.change_logo(here.actor(), bytes).await,
        None => Err(RefusalCode::TooLarge.into()),
    };
    match done {
        Ok(()) => see_other(&here.to("/dealer/label?saved=1")),
        Err(error @ Error::Refused(_)) => label_page(&here, None, None, Some(&error), false).await,
        Err(error) => here.failed(&error),
    }
}

/// Takes the logo away.
pub(super) async fn remove_logo(here: Signed) -> Response {
    match here.web.services.dealer.change_logo(here.actor(), Vec::new()).await {
        Ok(()) => see_other(&here.to("/dealer/label?saved=1")),
        Err(error) => here.failed(&error),
    }
}

/// The logo itself.
pub(super) async fn logo(here: Signed) -> Response {
    match here.web.services.dealer.own_logo(here.actor()).await {
        Ok(file) => shown(file, false),
        Err(error) => here.failed(&error),
    }
}

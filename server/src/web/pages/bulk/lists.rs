//! What waits where, and each list: sent elsewhere, or given up.

use app::delivery::documents::bulk::{self as documents, BatchPage, BulkDeskPage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Error, RefusalCode};
use serde::Deserialize;

use super::{batch_id, port};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// What was just done, after a redirect.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
    lines: Option<u32>,
}

/// What waits where.
pub(super) async fn desk(signed: Signed, done: Result<Query<Done>, QueryRejection>) -> Response {
    let done = done.map(|query| query.0).unwrap_or_default();
    match port(&signed).desk(signed.actor()).await {
        Ok(desk) => {
            let shown = BulkDeskPage {
                desk: &desk,
                dropped: done.lines.filter(|_| done.done == "dropped"),
            };
            page(
                StatusCode::OK,
                documents::bulk_desk(&signed.frame(), &signed.profile, shown),
            )
        }
        Err(error) => signed.failed(&error),
    }
}

/// One list.
pub(super) async fn one(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    done: Result<Query<Done>, QueryRejection>,
) -> Response {
    let done = done.map(|query| query.0).unwrap_or_default();
    shown(&signed, &id, &done.done, None).await
}

async fn shown(signed: &Signed, id: &str, done: &str, refusal: Option<&Error>) -> Response {
    let view = async { port(signed).batch(signed.actor(), batch_id(id)?).await };
    match view.await {
        Ok(view) => {
            let status = refusal.map_or(StatusCode::OK, refused_status);
            let shown = BatchPage {
                view: &view,
                done,
                refusal,
            };
            page(status, documents::bulk_batch(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// Whoever loads a refused form anew sees the list.
pub(super) async fn anew(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match batch_id(&id) {
        Ok(id) => see_other(&signed.to(&format!("/employee/bulk/{id}"))),
        Err(error) => signed.failed(&error),
    }
}

/// Which bank.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Elsewhere {
    bank: String,
}

/// What waits goes into another bank.
pub(super) async fn elsewhere(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(form): Typed<Elsewhere>,
) -> Response {
    let done = async {
        let batch = batch_id(&id)?;
        port(&signed).send_elsewhere(signed.actor(), batch, &form.bank).await?;
        Ok::<_, Error>(batch)
    };
    match done.await {
        Ok(batch) => see_other(&signed.to(&format!("/employee/bulk/{batch}?done=moved"))),
        Err(error) if error.is(RefusalCode::Form) => shown(&signed, &id, "", Some(&error)).await,
        Err(error) => signed.failed(&error),
    }
}

/// What waits is deleted.
pub(super) async fn give_up(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let done = async { port(&signed).drop_batch(signed.actor(), batch_id(&id)?).await };
    match done.await {
        Ok(lines) => see_other(&signed.to(&format!("/employee/bulk?done=dropped&lines={lines}"))),
        Err(error) => signed.failed(&error),
    }
}

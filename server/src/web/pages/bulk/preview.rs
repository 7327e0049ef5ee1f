//! A list before it is entered: a file is chosen, its lines are looked at, and entered.

use app::delivery::documents::bulk::{self as documents, BulkNewPage, BulkPreviewPage};
use axum::extract::Multipart;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::delivery::bulk::{BulkForm, FileTrouble};
use domain::{Error, RefusalCode};

use super::port;
use super::sent::Sent;
use crate::web::Signed;
use crate::web::here::{page, refused_status, see_other};

/// Choosing a file.
pub(super) async fn new(signed: Signed) -> Response {
    choosing(&signed, &BulkForm::default(), None, None).await
}

/// The page on which a file is chosen, with why the last one was not taken.
async fn choosing(
    signed: &Signed,
    form: &BulkForm,
    trouble: Option<&FileTrouble>,
    refusal: Option<&Error>,
) -> Response {
    match port(signed).desk(signed.actor()).await {
        Ok(desk) => {
            let status = match refusal {
                Some(error) => refused_status(error),
                None if trouble.is_some() => StatusCode::UNPROCESSABLE_ENTITY,
                None => StatusCode::OK,
            };
            let shown = BulkNewPage {
                desk: &desk,
                form,
                trouble,
                refusal,
            };
            page(status, documents::bulk_new(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// A file to begin with.
pub(super) async fn example(signed: Signed) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"cloakroom-example.csv\"",
        ),
    ];
    (headers, documents::example(signed.seen.locale)).into_response()
}

/// Whoever loads a preview anew chooses a file again: nothing of the list was kept.
pub(super) async fn again(signed: Signed) -> Response {
    see_other(&signed.to("/employee/bulk/new"))
}

/// Reads a file, or looks again at what was corrected. Nothing is kept.
pub(super) async fn preview(signed: Signed, form: Multipart) -> Response {
    let sent = Sent::read(form).await;
    match sent.list() {
        Ok(list) => looked_at(&signed, &sent.form(&signed, list.lines), &list.unused, false).await,
        Err(trouble) => choosing(&signed, &sent.form(&signed, Vec::new()), Some(&trouble), None).await,
    }
}

/// Every line with what is wrong with it; `tried`: somebody wanted to enter them so.
async fn looked_at(signed: &Signed, form: &BulkForm, unused: &[String], tried: bool) -> Response {
    match port(signed).preview(signed.actor(), form).await {
        Ok(preview) => {
            let status = if tried {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::OK
            };
            let shown = BulkPreviewPage {
                preview: &preview,
                form,
                unused,
                tried,
            };
            page(status, documents::bulk_preview(&signed.frame(), &signed.profile, shown))
        }
        Err(error) if error.is(RefusalCode::Form) => choosing(signed, form, None, Some(&error)).await,
        Err(error) => signed.failed(&error),
    }
}

/// Enters what is not left out.
pub(super) async fn enter(signed: Signed, form: Multipart) -> Response {
    let sent = Sent::read(form).await;
    let (form, unused) = match sent.list() {
        Ok(list) => (sent.form(&signed, list.lines), list.unused),
        Err(trouble) => return choosing(&signed, &sent.form(&signed, Vec::new()), Some(&trouble), None).await,
    };
    match port(&signed).enter_lines(signed.actor(), &form).await {
        Ok(id) => see_other(&signed.to(&format!("/employee/bulk/{id}?done=entered"))),
        Err(error) if error.is(RefusalCode::Form) => looked_at(&signed, &form, &unused, true).await,
        Err(error) => signed.failed(&error),
    }
}

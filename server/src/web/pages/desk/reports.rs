//! Taking a report by telephone.

use app::tickets::documents::{self, ReportPage};
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::Operation;
use domain::found::{NewReport, Wants};
use domain::tags::TagKey;
use domain::{Error, RefusalCode};
use serde::Deserialize;

use super::{found, once};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{InAddress, Signed, Typed};

/// The key to begin with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Begin {
    key: String,
}

/// The form.
pub(super) async fn blank(signed: Signed, InAddress(begin): InAddress<Begin>) -> Response {
    if let Err(error) = signed.actor().must(Operation::WorkCases) {
        return signed.failed(&error);
    }
    let typed = begin.key;
    let form = NewReport {
        key: TagKey::parse(&typed).map(|key| key.grouped()).unwrap_or(typed),
        locale: signed.seen.locale.code().to_owned(),
        wants: Wants::Thanks.wire().to_owned(),
        once: once(&signed),
        ..NewReport::default()
    };
    let shown = ReportPage {
        form: &form,
        refusal: None,
    };
    page(
        StatusCode::OK,
        documents::report(&signed.frame(), &signed.profile, shown),
    )
}

/// Opens the case and shows it.
pub(super) async fn take(signed: Signed, Typed(form): Typed<NewReport>) -> Response {
    let taken = async {
        let id = found(&signed).take_report(signed.actor(), form.clone()).await?;
        found(&signed).case(signed.actor(), id).await
    };
    match taken.await {
        Ok(case) => see_other(&signed.to(&format!("/desk/cases/{}", case.number))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotAllowed) => {
            let shown = ReportPage {
                form: &form,
                refusal: Some(&error),
            };
            let html = documents::report(&signed.frame(), &signed.profile, shown);
            page(refused_status(&error), html)
        }
        Err(error) => signed.failed(&error),
    }
}

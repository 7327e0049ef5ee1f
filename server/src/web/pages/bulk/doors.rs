//! Before the bank: a number is scanned, a door opens. Every answer leads back to the one field.

use app::delivery::documents::bulk::{self as documents, DepositPage};
use app::portal::here::Query as Address;
use app::t::bulk as text;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::ConsignmentId;
use domain::{Error, Outcome, Refusal, RefusalCode, ShortText};
use serde::Deserialize;

use super::super::pickup::{Notice, with_notice};
use super::{bank_id, port};
use crate::web::here::{page, see_other};
use crate::web::{Signed, Typed};

/// The number that opened nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    said: String,
}

/// The field and the doors.
pub(super) async fn at_the_bank(
    signed: Signed,
    Path((_, bank)): Path<(String, String)>,
    notice: Result<Query<Notice>, QueryRejection>,
    said: Result<Query<Said>, QueryRejection>,
) -> Response {
    // An address that somebody has garbled tells nothing, and shows the bank all the same.
    let refusal: Option<Refusal> = notice.ok().and_then(|notice| notice.0.refusal());
    let said = said.map(|said| said.0.said).unwrap_or_default();
    let view = async { port(&signed).at_the_bank(signed.actor(), bank_id(&bank)?).await };
    match view.await {
        Ok(view) => {
            let shown = DepositPage {
                view: &view,
                said: &said,
                refusal: refusal.as_ref(),
            };
            page(
                StatusCode::OK,
                documents::deposit(&signed.frame(), &signed.profile, shown),
            )
        }
        Err(error) => signed.failed(&error),
    }
}

/// What a scanner typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Scan {
    reference: String,
}

/// A number was scanned.
pub(super) async fn deposit(
    signed: Signed,
    Path((_, bank)): Path<(String, String)>,
    Typed(scan): Typed<Scan>,
) -> Response {
    let done = async {
        let bank = bank_id(&bank)?;
        port(&signed).deposit(signed.actor(), bank, &scan.reference).await
    };
    let done = done.await;
    before_the_bank(&signed, &bank, &scan.reference, done)
}

/// Which delivery.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    consignment: String,
}

/// The door does not open: another one.
pub(super) async fn other_door(
    signed: Signed,
    Path((_, bank)): Path<(String, String)>,
    Typed(form): Typed<Which>,
) -> Response {
    let done = async {
        let id: ConsignmentId = form.consignment.parse().map_err(|_| RefusalCode::NotFound)?;
        let reason = ShortText::parse(text::other_door_reason(signed.seen.locale))?;
        port(&signed)
            .other_door(signed.actor(), bank_id(&bank)?, id, reason)
            .await
    };
    let done = done.await;
    before_the_bank(&signed, &bank, "", done)
}

/// Back to the one field, in which the next number can be scanned; with why the last one opened nothing.
fn before_the_bank(signed: &Signed, bank: &str, said: &str, done: Outcome<ConsignmentId>) -> Response {
    let bank = match bank_id(bank) {
        Ok(bank) => bank,
        Err(error) => return signed.failed(&error),
    };
    let page_of = signed.to(&format!("/employee/bulk/at/{bank}"));
    match done {
        Ok(_) => see_other(&page_of),
        Err(Error::Refused(refusal)) if !matches!(refusal.code, RefusalCode::NotFound | RefusalCode::NotAllowed) => {
            let said: String = said.trim().chars().take(ShortText::MAX).collect();
            let said = Address::default().with("said", said).written();
            see_other(&[with_notice(&page_of, &refusal), said.replacen('?', "&", 1)].concat())
        }
        Err(error) => signed.failed(&error),
    }
}

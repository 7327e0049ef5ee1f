//! The manager's pages of payments.

use app::payments::documents::{self, ListPage, OnePage};
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use backend::sheets::{Cell, Table};
use domain::ids::IntentId;
use domain::payments::{DayFilter, NewRefund, PaymentFilter, PaymentsPort, Reconciliation, ReconciliationRow};
use domain::{Cursor, Error, Locale, Outcome, RefusalCode, ShortText};
use serde::Deserialize;

use super::payments::pdf;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{InAddress, Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/payments", get(list))
        .route("/{lang}/manager/payments/day", get(day))
        .route("/{lang}/manager/payments/day.csv", get(day_csv))
        .route("/{lang}/manager/payments/day.xlsx", get(day_xlsx))
        .route("/{lang}/manager/payments/incidents/{id}", post(settle))
        .route("/{lang}/manager/payments/{id}", get(one))
        .route("/{lang}/manager/payments/{id}/refund", post(refund))
        .route("/{lang}/manager/payments/{id}/receipts/{number}", get(paper))
}

fn port(signed: &Signed) -> &dyn PaymentsPort {
    signed.web.services.payments.as_ref()
}

/// The search as it stands in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    phase: String,
    purpose: String,
    from: String,
}

async fn list(signed: Signed, InAddress(wanted): InAddress<Wanted>) -> Response {
    let filter = PaymentFilter {
        search: wanted.q,
        phase: wanted.phase,
        purpose: wanted.purpose,
        cursor: Cursor::said(&wanted.from),
    };
    let found = async {
        let rows = port(&signed).payments(signed.actor(), &filter).await?;
        Ok::<_, Error>((rows, port(&signed).incidents(signed.actor()).await?))
    };
    match found.await {
        Ok((rows, incidents)) => {
            let shown = ListPage {
                filter: &filter,
                page: &rows,
                incidents: &incidents,
            };
            page(StatusCode::OK, documents::list(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

fn id_of(text: &str) -> Outcome<IntentId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

async fn shown(signed: &Signed, id: &str, form: &NewRefund, refusal: Option<&Error>) -> Response {
    let view = async { port(signed).payment(signed.actor(), id_of(id)?).await };
    match view.await {
        Ok(view) => {
            let status = refusal.map_or(StatusCode::OK, refused_status);
            let shown = OnePage {
                view: &view,
                form,
                refusal,
            };
            page(status, documents::one(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

async fn one(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    shown(&signed, &id, &NewRefund::default(), None).await
}

async fn refund(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(form): Typed<NewRefund>) -> Response {
    let asked = async { port(&signed).refund(signed.actor(), id_of(&id)?, &form).await };
    match asked.await {
        Ok(()) => see_other(&signed.to(&["/manager/payments/", &id].concat())),
        Err(error) if error.is(RefusalCode::Form) || error.is(RefusalCode::Changed) => {
            shown(&signed, &id, &form, Some(&error)).await
        }
        Err(error) => signed.failed(&error),
    }
}

async fn paper(signed: Signed, Path((_, id, file)): Path<(String, String, String)>) -> Response {
    let Some(number) = file.strip_suffix(".pdf") else {
        return signed.failed(&RefusalCode::NotFound.into());
    };
    let (actor, l) = (signed.actor(), signed.seen.locale);
    let paper = async { port(&signed).organisation_receipt(actor, id_of(&id)?, number, l).await };
    match paper.await {
        Ok(paper) => pdf(paper, number),
        Err(error) => signed.failed(&error),
    }
}

/// What was done about an incident.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Note {
    note: String,
}

/// Without a note the list is shown again, where the field says that it is needed.
async fn settle(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(typed): Typed<Note>) -> Response {
    let list = signed.to("/manager/payments");
    let Ok(note) = ShortText::parse(&typed.note) else {
        return see_other(&list);
    };
    let settled = async {
        let id = id.parse().map_err(|_| RefusalCode::NotFound)?;
        port(&signed).settle(signed.actor(), id, note).await
    };
    match settled.await {
        Ok(()) => see_other(&list),
        Err(error) if error.is(RefusalCode::WrongState) => see_other(&list),
        Err(error) => signed.failed(&error),
    }
}

async fn of_day(signed: &Signed, filter: &DayFilter) -> Outcome<Reconciliation> {
    port(signed).reconciliation(signed.actor(), filter).await
}

async fn day(signed: Signed, InAddress(filter): InAddress<DayFilter>) -> Response {
    match of_day(&signed, &filter).await {
        Ok(view) => page(StatusCode::OK, documents::day(&signed.frame(), &signed.profile, &view)),
        Err(error) => signed.failed(&error),
    }
}

async fn day_csv(signed: Signed, InAddress(filter): InAddress<DayFilter>) -> Response {
    match of_day(&signed, &filter).await {
        Ok(view) => file(
            "text/csv; charset=utf-8",
            &view.day,
            "csv",
            table(signed.seen.locale, &view).csv(),
        ),
        Err(error) => signed.failed(&error),
    }
}

async fn day_xlsx(signed: Signed, InAddress(filter): InAddress<DayFilter>) -> Response {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let written = match of_day(&signed, &filter).await {
        Ok(view) => table(signed.seen.locale, &view)
            .xlsx()
            .map(|book| (view.day, book))
            .map_err(Error::from),
        Err(error) => Err(error),
    };
    match written {
        Ok((day, book)) => file(kind, &day, "xlsx", book),
        Err(error) => signed.failed(&error),
    }
}

/// A day is digits and dashes: nothing in it can end the header.
fn file(kind: &str, day: &str, ending: &str, bytes: Vec<u8>) -> Response {
    let name = ["attachment; filename=\"payments-", day, ".", ending, "\""].concat();
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (headers, bytes).into_response()
}

fn table(l: Locale, view: &Reconciliation) -> Table {
    Table {
        name: view.day.clone(),
        head: documents::day_head(l),
        rows: view.rows.iter().map(row).collect(),
    }
}

fn row(row: &ReconciliationRow) -> Vec<Cell> {
    let c = row.at.civil();
    let at = format!("{}-{:02}-{:02} {:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute);
    let currency = row.ours.or(row.theirs).map(|m| m.paid.currency.code());
    vec![
        at.into(),
        row.provider.clone().into(),
        row.reference.clone().into(),
        row.what.clone().into(),
        currency.into(),
        row.ours.map(|m| m.paid).into(),
        row.ours.map(|m| m.refunded).into(),
        row.theirs.map(|m| m.paid).into(),
        row.theirs.map(|m| m.refunded).into(),
        i64::from(row.agrees()).into(),
    ]
}

//! What desk and couriers did, as a page and as files.

use app::reports::{documents, look};
use app::t::reports as text;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use backend::sheets::{Cell, Table};
use domain::reports::{CourierLine, DeskLine, Work, WorkBy, WorkFilter};
use domain::tags::Download;
use domain::{Locale, Outcome, RefusalCode};
use serde::Deserialize;

use super::sheets::download;
use super::trade::kept;
use crate::web::here::{page, refused_status};
use crate::web::{Signed, Web};

/// Where they are.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/work", get(show))
        .route("/{lang}/manager/work/{file}", get(file))
}

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    by: String,
    from: String,
    until: String,
}

impl Asked {
    fn filter(&self) -> WorkFilter {
        WorkFilter {
            by: WorkBy::from_wire(&self.by).unwrap_or_default(),
            from: self.from.clone(),
            until: self.until.clone(),
        }
    }
}

/// The page.
async fn show(here: Signed, Query(asked): Query<Asked>) -> Response {
    let shown = |work, refusal| documents::work(&here.frame(), &here.profile, work, refusal);
    match here.web.services.reports.work(here.actor(), &asked.filter()).await {
        Ok(work) => page(StatusCode::OK, shown(Some(&work), None)),
        Err(error) if error.is(RefusalCode::Form) => page(refused_status(&error), shown(None, Some(&error))),
        Err(error) => here.failed(&error),
    }
}

/// `desk.csv`, `desk.xlsx`, `couriers.csv`, `couriers.xlsx`.
async fn file(here: Signed, Path((_, name)): Path<(String, String)>, Query(asked): Query<Asked>) -> Response {
    let made = async {
        let work = here.web.services.reports.work(here.actor(), &asked.filter()).await?;
        made_of(here.seen.locale, &name, &work)
    };
    match made.await {
        Ok(file) => kept(file),
        Err(error) => here.failed(&error),
    }
}

fn made_of(l: Locale, name: &str, work: &Work) -> Outcome<Download> {
    let table = match name.split_once('.') {
        Some(("desk", _)) => desk(l, work),
        Some(("couriers", _)) => couriers(l, work),
        _ => return Err(RefusalCode::NotFound.into()),
    };
    download(&format!("{}-{}-{name}", work.from, work.until), &table)
}

fn desk(l: Locale, work: &Work) -> Table {
    let head = [
        look::by(l, work.by),
        text::reports(l),
        text::by_phone(l),
        text::answer_column(l),
        text::over(l),
        text::returned(l),
        text::return_rate_column(l),
        text::home_column(l),
    ];
    let line = |label: String, line: &DeskLine| {
        vec![
            Cell::from(label),
            Cell::Number(look::count(line.reports)),
            Cell::Number(look::count(line.by_phone)),
            Cell::from(line.answer.map(look::minutes)),
            Cell::Number(look::count(line.over)),
            Cell::Number(look::count(line.returned)),
            Cell::from(line.return_rate().map(look::count)),
            Cell::from(line.home.map(look::hours)),
        ]
    };
    let lines = work.desk.iter();
    let mut rows: Vec<_> = lines
        .map(|one| line(look::label(l, work.by, &one.label), one))
        .collect();
    rows.push(line(text::all(l).to_owned(), &work.desk_total));
    Table {
        name: text::desk(l).to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows,
    }
}

fn couriers(l: Locale, work: &Work) -> Table {
    let head = [
        look::by(l, work.by),
        text::tickets(l),
        text::delivered(l),
        text::on_time(l),
        text::on_time_column(l),
        text::failed(l),
    ];
    let line = |label: String, line: &CourierLine| {
        vec![
            Cell::from(label),
            Cell::Number(look::count(line.tickets)),
            Cell::Number(look::count(line.delivered)),
            Cell::Number(look::count(line.on_time)),
            Cell::from(line.on_time_rate().map(look::count)),
            Cell::Number(look::count(line.failed)),
        ]
    };
    let lines = work.couriers.iter();
    let mut rows: Vec<_> = lines
        .map(|one| line(look::label(l, work.by, &one.label), one))
        .collect();
    rows.push(line(text::all(l).to_owned(), &work.couriers_total));
    Table {
        name: text::couriers(l).to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows,
    }
}

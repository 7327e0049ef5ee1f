//! How lockers stand now, as a page; how they were used, as a page and as files.

use app::reports::documents::{self, UsagePage};
use app::reports::look;
use app::t::usage as text;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use backend::sheets::{Cell, Table};
use domain::reports::{ReportsPort, Usage, UsageFilter, UsageLine};
use domain::{Locale, RefusalCode, Span};

use super::sheets::download;
use super::trade::kept;
use crate::web::here::{page, refused_status};
use crate::web::{Signed, Web};

/// Where they are.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/overview", get(overview))
        .route("/{lang}/manager/usage", get(show))
        .route("/{lang}/manager/usage/{file}", get(file))
}

fn port(signed: &Signed) -> &dyn ReportsPort {
    signed.web.services.reports.as_ref()
}

/// How all lockers stand.
async fn overview(signed: Signed) -> Response {
    match port(&signed).overview(signed.actor()).await {
        Ok(overview) => {
            let html = documents::overview(&signed.frame(), &signed.profile, &overview);
            page(StatusCode::OK, html)
        }
        Err(error) => signed.failed(&error),
    }
}

type Wanted = Result<Query<UsageFilter>, QueryRejection>;

fn filter(wanted: Wanted) -> UsageFilter {
    wanted.map(|query| query.0).unwrap_or_default()
}

/// How they were used.
async fn show(signed: Signed, wanted: Wanted) -> Response {
    let filter = filter(wanted);
    let asked = port(&signed).usage(signed.actor(), &filter).await;
    let (usage, refusal) = match &asked {
        Ok(usage) => (Some(usage), None),
        Err(error) if error.is(RefusalCode::Form) => (None, Some(error)),
        Err(error) => return signed.failed(error),
    };
    let shown = UsagePage {
        filter: &filter,
        usage,
        refusal,
    };
    let html = documents::usage(&signed.frame(), &signed.profile, shown);
    page(refusal.map_or(StatusCode::OK, refused_status), html)
}

/// `pickups`, `waits`, `endings`, `faults` and `banks`, each as `.csv` and `.xlsx`.
async fn file(signed: Signed, Path((_, name)): Path<(String, String)>, wanted: Wanted) -> Response {
    let made = async {
        let usage = port(&signed).usage(signed.actor(), &filter(wanted)).await?;
        let table = table(signed.seen.locale, &name, &usage).ok_or(RefusalCode::NotFound)?;
        download(&name, &table)
    };
    match made.await {
        Ok(file) => kept(file),
        Err(error) => signed.failed(&error),
    }
}

fn table(l: Locale, name: &str, usage: &Usage) -> Option<Table> {
    match name.split_once('.')?.0 {
        "pickups" => Some(pickups(l, usage)),
        "waits" => Some(waits(l, usage)),
        "endings" => Some(lines(l, text::month(l), usage, &usage.months)),
        "faults" => Some(faults(l, usage)),
        "banks" => Some(lines(l, text::bank(l), usage, &usage.banks)),
        _ => None,
    }
}

fn number(n: u64) -> Cell {
    Cell::Number(look::count(n))
}

fn hours(span: Option<Span>) -> Cell {
    span.map_or(Cell::Empty, |span| Cell::Tenths(look::tenths_of_hours(span)))
}

fn named(name: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        name: name.to_owned(),
        head: head.iter().map(|words| (*words).to_owned()).collect(),
        rows,
    }
}

/// Day by day, also where the page shows weeks.
fn pickups(l: Locale, usage: &Usage) -> Table {
    let days = usage.days.iter();
    let rows = days.map(|line| vec![Cell::from(line.day.typed()), number(line.collected)]);
    let head = [text::day(l), text::collected(l)];
    named(text::days_title(l), &head, rows.collect())
}

fn waits(l: Locale, usage: &Usage) -> Table {
    let rows = usage.weeks.iter().map(|line| {
        vec![
            Cell::from(line.monday.typed()),
            number(line.collected),
            hours(line.median),
            hours(line.ninety),
        ]
    });
    let head = [
        text::week(l),
        text::collected(l),
        text::median_column(l),
        text::ninety_column(l),
    ];
    named(text::median(l), &head, rows.collect())
}

/// Months or banks, then everything.
fn lines(l: Locale, of: &str, usage: &Usage, lines: &[UsageLine]) -> Table {
    let head = [
        of,
        text::in_time(l),
        text::late(l),
        text::taken_back(l),
        text::in_time_column(l),
        text::taken_back_column(l),
        text::median_column(l),
        text::ninety_column(l),
        text::faults(l),
    ];
    let line = |label: &str, line: &UsageLine| {
        vec![
            Cell::from(label),
            number(line.went.in_time),
            number(line.went.late),
            number(line.went.taken_back),
            Cell::from(line.went.in_time_rate().map(look::count)),
            Cell::from(line.went.taken_back_rate().map(look::count)),
            hours(line.median),
            hours(line.ninety),
            number(line.faults),
        ]
    };
    let mut rows: Vec<_> = lines.iter().map(|one| line(&one.label, one)).collect();
    rows.push(line(text::all(l), &usage.total));
    named(of, &head, rows)
}

/// By bank and month.
fn faults(l: Locale, usage: &Usage) -> Table {
    let rows = usage.faults.iter().map(|line| {
        vec![
            Cell::from(line.bank.as_str()),
            Cell::from(line.month.as_str()),
            number(line.faults),
        ]
    });
    let head = [text::bank(l), text::month(l), text::faults(l)];
    named(text::faults(l), &head, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Day;
    use domain::reports::{DayLine, FaultLine, WeekLine, WentLine};

    fn sample() -> Usage {
        let line = UsageLine {
            label: "2026-03".to_owned(),
            went: WentLine {
                in_time: 5,
                late: 1,
                taken_back: 2,
            },
            median: Some(Span::minutes(135)),
            ninety: Some(Span::hours(40)),
            faults: 3,
        };
        let monday = Day::parse("2026-03-16").unwrap();
        Usage {
            days: vec![DayLine {
                day: monday,
                collected: 6,
            }],
            weeks: vec![WeekLine {
                monday,
                collected: 6,
                median: line.median,
                ninety: None,
            }],
            months: vec![line.clone()],
            banks: vec![UsageLine {
                label: "=Gara".to_owned(),
                ..line.clone()
            }],
            faults: vec![FaultLine {
                bank: "=Gara".to_owned(),
                month: "2026-03".to_owned(),
                faults: 3,
            }],
            total: line,
            ..Usage::default()
        }
    }

    #[test]
    fn every_file_has_a_cell_for_each_heading_and_no_formula() {
        let usage = sample();
        let check = |name: &str, first: &str, rows: usize| {
            let table = table(Locale::En, name, &usage).unwrap();
            assert_eq!(table.rows.len(), rows, "{name}");
            for row in &table.rows {
                assert_eq!(row.len(), table.head.len(), "{name}");
            }
            let csv = String::from_utf8(download(name, &table).unwrap().bytes).unwrap();
            assert_eq!(csv.split("\r\n").nth(1), Some(first), "{name}");
        };
        check("pickups.csv", "2026-03-16,6", 1);
        check("waits.csv", "2026-03-16,6,2.3,", 1);
        check("endings.csv", "2026-03,5,1,2,63,25,2.3,40.0,3", 2);
        check("banks.csv", "\"'=Gara\",5,1,2,63,25,2.3,40.0,3", 2);
        check("faults.csv", "\"'=Gara\",2026-03,3", 1);
        assert!(table(Locale::En, "people.csv", &usage).is_none());
        let pickups = table(Locale::Zh, "pickups.xlsx", &usage).unwrap();
        assert!(download("pickups.xlsx", &pickups).is_ok());
        assert!(download("pickups.pdf", &pickups).is_err());
    }
}

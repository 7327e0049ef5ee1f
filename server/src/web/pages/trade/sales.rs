//! Sales as a page and as files.

use app::t::trade as text;
use app::tags::documents::bureau;
use app::tags::look;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use backend::sheets::{Cell, Table};
use domain::tags::{Download, Sales, SalesBy, SalesFilter, SalesLine};
use domain::{Currency, Error, FaultKind, Locale, Money, Outcome, RefusalCode};
use serde::Deserialize;

use super::kept;
use crate::web::Signed;
use crate::web::here::{page, refused_status};

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    by: String,
    from: String,
    until: String,
}

impl Asked {
    fn filter(&self) -> SalesFilter {
        SalesFilter {
            by: SalesBy::from_wire(&self.by).unwrap_or_default(),
            from: self.from.clone(),
            until: self.until.clone(),
        }
    }
}

/// The page.
pub(super) async fn show(here: Signed, Query(asked): Query<Asked>) -> Response {
    match here.web.services.bureau.sales(here.actor(), &asked.filter()).await {
        Ok(sales) => {
            let html = bureau::sales(&here.frame(), &here.profile, Some(&sales), None);
            page(StatusCode::OK, html)
        }
        Err(error) if error.is(RefusalCode::Form) => {
            let html = bureau::sales(&here.frame(), &here.profile, None, Some(&error));
            page(refused_status(&error), html)
        }
        Err(error) => here.failed(&error),
    }
}

/// `sales.csv`, `sales.xlsx`.
pub(super) async fn file(
    here: Signed,
    Path((_, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let sales = here.web.services.bureau.sales(here.actor(), &asked.filter()).await?;
        download(&here, &name, &sales)
    };
    match made.await {
        Ok(file) => kept(file),
        Err(error) => here.failed(&error),
    }
}

fn download(here: &Signed, name: &str, sales: &Sales) -> Outcome<Download> {
    let table = table(here, sales);
    let (bytes, media) = match name {
        "sales.csv" => (table.csv(), "text/csv; charset=utf-8"),
        "sales.xlsx" => {
            let bytes = table.xlsx().map_err(|_| Error::Failed(FaultKind::Broken))?;
            (
                bytes,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            )
        }
        _ => return Err(RefusalCode::NotFound.into()),
    };
    let name = format!("{}-{}-{name}", sales.from, sales.until);
    Ok(Download { name, media, bytes })
}

/// What came in, of one sort.
type Sums = fn(&SalesLine) -> &[Money];

fn table(here: &Signed, sales: &Sales) -> Table {
    let l = here.seen.locale;
    let sums = sums(l, sales);
    let mut head: Vec<String> = vec![
        look::by(l, sales.by).to_owned(),
        text::issued(l).to_owned(),
        text::sold(l).to_owned(),
        text::activated(l).to_owned(),
        text::covers(l).to_owned(),
    ];
    head.extend(
        sums.iter()
            .map(|(word, currency, _)| [word, ", ", currency.code()].concat()),
    );
    let line = |label: String, line: &SalesLine| {
        let counts = [line.issued, line.sold, line.activated, line.covers];
        let mut cells = vec![Cell::from(label)];
        cells.extend(counts.map(|n| Cell::Number(look::count(n))));
        cells.extend(sums.iter().map(|(_, currency, of)| {
            let minor = of(line)
                .iter()
                .filter(|m| m.currency == *currency)
                .map(|m| m.minor)
                .sum();
            Cell::Amount(Money::new(minor, *currency))
        }));
        cells
    };
    let mut rows: Vec<_> = sales
        .lines
        .iter()
        .map(|one| line(look::label(l, sales.by, one), one))
        .collect();
    rows.push(line(text::all(l).to_owned(), &sales.total));
    Table {
        name: text::sales_title(l).to_owned(),
        head,
        rows,
    }
}

/// A column for each sort of money in each currency that came in.
fn sums(l: Locale, sales: &Sales) -> Vec<(&'static str, Currency, Sums)> {
    let sorts: [(&'static str, Sums); 3] = [
        (text::pool_money(l), |line| &line.pool_money),
        (text::cover_money(l), |line| &line.cover_money),
        (text::commission(l), |line| &line.commission),
    ];
    let columns = sorts.into_iter().flat_map(|(word, of)| {
        let currencies: Vec<_> = of(&sales.total).iter().map(|money| money.currency).collect();
        currencies.into_iter().map(move |currency| (word, currency, of))
    });
    columns.collect()
}

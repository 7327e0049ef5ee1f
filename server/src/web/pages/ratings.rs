//! What recipients say, as a page and as files.

use app::feedback::documents::{self, RatingsPage};
use app::feedback::look;
use app::t::feedback as text;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use backend::sheets::{Cell, Table};
use domain::feedback::{FeedbackPort, FigureLine, Figures, RatingFilter, RatingRow, Stars, Tally};
use domain::{Cursor, Locale, RefusalCode};
use serde::Deserialize;

use super::sheets::download;
use super::trade::kept;
use crate::web::here::{page, refused_status};
use crate::web::{Signed, Web};

/// Where they are.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/ratings", get(show))
        .route("/{lang}/manager/ratings/{file}", get(file))
}

fn port(signed: &Signed) -> &dyn FeedbackPort {
    signed.web.services.feedback.as_ref()
}

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    bank: String,
    month: String,
    most: String,
    from: String,
}

impl Asked {
    fn filter(self) -> RatingFilter {
        RatingFilter {
            bank: self.bank,
            month: self.month,
            most: self.most,
            cursor: (!self.from.is_empty()).then_some(Cursor(self.from)),
        }
    }
}

type Wanted = Result<Query<Asked>, QueryRejection>;

fn filter(wanted: Wanted) -> RatingFilter {
    wanted.map(|query| query.0).unwrap_or_default().filter()
}

/// The page.
async fn show(signed: Signed, wanted: Wanted) -> Response {
    let filter = filter(wanted);
    let asked = port(&signed).ratings(signed.actor(), &filter).await;
    let (ratings, refusal) = match &asked {
        Ok(ratings) => (Some(ratings), None),
        Err(error) if error.is(RefusalCode::Form) => (None, Some(error)),
        Err(error) => return signed.failed(error),
    };
    let shown = RatingsPage {
        filter: &filter,
        ratings,
        refusal,
    };
    let html = documents::ratings(&signed.frame(), &signed.profile, shown);
    page(refusal.map_or(StatusCode::OK, refused_status), html)
}

/// `figures.csv`, `figures.xlsx`, `ratings.csv`, `ratings.xlsx`.
async fn file(signed: Signed, Path((_, name)): Path<(String, String)>, wanted: Wanted) -> Response {
    let made = async {
        let (filter, l) = (filter(wanted), signed.seen.locale);
        let table = match name.split_once('.') {
            Some(("figures", _)) => {
                let ratings = port(&signed).ratings(signed.actor(), &filter).await?;
                figures(l, &ratings.figures)
            }
            Some(("ratings", _)) => every(l, &port(&signed).every_rating(signed.actor(), &filter).await?),
            _ => return Err(RefusalCode::NotFound.into()),
        };
        download(&name, &table)
    };
    match made.await {
        Ok(file) => kept(file),
        Err(error) => signed.failed(&error),
    }
}

/// One line for each bank, then for each month, then all together.
fn figures(l: Locale, figures: &Figures) -> Table {
    let mut head: Vec<String> = [
        text::bank(l),
        text::month(l),
        text::count(l),
        text::mean_overall(l),
        text::mean_compartment(l),
        text::mean_ease(l),
    ]
    .map(str::to_owned)
    .to_vec();
    head.extend(Stars::ALL.iter().map(|stars| text::with_stars(l, stars.get().into())));
    let line = |bank: Cell, month: Cell, line: &FigureLine| {
        let mut cells = vec![
            bank,
            month,
            Cell::Number(look::count(line.overall.count())),
            mean(line.overall),
            mean(line.compartment),
            mean(line.ease),
        ];
        let times = Stars::ALL.iter().map(|stars| line.overall.of(*stars));
        cells.extend(times.map(|times| Cell::Number(look::count(times))));
        cells
    };
    let banks = figures.banks.iter();
    let mut rows: Vec<_> = banks
        .map(|one| line(Cell::from(one.label.clone()), Cell::Empty, one))
        .collect();
    let months = figures.months.iter();
    rows.extend(months.map(|one| line(Cell::Empty, Cell::from(one.label.clone()), one)));
    rows.push(line(Cell::from(text::all(l)), Cell::Empty, &figures.total));
    Table {
        name: text::figures(l).to_owned(),
        head,
        rows,
    }
}

fn mean(tally: Tally) -> Cell {
    tally
        .mean_tenths()
        .map_or(Cell::Empty, |tenths| Cell::Tenths(look::count(tenths)))
}

/// Every rating, newest first.
fn every(l: Locale, ratings: &[RatingRow]) -> Table {
    let head = [
        text::day(l),
        text::bank(l),
        text::overall(l),
        text::compartment(l),
        text::ease(l),
        text::comment(l),
    ];
    let stars = |stars: Option<Stars>| Cell::from(stars.map(|stars| i64::from(stars.get())));
    let rows = ratings.iter().map(|one| {
        let day = one.day.civil();
        vec![
            Cell::from(format!("{}-{:02}-{:02}", day.year, day.month, day.day)),
            Cell::from(one.bank.as_str()),
            stars(Some(one.overall)),
            stars(one.compartment),
            stars(one.ease),
            Cell::from(one.comment.as_deref()),
        ]
    });
    Table {
        name: text::nav(l).to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Moment, Timestamp};

    #[test]
    fn what_people_wrote_is_no_formula_and_stays_in_its_cell() {
        let row = RatingRow {
            // 2026-03-01.
            day: Moment::utc(Timestamp(1_772_355_600_000_000)),
            bank: "Gara, Nord".to_owned(),
            overall: Stars::ALL[1],
            compartment: None,
            ease: Stars::new(5),
            comment: Some("=1+1\n\"x\"".to_owned()),
        };
        let file = download("ratings.csv", &every(Locale::En, &[row])).unwrap();
        let text = String::from_utf8(file.bytes).unwrap();
        let (_, rest) = text.split_once("\r\n").unwrap();
        assert_eq!(rest, "2026-03-01,\"Gara, Nord\",2,,5,\"'=1+1\n\"\"x\"\"\"\r\n");
        assert!(download("ratings.pdf", &Table::default()).is_err());
        assert!(download("ratings.xlsx", &Table::default()).is_ok());
    }

    #[test]
    fn every_line_of_figures_has_a_cell_for_each_heading() {
        let one = FigureLine {
            label: "Gara".to_owned(),
            overall: [Stars::ALL[4], Stars::ALL[3]].into_iter().collect(),
            ..FigureLine::default()
        };
        let both = Figures {
            total: one.clone(),
            banks: vec![one.clone()],
            months: vec![one],
        };
        let table = figures(Locale::Ru, &both);
        assert_eq!(table.rows.len(), 3);
        for row in &table.rows {
            assert_eq!(row.len(), table.head.len());
        }
        let line = String::from_utf8(table.csv()).unwrap();
        assert!(line.contains("\r\nGara,,2,4.5,,,0,0,0,1,1\r\n"), "{line}");
    }
}

//! Figures: counted in the transaction of what they count, summed up when somebody asks.

use std::collections::BTreeMap;

use domain::ids::{DealerId, OrganisationId, ProductId};
use domain::tags::{Sales, SalesBy, SalesFilter, SalesLine};
use domain::{Currency, FormCheck, Money, Month, Outcome, RefusalCode, Timestamp};

use super::sql::KeyRow;
use super::sql_cover::{self, Count, SalesRow};
use super::sql_products::in_four;
use crate::db::{Handle, Tx};
use crate::fault::Result;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Keys of a pool were issued.
    Issued,
    /// A key was sold.
    Sold,
    /// A key was activated.
    Activated,
    /// Cover was paid, or (less) given back.
    Cover,
    /// A pool was paid or put on the invoice.
    Pool,
    /// A dealer earned of a cover.
    Commission,
}

impl What {
    const fn wire(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Sold => "sold",
            Self::Activated => "activated",
            Self::Cover => "cover",
            Self::Pool => "pool",
            Self::Commission => "commission",
        }
    }
}

/// Counts something about one key.
pub(super) async fn count_key(
    tx: &mut Tx,
    row: &KeyRow,
    what: What,
    n: i64,
    amount: Option<Money>,
    now: Timestamp,
) -> Result<()> {
    let about = (row.organisation(), row.dealer_id.map(|id| id.0), row.product_id.0);
    count(tx, about, what, n, amount, now).await
}

/// Counts something about a dealer's (or our own) product.
pub(super) async fn count(
    tx: &mut Tx,
    (organisation, dealer, product): (OrganisationId, Option<DealerId>, ProductId),
    what: What,
    n: i64,
    amount: Option<Money>,
    now: Timestamp,
) -> Result<()> {
    let count = Count {
        organisation,
        month: &Month::of(now).to_string(),
        dealer,
        product,
        what: what.wire(),
        n,
        amount,
    };
    sql_cover::count(tx, &count).await
}

/// The months that a filter asks for: without one, the last twelve.
fn months(filter: &SalesFilter, now: Timestamp) -> Outcome<(Month, Month)> {
    let mut form = FormCheck::default();
    let this = Month::of(now);
    let until = form.take_optional("until", Month::parse(&filter.until)).unwrap_or(this);
    let from = form
        .take_optional("from", Month::parse(&filter.from))
        .unwrap_or(until.back(11));
    if from > until {
        form.refuse("until", RefusalCode::OutOfRange);
    }
    form.finish()?;
    Ok((from, until))
}

/// Figures of an organisation, or of one of its dealers.
pub(super) async fn sales(
    h: &mut impl Handle,
    organisation: OrganisationId,
    dealer: Option<DealerId>,
    filter: &SalesFilter,
    now: Timestamp,
) -> Outcome<Sales> {
    let (from, until) = months(filter, now)?;
    let (from, until) = (from.to_string(), until.to_string());
    let rows = sql_cover::sales(h, organisation, &from, &until, dealer).await?;
    let mut lines: BTreeMap<(String, String), SalesLine> = BTreeMap::new();
    let mut total = line(String::new());
    for row in &rows {
        let (key, label) = place(filter.by, row)?;
        let line = lines.entry(key).or_insert_with(|| label);
        add(line, row);
        add(&mut total, row);
    }
    Ok(Sales {
        by: filter.by,
        from,
        until,
        lines: lines.into_values().collect(),
        total,
    })
}

/// Which line a row counts for, and how it begins.
fn place(by: SalesBy, row: &SalesRow) -> Result<((String, String), SalesLine)> {
    let (key, start) = match by {
        SalesBy::Month => ((row.month.clone(), String::new()), line(row.month.clone())),
        SalesBy::Dealer => named(row.dealer.clone()),
        SalesBy::Region => named(row.region.clone()),
        SalesBy::Product => {
            let name = in_four(&row.product_name)?;
            let mut start = line(name.en.clone());
            let key = (name.en.clone(), row.product_id.clone());
            start.product = Some(name);
            (key, start)
        }
    };
    Ok((key, start))
}

fn named(name: Option<String>) -> ((String, String), SalesLine) {
    let name = name.unwrap_or_default();
    ((name.clone(), String::new()), line(name))
}

fn line(label: String) -> SalesLine {
    SalesLine {
        label,
        product: None,
        issued: 0,
        sold: 0,
        activated: 0,
        covers: 0,
        pool_money: Vec::new(),
        cover_money: Vec::new(),
        commission: Vec::new(),
    }
}

fn add(line: &mut SalesLine, row: &SalesRow) {
    let n = u64::try_from(row.n).unwrap_or_default();
    let money = Currency::from_code(&row.currency).map(|currency| Money::new(row.amount_minor, currency));
    match row.what.as_str() {
        "issued" => line.issued += n,
        "sold" => line.sold += n,
        "activated" => line.activated += n,
        "cover" => {
            line.covers += n;
            sum(&mut line.cover_money, money);
        }
        "pool" => sum(&mut line.pool_money, money),
        "commission" => sum(&mut line.commission, money),
        _ => {}
    }
}

/// Amounts of two currencies are never added.
fn sum(all: &mut Vec<Money>, more: Option<Money>) {
    let Some(more) = more else { return };
    match all.iter_mut().find(|money| money.currency == more.currency) {
        Some(money) => money.minor += more.minor,
        None => all.push(more),
    }
}

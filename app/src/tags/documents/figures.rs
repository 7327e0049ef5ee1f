//! Sales as a chart and a table, for dealers (their own) and managers (all).

use domain::tags::{Sales, SalesBy, SalesLine};
use domain::{Currency, Locale, Money};
use leptos::prelude::*;

use crate::i18n::number;
use crate::t::trade as text;
use crate::tags::look;
use crate::ui::{BarChart, Bars, Column, DataTable, Row};

/// Keys and cover, drawn; and what came in, if it did.
pub(super) fn charts(l: Locale, sales: &Sales) -> AnyView {
    let labels: Vec<String> = sales.lines.iter().map(|line| look::label(l, sales.by, line)).collect();
    let of = |figure: fn(&SalesLine) -> u64| sales.lines.iter().map(|line| look::count(figure(line))).collect();
    let keys = vec![
        Bars::new(text::activated(l), of(|line| line.activated)),
        Bars::new(text::covers(l), of(|line| line.covers)),
    ];
    let by = look::by(l, sales.by);
    let money = currency(sales).map(|currency| {
        let of = |figure: fn(&SalesLine) -> &[Money]| {
            sales
                .lines
                .iter()
                .map(|line| in_currency(figure(line), currency))
                .collect()
        };
        let bars = vec![
            Bars::new(text::pool_money(l), of(|line| &line.pool_money)),
            Bars::new(text::cover_money(l), of(|line| &line.cover_money)),
        ];
        let title = text::money_in(l, currency.code());
        view! {
            <section class="card">
                <BarChart title id="money" labels=labels.clone() of=by bars written=hundredths/>
            </section>
        }
    });
    view! {
        <div class="trade-charts">
            <section class="card">
                <BarChart title=text::keys_and_cover(l) id="keys" labels=labels.clone() of=by bars=keys/>
            </section>
            {money}
        </div>
    }
    .into_any()
}

/// The currency in which most came in; sums of others stand in the table.
fn currency(sales: &Sales) -> Option<Currency> {
    let all = sales.total.pool_money.iter().chain(&sales.total.cover_money);
    all.max_by_key(|money| money.minor)
        .filter(|money| money.minor > 0)
        .map(|money| money.currency)
}

fn in_currency(all: &[Money], currency: Currency) -> i64 {
    all.iter()
        .filter(|money| money.currency == currency)
        .map(|money| money.minor)
        .sum()
}

/// Minor units as whole ones: a scale needs no cents.
fn hundredths(l: Locale, minor: i64) -> String {
    number(l, minor / 100)
}

/// All figures in words, the sum last.
pub(super) fn table(l: Locale, sales: &Sales) -> AnyView {
    let mut columns = vec![
        Column::new(look::by(l, sales.by)),
        Column::figures(text::issued(l)),
        Column::figures(text::sold(l)),
        Column::figures(text::activated(l)),
        Column::figures(text::covers(l)),
        Column::figures(text::pool_money(l)),
        Column::figures(text::cover_money(l)),
        Column::figures(text::commission(l)),
    ];
    if sales.by == SalesBy::Product {
        // What is earned belongs to dealers, not to things.
        columns.pop();
    }
    let mut rows: Vec<Row> = sales
        .lines
        .iter()
        .map(|line| row(l, look::label(l, sales.by, line), line))
        .collect();
    rows.push(row(l, text::all(l).to_owned(), &sales.total));
    view! { <DataTable caption=text::sales_title(l) columns rows/> }.into_any()
}

fn row(l: Locale, label: String, line: &SalesLine) -> Row {
    let count = |n: u64| number(l, look::count(n)).into_any();
    Row::new(vec![
        view! { <span>{label}</span> }.into_any(),
        count(line.issued),
        count(line.sold),
        count(line.activated),
        count(line.covers),
        look::sums(l, &line.pool_money).into_any(),
        look::sums(l, &line.cover_money).into_any(),
        look::sums(l, &line.commission).into_any(),
    ])
}

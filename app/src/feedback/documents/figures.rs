//! Figures of ratings as charts and tables.

use domain::Locale;
use domain::feedback::{FigureLine, Figures, Stars};
use leptos::prelude::*;

use crate::feedback::look;
use crate::i18n::number;
use crate::t::feedback as text;
use crate::ui::{BarChart, Bars, Column, DataTable, Row};

/// How many gave how many stars; how many answered, month by month.
pub(super) fn charts(l: Locale, figures: &Figures) -> AnyView {
    let all = figures.total.overall;
    // The most first, as in the table.
    let given: Vec<Stars> = Stars::ALL.into_iter().rev().collect();
    let labels = given.iter().map(|stars| text::with_stars(l, stars.get().into()));
    let times = given.iter().map(|stars| look::count(all.of(*stars)));
    let (labels, times) = (labels.collect(), times.collect());
    let months = figures.months.iter().map(|line| look::month(&line.label)).collect();
    let counts = figures
        .months
        .iter()
        .map(|line| look::count(line.overall.count()))
        .collect();
    view! {
        <div class="trade-charts">
            <section class="card">
                <BarChart title=text::distribution(l) id="stars" labels of=text::stars(l)
                    bars=vec![Bars::new(text::count(l), times)]/>
            </section>
            <section class="card">
                <BarChart title=text::by_month(l) id="months" labels=months of=text::month(l)
                    bars=vec![Bars::new(text::count(l), counts)]/>
            </section>
        </div>
    }
    .into_any()
}

/// Banks and months in words, the sum last.
pub(super) fn tables(l: Locale, figures: &Figures) -> AnyView {
    let total = &figures.total;
    let banks = figures.banks.iter().map(|line| {
        let name = line.label.clone();
        row(l, view! { <span translate="no">{name}</span> }.into_any(), line)
    });
    let mut banks: Vec<Row> = banks.collect();
    banks.push(row(l, text::all(l).into_any(), total));
    let months = figures.months.iter();
    let mut months: Vec<Row> = months
        .map(|line| row(l, look::month(&line.label).into_any(), line))
        .collect();
    months.push(row(l, text::all(l).into_any(), total));
    view! {
        <h3>{text::by_bank(l)}</h3>
        <DataTable caption=text::by_bank(l) columns=columns(l, text::bank(l)) rows=banks/>
        <h3>{text::by_month(l)}</h3>
        <DataTable caption=text::by_month(l) columns=columns(l, text::month(l)) rows=months/>
    }
    .into_any()
}

fn columns(l: Locale, of: &'static str) -> Vec<Column> {
    vec![
        Column::new(of),
        Column::figures(text::count(l)),
        Column::figures(text::mean_overall(l)),
        Column::figures(text::low(l)),
        Column::figures(text::mean_compartment(l)),
        Column::figures(text::mean_ease(l)),
    ]
}

fn row(l: Locale, label: AnyView, line: &FigureLine) -> Row {
    Row::new(vec![
        label,
        number(l, look::count(line.overall.count())).into_any(),
        look::mean(l, line.overall).into_any(),
        look::low(l, line.overall).into_any(),
        look::mean(l, line.compartment).into_any(),
        look::mean(l, line.ease).into_any(),
    ])
}

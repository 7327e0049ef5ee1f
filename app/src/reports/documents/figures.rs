//! Figures of desk and couriers as charts and tables.

use domain::Locale;
use domain::reports::{CourierLine, DeskLine, Work};
use leptos::prelude::*;

use crate::i18n::number;
use crate::reports::look;
use crate::t::reports as text;
use crate::ui::{BarChart, Bars, Column, DataTable, Row};

/// Reports and returns; how long an answer took.
pub(super) fn desk_charts(l: Locale, work: &Work) -> AnyView {
    let labels: Vec<String> = work
        .desk
        .iter()
        .map(|line| look::label(l, work.by, &line.label))
        .collect();
    let of = |figure: fn(&DeskLine) -> i64| work.desk.iter().map(figure).collect::<Vec<i64>>();
    let cases = vec![
        Bars::new(text::reports(l), of(|line| look::count(line.reports))),
        Bars::new(text::returned(l), of(|line| look::count(line.returned))),
    ];
    let answers = of(|line| line.answer.map_or(0, look::minutes));
    let home = of(|line| line.home.map_or(0, look::hours));
    let (by, other) = (look::by(l, work.by), labels.clone());
    view! {
        <div class="trade-charts">
            <section class="card">
                <BarChart title=text::cases(l) id="cases" labels=labels.clone() of=by bars=cases/>
            </section>
            <section class="card">
                <BarChart title=text::answer_minutes(l) id="answer" labels of=by
                    bars=vec![Bars::new(text::answer(l), answers)]/>
            </section>
            <section class="card">
                <BarChart title=text::home_hours(l) id="home" labels=other of=by
                    bars=vec![Bars::new(text::home(l), home)]/>
            </section>
        </div>
    }
    .into_any()
}

/// Tickets and what was brought in time.
pub(super) fn courier_charts(l: Locale, work: &Work) -> AnyView {
    let lines = &work.couriers;
    let labels: Vec<String> = lines.iter().map(|line| look::label(l, work.by, &line.label)).collect();
    let of = |figure: fn(&CourierLine) -> u64| lines.iter().map(|line| look::count(figure(line))).collect();
    let bars = vec![
        Bars::new(text::tickets(l), of(|line| line.tickets)),
        Bars::new(text::on_time(l), of(|line| line.on_time)),
    ];
    let by = look::by(l, work.by);
    view! {
        <div class="trade-charts">
            <section class="card">
                <BarChart title=text::tickets_in_time(l) id="tickets" labels of=by bars/>
            </section>
        </div>
    }
    .into_any()
}

/// The desk in words, the sum last.
pub(super) fn desk_table(l: Locale, work: &Work) -> AnyView {
    let columns = vec![
        Column::new(look::by(l, work.by)),
        Column::figures(text::reports(l)),
        Column::figures(text::by_phone(l)),
        Column::figures(text::answer(l)),
        Column::figures(text::over(l)),
        Column::figures(text::returned(l)),
        Column::figures(text::return_rate(l)),
        Column::figures(text::home(l)),
    ];
    let row = |own: bool, label: String, line: &DeskLine| {
        let count = |n: u64| number(l, look::count(n)).into_any();
        Row::new(vec![
            named(own, label),
            count(line.reports),
            count(line.by_phone),
            look::took(l, line.answer).into_any(),
            count(line.over),
            count(line.returned),
            look::rate(l, line.return_rate()).into_any(),
            look::took(l, line.home).into_any(),
        ])
    };
    let lines = work.desk.iter();
    let mut rows: Vec<Row> = lines
        .map(|line| {
            row(
                look::is_name(work.by, &line.label),
                look::label(l, work.by, &line.label),
                line,
            )
        })
        .collect();
    rows.push(row(false, text::all(l).to_owned(), &work.desk_total));
    view! { <DataTable caption=text::desk(l) columns rows/> }.into_any()
}

/// The couriers in words, the sum last.
pub(super) fn courier_table(l: Locale, work: &Work) -> AnyView {
    let columns = vec![
        Column::new(look::by(l, work.by)),
        Column::figures(text::tickets(l)),
        Column::figures(text::delivered(l)),
        Column::figures(text::on_time(l)),
        Column::figures(text::on_time_rate(l)),
        Column::figures(text::failed(l)),
    ];
    let row = |own: bool, label: String, line: &CourierLine| {
        let count = |n: u64| number(l, look::count(n)).into_any();
        Row::new(vec![
            named(own, label),
            count(line.tickets),
            count(line.delivered),
            count(line.on_time),
            look::rate(l, line.on_time_rate()).into_any(),
            count(line.failed),
        ])
    };
    let lines = work.couriers.iter();
    let mut rows: Vec<Row> = lines
        .map(|line| {
            row(
                look::is_name(work.by, &line.label),
                look::label(l, work.by, &line.label),
                line,
            )
        })
        .collect();
    rows.push(row(false, text::all(l).to_owned(), &work.couriers_total));
    view! { <DataTable caption=text::couriers(l) columns rows/> }.into_any()
}

/// What a line is about; an office's name is the same in every language.
fn named(own: bool, label: String) -> AnyView {
    view! { <span translate=own.then_some("no")>{label}</span> }.into_any()
}

//! How lockers were used, as charts and tables.

use domain::reports::{Usage, UsageLine};
use domain::{Locale, Span};
use leptos::prelude::*;

use crate::feedback::look::month;
use crate::i18n::number;
use crate::reports::look;
use crate::t::usage as text;
use crate::ui::{BarChart, Bars, Column, DataTable, Drawing, Empty, Row};

/// More columns than that cannot be told apart: then each is a week.
const MOST_DAYS: usize = 100;

/// What was collected, day by day or week by week.
pub(super) fn pickups(l: Locale, usage: &Usage) -> AnyView {
    let daily = usage.days.len() <= MOST_DAYS;
    let (title, of) = if daily {
        (text::days_title(l), text::day(l))
    } else {
        (text::weeks_title(l), text::week(l))
    };
    let (labels, values): (Vec<String>, Vec<i64>) = if daily {
        let days = usage.days.iter();
        days.map(|line| (look::day(line.day), look::count(line.collected)))
            .unzip()
    } else {
        let weeks = usage.weeks.iter();
        weeks
            .map(|line| (look::day(line.monday), look::count(line.collected)))
            .unzip()
    };
    view! { <BarChart title=title id="pickups" labels of bars=vec![Bars::new(text::collected(l), values)]/> }.into_any()
}

/// How long it had waited, week by week.
pub(super) fn waits(l: Locale, usage: &Usage) -> AnyView {
    let weeks = usage.weeks.iter();
    let labels = weeks.clone().map(|line| look::day(line.monday)).collect();
    let hours = |span: Option<Span>| span.map_or(0, look::tenths_of_hours);
    let bars = vec![
        Bars::new(text::median(l), weeks.clone().map(|line| hours(line.median)).collect()),
        Bars::new(text::ninety(l), weeks.map(|line| hours(line.ninety)).collect()),
    ];
    view! { <BarChart title=text::waits_title(l) id="waits" labels of=text::week(l) bars written=look::tenths/> }
        .into_any()
}

/// What became of things, month by month, of a hundred.
pub(super) fn endings(l: Locale, usage: &Usage) -> AnyView {
    let months = usage.months.iter();
    let labels = months.clone().map(|line| month(&line.label)).collect();
    let share = |rate: Option<u64>| look::count(rate.unwrap_or_default());
    let in_time = months.clone().map(|line| share(line.went.in_time_rate())).collect();
    let taken_back = months.map(|line| share(line.went.taken_back_rate())).collect();
    let bars = vec![
        Bars::new(text::in_time(l), in_time),
        Bars::new(text::taken_back(l), taken_back),
    ];
    view! { <BarChart title=text::went_title(l) id="endings" labels of=text::month(l) bars most=100/> }.into_any()
}

/// What broke, month by month; by bank and month as a table.
pub(super) fn faults(l: Locale, usage: &Usage) -> AnyView {
    let months = usage.months.iter();
    let labels = months.clone().map(|line| month(&line.label)).collect();
    let values = months.map(|line| look::count(line.faults)).collect();
    view! {
        <BarChart title=text::faults_title(l) id="faults" labels of=text::month(l)
            bars=vec![Bars::new(text::faults(l), values)]/>
    }
    .into_any()
}

/// What broke, by bank and month.
pub(super) fn faults_table(l: Locale, usage: &Usage) -> AnyView {
    let columns = vec![
        Column::new(text::bank(l)),
        Column::new(text::month(l)),
        Column::figures(text::faults(l)),
    ];
    let rows = usage.faults.iter().map(|line| {
        Row::new(vec![
            name(&line.bank),
            month(&line.month).into_any(),
            number(l, look::count(line.faults)).into_any(),
        ])
    });
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::no_faults_title(l) text=text::no_faults_text(l)/> }
    };
    view! { <DataTable caption=text::faults_table(l) columns rows=rows.collect() empty/> }.into_any()
}

/// Bank by bank, the sum last.
pub(super) fn banks(l: Locale, usage: &Usage) -> AnyView {
    let columns = vec![
        Column::new(text::bank(l)),
        Column::figures(text::collected(l)),
        Column::figures(text::in_time(l)),
        Column::figures(text::taken_back(l)),
        Column::figures(text::median_short(l)),
        Column::figures(text::ninety_short(l)),
        Column::figures(text::faults(l)),
    ];
    let row = |label: AnyView, line: &UsageLine| {
        Row::new(vec![
            label,
            number(l, look::count(line.went.collected())).into_any(),
            look::rate(l, line.went.in_time_rate()).into_any(),
            look::rate(l, line.went.taken_back_rate()).into_any(),
            look::took(l, line.median).into_any(),
            look::took(l, line.ninety).into_any(),
            number(l, look::count(line.faults)).into_any(),
        ])
    };
    let mut rows: Vec<Row> = usage.banks.iter().map(|line| row(name(&line.label), line)).collect();
    rows.push(row(text::all(l).into_any(), &usage.total));
    view! { <DataTable caption=text::by_bank(l) columns rows/> }.into_any()
}

/// A bank's name, the same in every language.
fn name(name: &str) -> AnyView {
    let name = name.to_owned();
    view! { <span translate="no">{name}</span> }.into_any()
}

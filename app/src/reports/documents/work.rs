//! What desk and couriers did, by month or by office.

use domain::accounts::Profile;
use domain::reports::{Work, WorkBy};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::figures;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::error_text;
use crate::reports::look;
use crate::t::reports as text;
use crate::tags::documents::months;
use crate::ui::{Banner, Glyph, LinkButton, PageHeader, StatTile, Tone};

/// The page. Its filter is a GET of `by`, `from`, `until` (months, `2026-03`); `…/desk.csv`, `…/couriers.csv` and the
/// same as `.xlsx` take the same. Without figures, `refusal` says why.
pub fn work(frame: &Frame<'_>, profile: &Profile, work: Option<&Work>, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let place = frame.to("/manager/work");
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let refused = refusal.map(|error| view! { <Banner tone=Tone::Warn title=error_text(l, error)/> });
        let shown = work.map(|work| {
            view! {
                {tiles(l, work)}
                <section class="stack">
                    <h2>{text::desk(l)}</h2>
                    {figures::desk_charts(l, work)}
                    {files(l, &place, "desk", work)}
                    {figures::desk_table(l, work)}
                </section>
                <section class="stack">
                    <h2>{text::couriers(l)}</h2>
                    {figures::courier_charts(l, work)}
                    {files(l, &place, "couriers", work)}
                    {figures::courier_table(l, work)}
                </section>
            }
        });
        view! {
            <div class="stack stack-l trade">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                {filter(l, place.clone(), work)}
                {refused}
                {shown}
            </div>
        }
        .into_any()
    })
}

/// The four figures that matter, with their way over the months.
fn tiles(l: Locale, work: &Work) -> AnyView {
    let (desk, couriers) = (&work.desk_total, &work.couriers_total);
    let months = work.by == WorkBy::Month;
    let trend = |all: Vec<i64>| if months { all } else { Vec::new() };
    let reports = trend(work.desk.iter().map(|line| look::count(line.reports)).collect());
    let rates = work.desk.iter().filter_map(|line| line.return_rate().map(look::count));
    let on_time = work
        .couriers
        .iter()
        .filter_map(|line| line.on_time_rate().map(look::count));
    let (rates, on_time) = (trend(rates.collect()), trend(on_time.collect()));
    let count = crate::i18n::number(l, look::count(desk.reports));
    view! {
        <div class="tiles">
            <StatTile label=text::reports(l) value=count trend=reports/>
            <StatTile label=text::answer(l) value=look::took(l, desk.answer) hint=text::half(l)/>
            <StatTile label=text::return_rate(l) value=look::rate(l, desk.return_rate()) trend=rates hint=text::of_over(l)/>
            <StatTile label=text::on_time_rate(l) value=look::rate(l, couriers.on_time_rate()) trend=on_time/>
        </div>
    }
    .into_any()
}

/// The same figures to keep.
fn files(l: Locale, place: &str, name: &str, work: &Work) -> AnyView {
    let query = format!("?by={}&from={}&until={}", work.by.wire(), work.from, work.until);
    let file = |ending: &str| [place, "/", name, ending, &query].concat();
    view! {
        <div class="row">
            <LinkButton href=file(".csv") icon=Glyph::Download download="">{text::csv(l)}</LinkButton>
            <LinkButton href=file(".xlsx") icon=Glyph::Download download="">{text::xlsx(l)}</LinkButton>
        </div>
    }
    .into_any()
}

fn filter(l: Locale, action: String, work: Option<&Work>) -> AnyView {
    let options = WorkBy::ALL
        .map(|by| (by.wire().to_owned(), look::by(l, by).to_owned()))
        .to_vec();
    let chosen = work.map_or(WorkBy::default(), |work| work.by).wire();
    let from_to = work.map(|work| (work.from.clone(), work.until.clone()));
    months(l, action, options, chosen, from_to.unwrap_or_default())
}

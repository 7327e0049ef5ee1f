//! How lockers were used, by bank and by period.

use domain::accounts::Profile;
use domain::reports::{Usage, UsageFilter, WHOLE_YEAR};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::charts;
use crate::documents::{Frame, Head, portal_page};
use crate::feedback::documents::filter::{self, Choice};
use crate::feedback::look::month;
use crate::i18n::{error_text, number};
use crate::reports::look;
use crate::t::usage as text;
use crate::ui::{Banner, Drawing, Empty, Glyph, LinkButton, PageHeader, StatTile, Tone};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct UsagePage<'a> {
    /// What was asked for.
    pub filter: &'a UsageFilter,
    /// The answer; none when the filter was refused.
    pub usage: Option<&'a Usage>,
    /// Why.
    pub refusal: Option<&'a Error>,
}

/// The page. Its filter is a GET of `bank` and `month` (`2026-03`, `year`, or nothing for the last three); `…/pickups.csv`,
/// `…/waits.csv`, `…/endings.csv`, `…/faults.csv`, `…/banks.csv` and the same as `.xlsx` take the same.
pub fn usage(frame: &Frame<'_>, profile: &Profile, shown: UsagePage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::usage_title(l), " · Cloakroom"].concat(), text::usage_lead(l));
    portal_page(frame, profile, head, || {
        let place = frame.to("/manager/usage");
        let refused = shown
            .refusal
            .map(|error| view! { <Banner tone=Tone::Warn title=error_text(l, error)/> });
        let answer = shown.usage.map(|usage| answer(frame, &place, shown.filter, usage));
        view! {
            <div class="stack stack-l trade">
                <PageHeader title=text::usage_title(l) lead=text::usage_lead(l)/>
                {filter(l, &place, shown)}
                {refused}
                {answer}
            </div>
        }
        .into_any()
    })
}

fn answer(frame: &Frame<'_>, place: &str, filter: &UsageFilter, usage: &Usage) -> AnyView {
    let l = frame.locale;
    if usage.is_empty() {
        return view! { <Empty drawing=Drawing::Search title=text::empty_title(l) text=text::empty_text(l)/> }
            .into_any();
    }
    let file = |name| files(l, place, name, filter);
    let ratings = address(&frame.to("/manager/ratings"), filter);
    view! {
        {tiles(l, usage)}
        <div class="trade-charts">
            <section class="card stack">{charts::pickups(l, usage)} {file("pickups")}</section>
            <section class="card stack">{charts::waits(l, usage)} {file("waits")}</section>
            <section class="card stack">{charts::endings(l, usage)} {file("endings")}</section>
            <section class="card stack">{charts::faults(l, usage)} {file("faults")}</section>
        </div>
        <section class="stack">
            <h2>{text::by_bank(l)}</h2>
            {file("banks")}
            {charts::banks(l, usage)}
        </section>
        <section class="stack">
            <h2>{text::faults_table(l)}</h2>
            {charts::faults_table(l, usage)}
        </section>
        <div class="row">
            <LinkButton href=ratings icon=Glyph::Star>{text::to_ratings(l)}</LinkButton>
        </div>
    }
    .into_any()
}

fn tiles(l: Locale, usage: &Usage) -> AnyView {
    let (total, figure) = (&usage.total, |n: u64| number(l, look::count(n)));
    let weeks = usage.weeks.iter().map(|line| look::count(line.collected)).collect();
    view! {
        <div class="tiles">
            <StatTile label=text::collected(l) value=figure(total.went.collected()) trend=weeks/>
            <StatTile label=text::median(l) value=look::took(l, total.median) hint=text::from_stored(l)/>
            <StatTile label=text::ninety(l) value=look::took(l, total.ninety) hint=text::from_stored(l)/>
            <StatTile label=text::in_time(l) value=look::rate(l, total.went.in_time_rate()) hint=text::of_all(l)/>
            <StatTile label=text::taken_back(l) value=look::rate(l, total.went.taken_back_rate()) hint=text::of_all(l)/>
            <StatTile label=text::faults(l) value=figure(total.faults)/>
        </div>
    }
    .into_any()
}

/// The same figures to keep.
fn files(l: Locale, place: &str, name: &str, filter: &UsageFilter) -> AnyView {
    let file = |ending: &str| address(&[place, "/", name, ending].concat(), filter);
    view! {
        <div class="row">
            <LinkButton href=file(".csv") icon=Glyph::Download download="">{text::csv(l)}</LinkButton>
            <LinkButton href=file(".xlsx") icon=Glyph::Download download="">{text::xlsx(l)}</LinkButton>
        </div>
    }
    .into_any()
}

/// An address with this filter in it. The page of ratings knows no word for a year: there a year is what is shown without a
/// month.
fn address(place: &str, filter: &UsageFilter) -> String {
    let ratings = place.ends_with("/ratings");
    let month = filter.month.as_str();
    let month = if ratings && month.trim() == WHOLE_YEAR {
        ""
    } else {
        month
    };
    filter::address(place, &[("bank", filter.bank.as_str()), ("month", month)])
}

fn filter(l: Locale, place: &str, shown: UsagePage<'_>) -> AnyView {
    let mut banks = vec![(String::new(), text::all_banks(l).to_owned())];
    let mut periods = vec![
        (String::new(), text::few_months(l).to_owned()),
        (WHOLE_YEAR.to_owned(), text::whole_year(l).to_owned()),
    ];
    let chosen = shown.filter.clone();
    if let Some(usage) = shown.usage {
        banks.extend(
            usage
                .offered_banks
                .iter()
                .map(|(id, name)| (id.to_string(), name.clone())),
        );
        periods.extend(usage.offered_months.iter().map(|one| (one.clone(), month(one))));
        // An older month that stands in the address is offered, too.
        if let [only] = usage.months.as_slice()
            && !usage.offered_months.contains(&only.label)
        {
            periods.push((only.label.clone(), month(&only.label)));
        }
    }
    let choices = vec![
        Choice::new("bank", text::bank(l), banks, chosen.bank).of_names(),
        Choice::new("month", text::period(l), periods, chosen.month),
    ];
    filter::form(place, choices, text::show(l))
}

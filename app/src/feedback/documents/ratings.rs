//! What recipients say: figures, and what they wrote.

use domain::accounts::Profile;
use domain::feedback::{RatingFilter, Ratings, Stars};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::filter::{self, Choice};
use super::{comments, figures};
use crate::documents::{Frame, Head, portal_page};
use crate::feedback::look;
use crate::i18n::error_text;
use crate::t::feedback as text;
use crate::ui::{Banner, Drawing, Empty, Glyph, LinkButton, PageHeader, StatTile, Tone};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct RatingsPage<'a> {
    /// What was asked for.
    pub filter: &'a RatingFilter,
    /// The answer; none when the filter was refused.
    pub ratings: Option<&'a Ratings>,
    /// Why.
    pub refusal: Option<&'a Error>,
}

/// The page. Its filter is a GET of `bank`, `month` (`2026-03`) and `most`; `…/figures.csv`, `…/ratings.csv` and the same
/// as `.xlsx` take the same.
pub fn ratings(frame: &Frame<'_>, profile: &Profile, shown: RatingsPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let place = frame.to("/manager/ratings");
        let refused = shown
            .refusal
            .map(|error| view! { <Banner tone=Tone::Warn title=error_text(l, error)/> });
        let answer = shown.ratings.map(|ratings| answer(l, &place, shown.filter, ratings));
        view! {
            <div class="stack stack-l trade">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                {filter(l, &place, shown)}
                {refused}
                {answer}
            </div>
        }
        .into_any()
    })
}

fn answer(l: Locale, place: &str, filter: &RatingFilter, ratings: &Ratings) -> AnyView {
    if ratings.figures.total.overall.count() == 0 {
        return view! { <Empty drawing=Drawing::Envelope title=text::empty_title(l) text=text::empty_text(l)/> }
            .into_any();
    }
    view! {
        {tiles(l, ratings)}
        {figures::charts(l, &ratings.figures)}
        <section class="stack">
            <h2>{text::figures(l)}</h2>
            {files(l, place, "figures", filter)}
            {figures::tables(l, &ratings.figures)}
        </section>
        <section class="stack">
            <h2>{text::comments(l)}</h2>
            <p class="quiet-text">{text::comments_lead(l)}</p>
            {files(l, place, "ratings", filter)}
            {comments::table(l, place, filter, &ratings.comments)}
        </section>
    }
    .into_any()
}

fn tiles(l: Locale, ratings: &Ratings) -> AnyView {
    let all = &ratings.figures.total;
    let count = crate::i18n::number(l, look::count(all.overall.count()));
    let said = ratings
        .figures
        .months
        .iter()
        .filter_map(|line| line.overall.mean_tenths());
    let trend: Vec<i64> = said.map(look::count).collect();
    view! {
        <div class="tiles">
            <StatTile label=text::count(l) value=count/>
            <StatTile label=text::mean(l) value=look::mean(l, all.overall) hint=text::out_of(l) trend=trend/>
            <StatTile label=text::low(l) value=look::low(l, all.overall)/>
            <StatTile label=text::compartment(l) value=look::mean(l, all.compartment)/>
            <StatTile label=text::ease(l) value=look::mean(l, all.ease)/>
        </div>
    }
    .into_any()
}

/// The same to keep.
fn files(l: Locale, place: &str, name: &str, filter: &RatingFilter) -> AnyView {
    let file = |ending: &str| address(&[place, "/", name, ending].concat(), filter, "");
    view! {
        <div class="row">
            <LinkButton href=file(".csv") icon=Glyph::Download download="">{text::csv(l)}</LinkButton>
            <LinkButton href=file(".xlsx") icon=Glyph::Download download="">{text::xlsx(l)}</LinkButton>
        </div>
    }
    .into_any()
}

/// An address with this filter in it.
pub(super) fn address(place: &str, filter: &RatingFilter, cursor: &str) -> String {
    let fields = [
        ("bank", filter.bank.as_str()),
        ("month", filter.month.as_str()),
        ("most", filter.most.as_str()),
        ("from", cursor),
    ];
    filter::address(place, &fields)
}

fn filter(l: Locale, place: &str, shown: RatingsPage<'_>) -> AnyView {
    let all = |words: &str| vec![(String::new(), words.to_owned())];
    let (mut banks, mut months, mut most) = (all(text::all_banks(l)), all(text::all_months(l)), all(text::any(l)));
    if let Some(ratings) = shown.ratings {
        banks.extend(ratings.banks.iter().map(|(id, name)| (id.to_string(), name.clone())));
        months.extend(ratings.months.iter().map(|month| (month.clone(), look::month(month))));
        // An older month that stands in the address is offered, too.
        if ratings.from == ratings.until && !ratings.months.contains(&ratings.from) {
            months.push((ratings.from.clone(), look::month(&ratings.from)));
        }
    }
    let few = Stars::ALL.iter().take(4).map(|stars| {
        let many = stars.get();
        (many.to_string(), text::at_most(l, many.into()))
    });
    most.extend(few);
    let chosen = shown.filter.clone();
    let choices = vec![
        Choice::new("bank", text::bank(l), banks, chosen.bank).of_names(),
        Choice::new("month", text::month(l), months, chosen.month),
        Choice::new("most", text::most(l), most, chosen.most),
    ];
    filter::form(place, choices, text::show(l))
}

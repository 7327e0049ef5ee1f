//! The dealer's first page: this month in figures, the year as a chart, the newest pools, the terms.

use domain::Locale;
use domain::accounts::Profile;
use domain::tags::{DealerView, PoolRow, Sales, SalesLine};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::{date, number};
use crate::t::trade as text;
use crate::tags::documents::figures;
use crate::tags::documents::parts::{head, sheet};
use crate::tags::documents::pools::row;
use crate::tags::look;
use crate::ui::{
    Banner, ButtonLook, Column, DataTable, Detail, DetailList, Drawing, Empty, Glyph, LinkButton, PageHeader, StatTile,
    Tone,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Overview<'a> {
    /// The dealer.
    pub dealer: &'a DealerView,
    /// Twelve months of figures, by month.
    pub sales: &'a Sales,
    /// The newest pools.
    pub pools: &'a [PoolRow],
}

/// The page.
pub fn overview(frame: &Frame<'_>, profile: &Profile, what: Overview<'_>) -> String {
    let l = frame.locale;
    let new = frame.to("/dealer/pools/new");
    sheet(frame, profile, head(text::overview_title(l)).live(""), || {
        let paused = (!what.dealer.active).then(|| {
            view! { <Banner tone=Tone::Warn title=text::paused_title(l)>{text::paused_text(l)}</Banner> }
        });
        view! {
            <PageHeader title=what.dealer.name.clone() own=true lead=text::overview_lead(l)>
                <LinkButton href=new look=ButtonLook::Primary icon=Glyph::Plus>{text::order_new(l)}</LinkButton>
            </PageHeader>
            {paused}
            <div class="stack stack-l" data-live="overview">
                {tiles(l, what.sales)}
                {figures::charts(l, what.sales)}
                {newest(frame, what.pools)}
                {terms(l, what.dealer)}
            </div>
        }
        .into_any()
    })
}

fn tiles(l: Locale, sales: &Sales) -> AnyView {
    // The last month is the one that runs.
    let month = sales.lines.iter().find(|line| line.label == sales.until);
    let trend = |figure: fn(&SalesLine) -> u64| sales.lines.iter().map(|line| look::count(figure(line))).collect();
    let now = |figure: fn(&SalesLine) -> u64| number(l, look::count(month.map_or(0, figure)));
    let year = |figure: fn(&SalesLine) -> u64| text::in_a_year(l, &number(l, look::count(figure(&sales.total))));
    let commission = month.map_or_else(|| look::sums(l, &[]), |line| look::sums(l, &line.commission));
    let earned = text::in_a_year(l, &look::sums(l, &sales.total.commission));
    view! {
        <div class="tiles">
            <StatTile
                label=text::sold_month(l)
                value=now(|line| line.sold)
                hint=year(|line| line.sold)
                trend=trend(|line| line.sold)
            />
            <StatTile
                label=text::activated_month(l)
                value=now(|line| line.activated)
                hint=year(|line| line.activated)
                trend=trend(|line| line.activated)
            />
            <StatTile
                label=text::covers_month(l)
                value=now(|line| line.covers)
                hint=year(|line| line.covers)
                trend=trend(|line| line.covers)
            />
            <StatTile label=text::commission_month(l) value=commission hint=earned/>
        </div>
    }
    .into_any()
}

fn newest(frame: &Frame<'_>, pools: &[PoolRow]) -> AnyView {
    let l = frame.locale;
    let place = frame.to("/dealer/pools");
    let rows = pools.iter().map(|pool| row(l, &place, false, pool)).collect();
    let columns = vec![
        Column::new(text::number(l)),
        Column::new(text::product(l)),
        Column::figures(text::quantity(l)),
        Column::new(text::state(l)),
        Column::figures(text::total(l)),
        Column::new(text::ordered(l)),
    ];
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::pools_none(l) text=text::pools_none_text(l)/> }.into_any()
    };
    view! {
        <section class="stack">
            <h2>{text::newest_pools(l)}</h2>
            <DataTable caption=text::newest_pools(l) columns rows empty/>
        </section>
    }
    .into_any()
}

fn terms(l: Locale, dealer: &DealerView) -> AnyView {
    let credit = dealer
        .credit
        .map_or_else(|| text::no_credit(l).to_owned(), |credit| credit.written(l));
    let mut details = Vec::new();
    details.extend(
        dealer
            .contract
            .clone()
            .map(|number| Detail::own(text::contract(l), number)),
    );
    details.extend(
        dealer
            .contract_until
            .map(|until| Detail::new(text::contract_until(l), date(l, last_day(until)))),
    );
    details.push(Detail::new(
        text::commission_share(l),
        look::percent(l, dealer.commission_permille),
    ));
    details.push(Detail::new(text::credit(l), credit));
    details.push(Detail::new(text::most_keys(l), number(l, i64::from(dealer.most_keys))));
    view! {
        <section class="card measure">
            <h2>{text::terms(l)}</h2>
            <DetailList details/>
        </section>
    }
    .into_any()
}

/// What ends at the beginning of a day was there until the day before.
pub fn last_day(until: domain::Moment) -> domain::Moment {
    domain::Moment {
        at: domain::Timestamp(until.at.0 - 1),
        ..until
    }
}

//! How all lockers stand now: doors by size, what waits, what is broken, who has no connection. Keeps itself up to date.

use domain::Locale;
use domain::accounts::Profile;
use domain::lockers::Size;
use domain::reports::{BankNow, DoorCount, Overview};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::number;
use crate::lockers::look as lockers;
use crate::portal::look::bank_href;
use crate::reports::look;
use crate::t::usage as text;
use crate::ui::{ButtonLook, Drawing, Empty, LinkButton, PageHeader, StatTile, StatusBadge, Tone};

/// One way for a door to be: its word, its colour, its figure.
type Way = (fn(Locale) -> &'static str, &'static str, fn(DoorCount) -> u64);

/// All ways, in the order in which they are drawn.
const WAYS: [Way; 4] = [
    (text::occupied, "now-occupied", |count| count.occupied),
    (text::reserved, "now-reserved", |count| count.reserved),
    (text::out, "now-out", |count| count.out),
    (text::free, "now-free", |count| count.free),
];

/// The page.
pub fn overview(frame: &Frame<'_>, profile: &Profile, overview: &Overview) -> String {
    let l = frame.locale;
    let head = Head::private(
        [text::overview_title(l), " · Cloakroom"].concat(),
        text::overview_lead(l),
    );
    portal_page(frame, profile, head.live("bank consignment"), || {
        let shown = if overview.banks.is_empty() {
            empty(frame)
        } else {
            standing(l, overview)
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::overview_title(l) lead=text::overview_lead(l)/>
                <div class="stack stack-l" data-live="overview">{shown}</div>
            </div>
        }
        .into_any()
    })
}

fn empty(frame: &Frame<'_>) -> AnyView {
    let (l, banks) = (frame.locale, frame.to("/manager/banks"));
    view! {
        <Empty drawing=Drawing::Bank title=text::no_banks_title(l) text=text::no_banks_text(l)>
            <LinkButton href=banks look=ButtonLook::Primary>{text::to_banks(l)}</LinkButton>
        </Empty>
    }
    .into_any()
}

fn standing(l: Locale, overview: &Overview) -> AnyView {
    let cards = overview.banks.iter().map(|bank| card(l, bank)).collect_view();
    let all = text::all_banks_now(l);
    view! {
        {tiles(l, overview)}
        <section class="card stack">
            <h2>{all}</h2>
            {doors(l, all, &overview.sizes(), overview.doors())}
        </section>
        <section class="stack">
            <h2>{text::by_bank(l)}</h2>
            <div class="banks-now">{cards}</div>
        </section>
    }
    .into_any()
}

fn tiles(l: Locale, overview: &Overview) -> AnyView {
    let (doors, figure) = (overview.doors(), |n: u64| number(l, look::count(n)));
    let part = |part: u64, whole: u64| text::part_of(l, &figure(part), &figure(whole));
    let used = text::tile_used(l, &look::rate(l, doors.used_rate()));
    let banks = overview.banks.len() as u64;
    view! {
        <div class="tiles">
            <StatTile label=text::tile_free(l) value=part(doors.free, doors.doors()) hint=used/>
            <StatTile label=text::tile_waiting(l) value=figure(overview.total(|bank| bank.waiting))/>
            <StatTile label=text::tile_overdue(l) value=figure(overview.total(|bank| bank.overdue))/>
            <StatTile label=text::tile_faults(l) value=figure(overview.total(|bank| bank.faults))/>
            <StatTile label=text::tile_offline(l) value=part(overview.offline(), banks)/>
        </div>
    }
    .into_any()
}

fn card(l: Locale, bank: &BankNow) -> AnyView {
    let (tone, icon, connection) = lockers::connection(l, bank.connection);
    let since = lockers::offline_since(l, bank.connection).map(|since| view! { <p class="quiet-text">{since}</p> });
    let (name, city, href) = (bank.name.clone(), bank.city.clone(), bank_href(l, bank.id));
    let waiting = text::waiting_n(l, look::count(bank.waiting));
    let overdue = (bank.overdue > 0).then(|| {
        let label = text::overdue_n(l, look::count(bank.overdue));
        view! { <StatusBadge tone=Tone::Warn label/> }
    });
    let faults = if bank.faults > 0 {
        let label = text::faults_n(l, look::count(bank.faults));
        view! { <StatusBadge tone=Tone::Bad label/> }.into_any()
    } else {
        view! { <StatusBadge tone=Tone::Good label=text::no_faults(l)/> }.into_any()
    };
    view! {
        <article class="card bank-now">
            <header>
                <p class="eyebrow" translate="no">{city}</p>
                <h3><a href=href translate="no">{name}</a></h3>
                {since}
            </header>
            <div class="row">
                <StatusBadge tone icon label=connection/>
                <StatusBadge tone=Tone::Neutral label=waiting/>
                {overdue}
                {faults}
            </div>
            {doors(l, &bank.name, &bank.sizes, bank.doors())}
        </article>
    }
    .into_any()
}

/// Doors as a bar, and the same as a table: one row for each way, one column for each size.
fn doors(l: Locale, name: &str, sizes: &[(Size, DoorCount)], all: DoorCount) -> AnyView {
    let heads = sizes.iter().map(|(size, _)| {
        view! { <th scope="col" class="doors-figure" translate="no">{size.wire()}</th> }
    });
    let rows = WAYS.map(|(word, class, of)| {
        let figure = |count: DoorCount| number(l, look::count(of(count)));
        let cells = sizes
            .iter()
            .map(|(_, count)| view! { <td class="doors-figure">{figure(*count)}</td> });
        view! {
            <tr>
                <th scope="row"><span class=["doors-key ", class].concat() aria-hidden="true"></span>{word(l)}</th>
                {cells.collect_view()}
                <td class="doors-figure doors-sum">{figure(all)}</td>
            </tr>
        }
    });
    view! {
        {bar(all)}
        <table class="doors-table">
            <caption class="unseen">{text::doors_by_size(l, name)}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::state(l)}</th>
                    {heads.collect_view()}
                    <th scope="col" class="doors-figure">{text::sum(l)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// One door as wide as another.
fn bar(all: DoorCount) -> AnyView {
    let doors = all.doors();
    let mut before = 0;
    let parts = WAYS.map(|(_, class, of)| {
        let (from, count) = (before, of(all));
        before += count;
        view! { <rect class=class x=from.to_string() y="0" width=count.to_string() height="1"></rect> }
    });
    let field = ["0 0 ", &doors.max(1).to_string(), " 1"].concat();
    view! {
        <svg class="doors-bar" viewBox=field preserveAspectRatio="none" aria-hidden="true">{parts.collect_view()}</svg>
    }
    .into_any()
}

//! All banks of the organisation: whether they are there, what is free, what is broken. Kept fresh.

use domain::live::Nudge;
use domain::lockers::BankSummary;
use leptos::prelude::*;

use crate::i18n::{number, use_locale};
use crate::lockers::{api, look};
use crate::portal::follow::follow;
use crate::portal::frame::LostConnection;
use crate::portal::live::{Live, use_live};
use crate::portal::loaded::loaded;
use crate::portal::look::{Page, bank_href};
use crate::portal::{title, use_seat};
use crate::t;
use crate::ui::{
    ButtonLook, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, StatTile, StatusBadge, Tone,
};

/// All banks.
#[component]
pub fn BanksPage() -> impl IntoView {
    let l = use_locale();
    title(t::lockers::list_title(l));
    let live = use_live("/live", |nudge| matches!(nudge, Nudge::Bank { .. }));
    view! {
        <PageHeader title=t::lockers::list_title(l) lead=t::lockers::list_lead(l)>
            <NewButton/>
        </PageHeader>
        <LostConnection live/>
        {loaded(api::banks, move |banks| view! { <Banks banks live/> }.into_any())}
    }
}

#[component]
fn NewButton() -> impl IntoView {
    let l = use_locale();
    let may = use_seat().profile.is_some_and(|p| Page::NewBank.open_to(&p.roles));
    may.then(|| {
        view! {
            <LinkButton href=Page::NewBank.href(l) look=ButtonLook::Primary icon=Glyph::Plus>
                {t::lockers::new_title(l)}
            </LinkButton>
        }
    })
}

#[component]
fn Banks(banks: Vec<BankSummary>, live: Live) -> impl IntoView {
    let l = use_locale();
    let list = follow(banks, Some(live), api::banks);
    let table = move || {
        let rows = list.shown.get().into_iter().map(row).collect();
        let columns = vec![
            Column::new(t::lockers::bank(l)),
            Column::new(t::lockers::city(l)),
            Column::new(t::lockers::connection(l)),
            Column::figures(t::lockers::free(l)),
            Column::new(t::lockers::free_sizes(l)),
            Column::new(t::lockers::trouble(l)),
        ];
        view! { <DataTable caption=t::lockers::list_title(l) columns rows empty=no_banks/> }
    };
    view! {
        <Figures banks=list.shown/>
        {table}
    }
}

/// The figures over the list: banks that are there, free compartments, compartments in trouble.
#[component]
fn Figures(banks: RwSignal<Vec<BankSummary>>) -> impl IntoView {
    let l = use_locale();
    let of = move |part: i64, whole: i64| t::lockers::part_of(l, &number(l, part), &number(l, whole));
    let sum = move |count: fn(&BankSummary) -> i64| banks.read().iter().map(count).sum::<i64>();
    let online = Signal::derive(move || of(sum(|b| i64::from(b.connection.is_online())), sum(|_| 1)));
    let free = Signal::derive(move || of(sum(|b| b.free.into()), sum(|b| b.doors.into())));
    let trouble = Signal::derive(move || number(l, sum(|b| b.trouble.into())));
    let some = Memo::new(move |_| !banks.read().is_empty());
    move || {
        some.get().then(|| {
            view! {
                <div class="tiles">
                    <StatTile label=t::lockers::tile_online(l) value=online/>
                    <StatTile label=t::lockers::tile_free(l) value=free/>
                    <StatTile label=t::lockers::tile_trouble(l) value=trouble/>
                </div>
            }
        })
    }
}

fn row(bank: BankSummary) -> Row {
    let l = use_locale();
    let (tone, icon, label) = look::connection(l, bank.connection);
    let trouble = if bank.out_of_order {
        view! { <StatusBadge tone=Tone::Bad label=t::lockers::out_of_order(l)/> }.into_any()
    } else if bank.trouble == 0 {
        view! { <StatusBadge tone=Tone::Good label=t::lockers::no_trouble(l)/> }.into_any()
    } else {
        view! { <StatusBadge tone=Tone::Warn label=t::lockers::doors_in_trouble(l, bank.trouble.into())/> }.into_any()
    };
    let free = t::lockers::part_of(l, &number(l, bank.free.into()), &number(l, bank.doors.into()));
    Row::linked(
        bank_href(l, bank.id),
        vec![
            view! { <strong translate="no">{bank.place.name}</strong> }.into_any(),
            view! { <span translate="no">{bank.place.city}</span> }.into_any(),
            view! { <StatusBadge tone icon label/> }.into_any(),
            free.into_any(),
            look::free_by_size(l, &bank.sizes).into_any(),
            trouble,
        ],
    )
}

fn no_banks() -> AnyView {
    let l = use_locale();
    view! {
        <Empty drawing=Drawing::Bank title=t::lockers::empty_title(l) text=t::lockers::empty_text(l)>
            <NewButton/>
        </Empty>
    }
    .into_any()
}

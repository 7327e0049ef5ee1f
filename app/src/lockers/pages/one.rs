//! One bank: its doors as they stand, its connection, its kiosk screens, its account at the broker.

use domain::RefusalCode;
use domain::ids::BankId;
use domain::live::Nudge;
use domain::lockers::BankView;
use leptos::prelude::*;

use crate::i18n::use_locale;
use crate::lockers::parts::{AccountCard, ConnectionCard, DoorDetail, KioskCard};
use crate::lockers::{api, look};
use crate::portal::act::Act;
use crate::portal::follow::follow;
use crate::portal::frame::LostConnection;
use crate::portal::live::use_live;
use crate::portal::loaded::loaded;
use crate::portal::look::{Page, codes_href, layout_href, place_href, way_href};
use crate::portal::{title, use_here, use_seat};
use crate::t;
use crate::ui::{Banner, DoorGrid, Glyph, LinkButton, PageHeader, StatusBadge, Tone};
use crate::wire::Answer;

async fn ask(id: Option<BankId>) -> Answer<BankView> {
    api::bank(id.ok_or(RefusalCode::NotFound)?).await
}

/// One bank.
#[component]
pub fn BankPage() -> impl IntoView {
    let id = use_here().thing();
    loaded(move || ask(id), |bank| view! { <Bank bank/> }.into_any())
}

#[component]
fn Bank(bank: BankView) -> impl IntoView {
    let l = use_locale();
    let id = bank.id;
    let (name, city) = (bank.place.name.clone(), bank.place.city.clone());
    title(name.clone());
    let may_manage = use_seat().profile.is_some_and(|p| Page::NewBank.open_to(&p.roles));
    let live = use_live("/live", move |nudge| match nudge {
        Nudge::Consignment { bank, .. } | Nudge::Bank { bank, .. } => *bank == id,
        Nudge::Payment { .. }
        | Nudge::Pool { .. }
        | Nudge::Case { .. }
        | Nudge::Ticket { .. }
        | Nudge::Help { .. }
        | Nudge::Colleague { .. } => false,
    });
    let page = follow(bank, Some(live), move || ask(Some(id)));
    let bank = page.shown;
    let chosen = RwSignal::new(None::<u16>);
    let doors = Signal::derive(move || {
        let meant = chosen.get();
        let bank = bank.read();
        let doors = bank
            .doors
            .iter()
            .map(|door| look::drawing(l, door, meant == Some(door.number)));
        doors.collect::<Vec<_>>()
    });
    let panels = Signal::derive(move || bank.read().panels.clone());
    let service = Act::new();
    let set_service = Callback::new(move |(compartment, out)| {
        service.run(api::set_service(compartment, out), move |()| page.refresh());
    });
    let test_door = Callback::new(move |compartment| {
        service.run(api::test_door(compartment), move |()| page.refresh());
    });
    view! {
        <PageHeader title=name.clone() own=true eyebrow=city own_eyebrow=true back=(Page::Banks.href(l), t::lockers::list_title(l).to_owned())>
            <State bank/>
        </PageHeader>
        <LostConnection live/>
        <OutOfOrder bank/>
        <div class="split">
            <div class="stack">
                <section class="card stack" aria-labelledby="doors">
                    <h2 id="doors">{t::lockers::doors_title(l)}</h2>
                    <DoorGrid title=name doors panels legend=true on_door=Callback::new(move |number| chosen.set(Some(number)))/>
                    <DoorDetail bank chosen may_manage act=service set_service test_door/>
                    {may_manage.then(|| view! { <ArrangeButton id/> })}
                </section>
                {may_manage.then(|| view! { <AccountCard id/> })}
            </div>
            <div class="stack">
                <ConnectionCard bank/>
                {may_manage.then(|| view! { <KioskCard page/> })}
            </div>
        </div>
    }
}

/// What is wrong with the bank as a whole.
#[component]
fn OutOfOrder(bank: RwSignal<BankView>) -> impl IntoView {
    let l = use_locale();
    let troubles = Memo::new(move |_| bank.read().troubles.clone());
    move || {
        look::out_of_order(l, &troubles.read())
            .map(|(title, what_now)| view! { <Banner tone=Tone::Bad title=title>{what_now}</Banner> })
    }
}

/// Leads to the editor of the doors, to where the bank stands, to how one gets there, and to the form of the codes.
#[component]
fn ArrangeButton(id: BankId) -> impl IntoView {
    let l = use_locale();
    view! {
        <div class="row">
            <LinkButton href=layout_href(l, id) icon=Glyph::Bank>{t::lockers::arrange(l)}</LinkButton>
            <LinkButton href=place_href(l, id) icon=Glyph::Clock>{t::place::correct(l)}</LinkButton>
            <LinkButton href=way_href(l, id) icon=Glyph::Pin>{t::way::describe(l)}</LinkButton>
            <LinkButton href=codes_href(l, id) icon=Glyph::Key>{t::codes::arrange(l)}</LinkButton>
        </div>
    }
}

#[component]
fn State(bank: RwSignal<BankView>) -> impl IntoView {
    let l = use_locale();
    let connection = Memo::new(move |_| bank.read().connection);
    move || {
        let (tone, icon, label) = look::connection(l, connection.get());
        view! { <StatusBadge tone icon label/> }
    }
}

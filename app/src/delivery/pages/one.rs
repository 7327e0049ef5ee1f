//! One delivery: its door, the one thing to do next, who gets it, and its history. Follows the door by itself.

use domain::delivery::DeliveryState;
use domain::ids::ConsignmentId;
use domain::live::Nudge;
use domain::lockers::BankView;
use domain::{Locale, RefusalCode};
use leptos::prelude::*;

use crate::delivery::parts::{BankCard, CancelCard, DoorCard, HistoryCard, RecipientCard};
use crate::delivery::shown::Shown;
use crate::delivery::{api, look};
use crate::i18n::use_locale;
use crate::lockers::api::bank;
use crate::portal::act::Act;
use crate::portal::follow::follow;
use crate::portal::frame::LostConnection;
use crate::portal::live::use_live;
use crate::portal::loaded::loaded;
use crate::portal::look::Page;
use crate::portal::{title, use_here};
use crate::t;
use crate::ui::{Glyph, LinkButton, PageHeader, StatusBadge};
use crate::wire::Answer;

/// A delivery and the bank it is at.
type Both = (Shown, BankView);

async fn ask(id: Option<ConsignmentId>, l: Locale) -> Answer<Both> {
    let delivery = api::delivery(id.ok_or(RefusalCode::NotFound)?, l).await?;
    let bank = bank(delivery.bank).await?;
    Ok((delivery, bank))
}

/// One delivery.
#[component]
pub fn DeliveryPage() -> impl IntoView {
    let (id, l) = (use_here().thing(), use_locale());
    loaded(move || ask(id, l), |both| view! { <Delivery both/> }.into_any())
}

#[component]
fn Delivery(both: Both) -> impl IntoView {
    let l = use_locale();
    let (id, at) = (both.0.id, both.1.id);
    let (name, item, reference) = (both.0.recipient.name.clone(), both.0.item, both.0.reference.clone());
    title(name.clone());
    let live = use_live("/live", move |nudge| match nudge {
        Nudge::Consignment { consignment, .. } => *consignment == id,
        Nudge::Bank { bank, .. } => *bank == at,
        Nudge::Payment { .. }
        | Nudge::Pool { .. }
        | Nudge::Case { .. }
        | Nudge::Ticket { .. }
        | Nudge::Help { .. }
        | Nudge::Colleague { .. } => false,
    });
    let page = follow(both, Some(live), move || ask(Some(id), l));
    let delivery = Memo::new(move |_| page.shown.read().0.clone());
    let bank = Memo::new(move |_| page.shown.read().1.clone());
    let (opening, cancelling) = (Act::new(), Act::new());
    let open = Callback::new(move |()| opening.run(api::open(id), move |()| page.refresh()));
    let cancel = Callback::new(move |reason| cancelling.run(api::cancel(id, reason), move |()| page.refresh()));
    view! {
        <PageHeader title=name own=true eyebrow=eyebrow(l, item, reference) back=(Page::Deliveries.href(l), t::delivery::list_title(l).to_owned())>
            <State delivery/>
            <Receipt delivery/>
        </PageHeader>
        <LostConnection live/>
        <div class="split">
            <div class="stack">
                <DoorCard delivery act=opening open/>
                <BankCard delivery bank/>
            </div>
            <div class="stack">
                <RecipientCard delivery/>
                <HistoryCard delivery/>
                <CancelCard delivery act=cancelling cancel/>
            </div>
        </div>
    }
}

fn eyebrow(l: Locale, item: domain::custody::Item, reference: Option<String>) -> String {
    let item = look::item_name(l, item);
    reference.map_or_else(|| item.to_owned(), |reference| [item, " · ", &reference].concat())
}

#[component]
fn State(delivery: Memo<Shown>) -> impl IntoView {
    let l = use_locale();
    let state = Memo::new(move |_| delivery.read().state);
    move || {
        let (tone, icon, label) = look::state(l, state.get());
        view! { <StatusBadge tone icon label/> }
    }
}

/// The way to the proof, once the hand-over is over.
#[component]
fn Receipt(delivery: Memo<Shown>) -> impl IntoView {
    let l = use_locale();
    let id = delivery.read_untracked().id.to_string();
    let href = ["/", l.code(), "/employee/receipts/", &id].concat();
    let over = Memo::new(move |_| {
        matches!(
            delivery.read().state,
            DeliveryState::Collected | DeliveryState::Returned
        )
    });
    move || {
        over.get().then(|| {
            view! { <LinkButton href=href.clone() icon=Glyph::Document>{t::proofs::link(l)}</LinkButton> }
        })
    }
}

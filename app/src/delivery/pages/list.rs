//! All deliveries of the organisation: searched and filtered by the address, page by page, kept fresh.

use domain::delivery::{DeliveryFilter, DeliveryRow, DeliveryState};
use domain::live::Nudge;
use domain::{Cursor, Page as ListPage};
use leptos::prelude::*;

use crate::delivery::{api, look};
use crate::i18n::use_locale;
use crate::portal::follow::follow;
use crate::portal::frame::LostConnection;
use crate::portal::here::Query;
use crate::portal::live::{Live, use_live};
use crate::portal::loaded::loaded;
use crate::portal::look::{Page, delivery_href};
use crate::portal::{title, use_here, use_seat};
use crate::t;
use crate::ui::{
    Banner, ButtonLook, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, SearchForm, SelectField,
    StatusBadge, Tag, Tone, When,
};
use crate::wire::Answer;

/// What the address narrows the list to.
fn filter_of(query: &Query) -> DeliveryFilter {
    DeliveryFilter {
        search: query.get("q").unwrap_or_default().to_owned(),
        state: query.get("state").and_then(DeliveryState::from_wire),
        cursor: query.get("from").map(|from| Cursor(from.to_owned())),
    }
}

/// The address of the list narrowed to that, from that place on.
fn list_href(l: domain::Locale, filter: &DeliveryFilter, from: Option<&Cursor>) -> String {
    let mut query = Query::default();
    if !filter.search.is_empty() {
        query = query.with("q", filter.search.as_str());
    }
    if let Some(state) = filter.state {
        query = query.with("state", state.wire());
    }
    if let Some(Cursor(from)) = from {
        query = query.with("from", from.as_str());
    }
    [Page::Deliveries.href(l), query.written()].concat()
}

/// All deliveries.
#[component]
pub fn DeliveriesPage() -> impl IntoView {
    let l = use_locale();
    title(t::delivery::list_title(l));
    let filter = filter_of(use_here().query());
    let narrowed = filter.clone();
    let live = use_live("/live", |nudge| matches!(nudge, Nudge::Consignment { .. }));
    let may_create = use_seat().profile.is_some_and(|p| Page::NewDelivery.open_to(&p.roles));
    let search = filter.search.clone();
    let state = filter.state.map_or("any", DeliveryState::wire).to_owned();
    let states = std::iter::once(("any".to_owned(), t::delivery::any_state(l).to_owned()))
        .chain(DeliveryState::ALL.map(|s| (s.wire().to_owned(), look::state(l, s).2.to_owned())))
        .collect();
    view! {
        <PageHeader title=t::delivery::list_title(l) lead=t::delivery::list_lead(l)>
            {may_create.then(|| view! { <BulkButton/> })}
            {may_create.then(|| view! { <NewButton/> })}
        </PageHeader>
        <LostConnection live/>
        <SearchForm action=Page::Deliveries.href(l) value=search hint=t::delivery::search_hint(l)>
            <div class="delivery-filter">
                <SelectField name="state" label=t::delivery::state_filter(l) options=states value=state required=true/>
            </div>
        </SearchForm>
        {loaded(move || ask(narrowed), move |(page, late)| view! { <Late late/><List page filter live/> }.into_any())}
    }
}

async fn ask(filter: DeliveryFilter) -> Answer<(ListPage<DeliveryRow>, u32)> {
    Ok((api::deliveries(filter).await?, api::to_take_back().await?))
}

/// Says that there is something to take back, and leads there.
#[component]
fn Late(late: u32) -> impl IntoView {
    let l = use_locale();
    let href = ["/", l.code(), "/employee/take-back"].concat();
    (late > 0).then(|| {
        view! {
            <Banner tone=Tone::Warn title=t::delivery::to_take_back(l, i64::from(late))>
                <a href=href rel="external">{t::delivery::to_take_back_link(l)}</a>
            </Banner>
        }
    })
}

/// Leads to the lists: a document of its own, outside of the pages that hydrate.
#[component]
fn BulkButton() -> impl IntoView {
    let l = use_locale();
    let href = ["/", l.code(), "/employee/bulk"].concat();
    view! { <LinkButton href icon=Glyph::Box>{t::bulk::nav(l)}</LinkButton> }
}

#[component]
fn NewButton() -> impl IntoView {
    let l = use_locale();
    view! {
        <LinkButton href=Page::NewDelivery.href(l) look=ButtonLook::Primary icon=Glyph::Plus>
            {t::delivery::new_title(l)}
        </LinkButton>
    }
}

#[component]
fn List(page: ListPage<DeliveryRow>, filter: DeliveryFilter, live: Live) -> impl IntoView {
    let l = use_locale();
    let narrowed = filter.clone();
    let list = follow(page, Some(live), move || api::deliveries(filter.clone()));
    move || {
        let page = list.shown.get();
        let next = page.next.as_ref().map(|from| list_href(l, &narrowed, Some(from)));
        let first = narrowed.cursor.as_ref().map(|_| list_href(l, &narrowed, None));
        let rows = page.rows.into_iter().map(row).collect();
        let columns = vec![
            Column::new(t::delivery::recipient(l)),
            Column::new(t::delivery::item(l)),
            Column::new(t::delivery::bank(l)),
            Column::new(t::delivery::door(l)),
            Column::new(t::delivery::state(l)),
            Column::new(t::delivery::deadline(l)),
            Column::new(t::delivery::created(l)),
        ];
        let searched = !narrowed.search.is_empty() || narrowed.state.is_some();
        let empty = move || if searched { nothing_found() } else { nothing_yet() };
        view! { <DataTable caption=t::delivery::list_title(l) columns rows empty next first/> }
    }
}

fn row(delivery: DeliveryRow) -> Row {
    let l = use_locale();
    let (tone, icon, label) = look::state(l, delivery.state);
    let item = look::item_name(l, delivery.item);
    let reference = delivery
        .reference
        .map(|text| view! { <span class="delivery-reference" translate="no">{text}</span> });
    let deadline = delivery.deadline.filter(|_| look::under_way(delivery.state));
    let deadline = deadline.map(|moment| view! { <When moment/> });
    Row::linked(
        delivery_href(l, delivery.id),
        vec![
            view! { <strong translate="no">{delivery.recipient}</strong> }.into_any(),
            view! { <div>{item} {reference}</div> }.into_any(),
            view! { <span translate="no">{delivery.bank}</span> }.into_any(),
            view! { <Tag number=delivery.compartment.to_string()/> }.into_any(),
            view! { <StatusBadge tone icon label/> }.into_any(),
            deadline.into_any(),
            view! { <When moment=delivery.created/> }.into_any(),
        ],
    )
}

fn nothing_yet() -> AnyView {
    let l = use_locale();
    let may_create = use_seat().profile.is_some_and(|p| Page::NewDelivery.open_to(&p.roles));
    view! {
        <Empty drawing=Drawing::Hooks title=t::delivery::empty_title(l) text=t::delivery::empty_text(l)>
            {may_create.then(|| view! { <NewButton/> })}
        </Empty>
    }
    .into_any()
}

fn nothing_found() -> AnyView {
    let l = use_locale();
    view! {
        <Empty drawing=Drawing::Search title=t::delivery::none_found_title(l) text=t::delivery::none_found_text(l)>
            <LinkButton href=Page::Deliveries.href(l)>{t::delivery::show_all(l)}</LinkButton>
        </Empty>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Locale;

    #[test]
    fn what_the_list_is_narrowed_to_stands_in_its_address() {
        let filter = DeliveryFilter {
            search: "Ion Popescu".into(),
            state: Some(DeliveryState::Stored),
            cursor: None,
        };
        let href = list_href(Locale::Ro, &filter, Some(&Cursor("abc".into())));
        let (path, _) = href.split_once('?').unwrap();
        assert_eq!(path, "/ro/employee/deliveries");
        assert!(href.contains("state=stored") && href.contains("from=abc"), "{href}");
        let read = filter_of(&Query::parse(href.split_once('?').unwrap().1));
        assert_eq!(read.search, filter.search);
        assert_eq!(read.state, filter.state);
        assert_eq!(read.cursor, Some(Cursor("abc".into())));
    }

    #[test]
    fn nonsense_in_the_address_narrows_nothing() {
        assert_eq!(
            filter_of(&Query::parse("state=no_such_state")),
            DeliveryFilter::default()
        );
    }
}

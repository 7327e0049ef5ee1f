//! The list of pools: a dealer's own, or all of them for managers.

use domain::accounts::Profile;
use domain::tags::{PoolFilter, PoolRow, PoolWord};
use domain::{Cursor, Locale, Page};
use leptos::prelude::*;

use super::parts::{head, sheet};
use crate::documents::Frame;
use crate::i18n::{date_short, number};
use crate::portal::here::Query;
use crate::t::trade as text;
use crate::tags::look;
use crate::ui::{
    Button, ButtonLook, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, SelectField, StatusBadge,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct PoolsPage<'a> {
    /// This page of the list.
    pub pools: &'a Page<PoolRow>,
    /// What it is narrowed to.
    pub filter: &'a PoolFilter,
    /// Whether a manager looks: the list is of all dealers.
    pub manager: bool,
}

impl PoolsPage<'_> {
    pub(super) const fn place(manager: bool) -> &'static str {
        if manager { "/manager/pools" } else { "/dealer/pools" }
    }
}

/// The page.
pub fn pools(frame: &Frame<'_>, profile: &Profile, what: PoolsPage<'_>) -> String {
    let l = frame.locale;
    let place = frame.to(PoolsPage::place(what.manager));
    let new = [place.as_str(), "/new"].concat();
    let (lead, order) = if what.manager {
        (text::pools_lead_manager(l), text::order_own(l))
    } else {
        (text::pools_lead(l), text::order_new(l))
    };
    sheet(frame, profile, head(text::pools_title(l)).live(""), || {
        view! {
            <PageHeader title=text::pools_title(l) lead=lead>
                <LinkButton href=new look=ButtonLook::Primary icon=Glyph::Plus>{order}</LinkButton>
            </PageHeader>
            {narrow(l, place.clone(), what.filter.state)}
            <div class="stack" data-live="pools">{list(l, &place, what)}</div>
        }
        .into_any()
    })
}

fn narrow(l: Locale, action: String, state: Option<PoolWord>) -> AnyView {
    let options = std::iter::once(("any".to_owned(), text::any_state(l).to_owned()))
        .chain(PoolWord::ALL.map(|word| (word.wire().to_owned(), look::pool(l, word).2.to_owned())))
        .collect();
    let value = state.map_or("any", PoolWord::wire).to_owned();
    view! {
        <form class="search" method="get" action=action>
            <div class="trade-filter">
                <SelectField name="state" label=text::state(l) options value required=true/>
            </div>
            <Button icon=Glyph::Search>{crate::t::ui::search(l)}</Button>
        </form>
    }
    .into_any()
}

fn list(l: Locale, place: &str, what: PoolsPage<'_>) -> AnyView {
    let manager = what.manager;
    let rows = what
        .pools
        .rows
        .iter()
        .map(|pool| row(l, place, manager, pool))
        .collect();
    let next = what
        .pools
        .next
        .as_ref()
        .map(|from| narrowed(place, what.filter, Some(from)));
    let first = what.filter.cursor.as_ref().map(|_| narrowed(place, what.filter, None));
    let mut columns = vec![
        Column::new(text::number(l)),
        Column::new(text::product(l)),
        Column::figures(text::quantity(l)),
        Column::new(text::state(l)),
        Column::figures(text::total(l)),
        Column::new(text::ordered(l)),
    ];
    if manager {
        columns.insert(1, Column::new(text::dealer(l)));
    }
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::pools_none(l) text=text::pools_none_text(l)/> }.into_any()
    };
    view! { <DataTable caption=text::pools_title(l) columns rows empty next first/> }.into_any()
}

fn narrowed(place: &str, filter: &PoolFilter, from: Option<&Cursor>) -> String {
    let mut query = Query::default();
    if let Some(state) = filter.state {
        query = query.with("state", state.wire().to_owned());
    }
    if let Some(Cursor(from)) = from {
        query = query.with("from", from.clone());
    }
    [place, &query.written()].concat()
}

/// One line; also of the overview.
pub(super) fn row(l: Locale, place: &str, manager: bool, pool: &PoolRow) -> Row {
    let (tone, icon, word) = look::pool(l, pool.word);
    let total = pool
        .total
        .map_or_else(|| "\u{2013}".to_owned(), |total| total.written(l));
    let mut cells = vec![
        view! { <span translate="no">{pool.number.clone()}</span> }.into_any(),
        pool.product.get(l).to_owned().into_any(),
        number(l, i64::from(pool.quantity)).into_any(),
        view! { <StatusBadge tone label=word icon/> }.into_any(),
        total.into_any(),
        date_short(l, pool.ordered).into_any(),
    ];
    if manager {
        let dealer = match &pool.dealer {
            Some(name) => view! { <span translate="no">{name.clone()}</span> }.into_any(),
            None => text::own_shop(l).into_any(),
        };
        cells.insert(1, dealer);
    }
    Row::linked(format!("{place}/{}", pool.id), cells)
}

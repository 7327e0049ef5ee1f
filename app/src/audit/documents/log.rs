//! Who did what: a list with a search, newest first.

use domain::Locale;
use domain::accounts::Profile;
use domain::audit::{Act, AuditFilter, AuditPage, AuditRow, Came};
use leptos::prelude::*;

use crate::audit::look;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::date_time;
use crate::t::audit as text;
use crate::ui::{Column, DataTable, Drawing, Empty, PageHeader, Row, SearchForm, SelectField, StatusBadge};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct LogPage<'a> {
    /// What was asked for.
    pub filter: &'a AuditFilter,
    /// This page of it.
    pub page: &'a AuditPage,
}

/// The audit of one's organisation.
pub fn log(frame: &Frame<'_>, profile: &Profile, shown: LogPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let place = frame.to("/manager/audit");
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                {search(l, shown.filter, &place)}
                {clock(l, &shown.page.time_zone)}
                {table(l, shown, &place)}
            </div>
        }
        .into_any()
    })
}

fn search(l: Locale, filter: &AuditFilter, place: &str) -> AnyView {
    let all = |words: &str| vec![(String::new(), words.to_owned())];
    let mut acts = all(text::all_acts(l));
    acts.extend(
        Act::ALL
            .iter()
            .map(|act| (act.wire().to_owned(), look::act(l, *act).to_owned())),
    );
    let mut outcomes = all(text::all_outcomes(l));
    outcomes.extend(Came::ALL.map(|came| (came.wire().to_owned(), look::came(l, came).1.to_owned())));
    let (act, came) = (filter.act.clone(), filter.came.clone());
    view! {
        <SearchForm action=place.to_owned() value=filter.search.clone() hint=text::search_hint(l)>
            <SelectField name="act" label=text::act(l) options=acts value=act/>
            <SelectField name="came" label=text::outcome(l) options=outcomes value=came/>
        </SearchForm>
    }
    .into_any()
}

/// By whose clock: the same for every row, so it is said once.
fn clock(l: Locale, time_zone: &str) -> AnyView {
    let zone = time_zone.replace('_', " ");
    view! { <p class="quiet-text">{text::clock(l)} " " <span translate="no">{zone}</span></p> }.into_any()
}

fn table(l: Locale, shown: LogPage<'_>, place: &str) -> AnyView {
    let columns = vec![
        Column::new(text::when(l)),
        Column::new(text::who(l)),
        Column::new(text::act(l)),
        Column::new(text::thing(l)),
        Column::new(text::outcome(l)),
        Column::new(text::origin(l)),
    ];
    let rows = shown.page.acts.rows.iter().map(|one| row(l, one)).collect();
    let empty = move || view! { <Empty drawing=Drawing::Search title=text::empty_title(l) text=text::empty_text(l)/> };
    let at = |cursor: &str| address(place, shown.filter, cursor);
    let next = shown.page.acts.next.as_ref().map(|cursor| at(&cursor.0));
    let first = shown.filter.cursor.as_ref().map(|_| at(""));
    view! { <DataTable caption=text::title(l) columns rows empty next first/> }.into_any()
}

fn row(l: Locale, one: &AuditRow) -> Row {
    let (tone, word) = look::came(l, one.came);
    let own = |words: String| view! { <span translate="no">{words}</span> }.into_any();
    // A cell without anything: on a phone it takes no line.
    let own_if = |words: Option<String>| words.map_or_else(|| ().into_any(), own);
    let who = look::who(l, &one.who);
    let who = if look::is_name(&one.who) {
        own(who)
    } else {
        who.into_any()
    };
    Row::new(vec![
        date_time(l, one.at).into_any(),
        who,
        look::act(l, one.act).into_any(),
        own_if(look::thing(l, &one.thing)),
        view! { <StatusBadge tone label=word/> }.into_any(),
        own_if(one.origin.clone()),
    ])
}

/// The same list from somewhere else on.
fn address(place: &str, filter: &AuditFilter, cursor: &str) -> String {
    let fields = [
        ("?q=", filter.search.as_str()),
        ("&act=", &filter.act),
        ("&came=", &filter.came),
        ("&from=", cursor),
    ];
    let mut href = String::from(place);
    for (name, value) in fields {
        href.push_str(name);
        // What was typed: only what needs no escape goes along; the rest of a search is words.
        href.extend(value.chars().map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@') {
                c
            } else {
                '+'
            }
        }));
    }
    href
}

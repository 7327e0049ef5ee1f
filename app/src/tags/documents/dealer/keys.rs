//! The dealer's keys, and the report of which were sold.

use domain::accounts::Profile;
use domain::tags::{DealerKey, KeyFilter, KeyWord};
use domain::{Cursor, Error, Locale, Page};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::{date_short, field_error};
use crate::portal::here::Query;
use crate::t::trade as text;
use crate::tags::documents::parts::{head, sheet};
use crate::tags::look;
use crate::ui::{
    Banner, Button, ButtonLook, CodePlate, Column, DataTable, Drawing, Empty, FormErrors, Glyph, PageHeader, Row,
    SearchForm, SelectField, StatusBadge, TextArea, Tone, form_errors,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct KeysPage<'a> {
    /// This page of the list.
    pub keys: &'a Page<DealerKey>,
    /// What it is narrowed to.
    pub filter: &'a KeyFilter,
    /// The report as typed.
    pub report: &'a str,
    /// What became of the report.
    pub refusal: Option<&'a Error>,
    /// How many keys were just reported.
    pub reported: Option<i64>,
}

/// The page. The report POSTs `keys` to itself.
pub fn keys(frame: &Frame<'_>, profile: &Profile, what: KeysPage<'_>) -> String {
    let l = frame.locale;
    let place = frame.to("/dealer/keys");
    sheet(frame, profile, head(text::keys_title(l)), || {
        let thanks = what
            .reported
            .map(|n| view! { <Banner tone=Tone::Good title=text::reported(l, n)/> });
        let options = std::iter::once(("any".to_owned(), text::any_state(l).to_owned()))
            .chain(KeyWord::ALL.map(|word| (word.wire().to_owned(), look::key(l, word).1.to_owned())))
            .collect();
        let state = what.filter.state.map_or("any", KeyWord::wire).to_owned();
        view! {
            <PageHeader title=text::keys_title(l) lead=text::keys_lead(l)/>
            {thanks}
            {report(l, place.clone(), what)}
            <div class="stack">
                <SearchForm action=place.clone() value=what.filter.search.clone() hint=text::key_hint(l)>
                    <div class="trade-filter">
                        <SelectField name="state" label=text::state(l) options value=state required=true/>
                    </div>
                </SearchForm>
                {list(l, &place, what)}
            </div>
        }
        .into_any()
    })
}

fn report(l: Locale, action: String, what: KeysPage<'_>) -> AnyView {
    let errors = what
        .refusal
        .map(|e| form_errors(l, e, &[("keys", text::report_keys(l))]))
        .unwrap_or_default();
    let error = what.refusal.and_then(|e| field_error(l, e, "keys"));
    let open = what.refusal.is_some();
    let typed = what.report.to_owned();
    view! {
        <details class="card trade-more" open=open>
            <summary>{text::report_title(l)}</summary>
            <form class="form" method="post" action=action novalidate>
                <FormErrors errors/>
                <TextArea
                    name="keys"
                    label=text::report_keys(l)
                    hint=text::report_hint(l)
                    value=typed
                    error=error
                    required=true
                    rows=5
                />
                <Button look=ButtonLook::Primary icon=Glyph::Check>{text::report(l)}</Button>
            </form>
        </details>
    }
    .into_any()
}

fn list(l: Locale, place: &str, what: KeysPage<'_>) -> AnyView {
    let rows = what.keys.rows.iter().map(|key| row(l, key)).collect();
    let next = what
        .keys
        .next
        .as_ref()
        .map(|from| narrowed(place, what.filter, Some(from)));
    let first = what.filter.cursor.as_ref().map(|_| narrowed(place, what.filter, None));
    let columns = vec![
        Column::new(text::key(l)),
        Column::new(text::product(l)),
        Column::new(text::pool(l)),
        Column::new(text::state(l)),
        Column::new(text::since(l)),
    ];
    let empty = move || {
        view! { <Empty drawing=Drawing::Search title=text::keys_none(l) text=text::keys_none_text(l)/> }.into_any()
    };
    view! { <DataTable caption=text::keys_title(l) columns rows empty next first/> }.into_any()
}

fn narrowed(place: &str, filter: &KeyFilter, from: Option<&Cursor>) -> String {
    let mut query = Query::default();
    if !filter.search.is_empty() {
        query = query.with("q", filter.search.clone());
    }
    if let Some(state) = filter.state {
        query = query.with("state", state.wire().to_owned());
    }
    if let Some(Cursor(from)) = from {
        query = query.with("from", from.clone());
    }
    [place, &query.written()].concat()
}

fn row(l: Locale, key: &DealerKey) -> Row {
    let (tone, word) = look::key(l, key.word);
    let since = key.sold.map_or_else(|| "\u{2013}".to_owned(), |at| date_short(l, at));
    let code: String = key
        .key
        .to_string()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    Row::new(vec![
        view! { <CodePlate code/> }.into_any(),
        key.product.get(l).to_owned().into_any(),
        view! { <span translate="no">{key.pool.clone()}</span> }.into_any(),
        view! { <StatusBadge tone label=word/> }.into_any(),
        since.into_any(),
    ])
}

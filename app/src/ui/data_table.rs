//! A list of things as a table on wide screens and as cards on phones, with the search over it.

use leptos::prelude::*;

use super::button::{Button, ButtonLook, LinkButton};
use super::icon::Glyph;
use crate::i18n::use_locale;
use crate::t;

/// A column of a [`DataTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    label: String,
    class: &'static str,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            class: "",
        }
    }

    /// A column of figures, set to the end of the line.
    pub fn figures(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            class: "table-figures",
        }
    }
}

/// A row: its cells in the order of the columns, and the address of the thing.
pub struct Row {
    href: Option<String>,
    cells: Vec<AnyView>,
}

impl Row {
    /// A row without an address of its own.
    pub fn new(cells: Vec<AnyView>) -> Self {
        Self { href: None, cells }
    }

    /// A row whose first cell links to the thing; the whole row can be clicked.
    pub fn linked(href: impl Into<String>, cells: Vec<AnyView>) -> Self {
        Self {
            href: Some(href.into()),
            cells,
        }
    }
}

/// The table. With no rows it shows `empty` (an invitation, see [`super::Empty`]) instead.
#[component]
pub fn DataTable(
    /// What the table lists, read aloud.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// The rows of this page.
    rows: Vec<Row>,
    /// What stands there when there is nothing.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Address of the next page, if there is more.
    #[prop(optional_no_strip)]
    next: Option<String>,
    /// Address of the first page, if this is not it.
    #[prop(optional_no_strip)]
    first: Option<String>,
) -> impl IntoView {
    let l = use_locale();
    let paged = next.is_some() || first.is_some();
    let paging = paged.then(|| {
        view! {
            <nav class="table-paging" aria-label=t::ui::pages(l)>
                {first.map(|href| view! { <LinkButton href icon=Glyph::ArrowLeft>{t::ui::first_page(l)}</LinkButton> })}
                {next.map(|href| view! { <LinkButton href icon=Glyph::ArrowRight>{t::ui::next_page(l)}</LinkButton> })}
            </nav>
        }
    });
    if rows.is_empty() {
        return view! { {empty.run()}{paging} }.into_any();
    }
    let heads = columns
        .iter()
        .map(|c| view! { <th scope="col" role="columnheader" class=c.class>{c.label.clone()}</th> });
    let heads = heads.collect_view();
    let body = rows.into_iter().map(|row| table_row(&columns, row)).collect_view();
    view! {
        <div class="table-frame">
            <table class="table" role="table">
                <caption class="unseen">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">{heads}</tr>
                </thead>
                <tbody role="rowgroup">{body}</tbody>
            </table>
        </div>
        {paging}
    }
    .into_any()
}

fn table_row(columns: &[Column], row: Row) -> impl IntoView + use<> {
    let Row { href, cells } = row;
    let linked = href.is_some();
    let mut href = href;
    let cells = cells.into_iter().zip(columns.to_vec()).map(move |(cell, column)| {
        let inside = match href.take() {
            Some(href) => view! { <a class="table-link" href=href>{cell}</a> }.into_any(),
            None => cell,
        };
        view! { <td role="cell" class=column.class data-label=column.label>{inside}</td> }
    });
    view! { <tr role="row" class:table-linked=linked>{cells.collect_view()}</tr> }
}

/// The search over a list: a GET form, so that what was searched for is in the address.
#[component]
pub fn SearchForm(
    /// The address of the list.
    #[prop(into)]
    action: String,
    /// What was searched for (`q`).
    #[prop(optional, into)]
    value: Signal<String>,
    /// What can be searched for: "name, code or reference".
    #[prop(into)]
    hint: String,
    /// Filters: fields of this form.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let l = use_locale();
    view! {
        <form class="search" method="get" action=action role="search">
            <div class="search-box">
                <label class="unseen" for="q">{hint.clone()}</label>
                <input
                    class="input"
                    id="q"
                    name="q"
                    type="search"
                    maxlength="100"
                    autocomplete="off"
                    placeholder=hint
                    value=move || value.get()
                />
            </div>
            {children.map(|c| c())}
            <Button look=ButtonLook::Secondary icon=Glyph::Search>{t::ui::search(l)}</Button>
        </form>
    }
    .into_any()
}

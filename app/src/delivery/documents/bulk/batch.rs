//! One list: what waits on it, the way to the bank, another bank, or its end.

use domain::accounts::Profile;
use domain::delivery::bulk::{BatchView, WaitingLine};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::delivery::look::item_name;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date_short, date_time, field_error, number};
use crate::t;
use crate::t::bulk as text;
use crate::ui::{
    Banner, Button, ButtonLook, Column, DataTable, Drawing, Empty, FormErrors, Glyph, LinkButton, PageHeader, Row,
    SelectField, StatusBadge, Tone, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct BatchPage<'a> {
    /// The list.
    pub view: &'a BatchView,
    /// What was just done: `entered` or `moved`.
    pub done: &'a str,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page.
pub fn bulk_batch(frame: &Frame<'_>, profile: &Profile, page: BatchPage<'_>) -> String {
    let l = frame.locale;
    let row = &page.view.row;
    let title = [text::batch_title(l), " · Cloakroom"].concat();
    let head = Head::private(title, text::lead(l)).live("consignment");
    portal_page(frame, profile, head, || {
        let lead = text::batch_lead(l, &date_time(l, row.made), &row.made_by, &date_short(l, row.until));
        let back = (frame.to("/employee/bulk"), text::title(l).to_owned());
        let done = match page.done {
            "entered" => Some(text::entered(l)),
            "moved" => Some(text::moved(l)),
            _ => None,
        };
        let done = done.map(|title| view! { <Banner tone=Tone::Good title/> });
        let at = [frame.to("/employee/bulk/at/").as_str(), &row.bank.to_string()].concat();
        let go = (row.waiting > 0).then(|| {
            view! { <LinkButton href=at look=ButtonLook::Primary icon=Glyph::Key>{text::put_in_here(l)}</LinkButton> }
        });
        let beside = (row.waiting > 0).then(|| beside(frame, page));
        view! {
            <div class="stack stack-l bulk">
                <PageHeader title=text::batch_title(l) lead eyebrow=row.place.clone() own_eyebrow=true back>{go}</PageHeader>
                {done}
                <div class="bulk-list">
                    <div class="stack" data-live="list">{lines(l, page.view)}</div>
                    {beside}
                </div>
            </div>
        }
        .into_any()
    })
}

fn lines(l: Locale, view: &BatchView) -> AnyView {
    let row = &view.row;
    let all = number(l, i64::from(row.waiting) + i64::from(row.deposited));
    let words = text::progress(l, &number(l, i64::from(row.deposited)), &all);
    let columns = vec![
        Column::figures(text::col_line(l)),
        Column::new(t::delivery::recipient(l)),
        Column::new(t::delivery::item(l)),
        Column::new(t::delivery::reference(l)),
        Column::new(t::delivery::size(l)),
    ];
    let rows = view.lines.iter().map(|line| waiting(l, line)).collect();
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::all_in_title(l) text=text::all_in_text(l)/> }.into_any()
    };
    view! {
        <p><StatusBadge tone=Tone::Active icon=Glyph::Box label=words/></p>
        <DataTable caption=text::batch_title(l) columns rows empty/>
    }
    .into_any()
}

fn waiting(l: Locale, line: &WaitingLine) -> Row {
    Row::new(vec![
        line.number.to_string().into_any(),
        view! { <strong translate="no">{line.recipient.clone()}</strong> }.into_any(),
        item_name(l, line.item).into_any(),
        view! { <span class="number" translate="no">{line.reference.clone()}</span> }.into_any(),
        view! { <span translate="no">{line.size.wire()}</span> }.into_any(),
    ])
}

/// What else can be done with what waits.
fn beside(frame: &Frame<'_>, page: BatchPage<'_>) -> AnyView {
    let l = frame.locale;
    let own = [frame.to("/employee/bulk/").as_str(), &page.view.row.id.to_string()].concat();
    let (elsewhere, drop) = ([&own, "/elsewhere"].concat(), [&own, "/drop"].concat());
    view! {
        <div class="stack">
            {other_bank(l, page, elsewhere)}
            <details class="card bulk-drop">
                <summary>{text::drop_title(l)}</summary>
                <form class="stack" method="post" action=drop>
                    <p>{text::drop_text(l)}</p>
                    <Button look=ButtonLook::Danger icon=Glyph::Trash>{text::drop_button(l)}</Button>
                </form>
            </details>
        </div>
    }
    .into_any()
}

fn other_bank(l: Locale, page: BatchPage<'_>, action: String) -> AnyView {
    if page.view.others.is_empty() {
        return ().into_any();
    }
    let mut options = vec![(String::new(), t::delivery::item_choose(l).to_owned())];
    options.extend(page.view.others.iter().map(|bank| {
        let place = [bank.place.name.as_str(), " · ", &bank.place.city].concat();
        (bank.id.to_string(), place)
    }));
    let labels = [("bank", t::delivery::bank(l))];
    let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = page.refusal.and_then(|e| field_error(l, e, "bank"));
    view! {
        <form class="card stack" method="post" action=action novalidate>
            <h2>{text::elsewhere_title(l)}</h2>
            <p class="quiet-text">{text::elsewhere_text(l)}</p>
            <FormErrors errors/>
            <SelectField name="bank" label=t::delivery::bank(l) options error required=true names=true/>
            <div class="row"><Button icon=Glyph::Bank>{text::elsewhere_button(l)}</Button></div>
        </form>
    }
    .into_any()
}

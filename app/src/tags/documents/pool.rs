//! One pool: where it is, what can be done now, its keys as files, and what happened.

use domain::accounts::Profile;
use domain::tags::{LabelSheet, PoolFile, PoolState, PoolView, PoolWord};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::parts::{head, refused, sheet};
use super::pools::PoolsPage;
use crate::documents::Frame;
use crate::i18n::{date_time, field_error, number};
use crate::t::trade as text;
use crate::tags::look;
use crate::ui::{
    Button, ButtonLook, Detail, DetailList, Field, FieldKind, Glyph, LinkButton, PageHeader, SelectField, StatusBadge,
    Timeline, TimelineItem,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct PoolPage<'a> {
    /// The pool.
    pub view: &'a PoolView,
    /// Why the last act did nothing.
    pub refusal: Option<&'a Error>,
    /// Whether a manager looks.
    pub manager: bool,
}

/// The page. Acts POST to `…/{id}/{act}`: `pay`, `invoice`, `cancel`; of managers `price` (`unit`), `approve`,
/// `refuse` (`reason`). Files are GETs of `…/{id}/keys.csv`, `keys.xlsx`, and `labels.pdf?sheet=…&part=…`.
pub fn pool(frame: &Frame<'_>, profile: &Profile, what: PoolPage<'_>) -> String {
    let l = frame.locale;
    let view = what.view;
    let place = frame.to(PoolsPage::place(what.manager));
    let own = format!("{place}/{}", view.row.id);
    let title = text::pool_title(l, &view.row.number);
    let back = (place, text::pools_title(l).to_owned());
    sheet(frame, profile, head(&title).live(""), || {
        let (tone, icon, word) = look::pool(l, view.row.word);
        view! {
            <PageHeader title=title.clone() back/>
            {refused(l, what.refusal)}
            <div class="split">
                <div class="stack" data-live="pool">
                    <section class="card stack">
                        <div class="row"><StatusBadge tone label=word icon/>{reason(view)}</div>
                        {progress(l, view)}
                        <DetailList details=details(l, what)/>
                        {acts(l, &own, what)}
                    </section>
                    {files(l, &own, view)}
                </div>
                <section class="card stack" data-live="history">
                    <h2>{text::history(l)}</h2>
                    <Timeline label=text::history(l) items=history(l, view)/>
                </section>
            </div>
        }
        .into_any()
    })
}

fn reason(view: &PoolView) -> Option<AnyView> {
    match &view.state {
        PoolState::Refused { reason, .. } => Some(view! { <p translate="no">{reason.clone()}</p> }.into_any()),
        _ => None,
    }
}

fn progress(l: Locale, view: &PoolView) -> Option<AnyView> {
    if !matches!(view.row.word, PoolWord::Approved | PoolWord::Generating) {
        return None;
    }
    let (made, all) = (i64::from(view.row.made), i64::from(view.row.quantity));
    let words = text::made(l, &number(l, made), &number(l, all));
    let bar = view! {
        <p class="trade-progress">
            <label for="made">{words}</label>
            <progress id="made" max=all.to_string() value=made.to_string()></progress>
        </p>
    };
    Some(bar.into_any())
}

fn details(l: Locale, what: PoolPage<'_>) -> Vec<Detail> {
    let view = what.view;
    let row = &view.row;
    let mut lines = vec![
        Detail::new(text::product(l), row.product.get(l).to_owned()),
        Detail::new(text::quantity(l), number(l, i64::from(row.quantity))),
    ];
    if what.manager {
        lines.insert(
            0,
            match &row.dealer {
                Some(name) => Detail::own(text::dealer(l), name.clone()),
                None => Detail::new(text::dealer(l), text::own_shop(l)),
            },
        );
    }
    lines.extend(view.unit.map(|unit| Detail::new(text::unit(l), unit.written(l))));
    lines.extend(row.total.map(|total| Detail::new(text::total(l), total.written(l))));
    lines.push(Detail::new(text::ordered(l), date_time(l, row.ordered)));
    lines.push(Detail::own(text::ordered_by(l), view.ordered_by.clone()));
    lines.extend(view.note.clone().map(|note| Detail::own(text::note(l), note)));
    lines.extend(
        view.counts
            .iter()
            .map(|(word, n)| Detail::new(look::key(l, *word).1, number(l, look::count(*n)))),
    );
    lines
}

/// A button of its own form.
fn act(own: &str, act: &str, look: ButtonLook, icon: Glyph, words: &'static str) -> AnyView {
    let action = [own, "/", act].concat();
    view! { <form method="post" action=action><Button look icon>{words}</Button></form> }.into_any()
}

fn acts(l: Locale, own: &str, what: PoolPage<'_>) -> AnyView {
    let may = what.view.may;
    let buttons = [
        may.pay
            .then(|| act(own, "pay", ButtonLook::Primary, Glyph::Check, text::pay(l))),
        may.put_on_invoice.then(|| {
            act(
                own,
                "invoice",
                ButtonLook::Secondary,
                Glyph::Document,
                text::put_on_invoice(l),
            )
        }),
        may.approve
            .then(|| act(own, "approve", ButtonLook::Primary, Glyph::Shield, text::approve(l))),
        may.cancel
            .then(|| act(own, "cancel", ButtonLook::Quiet, Glyph::Return, text::cancel(l))),
    ];
    let buttons: Vec<AnyView> = buttons.into_iter().flatten().collect();
    let buttons = (!buttons.is_empty()).then(|| view! { <div class="row">{buttons}</div> });
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let price = may.price.then(|| {
        view! {
            <form class="search" method="post" action=[own, "/price"].concat()>
                <div class="trade-filter">
                    <Field name="unit" label=text::unit(l) kind=FieldKind::Number error=error("unit") required=true/>
                </div>
                <Button>{text::set_price(l)}</Button>
            </form>
        }
    });
    let refuse = may.refuse.then(|| {
        view! {
            <details class="trade-more">
                <summary>{text::refuse(l)}</summary>
                <form class="form" method="post" action=[own, "/refuse"].concat()>
                    <Field name="reason" label=text::reason(l) hint=text::reason_hint(l) error=error("reason") required=true/>
                    <Button look=ButtonLook::Danger icon=Glyph::Ban>{text::refuse(l)}</Button>
                </form>
            </details>
        }
    });
    view! { {buttons}{price}{refuse} }.into_any()
}

fn files(l: Locale, own: &str, view: &PoolView) -> Option<AnyView> {
    if !view.may.fetch {
        return None;
    }
    let sheets = LabelSheet::ALL
        .map(|sheet| (sheet.wire().to_owned(), look::sheet(l, sheet).to_owned()))
        .to_vec();
    let parts = PoolFile::parts(view.row.quantity);
    let part = (parts > 1).then(|| {
        let options = (1..=parts).map(|n| (n.to_string(), text::part(l, &n.to_string(), &parts.to_string())));
        view! {
            <div class="trade-filter">
                <SelectField name="part" label=text::which_part(l) options=options.collect() value="1" required=true/>
            </div>
        }
    });
    let file = |name: &str| [own, "/", name].concat();
    let section = view! {
        <section class="card stack" id="files">
            <h2>{text::files(l)}</h2>
            <p class="quiet-text">{text::files_text(l)}</p>
            <form class="search" method="get" action=file("labels.pdf")>
                <div class="trade-sheets">
                    <SelectField name="sheet" label=text::sheets(l) options=sheets value="sticker-40" required=true/>
                </div>
                {part}
                <Button look=ButtonLook::Primary icon=Glyph::Print>{text::labels_pdf(l)}</Button>
            </form>
            <div class="row">
                <LinkButton href=file("keys.xlsx") icon=Glyph::Download download="">{text::file_xlsx(l)}</LinkButton>
                <LinkButton href=file("keys.csv") icon=Glyph::Download download="">{text::file_csv(l)}</LinkButton>
            </div>
        </section>
    };
    Some(section.into_any())
}

fn history(l: Locale, view: &PoolView) -> Vec<TimelineItem> {
    let facts = view.history.iter().rev().map(|fact| {
        let (tone, icon, title) = look::pool(l, fact.word);
        TimelineItem {
            tone,
            icon,
            title: title.to_owned(),
            detail: fact.by.clone().unwrap_or_default(),
            when: date_time(l, fact.at),
        }
    });
    facts.collect()
}

//! Door after door: one field for a scanner, and the doors below it. The field is never exchanged under somebody's hands.

use domain::accounts::Profile;
use domain::delivery::DoorPhase;
use domain::delivery::bulk::{AtTheBank, DepositRow};
use domain::{Refusal, RefusalCode};
use leptos::prelude::*;

use super::look::{self, DoorWords};
use crate::delivery::look::item_name;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::refusal_words;
use crate::portal::look::delivery_href;
use crate::t;
use crate::t::bulk as text;
use crate::ui::{Banner, Button, ButtonLook, Glyph, Icon, PageHeader, StatusBadge, Tag, TagSize, Tone};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct DepositPage<'a> {
    /// The bank and its doors.
    pub view: &'a AtTheBank,
    /// The number that was scanned last, if its door was not opened.
    pub said: &'a str,
    /// Why it was not.
    pub refusal: Option<&'a Refusal>,
}

/// The page. `refusal` is why the last number opened nothing.
pub fn deposit(frame: &Frame<'_>, profile: &Profile, page: DepositPage<'_>) -> String {
    let l = frame.locale;
    let name = page.view.bank.place.name.clone();
    let title = [text::door_after_door(l), " · Cloakroom"].concat();
    let head = Head::private(title, text::scan_hint(l)).live("consignment bank");
    portal_page(frame, profile, head, || {
        let back = (frame.to("/employee/bulk"), text::title(l).to_owned());
        view! {
            <div class="stack bulk">
                <PageHeader title=name own=true eyebrow=text::door_after_door(l) back/>
                {scan(frame, page.view)}
                <div class="stack" data-live="said">{said(frame, page)}</div>
                <div class="stack" data-live="doors" aria-live="polite">{doors(frame, page.view)}</div>
            </div>
        }
        .into_any()
    })
}

fn address(frame: &Frame<'_>, view: &AtTheBank) -> String {
    [frame.to("/employee/bulk/at/").as_str(), &view.bank.id.to_string()].concat()
}

/// The one field. A scanner types into it and presses Enter; the page comes back with the caret in it.
fn scan(frame: &Frame<'_>, view: &AtTheBank) -> AnyView {
    let l = frame.locale;
    view! {
        <form class="card bulk-scan" method="post" action=address(frame, view) novalidate>
            <label class="field-label" for="reference">{t::delivery::reference(l)}</label>
            <p class="field-hint" id="reference-hint">{text::scan_hint(l)}</p>
            <div class="bulk-scan-row">
                <input
                    class="input bulk-scan-field"
                    id="reference"
                    name="reference"
                    type="text"
                    maxlength="120"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    autofocus
                    aria-describedby="reference-hint"
                />
                <Button look=ButtonLook::Primary icon=Glyph::Key>{text::scan_button(l)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// What became of the last number. An open door that is closed meanwhile is said to be closed.
fn said(frame: &Frame<'_>, page: DepositPage<'_>) -> AnyView {
    let l = frame.locale;
    let Some(refusal) = page.refusal else {
        return ().into_any();
    };
    let number = (!page.said.is_empty()).then(|| {
        let number = page.said.to_owned();
        view! { <p>{text::said(l)} " " <strong translate="no">{number}</strong></p> }
    });
    let moving = |row: &DepositRow| matches!(row.doing.phase, DoorPhase::Opening | DoorPhase::Open);
    let all_shut = page.view.open.is_empty() && !page.view.last.iter().any(moving);
    if refusal.code == RefusalCode::AnotherDoorOpen && all_shut {
        return view! {
            <Banner tone=Tone::Good title=text::shut_now(l)>{number}<p>{text::shut_now_text(l)}</p></Banner>
        }
        .into_any();
    }
    let words = refusal_words(l, refusal);
    view! { <Banner tone=Tone::Warn title=text::not_opened(l)>{number}<p>{words}</p></Banner> }.into_any()
}

fn doors(frame: &Frame<'_>, view: &AtTheBank) -> AnyView {
    let l = frame.locale;
    let offline = (!view.bank.connection.is_online()).then(|| {
        view! {
            <Banner tone=Tone::Warn title=t::delivery::bank_offline_title(l)>{t::delivery::bank_offline_text(l)}</Banner>
        }
    });
    let full = (view.bank.free == 0 && view.waiting > 0).then(|| {
        view! { <Banner tone=Tone::Warn title=text::full_title(l)>{text::full_text(l)}</Banner> }
    });
    let (tone, waiting) = if view.waiting == 0 {
        (Tone::Good, text::nothing_waits(l).to_owned())
    } else {
        (Tone::Active, text::waiting(l, i64::from(view.waiting)))
    };
    let first = view.last.first().map(|row| door(frame, view, row, true));
    let others = view.last.iter().skip(1).map(|row| door(frame, view, row, false));
    let others: Vec<AnyView> = others.collect();
    let others = (!others.is_empty()).then(|| {
        view! { <section class="stack"><h2>{text::last(l)}</h2>{others}</section> }
    });
    view! {
        <div class="row">
            <StatusBadge tone icon=Glyph::Document label=waiting/>
            <StatusBadge tone=Tone::Neutral icon=Glyph::Bank label=text::free(l, i64::from(view.bank.free))/>
        </div>
        {offline}
        {full}
        {first}
        {others}
    }
    .into_any()
}

/// What happens behind one door; the first is what somebody before the bank looks for.
fn door(frame: &Frame<'_>, view: &AtTheBank, row: &DepositRow, first: bool) -> AnyView {
    let l = frame.locale;
    let DoorWords {
        tone,
        glyph,
        title,
        why,
        text: what,
        other_door,
    } = look::door(l, row);
    let (class, size, heading) = if first {
        let heading = view! { <h2 class=["bulk-door-words ", tone.class()].concat()><Icon glyph/> {title}</h2> };
        ("card bulk-door bulk-door-first", TagSize::Large, heading.into_any())
    } else {
        let badge = view! { <div><StatusBadge tone icon=glyph label=title/></div> };
        ("card bulk-door", TagSize::Medium, badge.into_any())
    };
    let why = why.map(|why| view! { <p>{why}</p> });
    let what = (!what.is_empty()).then(|| view! { <p>{what}</p> });
    let reference = row.reference.clone().map(|number| {
        view! { " · " <span class="number" translate="no">{number}</span> }
    });
    let other = other_door.then(|| {
        let action = [address(frame, view).as_str(), "/other-door"].concat();
        view! {
            <form method="post" action=action>
                <input type="hidden" name="consignment" value=row.id.to_string()/>
                <Button icon=Glyph::DoorClosed>{text::other_door(l)}</Button>
            </form>
        }
    });
    view! {
        <article class=class>
            <Tag number=row.compartment.to_string() size label=t::delivery::compartment(l)/>
            <div class="stack stack-s">
                {heading}
                {why}
                {what}
                <p class="small-text quiet-text">
                    <a href=delivery_href(l, row.id) translate="no">{row.recipient.clone()}</a>
                    " · "
                    {item_name(l, row.item)}
                    {reference}
                </p>
                {other}
            </div>
        </article>
    }
    .into_any()
}

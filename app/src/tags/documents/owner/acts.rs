//! The forms of one thing: cover, lost and found, handing over, what it hangs on.

use domain::Locale;
use domain::tags::KeyWord;
use leptos::prelude::*;

use super::ThingPage;
use super::activate::{labels, thing_fields};
use super::mine::cover_bar;
use crate::i18n::{date, field_error};
use crate::photos::PhotoCard;
use crate::t;
use crate::t::things as text;
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, form_errors};

/// The forms of the page; also the last part of the addresses that they POST to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the acts name themselves")]
pub enum Act {
    Renew,
    Auto,
    Lost,
    Transfer,
    CancelTransfer,
    Describe,
    Photo,
    RemovePhoto,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Renew,
        Self::Auto,
        Self::Lost,
        Self::Transfer,
        Self::CancelTransfer,
        Self::Describe,
        Self::Photo,
        Self::RemovePhoto,
    ];

    /// The last part of its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Renew => "renew",
            Self::Auto => "auto",
            Self::Lost => "lost",
            Self::Transfer => "transfer",
            Self::CancelTransfer => "cancel-transfer",
            Self::Describe => "describe",
            Self::Photo => "photo",
            Self::RemovePhoto => "photo-remove",
        }
    }

    /// Reads [`Self::path`].
    pub fn from_path(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.path() == text)
    }
}

/// Until when it is paid, and one click to pay more.
pub(super) fn cover(l: Locale, page: &ThingPage<'_>, at: &dyn Fn(Act) -> String) -> AnyView {
    let view = page.view;
    let pay = (view.row.word != KeyWord::Blocked).then(|| renew(l, page, at(Act::Renew)));
    let auto = (view.row.word != KeyWord::Blocked).then(|| auto(l, view.auto_renew, at(Act::Auto)));
    view! {
        <section class="card stack" id="cover">
            <h2>{text::cover(l)}</h2>
            {cover_bar(l, &view.row.cover)}
            {pay}
            {auto}
        </section>
    }
    .into_any()
}

fn renew(l: Locale, page: &ThingPage<'_>, action: String) -> AnyView {
    let view = page.view;
    let refusal = page.refused(Act::Renew);
    let errors = refusal
        .map(|e| form_errors(l, e, &[("promo_code", text::promo(l))]))
        .unwrap_or_default();
    let error = refusal.and_then(|e| field_error(l, e, "promo_code"));
    let typed = page.typed_at(Act::Renew);
    let before = (view.cover_now != view.cover_price).then(|| t::bureau::before(l, &view.cover_price.written(l)));
    let period = text::period(l, i64::from(view.cover_days));
    let (open, price) = (refusal.is_some(), text::renew(l, &view.cover_now.written(l)));
    view! {
        <form class="form" method="post" action=action novalidate>
            <FormErrors errors/>
            <p class="row">
                <span class="quiet-text">{period}</span>
                {before.map(|words| view! { <span class="owner-before">{words}</span> })}
            </p>
            <Button look=ButtonLook::Primary icon=Glyph::Shield>{price}</Button>
            <details class="owner-more" open=open>
                <summary>{text::have_promo(l)}</summary>
                <Field name="promo_code" label=text::promo(l) value=typed error autocomplete="off" maxlength=40/>
            </details>
        </form>
    }
    .into_any()
}

fn auto(l: Locale, on: bool, action: String) -> AnyView {
    let (state, turn, words) = if on {
        (text::auto_is_on(l), "off", text::auto_off(l))
    } else {
        (text::auto_is_off(l), "on", text::auto_on(l))
    };
    view! {
        <form class="owner-auto" method="post" action=action>
            <p class="small-text">{state}</p>
            <Button look=ButtonLook::Quiet icon=Glyph::Envelope name="turn" value=turn>{words}</Button>
        </form>
    }
    .into_any()
}

/// Gone, or back again.
pub(super) fn lost(l: Locale, page: &ThingPage<'_>, action: String) -> AnyView {
    let since = page.view.row.lost;
    let (title, words) = match since {
        Some(since) => (text::lost_open_title(l), text::lost_since(l, &date(l, since))),
        None => (text::lost_title(l), text::lost_text(l).to_owned()),
    };
    let (value, icon, label) = if since.is_some() {
        ("no", Glyph::Check, text::found_again(l))
    } else {
        ("yes", Glyph::Search, text::lost(l))
    };
    let errors = page
        .refused(Act::Lost)
        .map(|e| form_errors(l, e, &[]))
        .unwrap_or_default();
    view! {
        <form class="form card" method="post" action=action>
            <h2>{title}</h2>
            <p class="quiet-text">{words}</p>
            <FormErrors errors/>
            <Button icon name="lost" value>{label}</Button>
        </form>
    }
    .into_any()
}

/// To somebody else, by a link.
pub(super) fn transfer(l: Locale, page: &ThingPage<'_>, at: &dyn Fn(Act) -> String) -> AnyView {
    if let Some(open) = &page.view.transfer {
        let until = text::transfer_until(l, &date(l, open.until));
        let action = at(Act::CancelTransfer);
        return view! {
            <form class="form card" method="post" action=action>
                <h2>{text::transfer_title(l)}</h2>
                <p>{text::transfer_open(l)} " " <strong translate="no">{open.email.to_string()}</strong></p>
                <p class="quiet-text">{until}</p>
                <Button icon=Glyph::Close>{text::transfer_cancel(l)}</Button>
            </form>
        }
        .into_any();
    }
    let refusal = page.refused(Act::Transfer);
    let errors = refusal
        .map(|e| form_errors(l, e, &[("email", text::transfer_email(l))]))
        .unwrap_or_default();
    let error = refusal.and_then(|e| field_error(l, e, "email"));
    let action = at(Act::Transfer);
    let typed = page.typed_at(Act::Transfer);
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::transfer_title(l)}</h2>
            <p class="quiet-text">{text::transfer_text(l)}</p>
            <FormErrors errors/>
            <Field
                name="email"
                label=text::transfer_email(l)
                kind=FieldKind::Email
                value=typed
                error
                autocomplete="off"
                required=true
            />
            <Button icon=Glyph::Send>{text::transfer(l)}</Button>
        </form>
    }
    .into_any()
}

/// What it looks like, for the owner and the desk.
pub(super) fn photo(l: Locale, page: &ThingPage<'_>, at: &dyn Fn(Act) -> String) -> AnyView {
    let card = PhotoCard {
        address: at(Act::Photo),
        remove: at(Act::RemovePhoto),
        alt: t::photos::of_thing(l),
        there: page.view.pictured,
        open: true,
        refusal: page.refused(Act::Photo),
    };
    card.view(l)
}

/// What it hangs on, to be changed.
pub(super) fn describe(l: Locale, page: &ThingPage<'_>, action: String) -> AnyView {
    let refusal = page.refused(Act::Describe);
    let errors = refusal.map(|e| form_errors(l, e, &labels(l))).unwrap_or_default();
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::describe_title(l)}</h2>
            <FormErrors errors/>
            {thing_fields(l, page.form, refusal)}
            <Button icon=Glyph::Check>{text::save(l)}</Button>
        </form>
    }
    .into_any()
}

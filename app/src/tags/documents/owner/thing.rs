//! One of one's things: cover, lost and found, handing over, what it hangs on, history.

use domain::accounts::Profile;
use domain::tags::{MyKeyView, ThingForm};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::activate::{labels, thing_fields};
use super::look;
use super::mine::cover_bar;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date, field_error};
use crate::t::things as text;
use crate::ui::{
    Banner, Button, ButtonLook, CodePlate, Field, FieldKind, FormErrors, PageHeader, StatusBadge, TagSize, Timeline,
    Tone, form_errors,
};

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
}

impl Act {
    /// The last part of its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Renew => "renew",
            Self::Auto => "auto",
            Self::Lost => "lost",
            Self::Transfer => "transfer",
            Self::CancelTransfer => "cancel-transfer",
            Self::Describe => "describe",
        }
    }
}

/// What the page needs.
#[derive(Clone, Copy)]
pub struct ThingPage<'a> {
    /// The key and everything about it.
    pub view: &'a MyKeyView,
    /// What it hangs on, as typed or as kept.
    pub form: &'a ThingForm,
    /// The promo code or the address as typed, in the form that was refused.
    pub typed: &'a str,
    /// What became of which form.
    pub refusal: Option<(Act, &'a Error)>,
    /// What was done just now: `active`, `saved` or nothing.
    pub done: &'a str,
}

impl<'a> ThingPage<'a> {
    fn refused(&self, act: Act) -> Option<&'a Error> {
        self.refusal.filter(|(at, _)| *at == act).map(|(_, error)| error)
    }

    fn typed_at(&self, act: Act) -> String {
        self.refused(act).map_or(String::new(), |_| self.typed.to_owned())
    }
}

/// The form as kept.
pub fn filled(view: &MyKeyView) -> ThingForm {
    let thing = &view.row.thing;
    ThingForm {
        kind: thing.kind.wire().to_owned(),
        thing: thing.name.as_str().to_owned(),
        description: thing.description.clone().unwrap_or_default(),
        reward: thing.reward.map(|reward| reward.plain()).unwrap_or_default(),
        currency: thing
            .reward
            .map(|reward| reward.currency.code().to_owned())
            .unwrap_or_default(),
    }
}

/// The page.
pub fn thing(frame: &Frame<'_>, profile: &Profile, page: ThingPage<'_>) -> String {
    let l = frame.locale;
    let row = &page.view.row;
    let name = row.thing.name.as_str().to_owned();
    let head = Head::private([&name, " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let back = (frame.to("/owner"), text::back(l).to_owned());
        let (tone, icon, word) = look::state(l, row);
        let done = match page.done {
            "active" => Some(text::activated(l)),
            "saved" => Some(text::saved(l)),
            _ => None,
        };
        let next = look::next(l, row);
        let history = page
            .view
            .history
            .iter()
            .map(|fact| look::fact(l, fact))
            .collect::<Vec<_>>();
        let at = |act: Act| frame.to(&format!("/owner/keys/{}/{}", row.id, act.path()));
        view! {
            <div class="stack stack-l">
                <PageHeader title=name own=true eyebrow=look::kind(l, row.thing.kind) back/>
                {done.map(|words| view! { <Banner tone=Tone::Good title=words/> })}
                <div class="thing-plate">
                    <CodePlate code=row.key.plain() size=TagSize::Large/>
                    <StatusBadge tone icon label=word/>
                </div>
                {next.map(|words| view! { <p class="thing-next">{words}</p> })}
                <div class="owner-settings">
                    {cover(l, &page, &at)} {lost(l, &page, at(Act::Lost))} {transfer(l, &page, &at)}
                    {describe(l, &page, at(Act::Describe))}
                </div>
                <section class="stack">
                    <h2>{text::history(l)}</h2>
                    <Timeline label=text::history(l) items=history/>
                </section>
            </div>
        }
        .into_any()
    })
}

fn cover(l: Locale, page: &ThingPage<'_>, at: &dyn Fn(Act) -> String) -> AnyView {
    let view = page.view;
    let refusal = page.refused(Act::Renew);
    let errors = refusal
        .map(|e| form_errors(l, e, &[("promo_code", text::promo(l))]))
        .unwrap_or_default();
    let error = refusal.and_then(|e| field_error(l, e, "promo_code"));
    let (renew, auto) = (at(Act::Renew), at(Act::Auto));
    let (turn, words) = if view.auto_renew {
        ("off", text::auto_off(l))
    } else {
        ("on", text::auto_on(l))
    };
    let price = text::renew(l, &view.cover_now.written(l));
    let typed = page.typed_at(Act::Renew);
    view! {
        <section class="card stack">
            <h2>{text::cover(l)}</h2>
            {cover_bar(l, &view.row.cover)}
            <form class="form" method="post" action=renew novalidate>
                <FormErrors errors/>
                <Field name="promo_code" label=text::promo(l) value=typed error autocomplete="off" maxlength=40/>
                <Button look=ButtonLook::Primary>{price}</Button>
            </form>
            <form method="post" action=auto>
                <Button look=ButtonLook::Quiet name="turn" value=turn>{words}</Button>
            </form>
        </section>
    }
    .into_any()
}

fn lost(l: Locale, page: &ThingPage<'_>, action: String) -> AnyView {
    let is_lost = page.view.row.lost.is_some();
    let (value, words) = if is_lost {
        ("no", text::found_again(l))
    } else {
        ("yes", text::lost(l))
    };
    let errors = page
        .refused(Act::Lost)
        .map(|e| form_errors(l, e, &[]))
        .unwrap_or_default();
    view! {
        <form class="form card" method="post" action=action>
            <h2>{text::lost_title(l)}</h2>
            <p class="quiet-text">{text::lost_text(l)}</p>
            <FormErrors errors/>
            <Button name="lost" value>{words}</Button>
        </form>
    }
    .into_any()
}

fn transfer(l: Locale, page: &ThingPage<'_>, at: &dyn Fn(Act) -> String) -> AnyView {
    if let Some(open) = &page.view.transfer {
        let words = text::transfer_open(l, open.email.as_str(), &date(l, open.until));
        let action = at(Act::CancelTransfer);
        return view! {
            <form class="form card" method="post" action=action>
                <h2>{text::transfer_title(l)}</h2>
                <p>{words}</p>
                <Button>{text::transfer_cancel(l)}</Button>
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
            <Button>{text::transfer(l)}</Button>
        </form>
    }
    .into_any()
}

fn describe(l: Locale, page: &ThingPage<'_>, action: String) -> AnyView {
    let refusal = page.refused(Act::Describe);
    let errors = refusal.map(|e| form_errors(l, e, &labels(l))).unwrap_or_default();
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::describe_title(l)}</h2>
            <FormErrors errors/>
            {thing_fields(l, page.form, refusal)}
            <Button>{text::save(l)}</Button>
        </form>
    }
    .into_any()
}

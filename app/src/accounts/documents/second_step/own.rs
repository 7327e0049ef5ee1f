//! One's own second step: whether it is on, and what can be done about it. Every form asks for the password.

use domain::accounts::Profile;
use domain::accounts::second_step::SecondStepView;
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::{Frame, Head, Script, portal_page};
use crate::i18n::{field_error, number};
use crate::portal::look::Page;
use crate::site::public_page;
use crate::t;
use crate::t::{passkeys, second_step as text};
use crate::ui::{
    Banner, Button, ButtonLook, Detail, DetailList, Field, FieldKind, FormErrors, Glyph, LinkButton, PageHeader, Tone,
    WhenHere, form_errors,
};

/// So few recovery codes are few.
const FEW: u32 = 3;

/// Who reads these pages.
#[derive(Clone, Copy)]
pub struct StepReader<'a> {
    /// Who it is.
    pub profile: &'a Profile,
    /// Whether they must set it up before anything else.
    pub confined: bool,
}

impl StepReader<'_> {
    /// The page with the rail around it, or without one for whom there is nowhere else to go.
    pub(super) fn page(&self, frame: &Frame<'_>, head: Head, body: impl FnOnce() -> AnyView) -> String {
        if self.confined {
            public_page(frame, head, body)
        } else {
            portal_page(frame, self.profile, head, body)
        }
    }

    /// The classes of what is on it.
    pub(super) const fn width(self) -> &'static str {
        if self.confined {
            "stack stack-l site-narrow"
        } else {
            "stack stack-l"
        }
    }
}

/// The forms of the page; also the last part of the addresses that they POST to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepMatter {
    /// Setting it up, or moving it to another phone.
    Begin,
    /// New recovery codes.
    Codes,
    /// Turning it off.
    Off,
}

impl StepMatter {
    /// The last part of its address, and the beginning of its fields' ids.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Codes => "codes",
            Self::Off => "off",
        }
    }
}

/// What the page needs.
#[derive(Clone, Copy)]
pub struct OwnStepPage<'a> {
    /// As it is.
    pub view: &'a SecondStepView,
    /// What became of which form.
    pub refusal: Option<(StepMatter, &'a Error)>,
    /// Whether it was turned off just now.
    pub turned_off: bool,
}

/// The page.
pub fn own_step(frame: &Frame<'_>, reader: StepReader<'_>, page: OwnStepPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    let head = head.with(page.view.since.map(|_| Script::Here));
    reader.page(frame, head, || {
        let back = (Page::Account.href(l), t::accounts::account_title(l).to_owned());
        let header = if reader.confined {
            view! { <PageHeader title=text::title(l) lead=text::lead(l)/> }.into_any()
        } else {
            view! { <PageHeader title=text::title(l) lead=text::lead(l) back/> }.into_any()
        };
        let width = reader.width();
        let off_now = if page.view.passkeys > 0 {
            passkeys::digits_off(l)
        } else {
            text::turned_off(l)
        };
        let done = page
            .turned_off
            .then(|| view! { <Banner tone=Tone::Neutral title=off_now/> });
        let matter = if page.view.since.is_some() {
            there(frame, page)
        } else {
            none(frame, reader, page)
        };
        let keys = passkeys_card(frame, page.view.passkeys);
        view! { <div class=width>{header} {done} {matter} {keys}</div> }.into_any()
    })
}

/// The way to one's passkeys, which count in the phone's place.
fn passkeys_card(frame: &Frame<'_>, there: u32) -> AnyView {
    let l = frame.locale;
    let count = passkeys::how_many(l, &number(l, there.into()));
    view! {
        <section class="card stack measure">
            <h2>{passkeys::title(l)}</h2>
            <p class="quiet-text">{passkeys::lead(l)}</p>
            <p>{count}</p>
            <p><LinkButton href=frame.to("/account/passkeys") icon=Glyph::Key>{passkeys::see(l)}</LinkButton></p>
        </section>
    }
    .into_any()
}

/// There is no phone yet.
fn none(frame: &Frame<'_>, reader: StepReader<'_>, page: OwnStepPage<'_>) -> AnyView {
    let l = frame.locale;
    let wanted = (page.view.required && page.view.passkeys == 0).then(|| {
        let words = text::wanted(l, &reader.profile.organisation_name);
        view! { <Banner tone=Tone::Warn title=words/> }
    });
    let sign_out = frame.to("/sign-out");
    let leave = reader.confined.then(|| {
        view! {
            <form method="post" action=sign_out>
                <Button look=ButtonLook::Quiet>{text::sign_out(l)}</Button>
            </form>
        }
    });
    let ask = Ask {
        matter: StepMatter::Begin,
        title: text::begin_title(l),
        lead: text::begin_lead(l),
        code: page.view.passkeys > 0,
        button: (text::begin(l), ButtonLook::Primary),
    };
    let codes = (page.view.passkeys > 0).then(|| {
        let left = page.view.codes_left;
        let details = vec![Detail::new(text::codes_left(l), number(l, left.into()))];
        view! {
            {few(l, left)}
            <section class="card measure"><DetailList details/></section>
            {form(frame, page, new_codes(l))}
        }
    });
    view! { {wanted} {form(frame, page, ask)} {codes} {leave} }.into_any()
}

/// There is a phone.
fn there(frame: &Frame<'_>, page: OwnStepPage<'_>) -> AnyView {
    let l = frame.locale;
    let left = page.view.codes_left;
    let since = page.view.since.map(|moment| view! { <WhenHere moment/> });
    let details = vec![
        Detail::new(text::since(l), since),
        Detail::new(text::codes_left(l), number(l, left.into())),
    ];
    let phone = Ask {
        matter: StepMatter::Begin,
        title: text::phone_title(l),
        lead: text::phone_lead(l),
        code: true,
        button: (text::phone(l), ButtonLook::Secondary),
    };
    let off = Ask {
        matter: StepMatter::Off,
        title: text::off_title(l),
        lead: if page.view.passkeys > 0 {
            passkeys::digits_off_lead(l)
        } else {
            text::off_lead(l)
        },
        code: true,
        button: (text::turn_off(l), ButtonLook::Danger),
    };
    let off = if page.view.required && page.view.passkeys == 0 {
        view! { <p class="quiet-text">{text::wanted_stays(l)}</p> }.into_any()
    } else {
        form(frame, page, off)
    };
    view! {
        {few(l, left)}
        <section class="card measure"><DetailList details/></section>
        <div class="second-step-forms">{form(frame, page, phone)} {form(frame, page, new_codes(l))} {off}</div>
    }
    .into_any()
}

fn few(l: Locale, left: u32) -> Option<AnyView> {
    (left <= FEW).then(|| view! { <Banner tone=Tone::Warn title=text::few_codes(l)/> }.into_any())
}

fn new_codes(l: Locale) -> Ask {
    Ask {
        matter: StepMatter::Codes,
        title: text::codes_again_title(l),
        lead: text::codes_again_lead(l),
        code: true,
        button: (text::codes_again(l), ButtonLook::Secondary),
    }
}

/// A form that asks for the password, and for a code where there is a second step.
struct Ask {
    matter: StepMatter,
    title: &'static str,
    lead: &'static str,
    code: bool,
    button: (&'static str, ButtonLook),
}

fn form(frame: &Frame<'_>, page: OwnStepPage<'_>, ask: Ask) -> AnyView {
    let l = frame.locale;
    let action = frame.to(&["/account/second-step/", ask.matter.path()].concat());
    let refusal = page.refusal.filter(|(at, _)| *at == ask.matter).map(|(_, error)| error);
    let id = |name: &str| [ask.matter.path(), "-", name].concat();
    let phone = page.view.since.is_some();
    let code_label = if phone { text::code(l) } else { text::recovery(l) };
    let labels = [("password", text::password(l)), ("code", code_label)];
    let mut errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    for error in &mut errors {
        error.field = error.field.as_deref().map(id);
    }
    let wrong = |name: &str| refusal.and_then(|e| field_error(l, e, name));
    let (password_id, code_id) = (id("password"), id("code"));
    let at_code = wrong("code");
    let code = ask.code.then(|| {
        view! {
            <Field
                id=code_id
                name="code"
                label=code_label
                error=at_code
                autocomplete="one-time-code"
                maxlength=24
                required=phone
            />
        }
    });
    // With passkeys only, a passkey that was shown a moment ago will do.
    let instead =
        (ask.code && !phone).then(|| view! { <p class="small-text quiet-text">{passkeys::recovery_hint(l)}</p> });
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{ask.title}</h2>
            <p class="quiet-text">{ask.lead}</p>
            <FormErrors errors/>
            <Field
                id=password_id
                name="password"
                label=text::password(l)
                kind=FieldKind::Password
                error=wrong("password")
                autocomplete="current-password"
                required=true
            />
            {code}
            {instead}
            <Button look=ask.button.1>{ask.button.0}</Button>
        </form>
    }
    .into_any()
}

//! One's own passkeys: which there are, one more, one less. Every form asks for the password.

use domain::accounts::second_step::{CodeAsked, MOST_PASSKEYS, OwnPasskeys, PasskeySetUp, PasskeyView};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::ask::{Answer, Ask, ask};
use super::own::StepReader;
use crate::documents::{Frame, Head, Script};
use crate::i18n::field_error;
use crate::portal::look::second_step_href;
use crate::t::passkeys as text;
use crate::t::second_step as step;
use crate::ui::{
    Banner, Button, ButtonLook, Column, DataTable, Field, FieldKind, FormErrors, LinkButton, PageHeader, Row,
    SelectField, Tone, WhenHere, form_errors,
};

/// The forms of the page; also the last part of the addresses that they POST to, and the beginning of their fields' ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyMatter {
    /// One more.
    Begin,
    /// One less.
    Remove,
}

impl PasskeyMatter {
    const fn path(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Remove => "remove",
        }
    }
}

/// What the page needs.
#[derive(Clone, Copy)]
pub struct PasskeysPage<'a> {
    /// As they are.
    pub own: &'a OwnPasskeys,
    /// What became of which form.
    pub refusal: Option<(PasskeyMatter, &'a Error)>,
    /// The name as typed before.
    pub name: &'a str,
    /// The passkey as chosen before.
    pub chosen: &'a str,
    /// What was done just now: `added`, `removed` or nothing.
    pub done: &'a str,
}

/// The page.
pub fn own_passkeys(frame: &Frame<'_>, reader: StepReader<'_>, page: PasskeysPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    let here = (!page.own.passkeys.is_empty()).then_some(Script::Here);
    reader.page(frame, head.with(here).and(Script::Passkey), || {
        let back = (second_step_href(l), step::title(l).to_owned());
        let done = match page.done {
            "added" => Some(text::added_now(l)),
            "removed" => Some(text::removed_now(l)),
            _ => None,
        };
        let table = (!page.own.passkeys.is_empty()).then(|| table(l, &page.own.passkeys));
        let refused = page.refusal.filter(|(_, error)| !at_fields(error));
        let refused = refused.map(|(_, error)| {
            let errors = form_errors(l, error, &[]);
            view! { <FormErrors errors/> }
        });
        view! {
            <div class=reader.width()>
                <PageHeader title=text::title(l) lead=text::lead(l) back/>
                {done.map(|words| view! { <Banner tone=Tone::Good title=words/> })}
                {refused}
                {table}
                <div class="second-step-forms">{add(frame, page)} {remove(frame, page)}</div>
            </div>
        }
        .into_any()
    })
}

fn table(l: Locale, passkeys: &[PasskeyView]) -> AnyView {
    let columns = vec![
        Column::new(text::name(l)),
        Column::new(text::added(l)),
        Column::new(text::used(l)),
    ];
    let row = |one: &PasskeyView| {
        let used = match one.used {
            Some(moment) => view! { <WhenHere moment/> }.into_any(),
            None => view! { <span class="quiet-text">{text::never(l)}</span> }.into_any(),
        };
        let moment = one.added;
        Row::new(vec![
            view! { <strong translate="no">{one.name.clone()}</strong> }.into_any(),
            view! { <WhenHere moment/> }.into_any(),
            used,
        ])
    };
    let rows = passkeys.iter().map(row).collect();
    view! { <DataTable caption=text::title(l) columns rows/> }.into_any()
}

/// One more: only where a browser can make it.
fn add(frame: &Frame<'_>, page: PasskeysPage<'_>) -> AnyView {
    let l = frame.locale;
    if page.own.passkeys.len() >= MOST_PASSKEYS {
        return view! { <p class="quiet-text">{text::most(l)}</p> }.into_any();
    }
    let refusal = refused(page, PasskeyMatter::Begin);
    let name = page.name.to_owned();
    let wrong = refusal.and_then(|error| field_error(l, error, "name"));
    let inside = form(
        frame,
        page,
        Sheet {
            matter: PasskeyMatter::Begin,
            title: text::add_title(l),
            lead: text::add_lead(l),
            question: ("name", text::wanted_name(l)),
            first: view! {
                <Field
                    id="begin-name"
                    name="name"
                    label=text::wanted_name(l)
                    hint=text::wanted_name_hint(l)
                    value=name
                    error=wrong
                    autocomplete="off"
                    maxlength=120
                    required=true
                />
            }
            .into_any(),
            button: (text::add(l), ButtonLook::Primary),
        },
    );
    ask(frame, Ask::Offer, inside)
}

fn remove(frame: &Frame<'_>, page: PasskeysPage<'_>) -> Option<AnyView> {
    let l = frame.locale;
    let passkeys = &page.own.passkeys;
    if passkeys.is_empty() {
        return None;
    }
    if page.own.last_stays {
        return Some(view! { <p class="quiet-text">{text::last_stays(l)}</p> }.into_any());
    }
    let options: Vec<_> = passkeys
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let known = options.iter().any(|(id, _)| id == page.chosen);
    let first = options.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let value = if known { page.chosen.to_owned() } else { first };
    let sheet = Sheet {
        matter: PasskeyMatter::Remove,
        title: text::remove_title(l),
        lead: text::remove_lead(l),
        question: ("id", text::which(l)),
        first: view! { <SelectField id="remove-id" name="id" label=text::which(l) options value names=true/> }
            .into_any(),
        button: (text::remove(l), ButtonLook::Danger),
    };
    Some(form(frame, page, sheet))
}

/// A form that asks one thing, then for the password, and for a code where one is wanted.
struct Sheet {
    matter: PasskeyMatter,
    title: &'static str,
    lead: &'static str,
    question: (&'static str, &'static str),
    first: AnyView,
    button: (&'static str, ButtonLook),
}

fn refused(page: PasskeysPage<'_>, matter: PasskeyMatter) -> Option<&Error> {
    page.refusal.filter(|(at, _)| *at == matter).map(|(_, error)| error)
}

/// Whether it is about something that was typed.
fn at_fields(error: &Error) -> bool {
    error.refusal().is_some_and(|refusal| !refusal.fields.is_empty())
}

fn form(frame: &Frame<'_>, page: PasskeysPage<'_>, sheet: Sheet) -> AnyView {
    let l = frame.locale;
    let action = frame.to(&["/account/passkeys/", sheet.matter.path()].concat());
    let refusal = refused(page, sheet.matter).filter(|error| at_fields(error));
    let id = |name: &str| [sheet.matter.path(), "-", name].concat();
    let (asked, hint) = match page.own.asked {
        CodeAsked::No => (None, None),
        CodeAsked::Digits => (Some(step::code(l)), None),
        CodeAsked::Recovery => (Some(step::recovery(l)), Some(text::recovery_hint(l))),
    };
    let labels = [
        sheet.question,
        ("password", step::password(l)),
        ("code", asked.unwrap_or_else(|| step::code(l))),
    ];
    let mut errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    for error in &mut errors {
        error.field = error.field.as_deref().map(id);
    }
    let wrong = |name: &str| refusal.and_then(|e| field_error(l, e, name));
    let (password_id, code_id) = (id("password"), id("code"));
    let at_code = wrong("code");
    let code = asked.map(|label| {
        view! {
            <Field
                id=code_id
                name="code"
                label
                error=at_code
                autocomplete="one-time-code"
                maxlength=24
                required=true
            />
        }
    });
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{sheet.title}</h2>
            <p class="quiet-text">{sheet.lead}</p>
            <FormErrors errors/>
            {sheet.first}
            <Field
                id=password_id
                name="password"
                label=step::password(l)
                kind=FieldKind::Password
                error=wrong("password")
                autocomplete="current-password"
                required=true
            />
            {code}
            {hint.map(|words| view! { <p class="small-text quiet-text">{words}</p> })}
            <Button look=sheet.button.1>{sheet.button.0}</Button>
        </form>
    }
    .into_any()
}

/// The question to the browser that makes one.
pub fn passkey_set_up(frame: &Frame<'_>, reader: StepReader<'_>, set_up: &PasskeySetUp) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    reader.page(frame, head.with(Some(Script::Passkey)), || {
        let back = (frame.to("/account/passkeys"), text::title(l).to_owned());
        let lead = text::make_lead(l, &set_up.name);
        let answer = Answer {
            action: frame.to("/account/passkeys/new"),
            next: "",
            button: text::make(l),
        };
        let inside = answer.form(l);
        view! {
            <div class=reader.width()>
                <PageHeader title=text::make_title(l) back/>
                <section class="card stack measure">
                    <p>{lead}</p>
                    {ask(frame, Ask::Make(&set_up.options), inside)}
                    <p>
                        <LinkButton href=frame.to("/account/passkeys") look=ButtonLook::Quiet>{step::later(l)}</LinkButton>
                    </p>
                </section>
            </div>
        }
        .into_any()
    })
}

//! Signing up, forgotten passwords, and what the links of these mails open. One question per page; nothing typed is lost
//! but a password.

use domain::accounts::Password;
use domain::accounts::owners::OpenSignUp;
use domain::{Error, Locale};
use leptos::prelude::*;

use super::frame::{Frame, Head, page};
use crate::i18n::{field_error, number};
use crate::t;
use crate::ui::{
    Button, ButtonLook, Drawing, ErrorPage, Field, FieldKind, FormErrors, LinkButton, PageHeader, form_errors,
};

fn titled(title: &str) -> String {
    [title, " · Cloakroom"].concat()
}

/// One question about an address: signing up, or a forgotten password.
struct AddressForm<'a> {
    title: &'static str,
    lead: &'static str,
    action: String,
    next: &'a str,
    email: &'a str,
    refusal: Option<&'a Error>,
}

fn address_form(l: Locale, form: &AddressForm<'_>) -> AnyView {
    let labels = [("email", t::sign_up::email(l))];
    let error = form.refusal.and_then(|e| field_error(l, e, "email"));
    let errors = form.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    view! {
        <PageHeader title=form.title lead=form.lead/>
        <form class="form card" method="post" action=form.action.clone() novalidate>
            <FormErrors errors/>
            <input type="hidden" name="next" value=form.next.to_owned()/>
            <Field
                name="email"
                label=t::sign_up::email(l)
                hint=t::sign_up::email_hint(l)
                kind=FieldKind::Email
                value=form.email.to_owned()
                error
                autocomplete="username"
                required=true
            />
            <Button look=ButtonLook::Primary>{t::sign_up::submit(l)}</Button>
        </form>
    }
    .into_any()
}

/// Asking for an account. `next` is where to go when it is made.
pub fn sign_up(frame: &Frame<'_>, email: &str, next: &str, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let head = Head::public(titled(t::sign_up::title(l)), t::sign_up::description(l));
    let form = AddressForm {
        title: t::sign_up::title(l),
        lead: t::sign_up::lead(l),
        action: frame.to("/sign-up"),
        next,
        email,
        refusal,
    };
    let sign_in = match next {
        "" => frame.to("/sign-in"),
        next => [&frame.to("/sign-in"), "?next=", next].concat(),
    };
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                {address_form(l, &form)}
                <p><a href=sign_in>{t::sign_up::have_account(l)}</a></p>
            </div>
        }
        .into_any()
    })
}

/// Asking for a new password.
pub fn forgotten(frame: &Frame<'_>, email: &str, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let head = Head::private(titled(t::sign_up::forgotten_title(l)), t::sign_up::description(l));
    let form = AddressForm {
        title: t::sign_up::forgotten_title(l),
        lead: t::sign_up::forgotten_lead(l),
        action: frame.to("/forgotten"),
        next: "",
        email,
        refusal,
    };
    page(frame, head, || {
        view! { <div class="stack stack-l site-narrow">{address_form(l, &form)}</div> }.into_any()
    })
}

/// The same answer for every address: look into your mail. `again` is the path of the form.
pub fn mail_sent(frame: &Frame<'_>, again: &str) -> String {
    let l = frame.locale;
    let head = Head::private(titled(t::sign_up::sent_title(l)), t::sign_up::description(l));
    let again = frame.to(again);
    page(frame, head, || {
        view! {
            <ErrorPage drawing=Drawing::Envelope title=t::sign_up::sent_title(l) text=t::sign_up::sent_text(l)>
                <LinkButton href=again look=ButtonLook::Quiet>{t::sign_up::sent_again(l)}</LinkButton>
            </ErrorPage>
        }
        .into_any()
    })
}

/// What the page of an answered sign-up needs.
#[derive(Clone, Copy)]
pub struct ConfirmPage<'a> {
    /// What the link says.
    pub open: &'a OpenSignUp,
    /// The name as typed.
    pub name: &'a str,
    /// The telephone as typed.
    pub phone: &'a str,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// Choosing name and password.
pub fn confirm_sign_up(frame: &Frame<'_>, what: ConfirmPage<'_>) -> String {
    let l = frame.locale;
    let labels = [
        ("name", t::sign_up::name(l)),
        ("phone", t::sign_up::phone(l)),
        ("password", t::sign_up::password(l)),
    ];
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let errors = what.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let action = frame.to("/confirm");
    let head = Head::private(titled(t::sign_up::confirm_title(l)), t::sign_up::description(l));
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=t::sign_up::confirm_title(l) lead=t::sign_up::confirm_lead(l, &what.open.email)/>
                <form class="form card" method="post" action=action novalidate>
                    <FormErrors errors/>
                    <input type="hidden" name="email" value=what.open.email.clone() autocomplete="username"/>
                    <Field
                        name="name"
                        label=t::sign_up::name(l)
                        hint=t::sign_up::name_hint(l)
                        value=what.name.to_owned()
                        error=error("name")
                        autocomplete="name"
                        required=true
                    />
                    <Field
                        name="phone"
                        label=t::sign_up::phone(l)
                        hint=t::sign_up::phone_hint(l)
                        kind=FieldKind::Tel
                        value=what.phone.to_owned()
                        error=error("phone")
                        autocomplete="tel"
                    />
                    {new_password(l, error("password"))}
                    <Button look=ButtonLook::Primary>{t::sign_up::begin(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

fn new_password(l: Locale, error: Option<String>) -> AnyView {
    let least = number(l, i64::try_from(Password::MIN).unwrap_or_default());
    view! {
        <Field
            name="password"
            label=t::sign_up::password(l)
            kind=FieldKind::Password
            hint=t::sign_up::password_hint(l, &least)
            error
            autocomplete="new-password"
            required=true
        />
    }
    .into_any()
}

/// A new password for `email`.
pub fn reset_password(frame: &Frame<'_>, email: &str, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let labels = [("password", t::sign_up::password(l))];
    let error = refusal.and_then(|e| field_error(l, e, "password"));
    let errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let action = frame.to("/reset");
    let head = Head::private(titled(t::sign_up::reset_title(l)), t::sign_up::description(l));
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=t::sign_up::reset_title(l) lead=t::sign_up::reset_lead(l, email)/>
                <form class="form card" method="post" action=action novalidate>
                    <FormErrors errors/>
                    <input type="hidden" name="email" value=email.to_owned() autocomplete="username"/>
                    {new_password(l, error)}
                    <Button look=ButtonLook::Primary>{t::sign_up::reset_submit(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

/// Confirming a new address with one button.
pub fn new_address(frame: &Frame<'_>, email: &str, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let errors = refusal.map(|e| form_errors(l, e, &[])).unwrap_or_default();
    let action = frame.to("/new-address");
    let head = Head::private(titled(t::sign_up::address_title(l)), t::sign_up::description(l));
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=t::sign_up::address_title(l) lead=t::sign_up::address_lead(l, email)/>
                <form class="form card" method="post" action=action novalidate>
                    <FormErrors errors/>
                    <Button look=ButtonLook::Primary>{t::sign_up::address_submit(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

/// The new address counts.
pub fn address_done(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let head = Head::private(titled(t::sign_up::address_done_title(l)), t::sign_up::description(l));
    let on = frame.to("/sign-in");
    page(frame, head, || {
        view! {
            <ErrorPage
                drawing=Drawing::Envelope
                title=t::sign_up::address_done_title(l)
                text=t::sign_up::address_done_text(l)
            >
                <LinkButton href=on look=ButtonLook::Primary>{t::sign_in::submit(l)}</LinkButton>
            </ErrorPage>
        }
        .into_any()
    })
}

//! The ways in: sign-in, invitation, and the pairing of a kiosk's screen. Nothing typed is lost but a password.

use domain::accounts::second_step::Party;
use domain::accounts::{Invitation, Password, Secret};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::frame::{Frame, Head, page};
use crate::i18n::{field_error, number};
use crate::t;
use crate::ui::{Banner, Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, PageHeader, form_errors};

/// The sign-in of staff. `email` is what was typed before, `next` where to go afterwards (a path of ours, checked by
/// `server`), `refusal` what became of the last try.
pub fn sign_in(frame: &Frame<'_>, email: &str, next: &str, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let labels = [("email", t::sign_in::email(l)), ("password", t::sign_in::password(l))];
    let error = |field| refusal.and_then(|e| field_error(l, e, field));
    let errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let demo = frame.demo.then(|| frame.to("/demo"));
    let action = frame.to("/sign-in");
    let forgotten = frame.to("/forgotten");
    let passkey = Party::of(frame.origin).map(|_| match next {
        "" => frame.to("/sign-in/passkey"),
        next => [&frame.to("/sign-in/passkey"), "?next=", &next.replace('&', "%26")].concat(),
    });
    let sign_up = match next {
        "" => frame.to("/sign-up"),
        next => [&frame.to("/sign-up"), "?next=", next].concat(),
    };
    page(
        frame,
        Head::public(titled(t::sign_in::title(l)), t::sign_in::description(l)),
        || {
            view! {
                <div class="stack stack-l site-narrow">
                    <PageHeader title=t::sign_in::title(l) lead=t::sign_in::description(l)/>
                    {demo.map(|href| demo_hint(l, href))}
                    <form class="form card" method="post" action=action novalidate>
                        <FormErrors errors/>
                        <input type="hidden" name="next" value=next.to_owned()/>
                        <Field
                            name="email"
                            label=t::sign_in::email(l)
                            kind=FieldKind::Email
                            value=email.to_owned()
                            error=error("email")
                            autocomplete="username"
                            required=true
                        />
                        <Field
                            name="password"
                            label=t::sign_in::password(l)
                            kind=FieldKind::Password
                            error=error("password")
                            autocomplete="current-password"
                            required=true
                        />
                        <Button look=ButtonLook::Primary>{t::sign_in::submit(l)}</Button>
                        <p class="small-text"><a href=forgotten>{t::sign_in::forgotten(l)}</a></p>
                    </form>
                    {passkey.map(|href| view! { <p><a href=href>{t::passkeys::door_title(l)}</a></p> })}
                    <p><a href=sign_up>{t::sign_in::sign_up(l)}</a></p>
                    <p class="quiet-text">{t::sign_in::citizens(l)}</p>
                </div>
            }
            .into_any()
        },
    )
}

fn demo_hint(l: Locale, href: String) -> impl IntoView {
    view! {
        <Banner title=t::sign_in::demo_hint(l)>
            <a href=href>{t::sign_in::demo_link(l)}</a>
        </Banner>
    }
}

/// What the page of an invitation needs.
#[derive(Clone, Copy)]
pub struct InvitationPage<'a> {
    /// What the link says.
    pub invitation: &'a Invitation,
    /// The name as typed before; the invitation's own at first.
    pub name: &'a str,
    /// The secret of the link, if the form shall carry it (and not a cookie).
    pub secret: Option<&'a Secret>,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// Choosing name and password, and beginning.
pub fn invitation(frame: &Frame<'_>, what: InvitationPage<'_>) -> String {
    let l = frame.locale;
    let labels = [("name", t::sign_in::name(l)), ("password", t::sign_in::new_password(l))];
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let errors = what.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let lead = t::sign_in::invitation_lead(l, &what.invitation.organisation_name);
    let least = number(l, i64::try_from(Password::MIN).unwrap_or_default());
    let secret = what.secret.map(|s| s.expose().to_owned());
    let action = frame.to("/invitation");
    let head = Head::private(titled(t::sign_in::invitation_page(l)), t::sign_in::description(l));
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=t::sign_in::invitation_title(l, &what.invitation.name) lead=lead/>
                <form class="form card" method="post" action=action novalidate>
                    <FormErrors errors/>
                    {secret.map(|s| view! { <input type="hidden" name="secret" value=s/> })}
                    // For password managers: whose password is being chosen.
                    <input type="hidden" name="email" value=what.invitation.email.clone() autocomplete="username"/>
                    <Field
                        name="name"
                        label=t::sign_in::name(l)
                        hint=t::sign_in::name_hint(l)
                        value=what.name.to_owned()
                        error=error("name")
                        autocomplete="name"
                        required=true
                    />
                    <Field
                        name="password"
                        label=t::sign_in::new_password(l)
                        kind=FieldKind::Password
                        hint=t::sign_in::password_hint(l, &least)
                        error=error("password")
                        autocomplete="new-password"
                        required=true
                    />
                    <Button look=ButtonLook::Primary>{t::sign_in::begin(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

/// Turning a screen into a bank's kiosk with the eight digits of a manager.
pub fn pair(frame: &Frame<'_>, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let labels = [("code", t::sign_in::pair_code(l))];
    let error = refusal.and_then(|e| field_error(l, e, "code"));
    let errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let action = frame.to("/pair");
    let head = Head::private(titled(t::sign_in::pair_title(l)), t::sign_in::pair_lead(l));
    page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=t::sign_in::pair_title(l) lead=t::sign_in::pair_lead(l)/>
                <form class="form card site-pair" method="post" action=action novalidate>
                    <FormErrors errors/>
                    <Field
                        name="code"
                        label=t::sign_in::pair_code(l)
                        hint=t::sign_in::pair_code_hint(l)
                        kind=FieldKind::Number
                        error=error
                        autocomplete="one-time-code"
                        maxlength=16
                        required=true
                    />
                    <Button look=ButtonLook::Primary icon=Glyph::Bank>{t::sign_in::pair_submit(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

fn titled(title: &str) -> String {
    [title, " · Cloakroom"].concat()
}

//! The secret on its way to the phone, and then the recovery codes. Both are shown to whoever just gave the password, and
//! stored by nobody in between.

use domain::accounts::Profile;
use domain::accounts::second_step::{RecoveryCode, SecondStepSetUp};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::own::StepReader;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::portal::look::{home, second_step_href};
use crate::t::second_step as text;
use crate::ui::{
    Banner, Button, ButtonLook, Field, FieldKind, FormErrors, LinkButton, PageHeader, QrCode, Tone, form_errors, groups,
};

/// The secret as a QR and as text, and the question for its first code.
pub fn step_set_up(
    frame: &Frame<'_>,
    reader: StepReader<'_>,
    set_up: &SecondStepSetUp,
    refusal: Option<&Error>,
) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    reader.page(frame, head, || {
        let width = if reader.confined {
            "stack stack-l site-narrow"
        } else {
            "stack stack-l"
        };
        view! {
            <div class=width>
                <PageHeader title=text::set_up_title(l) lead=text::set_up_lead(l)/>
                <div class="second-step-forms">{secret(l, set_up)} {first_code(frame, refusal)}</div>
            </div>
        }
        .into_any()
    })
}

fn secret(l: Locale, set_up: &SecondStepSetUp) -> AnyView {
    let address = set_up.secret.address(&set_up.organisation_name, &set_up.email);
    let signs = set_up.secret.base32();
    let parts = groups(&signs).map(|group| view! { <span>{group.to_owned()} " "</span> });
    view! {
        <section class="card stack">
            <QrCode data=address.clone() title=text::qr_name(l)/>
            <p><a href=address>{text::this_phone(l)}</a></p>
            <div>
                <p><strong>{text::by_hand(l)}</strong></p>
                <p class="second-step-secret" translate="no">{parts.collect_view()}</p>
                <p class="small-text quiet-text">{text::by_hand_hint(l)}</p>
            </div>
        </section>
    }
    .into_any()
}

fn first_code(frame: &Frame<'_>, refusal: Option<&Error>) -> AnyView {
    let l = frame.locale;
    let labels = [("code", text::first_code(l))];
    let errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = refusal.and_then(|e| field_error(l, e, "code"));
    let action = frame.to("/account/second-step/set-up");
    view! {
        <form class="form card second-step-code" method="post" action=action novalidate>
            <FormErrors errors/>
            <Field
                name="code"
                label=text::first_code(l)
                hint=text::first_code_hint(l)
                kind=FieldKind::Number
                error
                autocomplete="one-time-code"
                maxlength=16
                required=true
            />
            <div class="form-actions">
                <Button look=ButtonLook::Primary>{text::switch_on(l)}</Button>
                <LinkButton href=second_step_href(l) look=ButtonLook::Quiet>{text::later(l)}</LinkButton>
            </div>
        </form>
    }
    .into_any()
}

/// The recovery codes, shown once. On paper only they are left of the page. `on`: the second step was switched on just now.
pub fn step_codes(frame: &Frame<'_>, profile: &Profile, codes: &[RecoveryCode], on: bool) -> String {
    let l = frame.locale;
    let head = Head::private([text::codes_title(l), " · Cloakroom"].concat(), text::codes_lead(l));
    portal_page(frame, profile, head, || {
        let done = on.then(|| view! { <Banner tone=Tone::Good title=text::codes_now_on(l)/> });
        let lines = codes.iter().map(|code| view! { <li>{code.grouped()}</li> });
        let whose = text::codes_for(l, &profile.email);
        let organisation = profile.organisation_name.clone();
        view! {
            <div class="stack stack-l">
                <div class="stack no-print">
                    <PageHeader title=text::codes_title(l) lead=text::codes_lead(l)/>
                    {done}
                    <Banner tone=Tone::Warn title=text::codes_once(l)/>
                </div>
                <section class="card measure second-step-paper">
                    <h2>{whose}</h2>
                    <p class="quiet-text" translate="no">{organisation}</p>
                    <ol class="second-step-codes" translate="no">{lines.collect_view()}</ol>
                </section>
                <p class="no-print">
                    <LinkButton href=home(l, &profile.roles) look=ButtonLook::Primary>{text::codes_kept(l)}</LinkButton>
                </p>
            </div>
        }
        .into_any()
    })
}

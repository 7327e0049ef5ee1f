//! The settings that ask for the present password: sign-in, one's data, the end.

use domain::accounts::Password;
use leptos::prelude::*;

use super::settings::{Matter, SettingsPage, action};
use super::sheet::{Question, Sheet, present, sheet};
use crate::documents::Frame;
use crate::i18n::{field_error, number};
use crate::t;
use crate::ui::{ButtonLook, Field, FieldKind};

pub(super) fn email_sheet(frame: &Frame<'_>, page: &SettingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let questions = vec![
        Question {
            name: "email".to_owned(),
            label: t::owner::email_new(l).to_owned(),
            kind: FieldKind::Email,
            value: &page.email,
            hint: None,
            autocomplete: "email",
            required: true,
        },
        present(l, "password"),
    ];
    let waiting = page
        .settings
        .email_waiting
        .as_ref()
        .map(|email| t::owner::email_waiting(l, email));
    let now = page.settings.email.clone();
    let form = sheet(
        l,
        Sheet {
            matter: Matter::Email,
            action: action(frame, Matter::Email),
            title: None,
            lead: None,
            questions,
            more: None,
            button: (t::owner::change_email(l), ButtonLook::Secondary),
            refusal: page.refused(Matter::Email),
        },
    );
    view! {
        <section class="stack">
            <h2>{t::owner::sign_in(l)}</h2>
            <p>{t::owner::email_now(l)} " " <strong translate="no">{now}</strong></p>
            {waiting.map(|words| view! { <p class="quiet-text">{words}</p> })}
            {form}
        </section>
    }
    .into_any()
}

pub(super) fn password_sheet(frame: &Frame<'_>, page: &SettingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let least = number(l, i64::try_from(Password::MIN).unwrap_or_default());
    let hint = t::sign_up::password_hint(l, &least);
    let error = page.refused(Matter::Password).and_then(|e| field_error(l, e, "new"));
    let more = view! {
        <Field
            id="password-new"
            name="new"
            label=t::owner::password_new(l)
            kind=FieldKind::Password
            hint
            error
            autocomplete="new-password"
            required=true
        />
    };
    sheet(
        l,
        Sheet {
            matter: Matter::Password,
            action: action(frame, Matter::Password),
            title: Some(t::owner::change_password(l)),
            lead: None,
            questions: vec![present(l, "current")],
            more: Some(more.into_any()),
            button: (t::owner::change_password(l), ButtonLook::Secondary),
            refusal: page.refused(Matter::Password),
        },
    )
}

pub(super) fn export_sheet(frame: &Frame<'_>, page: &SettingsPage<'_>) -> AnyView {
    let l = frame.locale;
    sheet(
        l,
        Sheet {
            matter: Matter::Export,
            action: action(frame, Matter::Export),
            title: Some(t::owner::data(l)),
            lead: Some(t::owner::data_lead(l)),
            questions: vec![present(l, "password")],
            more: None,
            button: (t::owner::export(l), ButtonLook::Secondary),
            refusal: page.refused(Matter::Export),
        },
    )
}

pub(super) fn erase_sheet(frame: &Frame<'_>, page: &SettingsPage<'_>) -> AnyView {
    let l = frame.locale;
    if !page.settings.may_erase {
        return view! { <p class="quiet-text">{t::owner::staff(l)}</p> }.into_any();
    }
    sheet(
        l,
        Sheet {
            matter: Matter::Erase,
            action: action(frame, Matter::Erase),
            title: Some(t::owner::erase_title(l)),
            lead: Some(t::owner::erase_lead(l)),
            questions: vec![present(l, "password")],
            more: None,
            button: (t::owner::erase(l), ButtonLook::Danger),
            refusal: page.refused(Matter::Erase),
        },
    )
}

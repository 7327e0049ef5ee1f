//! A form of the settings: its title, its questions, one button.

use domain::{Error, Locale};
use leptos::prelude::*;

use super::settings::Matter;
use crate::i18n::field_error;
use crate::t;
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, form_errors};

/// One question of a form.
pub(super) struct Question<'a> {
    pub name: String,
    pub label: String,
    pub kind: FieldKind,
    pub value: &'a str,
    pub hint: Option<&'static str>,
    pub autocomplete: &'static str,
    pub required: bool,
}

/// A form with its title, its questions and one button.
pub(super) struct Sheet<'a> {
    pub matter: Matter,
    pub action: String,
    pub title: Option<&'static str>,
    pub lead: Option<&'static str>,
    pub questions: Vec<Question<'a>>,
    pub more: Option<AnyView>,
    pub button: (&'static str, ButtonLook),
    pub refusal: Option<&'a Error>,
}

pub(super) fn sheet(l: Locale, sheet: Sheet<'_>) -> AnyView {
    let id = |name: &str| [sheet.matter.path(), "-", name].concat();
    let labels: Vec<(&str, &str)> = sheet
        .questions
        .iter()
        .map(|q| (q.name.as_str(), q.label.as_str()))
        .collect();
    let mut errors = sheet.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    for error in &mut errors {
        error.field = error.field.as_deref().map(id);
    }
    let refusal = sheet.refusal;
    let fields = sheet.questions.into_iter().map(|q| {
        let (field_id, error) = (id(&q.name), refusal.and_then(|e| field_error(l, e, &q.name)));
        let (name, label, kind, value) = (q.name, q.label, q.kind, q.value.to_owned());
        let (autocomplete, required) = (q.autocomplete, q.required);
        match q.hint {
            Some(hint) => {
                view! { <Field id=field_id name label kind value hint error autocomplete required/> }.into_any()
            }
            None => view! { <Field id=field_id name label kind value error autocomplete required/> }.into_any(),
        }
    });
    let fields = fields.collect_view();
    view! {
        <form class="form card" method="post" action=sheet.action novalidate>
            {sheet.title.map(|title| view! { <h2>{title}</h2> })}
            {sheet.lead.map(|lead| view! { <p class="quiet-text">{lead}</p> })}
            <FormErrors errors/>
            {fields}
            {sheet.more}
            <Button look=sheet.button.1>{sheet.button.0}</Button>
        </form>
    }
    .into_any()
}

/// The question for the present password.
pub(super) fn present(l: Locale, name: &str) -> Question<'static> {
    Question {
        name: name.to_owned(),
        label: t::owner::password_now(l).to_owned(),
        kind: FieldKind::Password,
        value: "",
        hint: None,
        autocomplete: "current-password",
        required: true,
    }
}

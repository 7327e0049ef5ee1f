//! For how long an organisation remembers whose a finished thing was: a form of its own beside the other terms.

use domain::custody::{Forgetting, ForgettingForm};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::i18n::{field_error, number};
use crate::t::care as text;
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, form_errors};

/// What the form needs.
#[derive(Clone, Copy)]
pub struct ForgettingPart<'a> {
    /// As typed, or as kept.
    pub form: &'a ForgettingForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The form.
pub(super) fn form(l: Locale, part: ForgettingPart<'_>, action: String) -> AnyView {
    let labels = [("forget_months", text::forget_months(l))];
    let errors = part.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = part.refusal.and_then(|e| field_error(l, e, "forget_months"));
    let least = number(l, i64::from(Forgetting::LEAST));
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::forget_title(l)}</h2>
            <p class="quiet-text">{text::forget_text(l)}</p>
            <FormErrors errors/>
            <Field
                name="forget_months"
                label=text::forget_months(l)
                kind=FieldKind::Number
                value=part.form.forget_months.clone()
                hint=text::forget_months_hint(l, &least)
                error
                required=true
            />
            <Button look=ButtonLook::Primary>{text::forget_save(l)}</Button>
        </form>
    }
    .into_any()
}

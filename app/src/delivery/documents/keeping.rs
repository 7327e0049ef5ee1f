//! The rules of an organisation: for how long things wait, and when people are reminded.

use domain::accounts::Profile;
use domain::custody::KeepingForm;
use domain::{Error, Locale};
use leptos::prelude::*;

use super::forgetting::{self, ForgettingPart};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::t::care as text;
use crate::ui::{Banner, Button, ButtonLook, Field, FieldKind, FormErrors, PageHeader, Tone, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct KeepingPage<'a> {
    /// The form as typed, or as kept.
    pub form: &'a KeepingForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// The form beside it.
    pub forgetting: ForgettingPart<'a>,
    /// Whether one of them was just saved.
    pub saved: bool,
}

/// The page.
pub fn keeping(frame: &Frame<'_>, profile: &Profile, page: KeepingPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::keeping_title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::keeping_lead(l)), || {
        let saved = page
            .saved
            .then(|| view! { <Banner tone=Tone::Good title=text::saved(l)/> });
        let action = frame.to("/manager/keeping");
        let beside = forgetting::form(l, page.forgetting, frame.to("/manager/keeping/forgetting"));
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::keeping_title(l) lead=text::keeping_lead(l)/>
                {saved}
                <div class="split">{form(l, page, action)} {beside}</div>
            </div>
        }
        .into_any()
    })
}

fn form(l: Locale, page: KeepingPage<'_>, action: String) -> AnyView {
    let typed = page.form;
    let fields = [
        (
            "keep_days",
            text::keep_days(l),
            text::keep_days_hint(l),
            &typed.keep_days,
        ),
        (
            "first_reminder_days",
            text::first_days(l),
            text::off_hint(l),
            &typed.first_reminder_days,
        ),
        (
            "last_reminder_days",
            text::last_days(l),
            text::off_hint(l),
            &typed.last_reminder_days,
        ),
        (
            "extend_days",
            text::extend_days(l),
            text::extend_hint(l),
            &typed.extend_days,
        ),
    ];
    let labels = fields.map(|(name, label, ..)| (name, label));
    let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let fields = fields.map(|(name, label, hint, value)| {
        let error = page.refusal.and_then(|e| field_error(l, e, name));
        let value = value.clone();
        view! { <Field name label kind=FieldKind::Number value hint error required=true/> }
    });
    view! {
        <form class="form card" method="post" action=action novalidate>
            <FormErrors errors/>
            {fields.into_iter().collect_view()}
            <Button look=ButtonLook::Primary>{text::save(l)}</Button>
        </form>
    }
    .into_any()
}

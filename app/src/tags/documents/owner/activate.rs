//! A key becomes one's own: the number, and what it hangs on.

use domain::accounts::Profile;
use domain::tags::{ActivationForm, FreeKey, ThingForm, ThingKind};
use domain::{Currency, Error, Locale};
use leptos::prelude::*;

use super::look;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::t;
use crate::t::things as text;
use crate::ui::{
    Banner, Button, ButtonLook, Field, FieldKind, FormErrors, PageHeader, SelectField, TextArea, Tone, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct ActivatePage<'a> {
    /// The form as typed.
    pub form: &'a ActivationForm,
    /// What the number is, if it was looked up.
    pub free: Option<&'a FreeKey>,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page.
pub fn activate(frame: &Frame<'_>, profile: &Profile, page: ActivatePage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::activate(l), " · Cloakroom"].concat(), text::activate_lead(l));
    let action = frame.to("/owner/activate");
    portal_page(frame, profile, head, || {
        let mut all = vec![("key", text::key(l))];
        all.extend(labels(l));
        let errors = page.refusal.map(|e| form_errors(l, e, &all)).unwrap_or_default();
        let error = page.refusal.and_then(|e| field_error(l, e, "key"));
        let back = (frame.to("/owner"), text::back(l).to_owned());
        let found = page.free.map(|free| found(l, free));
        let key = page.form.key.clone();
        view! {
            <div class="stack stack-l owner-narrow">
                <PageHeader title=text::activate(l) lead=text::activate_lead(l) back/>
                {found}
                <form class="form card" method="post" action=action novalidate>
                    <FormErrors errors/>
                    <Field
                        name="key"
                        label=text::key(l)
                        hint=text::key_hint(l)
                        value=key
                        error
                        autocomplete="off"
                        maxlength=20
                        required=true
                    />
                    {thing_fields(l, &page.form.thing, page.refusal)}
                    <Button look=ButtonLook::Primary>{text::activate_submit(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

fn found(l: Locale, free: &FreeKey) -> AnyView {
    let title = free.product.get(l).to_owned();
    let days = (free.included_days > 0).then(|| t::bureau::included(l, i64::from(free.included_days)));
    view! { <Banner tone=Tone::Good title>{days}</Banner> }.into_any()
}

/// The labels of [`thing_fields`], for the summary of errors.
pub(super) fn labels(l: Locale) -> [(&'static str, &'static str); 5] {
    [
        ("kind", text::attached(l)),
        ("thing", text::thing(l)),
        ("description", text::description(l)),
        ("reward", text::reward(l)),
        ("currency", text::currency(l)),
    ]
}

/// The questions about the thing.
pub(super) fn thing_fields(l: Locale, form: &ThingForm, refusal: Option<&Error>) -> AnyView {
    let error = |field| refusal.and_then(|e| field_error(l, e, field));
    let mut kinds = vec![(String::new(), text::choose(l).to_owned())];
    kinds.extend(ThingKind::ALL.map(|kind| (kind.wire().to_owned(), look::kind(l, kind).to_owned())));
    let currencies = Currency::ALL.iter().map(|c| (c.code().to_owned(), c.code().to_owned()));
    let currency = if form.currency.is_empty() {
        at_home(l).to_owned()
    } else {
        form.currency.clone()
    };
    view! {
        <SelectField
            name="kind"
            label=text::attached(l)
            options=kinds
            value=form.kind.clone()
            error=error("kind")
            required=true
        />
        <Field
            name="thing"
            label=text::thing(l)
            hint=text::thing_hint(l)
            value=form.thing.clone()
            error=error("thing")
            autocomplete="off"
            required=true
        />
        <TextArea
            name="description"
            label=text::description(l)
            hint=text::description_hint(l)
            value=form.description.clone()
            error=error("description")
            maxlength=600
        />
        <div class="form-pair">
            <Field
                name="reward"
                label=text::reward(l)
                hint=text::reward_hint(l)
                kind=FieldKind::Text
                value=form.reward.clone()
                error=error("reward")
                autocomplete="off"
            />
            <SelectField
                name="currency"
                label=text::currency(l)
                options=currencies.collect()
                value=currency
                error=error("currency")
                required=true
            />
        </div>
    }
    .into_any()
}

/// The currency in which most readers of a language count.
const fn at_home(l: Locale) -> &'static str {
    match l {
        Locale::En => "EUR",
        Locale::Ro => "RON",
        Locale::Ru => "RUB",
        Locale::Zh => "CNY",
    }
}

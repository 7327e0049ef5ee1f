//! A key becomes one's own: first the number, then what it hangs on.

use domain::accounts::Profile;
use domain::tags::{ActivationForm, FreeKey, ThingForm, ThingKind};
use domain::{Currency, Error, Locale};
use leptos::prelude::*;

use super::look;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::photos::PhotoField;
use crate::t;
use crate::t::things as text;
use crate::ui::{
    Button, ButtonLook, CodePlate, Field, FormErrors, Glyph, PageHeader, SelectField, TagSize, TextArea, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct ActivatePage<'a> {
    /// The form as typed.
    pub form: &'a ActivationForm,
    /// What the number is, once it was looked up; then the page asks what it hangs on.
    pub free: Option<&'a FreeKey>,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page. Its form POSTs to itself; once the number is known, to `/owner/activate/thing`, with a photo.
pub fn activate(frame: &Frame<'_>, profile: &Profile, page: ActivatePage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::activate(l), " · Cloakroom"].concat(), text::activate_lead(l));
    let action = frame.to("/owner/activate");
    portal_page(frame, profile, head, || {
        let back = (frame.to("/owner"), text::back(l).to_owned());
        let step = match page.free {
            Some(free) => about_thing(l, action, page, free),
            None => about_key(l, action, page),
        };
        view! {
            <div class="stack stack-l owner-narrow">
                <PageHeader title=text::activate(l) lead=text::activate_lead(l) back/>
                {step}
            </div>
        }
        .into_any()
    })
}

/// Which number. What was said of the thing before travels along.
fn about_key(l: Locale, action: String, page: ActivatePage<'_>) -> AnyView {
    let all = [("key", text::key(l))];
    let errors = page.refusal.map(|e| form_errors(l, e, &all)).unwrap_or_default();
    let error = page.refusal.and_then(|e| field_error(l, e, "key"));
    let thing = &page.form.thing;
    let said = [
        ("kind", &thing.kind),
        ("thing", &thing.thing),
        ("description", &thing.description),
        ("reward", &thing.reward),
        ("currency", &thing.currency),
    ];
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    let said = said.map(|(name, value)| view! { <input type="hidden" name=name value=value.clone()/> });
    view! {
        <form class="form card" method="post" action=action novalidate>
            <p class="eyebrow">{text::step_1(l)}</p>
            <FormErrors errors/>
            {said.collect_view()}
            <Field
                name="key"
                label=text::key(l)
                hint=text::key_hint(l)
                value=page.form.key.clone()
                error
                autocomplete="off"
                maxlength=40
                required=true
            />
            <Button look=ButtonLook::Primary icon=Glyph::ArrowRight>{text::go_on(l)}</Button>
            <p class="small-text quiet-text">{text::scan_hint(l)}</p>
        </form>
    }
    .into_any()
}

fn about_thing(l: Locale, action: String, page: ActivatePage<'_>, free: &FreeKey) -> AnyView {
    let errors = page.refusal.map(|e| form_errors(l, e, &labels(l))).unwrap_or_default();
    let send_to = [action.as_str(), "/thing"].concat();
    let again = page.refusal.is_some() && page.form.photo.check().is_ok();
    let photo_error = page.refusal.and_then(|e| field_error(l, e, "photo"));
    let other = [action.as_str(), "?key=", &free.key.plain()].concat();
    view! {
        <form class="form card" method="post" action=send_to enctype="multipart/form-data" novalidate>
            <p class="eyebrow">{text::step_2(l)}</p>
            <FormErrors errors/>
            <input type="hidden" name="key" value=free.key.grouped()/>
            <div class="thing-plate">
                <CodePlate code=free.key.plain() size=TagSize::Large/>
                <div>
                    <p><strong>{free.product.get(l).to_owned()}</strong></p>
                    <p class="small-text quiet-text">{included(l, free)}</p>
                    <p class="small-text"><a href=other>{text::other_number(l)}</a></p>
                </div>
            </div>
            {thing_fields(l, &page.form.thing, page.refusal)}
            <PhotoField label=t::photos::photo(l) error=photo_error again/>
            <Button look=ButtonLook::Primary icon=Glyph::Check>{text::activate_submit(l)}</Button>
        </form>
    }
    .into_any()
}

/// How much cover comes with the number.
fn included(l: Locale, free: &FreeKey) -> String {
    match free.included_days {
        0 => text::pay_after(l, &free.cover_price.written(l)),
        days => t::bureau::included(l, i64::from(days)),
    }
}

/// The labels of [`thing_fields`], for the summary of errors.
pub(super) fn labels(l: Locale) -> [(&'static str, &'static str); 6] {
    [
        ("kind", text::attached(l)),
        ("thing", text::thing(l)),
        ("description", text::description(l)),
        ("reward", text::reward(l)),
        ("currency", text::currency(l)),
        ("photo", t::photos::photo(l)),
    ]
}

/// The questions about the thing.
pub(super) fn thing_fields(l: Locale, form: &ThingForm, refusal: Option<&Error>) -> AnyView {
    let error = |field| refusal.and_then(|e| field_error(l, e, field));
    let mut kinds = vec![(String::new(), text::choose(l).to_owned())];
    kinds.extend(ThingKind::ALL.map(|kind| (kind.wire().to_owned(), look::kind(l, kind).to_owned())));
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
            maxlength=80
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
        {reward(l, form, refusal)}
    }
    .into_any()
}

fn reward(l: Locale, form: &ThingForm, refusal: Option<&Error>) -> AnyView {
    let error = |field| refusal.and_then(|e| field_error(l, e, field));
    let currencies = Currency::ALL.iter().map(|c| (c.code().to_owned(), c.code().to_owned()));
    let currency = if form.currency.is_empty() {
        at_home(l).to_owned()
    } else {
        form.currency.clone()
    };
    view! {
        <div class="form-pair">
            <Field
                name="reward"
                label=text::reward(l)
                hint=text::reward_hint(l)
                value=form.reward.clone()
                error=error("reward")
                autocomplete="off"
                maxlength=12
            />
            <SelectField
                name="currency"
                label=text::currency(l)
                hint=text::currency_hint(l)
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

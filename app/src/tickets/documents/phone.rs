//! What is entered while somebody is on the telephone: activating a key, taking a report. A script stands beside it.

use domain::accounts::Profile;
use domain::found::{NewReport, Wants};
use domain::tags::{TagKey, TelephoneActivation, ThingKind, spell};
use domain::{Currency, Error, Locale};
use leptos::prelude::*;

use super::parts::alphabet;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::t;
use crate::tickets::case_look;
use crate::ui::{
    Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField, TextArea, form_errors,
};

/// What the form of an activation needs.
#[derive(Clone, Copy)]
pub struct ActivatePage<'a> {
    /// As typed.
    pub form: &'a TelephoneActivation,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// Activating a key by telephone.
pub fn activate(frame: &Frame<'_>, profile: &Profile, page: ActivatePage<'_>) -> String {
    let l = frame.locale;
    let title = [t::desk::activate_title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, t::desk::lead(l)), || {
        let back = (frame.to("/desk"), t::desk::back_desk(l).to_owned());
        let say = [
            t::desk::activate_say_1(l),
            t::desk::activate_say_2(l),
            t::desk::activate_say_3(l),
            t::desk::activate_say_4(l),
        ];
        let labels = activation_labels(l);
        let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
        view! {
            <div class="stack desk">
                <PageHeader title=t::desk::activate_title(l) back/>
                <div class="split">
                    <form class="stack" method="post" action=frame.to("/desk/activate") novalidate>
                        <FormErrors errors/>
                        {the_thing(l, page)}
                        {the_owner(l, page)}
                        <div class="row"><Button look=ButtonLook::Primary icon=Glyph::Check>{t::desk::activate_button(l)}</Button></div>
                    </form>
                    {script(l, &say, &page.form.key)}
                </div>
            </div>
        }
        .into_any()
    })
}

fn activation_labels(l: Locale) -> [(&'static str, &'static str); 13] {
    [
        ("key", t::desk::the_key(l)),
        ("kind", t::desk::thing_kind(l)),
        ("thing", t::desk::thing_name(l)),
        ("description", t::desk::thing_description(l)),
        ("reward", t::desk::thing_reward(l)),
        ("currency", t::desk::currency(l)),
        ("name", t::desk::name(l)),
        ("email", t::desk::email(l)),
        ("phones0", t::desk::phone(l)),
        ("phones1", t::desk::phone_second(l)),
        ("contact_name0", t::desk::contact(l)),
        ("contact_phone0", t::desk::phone(l)),
        ("contact_email0", t::desk::email(l)),
    ]
}

fn the_thing(l: Locale, page: ActivatePage<'_>) -> AnyView {
    let form = page.form;
    let error = |name: &str| page.refusal.and_then(|e| field_error(l, e, name));
    let mut kinds = vec![(String::new(), t::desk::choose(l).to_owned())];
    kinds.extend(ThingKind::ALL.map(|kind| (kind.wire().to_owned(), case_look::thing_kind(l, kind).to_owned())));
    view! {
        <section class="card stack">
            <h2>{t::desk::the_thing(l)}</h2>
            <Field name="key" label=t::desk::the_key(l) value=form.key.clone() error=error("key") required=true
                autocomplete="off" maxlength=20/>
            <div class="form-pair">
                <SelectField name="kind" label=t::desk::thing_kind(l) options=kinds value=form.thing.kind.clone()
                    error=error("kind") required=true/>
                <Field name="thing" label=t::desk::thing_name(l) value=form.thing.thing.clone() error=error("thing")
                    required=true autocomplete="off" maxlength=120/>
            </div>
            <TextArea name="description" label=t::desk::thing_description(l) value=form.thing.description.clone()
                error=error("description") rows=2 maxlength=600/>
            <div class="form-pair">
                <Field name="reward" label=t::desk::thing_reward(l) value=form.thing.reward.clone() error=error("reward")
                    autocomplete="off"/>
                <SelectField name="currency" label=t::desk::currency(l) options=currencies()
                    value=form.thing.currency.clone() error=error("currency") required=true/>
            </div>
        </section>
    }
    .into_any()
}

fn currencies() -> Vec<(String, String)> {
    let all = Currency::ALL.iter();
    all.map(|c| (c.code().to_owned(), c.code().to_owned())).collect()
}

fn languages() -> Vec<(String, String)> {
    Locale::ALL.map(|l| (l.code().to_owned(), l.name().to_owned())).to_vec()
}

fn the_owner(l: Locale, page: ActivatePage<'_>) -> AnyView {
    let owner = &page.form.owner;
    let contact = page.form.contacts.first().cloned().unwrap_or_default();
    let error = |name: &str| page.refusal.and_then(|e| field_error(l, e, name));
    let phone = |n: usize| owner.phones.get(n).cloned().unwrap_or_default();
    view! {
        <section class="card stack">
            <h2>{t::desk::the_owner(l)}</h2>
            <div class="form-pair">
                <Field name="name" label=t::desk::name(l) value=owner.name.clone() error=error("name") required=true
                    autocomplete="off" maxlength=120/>
                <SelectField name="locale" label=t::desk::language(l) options=languages()
                    value=owner.locale.code().to_owned() required=true/>
            </div>
            <div class="form-pair">
                <Field name="phones0" label=t::desk::phone(l) kind=FieldKind::Tel value=phone(0) error=error("phones0")
                    autocomplete="off"/>
                <Field name="phones1" label=t::desk::phone_second(l) kind=FieldKind::Tel value=phone(1)
                    error=error("phones1") autocomplete="off"/>
            </div>
            <Field name="email" label=t::desk::email(l) kind=FieldKind::Email value=owner.email.clone()
                error=error("email") autocomplete="off"/>
            <fieldset class="desk-contact">
                <legend class="field-label">{t::desk::contact(l)}</legend>
                <Field name="contact_name0" label=t::desk::name(l) value=contact.name error=error("contact_name0")
                    autocomplete="off"/>
                <Field name="contact_phone0" label=t::desk::phone(l) kind=FieldKind::Tel value=contact.phone
                    error=error("contact_phone0") autocomplete="off"/>
            </fieldset>
        </section>
    }
    .into_any()
}

/// What the dispatcher says, and the key sign by sign to read it back.
fn script(l: Locale, say: &[&'static str], key: &str) -> AnyView {
    let lines = say.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    let spelled = TagKey::parse(key).ok().map(|key| {
        let signs = spell(&key, l).into_iter().map(|sign| {
            view! { <li><span class="mono">{sign.sign.to_string()}</span> <span>{sign.word}</span></li> }
        });
        view! {
            <section class="card stack">
                <h2>{t::desk::spell(l)}</h2>
                <ol class="desk-spell">{signs.collect_view()}</ol>
            </section>
        }
    });
    view! {
        <aside class="stack desk-aside">
            <section class="card desk-script">
                <h2>{t::desk::script(l)}</h2>
                <ol>{lines}</ol>
            </section>
            {spelled}
            {alphabet(l)}
        </aside>
    }
    .into_any()
}

/// What the form of a report needs.
#[derive(Clone, Copy)]
pub struct ReportPage<'a> {
    /// As typed.
    pub form: &'a NewReport,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// Taking a report by telephone.
pub fn report(frame: &Frame<'_>, profile: &Profile, page: ReportPage<'_>) -> String {
    let l = frame.locale;
    let title = [t::desk::report_title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, t::desk::lead(l)), || {
        let back = (frame.to("/desk"), t::desk::back_desk(l).to_owned());
        let say = [
            t::desk::report_say_1(l),
            t::desk::report_say_2(l),
            t::desk::report_say_3(l),
        ];
        view! {
            <div class="stack desk">
                <PageHeader title=t::desk::report_title(l) back/>
                <div class="split">
                    {report_form(l, page, frame.to("/desk/report"))}
                    {script(l, &say, &page.form.key)}
                </div>
            </div>
        }
        .into_any()
    })
}

fn report_form(l: Locale, page: ReportPage<'_>, action: String) -> AnyView {
    let form = page.form;
    let labels = [
        ("key", t::desk::the_key(l)),
        ("place", t::desk::place(l)),
        ("postcode", t::desk::postcode(l)),
        ("country", t::desk::country(l)),
        ("name", t::desk::name(l)),
        ("phone", t::desk::phone(l)),
        ("email", t::desk::email(l)),
        ("words", t::desk::words(l)),
        ("wants", t::desk::wants(l)),
    ];
    let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let field = |name: &'static str, label: &'static str, value: &str, kind: FieldKind, required: bool| {
        let error = page.refusal.and_then(|e| field_error(l, e, name));
        let value = value.to_owned();
        view! { <Field name label value kind error required autocomplete="off" maxlength=120/> }
    };
    let wants = [Wants::Thanks, Wants::Reward]
        .map(|w| (w.wire().to_owned(), case_look::wants(l, w).to_owned()))
        .to_vec();
    let text = FieldKind::Text;
    view! {
        <form class="stack" method="post" action=action novalidate>
            <FormErrors errors/>
            <input type="hidden" name="once" value=form.once.clone()/>
            <section class="card stack">
                {field("key", t::desk::the_key(l), &form.key, text, true)}
                {field("place", t::desk::place(l), &form.place, text, false)}
                <div class="form-pair">
                    {field("postcode", t::desk::postcode(l), &form.postcode, text, false)}
                    {field("country", t::desk::country(l), &form.country, text, false)}
                </div>
            </section>
            <section class="card stack">
                <h2>{t::desk::finder(l)}</h2>
                <div class="form-pair">
                    {field("name", t::desk::name(l), &form.name, text, false)}
                    <SelectField name="locale" label=t::desk::language(l) options=languages()
                        value=form.locale.clone() required=true/>
                </div>
                <div class="form-pair">
                    {field("phone", t::desk::phone(l), &form.phone, FieldKind::Tel, false)}
                    {field("email", t::desk::email(l), &form.email, FieldKind::Email, false)}
                </div>
                <SelectField name="wants" label=t::desk::wants(l) options=wants value=form.wants.clone() required=true/>
                <TextArea name="words" label=t::desk::words(l) value=form.words.clone() rows=2 maxlength=600
                    error=page.refusal.and_then(|e| field_error(l, e, "words"))/>
            </section>
            <div class="row"><Button look=ButtonLook::Primary icon=Glyph::Check>{t::desk::report_button(l)}</Button></div>
        </form>
    }
    .into_any()
}

//! A claim: its fields, for the counter and for the public page alike, and the page of the counter.

use domain::accounts::Profile;
use domain::register::{ClaimForm, ThingView};
use domain::tags::InFour;
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::t::register as text;
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, PageHeader, TextArea, form_errors};

/// What the fields of a claim show.
#[derive(Clone, Copy)]
pub struct ClaimFields<'a> {
    /// As typed.
    pub form: &'a ClaimForm,
    /// What is asked; the first in the words of the office, if `own`.
    pub questions: &'a [InFour],
    /// Whether the first question is the office's own, in one language.
    pub own: bool,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The names of the fields with their labels.
pub fn claim_labels(l: Locale) -> Vec<(&'static str, String)> {
    let mut all = vec![("words", text::claim_words_short(l).to_owned())];
    for (name, n) in [("answer_1", "1"), ("answer_2", "2"), ("answer_3", "3")] {
        all.push((name, text::claim_question(l, n)));
    }
    for (name, label) in [
        ("lost_on", text::said_lost(l)),
        ("place", text::area(l)),
        ("name", text::claim_name(l)),
        ("email", text::email(l)),
        ("phone", text::phone(l)),
    ] {
        all.push((name, label.to_owned()));
    }
    all
}

/// The fields of a claim, without their form.
pub fn claim_fields(l: Locale, what: ClaimFields<'_>) -> AnyView {
    let error = |field: &str| what.refusal.and_then(|e| field_error(l, e, field));
    let form = what.form;
    let answers = [&form.answer_1, &form.answer_2, &form.answer_3];
    let asked = what
        .questions
        .iter()
        .zip(answers)
        .zip(["answer_1", "answer_2", "answer_3"]);
    let asked = asked.enumerate().map(|(at, ((question, answer), name))| {
        let label = question.get(l).to_owned();
        let (value, error) = (answer.clone(), error(name));
        let own = (what.own && at == 0).then_some("no");
        view! { <div translate=own><Field name label value error maxlength=120 autocomplete="off"/></div> }
    });
    let asked = asked.collect_view();
    view! {
        <input type="hidden" name="once" value=form.once.clone()/>
        <TextArea name="words" label=text::claim_words(l) hint=text::claim_words_hint(l)
            value=form.words.clone() error=error("words") required=true maxlength=600 rows=4/>
        {asked}
        <div class="form-pair">
            <Field name="lost_on" label=text::claim_lost_on(l) kind=FieldKind::Date value=form.lost_on.clone() error=error("lost_on")/>
            <Field name="place" label=text::claim_place(l) value=form.place.clone() error=error("place") maxlength=120 autocomplete="off"/>
        </div>
        {contact(l, what)}
    }
    .into_any()
}

fn contact(l: Locale, what: ClaimFields<'_>) -> AnyView {
    let error = |field: &str| what.refusal.and_then(|e| field_error(l, e, field));
    let form = what.form;
    view! {
        <fieldset class="register-contact">
            <legend class="field-label">{text::claim_contact(l)}</legend>
            <p class="quiet-text">{text::claim_contact_hint(l)}</p>
            <Field name="name" label=text::claim_name(l) value=form.name.clone() error=error("name")
                required=true maxlength=120 autocomplete="name"/>
            <div class="form-pair">
                <Field name="email" label=text::email(l) kind=FieldKind::Email value=form.email.clone()
                    error=error("email") maxlength=120 autocomplete="email"/>
                <Field name="phone" label=text::phone(l) hint=text::phone_hint(l) kind=FieldKind::Tel
                    value=form.phone.clone() error=error("phone") maxlength=30 autocomplete="tel"/>
            </div>
        </fieldset>
    }
    .into_any()
}

/// What the counter's page needs.
#[derive(Clone, Copy)]
pub struct CounterPage<'a> {
    /// The thing.
    pub view: &'a ThingView,
    /// As typed.
    pub form: &'a ClaimForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// Somebody stands at the counter or calls.
pub fn counter_claim(frame: &Frame<'_>, profile: &Profile, page: CounterPage<'_>) -> String {
    let l = frame.locale;
    let place = [frame.to("/register/").as_str(), &page.view.row.id.to_string()].concat();
    let head = Head::private([text::take_claim(l), " · Cloakroom"].concat(), text::take_claim_lead(l));
    portal_page(frame, profile, head, || {
        let named = claim_labels(l);
        let named: Vec<(&str, &str)> = named.iter().map(|(name, label)| (*name, label.as_str())).collect();
        let errors = page.refusal.map(|e| form_errors(l, e, &named)).unwrap_or_default();
        let questions = page.view.questions();
        let fields = ClaimFields {
            form: page.form,
            questions: &questions,
            own: page.view.question.is_some(),
            refusal: page.refusal,
        };
        let back = (place.clone(), page.view.row.number.to_string());
        view! {
            <div class="stack register">
                <PageHeader title=text::take_claim(l) lead=text::take_claim_lead(l) back/>
                <form class="card stack register-claim-form" method="post" action=[place.as_str(), "/claim"].concat() novalidate>
                    <FormErrors errors/>
                    {claim_fields(l, fields)}
                    <div class="row"><Button look=ButtonLook::Primary icon=Glyph::Check>{text::take(l)}</Button></div>
                </form>
            </div>
        }
        .into_any()
    })
}

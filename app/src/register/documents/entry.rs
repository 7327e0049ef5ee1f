//! A thing comes in, or what is written about it is changed. Nothing typed is lost.

use domain::accounts::Profile;
use domain::register::{RegisterDesk, Source, ThingForm};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::list::{kind_options, office_options};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::register::look;
use crate::t::register as text;
use crate::ui::{
    Button, ButtonLook, CheckField, Choice, ChoiceField, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField,
    TextArea, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct EntryPage<'a> {
    /// Kinds and offices.
    pub desk: &'a RegisterDesk,
    /// As typed, or as it is now.
    pub form: &'a ThingForm,
    /// Where the form goes; none: it is new.
    pub changes: Option<&'a str>,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

impl EntryPage<'_> {
    fn error(&self, l: Locale, field: &str) -> Option<String> {
        self.refusal.and_then(|e| field_error(l, e, field))
    }
}

fn labels(l: Locale) -> [(&'static str, &'static str); 16] {
    [
        ("office", text::office(l)),
        ("category", text::category(l)),
        ("what", text::what(l)),
        ("description", text::description(l)),
        ("details", text::details(l)),
        ("question", text::question(l)),
        ("area", text::area(l)),
        ("place", text::place(l)),
        ("found_on", text::found_on(l)),
        ("source", text::source(l)),
        ("storage", text::storage(l)),
        ("country", text::country(l)),
        ("name", text::name(l)),
        ("email", text::email(l)),
        ("phone", text::phone(l)),
        ("wants", text::wants(l)),
    ]
}

/// The form.
pub fn entry(frame: &Frame<'_>, profile: &Profile, page: EntryPage<'_>) -> String {
    let l = frame.locale;
    let (title, save) = if page.changes.is_some() {
        (text::change_title(l), text::save(l))
    } else {
        (text::new_title(l), text::enter(l))
    };
    let head = Head::private([title, " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let list = frame.to("/register");
        let back = (page.changes.unwrap_or(&list).to_owned(), text::title(l).to_owned());
        let action = match page.changes {
            Some(place) => [place, "/change"].concat(),
            None => frame.to("/register/new"),
        };
        let errors = page.refusal.map(|e| form_errors(l, e, &labels(l))).unwrap_or_default();
        let once = page.form.once.clone();
        view! {
            <div class="stack register">
                <PageHeader title back/>
                <form class="stack register-entry" method="post" action=action novalidate>
                    <FormErrors errors/>
                    <input type="hidden" name="once" value=once/>
                    <div class="register-two">
                        {thing(l, page)}
                        <div class="stack">{found(l, page)} {kept(l, page)}</div>
                    </div>
                    {page.changes.is_none().then(|| finder(l, page))}
                    <div class="row"><Button look=ButtonLook::Primary icon=Glyph::Check>{save}</Button></div>
                </form>
            </div>
        }
        .into_any()
    })
}

fn thing(l: Locale, page: EntryPage<'_>) -> AnyView {
    let form = page.form;
    let mut kinds = vec![(String::new(), String::new())];
    kinds.extend(kind_options(l, page.desk));
    let (kind, what) = (form.category.clone(), form.what.clone());
    let kind_error = page.error(l, "category");
    let what_error = page.error(l, "what");
    view! {
        <section class="card stack">
            <h2>{text::section_thing(l)}</h2>
            <SelectField name="category" label=text::category(l) options=kinds value=kind error=kind_error required=true/>
            <Field name="what" label=text::what(l) hint=text::what_hint(l) value=what error=what_error required=true maxlength=120 autocomplete="off"/>
            <TextArea name="description" label=text::description(l) hint=text::description_hint(l)
                value=form.description.clone() error=page.error(l, "description") maxlength=600/>
            <TextArea name="details" label=text::details(l) hint=text::details_hint(l)
                value=form.details.clone() error=page.error(l, "details") maxlength=600/>
            <Field name="question" label=text::question(l) hint=text::question_hint(l)
                value=form.question.clone() error=page.error(l, "question") maxlength=120 autocomplete="off"/>
        </section>
    }
    .into_any()
}

fn found(l: Locale, page: EntryPage<'_>) -> AnyView {
    let form = page.form;
    let source = page.changes.is_none().then(|| {
        let choices = Source::ALL
            .map(|source| Choice::new(source.wire(), look::source(l, source)))
            .to_vec();
        let (value, error) = (form.source.clone(), page.error(l, "source"));
        view! { <ChoiceField name="source" label=text::source(l) choices value error required=true/> }
    });
    view! {
        <section class="card stack">
            <h2>{text::section_found(l)}</h2>
            {source}
            <Field name="found_on" label=text::found_on(l) kind=FieldKind::Date value=form.found_on.clone()
                error=page.error(l, "found_on") required=true/>
            <Field name="area" label=text::area(l) hint=text::area_hint(l) value=form.area.clone()
                error=page.error(l, "area") required=true maxlength=120 autocomplete="off"/>
            <Field name="place" label=text::place(l) hint=text::place_hint(l) value=form.place.clone()
                error=page.error(l, "place") maxlength=120 autocomplete="off"/>
        </section>
    }
    .into_any()
}

fn kept(l: Locale, page: EntryPage<'_>) -> AnyView {
    let form = page.form;
    let new = page.changes.is_none();
    let office = (new && page.desk.offices.len() > 1).then(|| {
        let mut options = vec![(String::new(), String::new())];
        options.extend(office_options(page.desk));
        let (value, error) = (form.office.clone(), page.error(l, "office"));
        view! { <SelectField name="office" label=text::office(l) options value error required=true names=true/> }
    });
    let country = new.then(|| {
        let (value, error) = (form.country.clone(), page.error(l, "country"));
        view! { <Field name="country" label=text::country(l) hint=text::country_hint(l) value error maxlength=2 autocomplete="off"/> }
    });
    view! {
        <section class="card stack">
            <h2>{text::section_kept(l)}</h2>
            {office}
            <Field name="storage" label=text::storage(l) hint=text::storage_hint(l) value=form.storage.clone()
                error=page.error(l, "storage") required=true maxlength=120 autocomplete="off"/>
            {country}
        </section>
    }
    .into_any()
}

fn finder(l: Locale, page: EntryPage<'_>) -> AnyView {
    let form = page.form;
    let field = |name: &'static str, label: &'static str, kind: FieldKind, value: &str| {
        let (value, error) = (value.to_owned(), page.error(l, name));
        view! { <Field name label kind value error maxlength=120 autocomplete="off"/> }.into_any()
    };
    view! {
        <section class="card stack">
            <h2>{text::section_finder(l)}</h2>
            <p class="quiet-text">{text::finder_hint(l)}</p>
            <div class="form-pair">
                {field("name", text::name(l), FieldKind::Text, &form.name)}
                {field("phone", text::phone(l), FieldKind::Tel, &form.phone)}
                {field("email", text::email(l), FieldKind::Email, &form.email)}
            </div>
            <CheckField name="wants" label=text::wants(l) checked=!form.wants.is_empty()/>
        </section>
    }
    .into_any()
}

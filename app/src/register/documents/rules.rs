//! How long things are kept, by country and kind: the manager's page.

use domain::Error;
use domain::accounts::Profile;
use domain::register::{RegisterDesk, RetentionForm, RetentionRule};
use leptos::prelude::*;

use super::list::kind_options;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::register::look;
use crate::t::register as text;
use crate::ui::{
    Button, ButtonLook, Column, DataTable, Field, FieldKind, FormErrors, Glyph, PageHeader, Row, SelectField,
    form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct RulesPage<'a> {
    /// The kinds.
    pub desk: &'a RegisterDesk,
    /// The rules.
    pub rules: &'a [RetentionRule],
    /// A rule as typed.
    pub form: &'a RetentionForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The rules and the form of a new one.
pub fn rules(frame: &Frame<'_>, profile: &Profile, page: RulesPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::rules(l), " · Cloakroom"].concat(), text::rules_lead(l));
    portal_page(frame, profile, head, || {
        let back = (frame.to("/register"), text::title(l).to_owned());
        let columns = vec![
            Column::new(text::rule_country(l)),
            Column::new(text::category(l)),
            Column::figures(text::rule_days(l)),
            Column::new(text::rule_note(l)),
            Column::new(text::rule_remove(l)),
        ];
        let rows = page.rules.iter().map(|rule| line(frame, page, rule)).collect();
        view! {
            <div class="stack register">
                <PageHeader title=text::rules(l) lead=text::rules_lead(l) back/>
                <DataTable caption=text::rules(l) columns rows/>
                {form(frame, page)}
            </div>
        }
        .into_any()
    })
}

fn line(frame: &Frame<'_>, page: RulesPage<'_>, rule: &RetentionRule) -> Row {
    let l = frame.locale;
    let quiet = |words: &'static str| view! { <span class="quiet-text">{words}</span> }.into_any();
    let country = match &rule.country {
        Some(code) => view! { <span translate="no">{code.clone()}</span> }.into_any(),
        None => quiet(text::every_country(l)),
    };
    let named = rule.category.as_ref().and_then(|code| {
        let found = page.desk.categories.iter().find(|kind| kind.code == *code)?;
        Some(found.name.get(l).to_owned())
    });
    let kind = match named {
        Some(name) => name.into_any(),
        None => quiet(text::every_category(l)),
    };
    let note = if rule.note.is_empty() {
        quiet(text::house_rule(l))
    } else {
        view! { <span translate="no">{rule.note.clone()}</span> }.into_any()
    };
    let country_code = rule.country.clone().unwrap_or_default();
    let category = rule.category.as_ref().map(ToString::to_string).unwrap_or_default();
    let remove = view! {
        <form method="post" action=frame.to("/register/rules/remove")>
            <input type="hidden" name="country" value=country_code/>
            <input type="hidden" name="category" value=category/>
            <Button look=ButtonLook::Quiet icon=Glyph::Trash>{text::rule_remove(l)}</Button>
        </form>
    };
    Row::new(vec![
        country,
        kind,
        look::days(l, rule.days).into_any(),
        note,
        remove.into_any(),
    ])
}

fn form(frame: &Frame<'_>, page: RulesPage<'_>) -> AnyView {
    let l = frame.locale;
    let error = |field: &str| page.refusal.and_then(|e| field_error(l, e, field));
    let labels: [(&str, &str); 4] = [
        ("country", text::rule_country(l)),
        ("category", text::category(l)),
        ("days", text::rule_days(l)),
        ("note", text::rule_note(l)),
    ];
    let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let mut kinds = vec![(String::new(), text::every_category(l).to_owned())];
    kinds.extend(kind_options(l, page.desk));
    let typed = page.form;
    view! {
        <section class="card stack">
            <h2>{text::rule_new(l)}</h2>
            <form class="stack" method="post" action=frame.to("/register/rules") novalidate>
                <FormErrors errors/>
                <div class="form-pair">
                    <Field name="country" label=text::rule_country(l) hint=text::rule_country_hint(l)
                        value=typed.country.clone() error=error("country") maxlength=2 autocomplete="off"/>
                    <SelectField name="category" label=text::category(l) options=kinds value=typed.category.clone()
                        error=error("category") required=true/>
                    <Field name="days" label=text::rule_days(l) kind=FieldKind::Number value=typed.days.clone()
                        error=error("days") required=true maxlength=5 autocomplete="off"/>
                    <Field name="note" label=text::rule_note(l) value=typed.note.clone() error=error("note")
                        maxlength=120 autocomplete="off"/>
                </div>
                <div class="row"><Button look=ButtonLook::Primary icon=Glyph::Check>{text::rule_set(l)}</Button></div>
            </form>
        </section>
    }
    .into_any()
}

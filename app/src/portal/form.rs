//! Forms of the portals: what was typed, checked by `domain` in the browser, and errors brought to their fields.
//!
//! Inputs keep what was typed by themselves: nothing here writes into them.

use std::future::Future;

use domain::{Locale, Refusal, RefusalCode};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::act::Act;
use super::problem::words;
use crate::i18n::{refusal_text as refusal, use_locale};
use crate::ui::FormError;
use crate::wire::{Answer, ApiError};

/// What stands in the fields of a form at the moment when it is sent.
pub struct Typed(web_sys::FormData);

impl Typed {
    /// Takes the event over (the browser sends nothing) and reads the fields.
    pub fn take(event: &SubmitEvent) -> Option<Self> {
        event.prevent_default();
        let form = event.target()?.dyn_into::<web_sys::HtmlFormElement>().ok()?;
        web_sys::FormData::new_with_form(&form).ok().map(Self)
    }

    /// One field; empty if it is not there.
    pub fn text(&self, name: &str) -> String {
        self.0.get(name).as_string().unwrap_or_default()
    }

    /// All values of a field that can be given several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0
            .get_all(name)
            .iter()
            .filter_map(|value| value.as_string())
            .collect()
    }
}

/// A form's state: its act, and what was refused.
#[derive(Clone, Copy)]
pub struct FormState {
    /// The sending.
    pub act: Act,
    label: fn(Locale, &str) -> Option<&'static str>,
    locale: Locale,
}

impl FormState {
    /// A form that was not sent yet. `label` gives the word over each field; none for fields that are not seen.
    pub fn new(label: fn(Locale, &str) -> Option<&'static str>) -> Self {
        Self {
            act: Act::new(),
            label,
            locale: use_locale(),
        }
    }

    /// Sends what passed the check and leaves for the page that `done` names, or shows what did not pass.
    pub fn send_and_go<T: 'static, C>(
        self,
        checked: Result<C, Refusal>,
        ask: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) -> String + 'static,
    ) {
        match checked {
            Ok(_) => self.act.run_and_go(ask, done),
            Err(refused) => self.act.refuse(domain::Error::Refused(refused)),
        }
    }

    /// What is wrong with a field.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        let problem = self.act.problem();
        Signal::derive(move || {
            let code = problem.read().as_ref().and_then(|p| refused(p)?.at(field));
            code.map(|code| refusal(self.locale, code).to_owned())
        })
    }

    /// Everything that is wrong, for the summary over the form.
    pub fn summary(self) -> Signal<Vec<FormError>> {
        let problem = self.act.problem();
        Signal::derive(move || {
            problem
                .read()
                .as_ref()
                .map(|problem| summary(self.locale, self.label, problem))
                .unwrap_or_default()
        })
    }
}

const fn refused(problem: &ApiError) -> Option<&Refusal> {
    match problem {
        ApiError::Port(error) => error.refusal(),
        ApiError::Unreachable => None,
    }
}

/// A line per field, with its label; a problem without fields, or with one that is not seen, speaks for itself.
fn summary(l: Locale, label: fn(Locale, &str) -> Option<&'static str>, problem: &ApiError) -> Vec<FormError> {
    let fields = refused(problem).map_or(&[][..], |r| &r.fields);
    if fields.is_empty() {
        return vec![FormError::whole(words(l, problem))];
    }
    let line = |field: &domain::FieldError| match label(l, &field.field) {
        Some(label) => FormError::at(
            &field.field,
            crate::t::portal::field_error(l, label, refusal(l, field.code)),
        ),
        None => FormError::whole(refusal(l, RefusalCode::Changed)),
    };
    fields.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::delivery::NewDelivery;

    fn label(_: Locale, field: &str) -> Option<&'static str> {
        (field == "name").then_some("Name")
    }

    #[test]
    fn a_summary_leads_to_each_field() {
        let refused = NewDelivery::default().check().unwrap_err();
        let problem = ApiError::Port(domain::Error::Refused(refused));
        let lines = summary(Locale::En, label, &problem);
        assert_eq!(lines[0].field.as_deref(), Some("name"));
        assert!(lines[0].text.starts_with("Name: "), "{}", lines[0].text);
        assert!(lines.iter().skip(1).all(|line| line.field.is_none()));
    }

    #[test]
    fn an_act_that_was_refused_as_a_whole_has_one_line() {
        for problem in [ApiError::from(RefusalCode::BankFull), ApiError::Unreachable] {
            let lines = summary(Locale::Ru, label, &problem);
            assert_eq!(lines.len(), 1);
            assert_eq!(lines[0].field, None);
        }
    }
}

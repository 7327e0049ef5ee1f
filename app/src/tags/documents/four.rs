//! Texts in four languages as fields of a form, and forms read field after field.

use domain::tags::InFour;
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::i18n::field_error;
use crate::ui::{Field, TextArea};

/// A form as a browser sends it: names and values, in order.
pub(super) struct Typed<'a>(pub &'a [(String, String)]);

impl Typed<'_> {
    /// What stands in a field; nothing if it was not sent.
    pub fn get(&self, name: &str) -> String {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// A text in four languages.
    pub fn four(&self, name: &str) -> InFour {
        let mut text = InFour::default();
        for l in Locale::ALL {
            text.set(l, self.get(&field(name, l)));
        }
        text
    }
}

fn field(name: &str, l: Locale) -> String {
    [name, "_", l.code()].concat()
}

/// How a text is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Line,
    Paragraphs,
}

/// One field per language. Only English must be filled in.
pub(super) fn fields(
    label: &'static str,
    name: &str,
    length: Length,
    text: &InFour,
    refusal: Option<&Error>,
    l: Locale,
) -> AnyView {
    let all = Locale::ALL.map(|language| {
        let field = field(name, language);
        let error = refusal.and_then(|e| field_error(l, e, &field));
        let value = text.own(language).to_owned();
        let label = [label, " · ", language.name()].concat();
        let needed = length == Length::Line && language == Locale::En;
        match length {
            Length::Line => view! { <Field name=field label value error required=needed/> }.into_any(),
            Length::Paragraphs => view! { <TextArea name=field label value error rows=3/> }.into_any(),
        }
    });
    view! { <div class="form-pair">{all.collect_view()}</div> }.into_any()
}

/// The labels of such fields, for the summary of errors.
pub(super) fn labels(label: &'static str, name: &str) -> Vec<(String, String)> {
    Locale::ALL
        .map(|l| (field(name, l), [label, " · ", l.name()].concat()))
        .to_vec()
}

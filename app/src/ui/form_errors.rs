//! The summary over a form that was refused: what is wrong, with a way to each field.

use domain::{Error, Locale};
use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::{error_text, refusal_text, use_locale};
use crate::t;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormError {
    /// The id of the field, if it is about one.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub text: String,
}

impl FormError {
    /// About the field with this id.
    pub fn at(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            text: text.into(),
        }
    }

    /// About the form as a whole.
    pub fn whole(text: impl Into<String>) -> Self {
        Self {
            field: None,
            text: text.into(),
        }
    }
}

/// What a refusal says about a form: each field by its label, in the order of `labels` (field's id and label);
/// or the refusal itself, if it is about no field.
pub fn form_errors(l: Locale, error: &Error, labels: &[(&str, &str)]) -> Vec<FormError> {
    let Error::Refused(refusal) = error else {
        return vec![FormError::whole(error_text(l, error))];
    };
    let colon = if l == Locale::Zh { "：" } else { ": " };
    let about = |(field, label): &(&str, &str)| {
        let wrong = refusal.fields.iter().find(|f| f.field == *field)?;
        let text = [*label, colon, refusal_text(l, wrong.code)].concat();
        Some(FormError::at(*field, text))
    };
    let mut list: Vec<_> = labels.iter().filter_map(about).collect();
    let named = |field: &str| labels.iter().any(|(f, _)| *f == field);
    let others = refusal.fields.iter().filter(|f| !named(&f.field));
    list.extend(others.map(|f| FormError::whole(refusal_text(l, f.code))));
    if list.is_empty() {
        list.push(FormError::whole(refusal_text(l, refusal.code)));
    }
    list
}

/// Shows nothing while `errors` is empty; takes the focus when it fills.
#[component]
pub fn FormErrors(
    /// What is wrong.
    #[prop(into)]
    errors: Signal<Vec<FormError>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if !errors.read().is_empty()
            && let Some(element) = summary.get()
        {
            let _ = element.focus();
        }
    });
    move || {
        let errors = errors.get();
        let title = t::ui::form_errors_title(use_locale(), i64::try_from(errors.len()).unwrap_or(i64::MAX));
        let items = errors.iter().map(|e| match &e.field {
            Some(field) => {
                let href = ["#", field].concat();
                view! { <li><a href=href rel="external">{e.text.clone()}</a></li> }.into_any()
            }
            None => view! { <li>{e.text.clone()}</li> }.into_any(),
        });
        let items = items.collect_view();
        (!errors.is_empty()).then(|| {
            view! {
                <div class="form-errors" role="alert" tabindex="-1" node_ref=summary>
                    <p class="form-errors-title"><Icon glyph=Glyph::Alert/>{title}</p>
                    <ul>{items}</ul>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{FieldError, Refusal, RefusalCode};

    #[test]
    fn fields_come_by_label_and_nothing_is_swallowed() {
        let wrong = |field: &str, code| FieldError {
            field: field.into(),
            code,
        };
        let refused = |code, fields| Error::Refused(Refusal::with_fields(code, fields));
        let labels = [("name", "Name"), ("email", "E-mail")];
        let check = |error, expected: &[(Option<&str>, &str)]| {
            let list = form_errors(Locale::En, &error, &labels);
            let list: Vec<_> = list.iter().map(|e| (e.field.as_deref(), e.text.as_str())).collect();
            assert_eq!(list, expected);
        };
        let missing = refusal_text(Locale::En, RefusalCode::Missing);
        check(
            refused(
                RefusalCode::Form,
                vec![
                    wrong("other", RefusalCode::Missing),
                    wrong("name", RefusalCode::Missing),
                ],
            ),
            &[(Some("name"), &format!("Name: {missing}")), (None, missing)],
        );
        let full = refusal_text(Locale::En, RefusalCode::BankFull);
        check(refused(RefusalCode::BankFull, vec![]), &[(None, full)]);
    }
}

//! The summary over a form that was refused: what is wrong, with a way to each field.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::use_locale;
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

//! A question with few answers: radio buttons drawn as cards, and single boxes to tick.

use leptos::prelude::*;

use super::field::{FieldError, FieldHint, described_by};
use super::icon::{Glyph, Icon};

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// The words.
    pub label: String,
    /// A line that helps to choose.
    pub hint: Option<String>,
    /// An icon.
    pub icon: Option<Glyph>,
    /// Cannot be chosen now (the hint says why).
    pub disabled: bool,
    /// The words are a name, the same in every language.
    pub own: bool,
}

impl Choice {
    /// An answer that can be chosen, without hint or icon.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            icon: None,
            disabled: false,
            own: false,
        }
    }

    /// An answer that is called by its own name in every language.
    pub fn own(value: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            own: true,
            ..Self::new(value, name)
        }
    }

    /// With a line that helps to choose.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// With an icon.
    #[must_use]
    pub fn icon(self, icon: Glyph) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// Not to be chosen now.
    #[must_use]
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }
}

/// Exactly one of a few answers, as cards. `on:change` may be put on it from outside.
#[component]
pub fn ChoiceField(
    /// Its name in the form; also the beginning of its ids, unless `id` says otherwise.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The answers.
    choices: Vec<Choice>,
    /// The value chosen at first.
    #[prop(optional, into)]
    value: Signal<String>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether an answer is needed.
    #[prop(optional)]
    required: bool,
    /// An id of its own, where two forms of one page use the same name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let (hinted, described) = (hint.is_some(), id.clone());
    let described = move || described_by(&described, hinted, error.read().is_some());
    let (hint_id, error_id) = (id.clone(), id.clone());
    let cards = choices.into_iter().map(|choice| {
        let (name, own) = (name.clone(), choice.value.clone());
        let checked = move || *value.read() == own;
        view! { <ChoiceCard name choice required checked=Signal::derive(checked)/> }
    });
    let cards = cards.collect_view();
    view! {
        <fieldset class="field choice" id=id aria-describedby=described>
            <legend class="field-label">{label}</legend>
            <FieldHint id=hint_id hint=hint/>
            <div class="choice-cards">{cards}</div>
            <FieldError id=error_id error=error/>
        </fieldset>
    }
    .into_any()
}

#[component]
fn ChoiceCard(name: String, choice: Choice, required: bool, checked: Signal<bool>) -> impl IntoView {
    view! {
        <label class="choice-card">
            <input type="radio" name=name value=choice.value required=required disabled=choice.disabled checked=checked/>
            {choice.icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="choice-words">
                <span class="choice-label" translate=choice.own.then_some("no")>{choice.label}</span>
                {choice.hint.map(|h| view! { <span class="choice-hint">{h}</span> })}
            </span>
        </label>
    }
    .into_any()
}

/// One box to tick: sends `value` (or `on`) if ticked, nothing if not.
#[component]
pub fn CheckField(
    /// Its name in the form; also its id.
    #[prop(into)]
    name: String,
    /// The words beside it.
    #[prop(into)]
    label: String,
    /// What is sent if ticked.
    #[prop(default = "on".to_owned(), into)]
    value: String,
    /// Ticked at first.
    #[prop(optional, into)]
    checked: Signal<bool>,
    /// Must be ticked.
    #[prop(optional)]
    required: bool,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let described = described_by(&name, hint.is_some(), false);
    let hint_id = name.clone();
    view! {
        <div class="check">
            <input
                type="checkbox"
                id=name.clone()
                name=name.clone()
                value=value
                checked=checked
                required=required
                aria-describedby=described
            />
            <label for=name>{label}</label>
            <FieldHint id=hint_id hint=hint/>
        </div>
    }
    .into_any()
}

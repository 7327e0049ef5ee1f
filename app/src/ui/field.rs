//! One question with its label, hint and error: a line of text, or a choice from a short list.
//!
//! What is right or wrong is decided in `domain`; these only show it, and lose nothing that was typed.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::use_locale;
use crate::t;

/// What a [`Field`] takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// Any one line.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A secret.
    Password,
    /// A day.
    Date,
    /// A day and a time of day.
    DateTime,
    /// A time of day.
    Time,
    /// A search word.
    Search,
    /// A whole number.
    Number,
}

impl FieldKind {
    const fn kind(self) -> &'static str {
        match self {
            Self::Text | Self::Number => "text",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Password => "password",
            Self::Date => "date",
            Self::DateTime => "datetime-local",
            Self::Time => "time",
            Self::Search => "search",
        }
    }

    const fn keyboard(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("numeric"),
            _ => None,
        }
    }
}

/// The ids of a field's hint and error, for `aria-describedby`; `None` if it has neither.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some([id, "-hint"].concat()),
        (false, true) => Some([id, "-error"].concat()),
        (true, true) => Some([id, "-hint ", id, "-error"].concat()),
    }
}

/// What stands around an input: label and hint over it, its error under it.
pub(super) struct Around {
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub error: Signal<Option<String>>,
    pub required: bool,
}

impl Around {
    /// What describes the input, for its `aria-describedby`.
    pub fn described(&self) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
        let (id, hinted, error) = (self.id.clone(), self.hint.is_some(), self.error);
        move || described_by(&id, hinted, error.read().is_some())
    }

    /// Whether the answer is wrong, for the input's `aria-invalid`.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
        let error = self.error;
        move || error.read().is_some().then_some("true")
    }

    /// The whole field.
    pub fn view(self, input: impl IntoView + 'static) -> AnyView {
        let Self {
            id,
            label,
            hint,
            error,
            required,
        } = self;
        view! {
            <div class="field">
                <FieldLabel id=id.clone() label required/>
                <FieldHint id=id.clone() hint/>
                {input}
                <FieldError id error/>
            </div>
        }
        .into_any()
    }
}

/// The label of a field, saying "optional" where nothing need be answered.
#[component]
fn FieldLabel(id: String, label: String, required: bool) -> impl IntoView {
    let optional = (!required).then(|| t::ui::optional(use_locale()));
    view! {
        <label class="field-label" for=id>
            {label}
            {optional.map(|word| view! { <span class="field-optional">{word}</span> })}
        </label>
    }
}

/// The hint under a label.
#[component]
pub(super) fn FieldHint(id: String, hint: Option<String>) -> impl IntoView {
    hint.map(|h| view! { <p class="field-hint" id=[id.as_str(), "-hint"].concat()>{h}</p> })
}

/// What is wrong with the answer, if anything.
#[component]
pub(super) fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        let id = [id.as_str(), "-error"].concat();
        error.get().map(|text| {
            view! {
                <p class="field-error" id=id>
                    <Icon glyph=Glyph::Alert/>
                    {text}
                </p>
            }
        })
    }
}

/// A line of text. `on:input` may be put on it from outside; the event's target is the input.
#[component]
pub fn Field(
    /// Its name in the form; also its id, unless `id` says otherwise.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What it takes.
    #[prop(optional)]
    kind: FieldKind,
    /// What it holds at first, and after the server sent the form back.
    #[prop(optional, into)]
    value: Signal<String>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What the browser may fill in (`email`, `current-password`, …).
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Whether an answer is needed.
    #[prop(optional)]
    required: bool,
    /// The most letters it takes.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An id of its own, where two forms of one page use the same name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let around = Around {
        id: id.clone(),
        label,
        hint,
        error,
        required,
    };
    let (described, invalid) = (around.described(), around.invalid());
    around.view(view! {
        <input
            class="input"
            id=id
            name=name
            type=kind.kind()
            inputmode=kind.keyboard()
            value=move || value.get()
            required=required
            maxlength=maxlength.map(|n| n.to_string())
            autocomplete=autocomplete
            aria-invalid=invalid
            aria-describedby=described
        />
    })
}

/// A choice from a list that would be too long for [`super::ChoiceField`].
#[component]
pub fn SelectField(
    /// Its name in the form; also its id, unless `id` says otherwise.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What can be chosen: value and words. An empty value stands for "nothing chosen".
    options: Vec<(String, String)>,
    /// The value that is chosen at first.
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
    /// What can be chosen are names of their own, which no machine may translate.
    #[prop(optional)]
    names: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let around = Around {
        id: id.clone(),
        label,
        hint,
        error,
        required,
    };
    let (described, invalid) = (around.described(), around.invalid());
    // Browsers take a first choice without a value for no answer, and would not send a filter in which it says "all".
    let needed = required && options.iter().all(|(code, _)| !code.is_empty());
    let options = options.into_iter().map(|(code, words)| {
        let own = code.clone();
        let translate = (names && !code.is_empty()).then_some("no");
        view! { <option value=code translate=translate selected=move || *value.read() == own>{words}</option> }
    });
    around.view(view! {
        <span class="select">
            <select
                class="input"
                id=id
                name=name
                required=needed
                aria-invalid=invalid
                aria-describedby=described
            >
                {options.collect_view()}
            </select>
            <Icon glyph=Glyph::ChevronDown/>
        </span>
    })
}

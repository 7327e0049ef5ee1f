//! Stars in documents: to choose, as real radio buttons with a number and a word each; and stars that were given.

use domain::Locale;
use domain::feedback::Stars;
use leptos::prelude::*;

use super::look;
use crate::t;
use crate::t::feedback as text;
use crate::ui::{Glyph, Icon};

/// A question that is answered in stars.
pub struct StarsQuestion<'a> {
    /// The name in the form.
    pub name: &'static str,
    /// An id of its own: a page may ask about several things.
    pub id: String,
    /// The question.
    pub label: &'static str,
    /// What was chosen before, as a form sends it.
    pub value: &'a str,
    /// What is wrong with the answer.
    pub error: Option<String>,
    /// Whether it may be left unanswered. Then "no answer" is one of the buttons, for a radio button that was chosen once
    /// cannot be let go again.
    pub optional: bool,
}

/// The question with its buttons.
pub fn stars_field(l: Locale, question: StarsQuestion<'_>) -> AnyView {
    let StarsQuestion {
        name,
        id,
        label,
        value,
        error,
        optional,
    } = question;
    let none = optional.then(|| {
        let chosen = value.is_empty();
        view! {
            <label class="star star-none">
                <input type="radio" name=name value="" checked=chosen/>
                <span>{text::no_answer(l)}</span>
            </label>
        }
    });
    let buttons = Stars::ALL.map(|stars| {
        let many = stars.get().to_string();
        let chosen = value == many;
        view! {
            <label class="star">
                <input type="radio" name=name value=many.clone() checked=chosen required=!optional/>
                <span class="star-many"><Icon glyph=Glyph::Star/>{many}</span>
                <span>{look::word(l, stars)}</span>
            </label>
        }
    });
    let said = [id.as_str(), "-error"].concat();
    let described = error.is_some().then(|| said.clone());
    let error = error.map(|words| view! { <p class="field-error" id=said><Icon glyph=Glyph::Alert/>{words}</p> });
    let may = optional.then(|| view! { <span class="field-optional">{t::ui::optional(l)}</span> });
    view! {
        <fieldset class="field" id=id aria-describedby=described>
            <legend class="field-label">{label}{may}</legend>
            <div class="stars">{none}{buttons.collect_view()}</div>
            {error}
        </fieldset>
    }
    .into_any()
}

/// Stars that were given: the number and the word, with stars for the eye.
pub fn stars_given(l: Locale, stars: Stars) -> AnyView {
    let drawn = Stars::ALL.map(|one| {
        let class = if one <= stars { "star-on" } else { "star-off" };
        view! { <span class=class><Icon glyph=Glyph::Star/></span> }
    });
    let words = text::given(l, &stars.get().to_string(), look::word(l, stars));
    view! {
        <span class="stars-given">
            <span class="stars-drawn" aria-hidden="true">{drawn.collect_view()}</span>
            <span>{words}</span>
        </span>
    }
    .into_any()
}

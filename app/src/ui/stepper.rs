//! Where one is on a way of several steps.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::use_locale;
use crate::t;

/// The steps in order; those before `current` are done.
#[component]
pub fn Stepper(
    /// The steps, in few words each.
    steps: Vec<String>,
    /// The step one is at, counted from 0; as many as there are steps: all done.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let l = use_locale();
    let items = steps.into_iter().enumerate().map(|(i, words)| {
        let mark = move || {
            if current.get() > i {
                view! { <Icon glyph=Glyph::Check/> <span class="unseen">{t::ui::step_done(l)} ": "</span> }.into_any()
            } else {
                (i + 1).to_string().into_any()
            }
        };
        view! {
            <li
                class="step"
                class:step-done=move || current.get().gt(&i)
                aria-current=move || (current.get() == i).then_some("step")
            >
                <span class="step-mark">{mark}</span>
                <span class="step-words">{words}</span>
            </li>
        }
    });
    view! { <ol class="stepper" aria-label=t::ui::steps(l)>{items.collect_view()}</ol> }
}

//! A message that stays on the page: what happened, what to know, what to do.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::Icon;

/// A message over or in a page. `Warn` and `Bad` are announced at once when they appear.
#[component]
pub fn Banner(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The message in few words.
    #[prop(into)]
    title: String,
    /// Across the whole width, without corners: over the page (demo, connection lost).
    #[prop(optional)]
    wide: bool,
    /// More words, a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = if matches!(tone, Tone::Warn | Tone::Bad) && !wide {
        "alert"
    } else {
        "status"
    };
    let glyph = if tone == Tone::Neutral {
        super::icon::Glyph::Info
    } else {
        tone.glyph()
    };
    view! {
        <div class=["banner ", tone.class()].concat() class:banner-wide=wide role=role>
            <Icon glyph/>
            <div class="banner-words">
                <p class="banner-title">{title}</p>
                {children.map(|c| view! { <div class="banner-more">{c()}</div> })}
            </div>
        </div>
    }
    .into_any()
}

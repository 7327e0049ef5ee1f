//! Text that is taken along: shown in full, and copied with one press.

use leptos::prelude::*;

use crate::i18n::use_locale;
use crate::t;
use crate::ui::{Button, Glyph, Toasts, Tone};

/// Lines of text for a machine, with a button that copies them.
#[component]
pub fn CopyBlock(
    /// What it is, read aloud.
    #[prop(into)]
    label: String,
    /// The lines.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let l = use_locale();
    let toasts = use_context::<Toasts>();
    let copied = text.clone();
    let copy = move |_| {
        // Where the browser forbids it (no https), the lines can still be selected by hand.
        let _ = window().navigator().clipboard().write_text(&copied);
        if let Some(toasts) = toasts {
            toasts.say(Tone::Good, t::portal::copied(l));
        }
    };
    view! {
        <div class="copy-block">
            <pre tabindex="0" role="region" translate="no" aria-label=label><code>{text}</code></pre>
            <Button kind="button" icon=Glyph::Document on:click=copy>{t::portal::copy(l)}</Button>
        </div>
    }
}

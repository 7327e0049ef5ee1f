//! Short messages that come and go: said aloud, gone after some seconds, never the only place of anything important.

use std::time::Duration;

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Glyph, Icon};
use crate::i18n::use_locale;
use crate::t;

const STAYS: Duration = Duration::from_secs(7);
/// Under which name the browser keeps a message for the next page.
const KEPT: &str = "cloakroom-said";

#[derive(Debug, Clone, PartialEq, Eq)]
struct Toast {
    number: u32,
    tone: Tone,
    text: String,
}

/// Where messages are handed in. Provided by the shell of a portal, once.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// Puts an empty place for messages into the context.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        };
        provide_context(toasts);
        // What the page before wanted to be said here.
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| {
            if let Some(text) = kept().and_then(|kept| kept.get_item(KEPT).ok()?) {
                let _ = kept().map(|kept| kept.remove_item(KEPT));
                toasts.say(Tone::Good, text);
            }
        });
        toasts
    }

    /// Says on the next page of this portal that something went well. Only in the browser.
    pub fn good_there(text: &str) {
        // Where the browser forbids to keep anything, the next page itself must do.
        let _ = kept().map(|kept| kept.set_item(KEPT, text));
    }

    /// Says something for some seconds. Only in the browser; on the server nobody would see it.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        let number = self.last.try_update_value(|n| {
            *n += 1;
            *n
        });
        let number = number.unwrap_or_default();
        self.shown.update(|list| {
            list.push(Toast {
                number,
                tone,
                text: text.into(),
            });
        });
        if cfg!(feature = "hydrate") {
            set_timeout(move || self.remove(number), STAYS);
        }
    }

    fn remove(self, number: u32) {
        self.shown.try_update(|list| list.retain(|t| t.number != number));
    }
}

fn kept() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// The corner in which messages appear.
#[component]
pub fn ToastRegion(
    /// The messages.
    toasts: Toasts,
) -> impl IntoView {
    let line = move |toast: Toast| {
        view! {
            <div class=["toast ", toast.tone.class()].concat()>
                <Icon glyph=toast.tone.glyph()/>
                <p>{toast.text}</p>
                <button
                    class="toast-close"
                    type="button"
                    aria-label=t::ui::close(use_locale())
                    on:click=move |_| toasts.remove(toast.number)
                >
                    <Icon glyph=Glyph::Close/>
                </button>
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.number children=line/>
        </div>
    }
}

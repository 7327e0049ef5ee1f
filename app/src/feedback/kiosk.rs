//! Stars by one press, on the screen at a locker, while it shows that a thing was collected. No keyboard, no second question.
//!
//! What must not be here: anything that outlives the picture of the act. What was pressed is known by the thing it was
//! about, and the next thing is another one.

use domain::feedback::Stars;
use domain::ids::ConsignmentId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::rate_at_kiosk;
use super::look;
use crate::i18n::use_locale;
use crate::t::feedback as text;
use crate::ui::{Glyph, Icon};

/// What became of the last press of this screen, and about which thing it was.
#[derive(Clone, Copy)]
pub struct Answers(RwSignal<Option<(ConsignmentId, Answered)>>);

/// What became of a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It is on its way.
    Sent,
    /// The house has it.
    Kept,
    /// It did not get there, or too late.
    Lost,
}

impl Default for Answers {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl Answers {
    /// What became of the press about this thing; none: nobody pressed.
    fn about(self, thing: ConsignmentId) -> Option<Answered> {
        self.0
            .get()
            .filter(|(about, _)| *about == thing)
            .map(|(_, answered)| answered)
    }

    fn press(self, thing: ConsignmentId, stars: Stars) {
        self.0.set(Some((thing, Answered::Sent)));
        spawn_local(async move {
            let kept = rate_at_kiosk(thing, stars.get()).await.is_ok();
            let answered = if kept { Answered::Kept } else { Answered::Lost };
            // The screen may be another one's by now.
            self.0.try_update(|last| {
                if let Some((_, what)) = last.as_mut().filter(|(about, _)| *about == thing) {
                    *what = answered;
                }
            });
        });
    }

    /// Pretends that this became of a press, for pictures.
    #[cfg(test)]
    pub fn pretend(self, thing: ConsignmentId, answered: Answered) {
        self.0.set(Some((thing, answered)));
    }
}

/// The question, and thanks in its place once somebody pressed.
#[component]
pub fn Question(
    /// What was pressed at this screen.
    answers: Answers,
    /// The thing that was collected.
    thing: ConsignmentId,
) -> impl IntoView {
    let l = use_locale();
    let answered = Memo::new(move |_| answers.about(thing));
    let shown = move || match answered.get() {
        Some(Answered::Kept) => view! { <p class="ask-said">{text::thanks_title(l)}</p> }.into_any(),
        Some(Answered::Lost) => view! { <p class="ask-said">{text::kiosk_lost(l)}</p> }.into_any(),
        now => {
            let sent = now.is_some();
            let buttons = Stars::ALL.map(|stars| {
                let many = stars.get().to_string();
                view! {
                    <button class="ask-star" type="button" disabled=sent on:click=move |_| answers.press(thing, stars)>
                        <span class="ask-many"><Icon glyph=Glyph::Star/>{many}</span>
                        <span>{look::word(l, stars)}</span>
                    </button>
                }
            });
            view! {
                <p class="ask-title" id="ask">{text::ask_title(l)}</p>
                <div class="ask-stars" role="group" aria-labelledby="ask">{buttons.collect_view()}</div>
            }
            .into_any()
        }
    };
    view! { <div class="ask" aria-live="polite">{shown}</div> }.into_any()
}

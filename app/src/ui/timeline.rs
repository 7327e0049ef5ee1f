//! What happened to a thing, in order: the custody history.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::badge::Tone;
use super::icon::{Glyph, Icon};

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineItem {
    /// What it means.
    pub tone: Tone,
    /// Its icon.
    pub icon: Glyph,
    /// What happened.
    pub title: String,
    /// Who, where, why; may be empty.
    pub detail: String,
    /// When, in the reader's words (see `i18n::date_time`).
    pub when: String,
}

/// The facts, newest first or oldest first as the caller gives them.
#[component]
pub fn Timeline(
    /// What the list is, read aloud.
    #[prop(into)]
    label: String,
    /// The facts.
    #[prop(into)]
    items: Signal<Vec<TimelineItem>>,
) -> impl IntoView {
    let lines = move || {
        let items = items.get().into_iter().map(|item| {
            let detail = (!item.detail.is_empty()).then_some(item.detail);
            view! {
                <li class=["timeline-item ", item.tone.class()].concat()>
                    <span class="timeline-dot"><Icon glyph=item.icon/></span>
                    <div class="timeline-words">
                        <p class="timeline-title">{item.title}</p>
                        {detail.map(|d| view! { <p class="timeline-detail">{d}</p> })}
                    </div>
                    <span class="timeline-when">{item.when}</span>
                </li>
            }
        });
        items.collect_view()
    };
    view! { <ol class="timeline" aria-label=label>{lines}</ol> }
}

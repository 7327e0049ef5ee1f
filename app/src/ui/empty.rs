//! What stands where nothing is: an empty list, a page that does not exist, content that is on its way.

use leptos::prelude::*;

use crate::i18n::use_locale;
use crate::t;

/// A small drawing for an empty place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawing {
    /// A row of hooks, one tag left hanging.
    #[default]
    Hooks,
    /// A bank with one door ajar.
    Bank,
    /// An open envelope.
    Envelope,
    /// A magnifying glass over an empty ticket.
    Search,
    /// A cut cord.
    Broken,
}

impl Drawing {
    /// Strokes in ink, and strokes in brass.
    const fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Hooks => (
                "M14 24h132M40 24v14a8 8 0 0 0 16 0M80 24v14a8 8 0 0 0 16 0M120 24v14a8 8 0 0 0 16 0M14 20v8M146 20v8",
                "M92 46l-4 14M88 60a17 17 0 1 0 .1 0M88 66v.1M80 80h16M82 86h12",
            ),
            Self::Bank => (
                "M30 14h100v86H30zM30 40h36M30 70h36M66 14v86M94 14v86M94 56h36M38 100v6M122 100v6M60 27v.1M60 55v.1M60 85v.1M124 34v.1M124 78v.1",
                "M66 34l-16 8v42l16-6M56 62v.1M74 42h12M74 50h12",
            ),
            Self::Envelope => (
                "M30 50v50h100V50M30 50l50-34 50 34M30 50l50 30 50-30M30 100l38-27M130 100 92 73",
                "M58 61V34h44v27M68 44h24M68 52h16",
            ),
            Self::Search => (
                "M38 20h70v44M38 20v76h40M50 36h46M50 48h30M50 60h18",
                "M98 62a18 18 0 1 0 .1 0M111 93l18 16M90 80h16",
            ),
            Self::Broken => (
                "M14 50c20-30 34 26 52 0M94 60c18-26 32 30 52 0",
                "M70 44l4-8M78 42v-9M86 46l5-7M72 66l-3 8M80 68v9M88 64l4 8",
            ),
        }
    }
}

/// The drawing of an empty place.
#[component]
pub fn EmptyDrawing(drawing: Drawing) -> impl IntoView {
    let (ink, brass) = drawing.paths();
    view! {
        <svg class="empty-drawing" viewBox="0 0 160 116" aria-hidden="true" focusable="false">
            <ellipse class="empty-ground" cx="80" cy="108" rx="64" ry="5"></ellipse>
            <path class="empty-ink" d=ink></path>
            <path class="empty-brass" d=brass></path>
        </svg>
    }
    .into_any()
}

/// An empty place: a drawing, why it is empty, and an invitation (as children).
#[component]
pub fn Empty(
    /// The drawing.
    #[prop(optional)]
    drawing: Drawing,
    /// Why there is nothing.
    #[prop(into)]
    title: String,
    /// What will be here, or how to fill it.
    #[prop(optional, into)]
    text: Option<String>,
    /// What to do: a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <EmptyDrawing drawing/>
            <p class="empty-title">{title}</p>
            {text.map(|text| view! { <p class="empty-text">{text}</p> })}
            {children.map(|c| view! { <div class="empty-actions">{c()}</div> })}
        </div>
    }
    .into_any()
}

/// A page instead of the one asked for: what is the matter, and the way on (as children).
#[component]
pub fn ErrorPage(
    /// The drawing.
    #[prop(optional)]
    drawing: Drawing,
    /// What is the matter.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    text: String,
    /// The way on: buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="error-page">
            <EmptyDrawing drawing/>
            <h1>{title}</h1>
            <p class="page-lead">{text}</p>
            <div class="empty-actions">{children()}</div>
        </div>
    }
    .into_any()
}

/// Stands for content that is on its way.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    let bars = (0..lines).map(|_| view! { <span class="skeleton-line"></span> });
    view! {
        <div class="skeleton" role="status" aria-busy="true">
            <span class="unseen">{t::ui::loading(use_locale())}</span>
            {bars.collect_view()}
        </div>
    }
    .into_any()
}

//! States in a word with an icon; never colour alone.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::icon::{Glyph, Icon};

/// What a state means for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// Under way, ours.
    Active,
    /// Well done.
    Good,
    /// Look at it.
    Warn,
    /// Broken or refused.
    Bad,
}

impl Tone {
    /// The class that colours by this tone.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Active => "tone-active",
            Self::Good => "tone-good",
            Self::Warn => "tone-warn",
            Self::Bad => "tone-bad",
        }
    }

    /// The icon that says the same, where nothing more telling is at hand.
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Neutral => Glyph::Minus,
            Self::Active => Glyph::Clock,
            Self::Good => Glyph::Check,
            Self::Warn => Glyph::Alert,
            Self::Bad => Glyph::Ban,
        }
    }
}

/// A state: icon and word.
#[component]
pub fn StatusBadge(
    /// What it means.
    tone: Tone,
    /// The word.
    #[prop(into)]
    label: String,
    /// A more telling icon than the tone's own.
    #[prop(optional)]
    icon: Option<Glyph>,
) -> impl IntoView {
    view! {
        <span class=["badge ", tone.class()].concat()>
            <Icon glyph=icon.unwrap_or(tone.glyph())/>
            {label}
        </span>
    }
}

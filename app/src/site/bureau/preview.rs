//! What stands over a public page that only shows how a change would look.

use domain::Locale;
use leptos::prelude::*;

use crate::t::bureau as text;
use crate::ui::{Banner, Tone};

/// Nothing was kept.
pub(super) fn banner(l: Locale) -> AnyView {
    view! { <Banner tone=Tone::Warn title=text::preview_title(l)>{text::preview_text(l)}</Banner> }.into_any()
}

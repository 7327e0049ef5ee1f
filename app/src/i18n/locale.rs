//! Which language the reader has: the router puts it into the context, everybody else asks here.

use domain::Locale;
use leptos::prelude::use_context;

/// The reader's language; English where nobody has said.
pub fn use_locale() -> Locale {
    use_context::<Locale>().unwrap_or_default()
}

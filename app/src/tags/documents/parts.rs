//! What several pages of dealers and managers are put together from.

use domain::accounts::Profile;
use domain::{Currency, Error, Locale};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::error_text;
use crate::ui::{Banner, Tone};

/// The head of a page of these portals.
pub(super) fn head(title: &str) -> Head {
    Head::private([title, " · Cloakroom"].concat(), title)
}

/// A page of these portals: what it shows stands in a stack.
pub(super) fn sheet(frame: &Frame<'_>, profile: &Profile, head: Head, body: impl FnOnce() -> AnyView) -> String {
    portal_page(frame, profile, head, || {
        let body = body();
        view! { <div class="stack stack-l trade">{body}</div> }.into_any()
    })
}

/// Why the last act did nothing, over the page.
pub(super) fn refused(l: Locale, error: Option<&Error>) -> Option<AnyView> {
    let error = error?;
    Some(view! { <Banner tone=Tone::Warn title=error_text(l, error)/> }.into_any())
}

/// That the last act was done.
pub(super) fn done(words: Option<&'static str>) -> Option<AnyView> {
    let words = words?;
    Some(view! { <Banner tone=Tone::Good title=words/> }.into_any())
}

/// The currencies as a form offers them.
pub(super) fn currencies() -> Vec<(String, String)> {
    Currency::ALL
        .iter()
        .map(|currency| (currency.code().to_owned(), currency.code().to_owned()))
        .collect()
}

/// The languages as a form offers them.
pub(super) fn languages() -> Vec<(String, String)> {
    Locale::ALL
        .iter()
        .map(|l| (l.code().to_owned(), l.name().to_owned()))
        .collect()
}

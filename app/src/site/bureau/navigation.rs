//! The links over every page that is for everybody. What must not be here: places of those who signed in.

use domain::Locale;
use leptos::prelude::*;

use crate::t::{bureau as text, register};

/// A place and its word.
type Link = (&'static str, fn(Locale) -> &'static str);

const LINKS: [Link; 5] = [
    ("/found", text::nav_found),
    ("/lost", register::lost_nav),
    ("/catalogue", text::nav_catalogue),
    ("/partners", text::nav_partners),
    ("/questions", text::nav_questions),
];

/// The links, the reader's place among them marked.
pub fn navigation(l: Locale, here: &str) -> AnyView {
    let within = |path: &str| {
        let tail = here.strip_prefix(path);
        tail.is_some_and(|tail| tail.is_empty() || tail.starts_with('/'))
    };
    let links = LINKS.map(|(path, word)| {
        let href = ["/", l.code(), path].concat();
        let current = within(path).then_some("page");
        view! { <li><a href=href aria-current=current>{word(l)}</a></li> }
    });
    view! {
        <nav class="public-nav" aria-label=text::nav_label(l)>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

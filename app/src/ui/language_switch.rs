//! The four languages as links that keep the rest of the address.

use domain::Locale;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::use_locale;
use crate::t;

/// How the languages are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SwitchLook {
    /// All four in a row (public pages, kiosk).
    #[default]
    Row,
    /// Behind one button (portals).
    Menu,
}

/// Links to this page in every language. The links load anew, because the address decides the language.
#[component]
pub fn LanguageSwitch(
    /// Path and query of this page, with or without its language (`/ro/portal/deliveries?q=x`).
    #[prop(into)]
    path: Signal<String>,
    /// How they are offered.
    #[prop(optional)]
    look: SwitchLook,
) -> impl IntoView {
    let here = use_locale();
    let links = Locale::ALL.map(|l| {
        let current = (l == here).then_some("true");
        view! {
            <li>
                <a
                    href=move || in_language(&path.read(), l)
                    lang=l.tag()
                    hreflang=l.tag()
                    rel="external"
                    aria-current=current
                >
                    {l.name()}
                </a>
            </li>
        }
    });
    let list = view! { <ul class="languages-list">{links.collect_view()}</ul> };
    let title = t::ui::language(here);
    match look {
        SwitchLook::Row => view! { <nav class="languages" aria-label=title>{list}</nav> }.into_any(),
        SwitchLook::Menu => view! {
            <details class="menu languages-menu">
                <summary class="menu-button">
                    <Icon glyph=Glyph::Globe/>
                    <span class="unseen">{title} ": "</span>
                    <span class="menu-words">{here.name()}</span>
                </summary>
                <nav class="menu-panel" aria-label=title>{list}</nav>
            </details>
        }
        .into_any(),
    }
}

/// The same address in another language.
pub fn in_language(path: &str, l: Locale) -> String {
    let rest = path.strip_prefix('/').unwrap_or(path);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (first, tail) = rest.split_at(end);
    if Locale::from_code(first).is_some() {
        ["/", l.code(), tail].concat()
    } else if rest.is_empty() || rest.starts_with(['?', '#']) {
        ["/", l.code(), rest].concat()
    } else {
        ["/", l.code(), "/", rest].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_swapped_and_the_rest_kept() {
        let check = |path, expected| assert_eq!(in_language(path, Locale::Ru), expected);
        check("/ro/portal/deliveries?q=x", "/ru/portal/deliveries?q=x");
        check("/ro", "/ru");
        check("/ro?x=1", "/ru?x=1");
        check("/", "/ru");
        check("/?x=1", "/ru?x=1");
        check("/portal", "/ru/portal");
        check("/romania", "/ru/romania");
    }
}

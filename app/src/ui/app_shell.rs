//! The frame of a portal: a felt rail on wide screens, a bar at the bottom on phones.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::logo::Logo;
use crate::i18n::use_locale;
use crate::t;

/// One place to go in a portal. A phone's bar shows the first few of them, and always the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// The address, with its language.
    pub href: String,
    /// The word.
    pub label: String,
    /// The icon.
    pub icon: Glyph,
    /// Whether it lies outside of the pages among which a hydrated portal moves by itself: then the browser loads it.
    pub outside: bool,
}

impl NavItem {
    /// A place to go.
    pub fn new(href: impl Into<String>, label: impl Into<String>, icon: Glyph) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            icon,
            outside: false,
        }
    }

    /// The same, outside.
    #[must_use]
    pub fn outside(self) -> Self {
        Self { outside: true, ..self }
    }
}

/// Which item the path is in: the longest address that the path equals or lies below.
pub fn current_item(items: &[NavItem], path: &str) -> Option<usize> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let within = |href: &str| {
        path.strip_prefix(href)
            .is_some_and(|tail| tail.is_empty() || tail.starts_with('/'))
    };
    let hits = items.iter().enumerate().filter(|(_, item)| within(&item.href));
    hits.max_by_key(|(_, item)| item.href.len()).map(|(i, _)| i)
}

/// Rail, bar over the content, and the content (`children`) in `<main>`.
#[component]
pub fn AppShell(
    /// The portal's name, under the sign.
    #[prop(into)]
    portal: String,
    /// Where the sign leads.
    #[prop(into)]
    home: String,
    /// The places to go.
    nav: Vec<NavItem>,
    /// The path of the page shown, to mark the place.
    #[prop(into)]
    path: Signal<String>,
    /// Over everything: the demo's banner, a lost connection.
    #[prop(optional, into)]
    banner: ViewFn,
    /// The language switch.
    #[prop(optional, into)]
    languages: ViewFn,
    /// The menu of the person.
    #[prop(optional, into)]
    user: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    let l = use_locale();
    let items = nav.clone();
    let current = Memo::new(move |_| current_item(&items, &path.read()));
    let links = nav.into_iter().enumerate().map(|(i, item)| {
        let here = move || (current.get() == Some(i)).then_some("page");
        view! {
            <li>
                <a href=item.href aria-current=here rel=item.outside.then_some("external")>
                    <Icon glyph=item.icon/>
                    <span>{item.label}</span>
                </a>
            </li>
        }
    });
    view! {
        <a class="skip" href="#main" rel="external">{t::ui::skip_to_content(l)}</a>
        <div class="shell">
            <header class="shell-rail">
                <a class="shell-sign" href=home>
                    <Logo/>
                    <span class="shell-portal" translate="no">{portal}</span>
                </a>
                <nav class="shell-nav" aria-label=t::ui::main_navigation(l)>
                    <ul class="shell-links">{links.collect_view()}</ul>
                </nav>
            </header>
            <div class="shell-body">
                {banner.run()}
                <div class="shell-bar">{languages.run()}{user.run()}</div>
                <main class="shell-main" id="main" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
    .into_any()
}

/// A menu behind the person's name; works without scripts. Its entries are the children: `<li>` each.
#[component]
pub fn UserMenu(
    /// Who is signed in.
    #[prop(into)]
    name: String,
    /// As what: the role's word.
    #[prop(into)]
    role: String,
    /// The entries.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="menu">
            <summary class="menu-button">
                <Icon glyph=Glyph::Person/>
                <span class="menu-words" translate="no">{name.clone()}</span>
                <Icon glyph=Glyph::ChevronDown/>
            </summary>
            <div class="menu-panel">
                <p class="menu-head"><strong translate="no">{name}</strong><span class="quiet-text">{role}</span></p>
                <ul class="menu-list">{children()}</ul>
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_address_marks_the_place() {
        let items = [
            ("/ro/portal", "a"),
            ("/ro/portal/deliveries", "b"),
            ("/ro/portal/banks", "c"),
        ]
        .map(|(href, label)| NavItem::new(href, label, Glyph::Home));
        let check = |path, expected| assert_eq!(current_item(&items, path), expected, "{path}");
        check("/ro/portal", Some(0));
        check("/ro/portal/deliveries", Some(1));
        check("/ro/portal/deliveries/new?x=/ro/portal/banks", Some(1));
        check("/ro/portal/deliveriesx", Some(0));
        check("/ru/portal", None);
    }
}

//! The frame of public pages and of the kiosk: sign, languages, content, and whom to call.

use leptos::prelude::*;

use super::language_switch::LanguageSwitch;
use super::logo::Logo;
use crate::i18n::use_locale;
use crate::t;

/// The frame of a public page. Needs no script.
#[component]
pub fn PublicShell(
    /// Where the sign leads.
    #[prop(into)]
    home: String,
    /// Path and query of this page, for the language links.
    #[prop(into)]
    path: String,
    /// Over everything: the demo's banner.
    #[prop(optional, into)]
    banner: ViewFn,
    /// Beside the sign: where one can go on this site.
    #[prop(optional, into)]
    nav: ViewFn,
    /// Beside the languages: "sign in".
    #[prop(optional, into)]
    aside: ViewFn,
    /// The last lines of the page.
    #[prop(optional, into)]
    footer: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip" href="#main">{t::ui::skip_to_content(use_locale())}</a>
        <div class="public">
            {banner.run()}
            <header class="public-head">
                <a class="public-sign" href=home><Logo/></a>
                {nav.run()}
                <div class="public-aside">{aside.run()}</div>
            </header>
            <main class="public-main" id="main">{children()}</main>
            <footer class="public-foot">
                <LanguageSwitch path=path/>
                {footer.run()}
            </footer>
        </div>
    }
    .into_any()
}

/// The frame of the kiosk: fills the screen, never scrolls; the hotline and the languages always in view.
#[component]
pub fn KioskShell(
    /// The name of the bank.
    #[prop(into)]
    bank: String,
    /// The telephone number of the hotline, as read aloud.
    #[prop(into)]
    hotline: Signal<String>,
    /// What stands at the end of the head.
    #[prop(optional, into)]
    tools: ViewFn,
    /// The languages: a link each here, or buttons of the page's own.
    #[prop(optional, into)]
    languages: ViewFn,
    /// One question or one message.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="kiosk">
            <header class="kiosk-head">
                <Logo/>
                <p class="kiosk-bank" translate="no">{bank}</p>
                {tools.run()}
            </header>
            <main class="kiosk-main">{children()}</main>
            <footer class="kiosk-foot">
                <p class="kiosk-hotline">
                    <span>{t::ui::hotline(use_locale())}</span>
                    <strong class="number">{move || hotline.get()}</strong>
                </p>
                {languages.run()}
            </footer>
        </div>
    }
    .into_any()
}

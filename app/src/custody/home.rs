//! Home: three ways to open, one of them a code pad.

use leptos::prelude::*;

use super::camera::CameraButton;
use super::desk::Desk;
use super::keys::Keys;
use super::look::{self, Hero};
use super::words;
use crate::i18n::use_locale;
use crate::t::kiosk as text;
use crate::ui::{Glyph, Icon, QrCode};

/// The picture that waits for a person.
#[component]
pub fn Home(desk: Desk) -> impl IntoView {
    view! {
        <div class="kiosk-home">
            <section class="kiosk-hero"><HeroWords desk/></section>
            <section class="kiosk-ways">
                <ByScanner desk/>
                <ByPhone desk/>
            </section>
            <Keys desk/>
        </div>
    }
}

/// What to do, or what became of it.
#[component]
fn HeroWords(desk: Desk) -> impl IntoView {
    let l = use_locale();
    let (hero, asks, door) = (desk.hero(), desk.asks(), desk.part(look::open_door));
    let shown = move || {
        let hero = hero.get();
        let words = words::asking(l, hero, asks.get(), door.get().flatten());
        let sign = sign(hero).map(|glyph| view! { <span class="hero-sign"><Icon glyph/></span> });
        view! {
            <div class=class(hero)>
                {sign}
                <h1>{words.title}</h1>
                <p>{words.todo}</p>
            </div>
        }
    };
    view! { <div class="hero-place" role="status" aria-live="assertive">{shown}</div> }
}

const fn class(hero: Hero) -> &'static str {
    match hero {
        Hero::Invite => "hero",
        Hero::Checking => "hero hero-checking",
        Hero::Refused(_) | Hero::Cut => "hero hero-bad",
        Hero::Locked(_) => "hero hero-warn",
    }
}

const fn sign(hero: Hero) -> Option<Glyph> {
    match hero {
        Hero::Invite => None,
        Hero::Checking => Some(Glyph::Search),
        Hero::Refused(_) => Some(Glyph::Ban),
        Hero::Locked(_) => Some(Glyph::Clock),
        Hero::Cut => Some(Glyph::Offline),
    }
}

/// "Show your QR to the scanner", with a drawing of just that.
#[component]
fn ByScanner(desk: Desk) -> impl IntoView {
    let l = use_locale();
    let say = move || {
        if desk.cut.get() {
            text::way_cut(l)
        } else {
            text::way_scan_text(l)
        }
    };
    view! {
        <div class="way way-scanner" class:way-off=desk.cut>
            <ScannerDrawing/>
            <div class="way-words">
                <h2>{text::way_scan(l)}</h2>
                <p>{say}</p>
                <CameraButton desk/>
            </div>
        </div>
    }
}

/// The kiosk's own QR: whoever scans it stands here. A worn one is not shown.
#[component]
fn ByPhone(desk: Desk) -> impl IntoView {
    let l = use_locale();
    let url = desk.part(|state| state.presence.url.clone());
    let picture = move || {
        if desk.cut.get() {
            return view! { <span class="way-cut"><Icon glyph=Glyph::Offline/></span> }.into_any();
        }
        let data = Signal::derive(move || url.get().unwrap_or_default());
        view! { <QrCode data title=text::presence_name(l)/> }.into_any()
    };
    let say = move || {
        if desk.cut.get() {
            text::way_cut(l)
        } else {
            text::way_phone_text(l)
        }
    };
    view! {
        <div class="way" class:way-off=desk.cut>
            {picture}
            <div class="way-words">
                <h2>{text::way_phone(l)}</h2>
                <p>{say}</p>
            </div>
        </div>
    }
}

/// A phone with a QR on it, held under the light of a scanner.
#[component]
fn ScannerDrawing() -> impl IntoView {
    view! {
        <svg class="scan-drawing" viewBox="0 0 200 200" aria-hidden="true" focusable="false">
            <path class="scan-light" d="M66 52h68l34 96H32z"></path>
            <rect class="scan-head" x="48" y="14" width="104" height="42" rx="12"></rect>
            <rect class="scan-glass" x="62" y="34" width="76" height="14" rx="7"></rect>
            <circle class="scan-lamp" cx="138" cy="24" r="3.5"></circle>
            <g class="scan-phone">
                <rect class="scan-body" x="56" y="92" width="88" height="98" rx="13"></rect>
                <rect class="scan-face" x="64" y="103" width="72" height="76" rx="5"></rect>
                <path
                    class="scan-qr"
                    d="M73 112h18v18H73zM109 112h18v18h-18zM73 148h18v18H73zM79 118v6h6v-6zM115 118v6h6v-6zM79 154v6h6v-6zM97 112h6v12h-6zM97 130h6v6h-6zM73 136h12v6H73zM91 139h6v6h-6zM109 136h6v6h-6zM121 136h6v12h-6zM103 145h6v9h-6zM115 148h6v6h-6zM97 157h6v9h-6zM109 160h9v6h-9zM121 154h6v12h-6z"
                ></path>
            </g>
            <path class="scan-beam" d="M40 140h120"></path>
        </svg>
    }
}

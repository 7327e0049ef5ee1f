//! The document around portals and kiosk, and their routes.

use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;
use leptos_router::SsrMode;

use super::seat;
use crate::portal::Seat;

/// The hashed names of what the document loads; `server` reads them from the site's manifest.
#[derive(Debug, Clone, Default)]
pub struct SiteFiles {
    /// The portal's stylesheet.
    pub main_css: String,
    /// The public pages' stylesheet.
    pub site_css: String,
    /// The script that loads the wasm.
    pub js: String,
    /// The wasm.
    pub wasm: String,
}

/// The whole document (server side).
pub fn shell(files: &SiteFiles) -> impl IntoView + use<> {
    let seat = seat::read();
    let json = serde_json::to_string(&seat).unwrap_or_default();
    let nonce = leptos::nonce::use_nonce();
    let start = format!("import init from '{}'; init({{ module_or_path: '{}' }}).then(m => m.hydrate());", files.js, files.wasm);
    view! {
        <!DOCTYPE html>
        <html lang=seat.locale.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta id=seat::ELEMENT name="cloakroom-seat" content=json/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=files.main_css.clone()/>
                <link rel="modulepreload" href=files.js.clone()/>
                <link rel="preload" href=files.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Portals and kiosk.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let seat = seat::read();
    provide_context(seat.locale);
    provide_context::<Seat>(seat);
    view! {
        <Router>
            <Routes fallback=crate::portal::root::Lost>
                <Route path=path!("/:lang/portal") view=Lost ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}

/// An address inside the portals that leads nowhere.
#[component]
pub fn Lost() -> impl IntoView {
    view! { <p>"404"</p> }
}

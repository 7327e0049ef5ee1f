//! The document around portals and kiosk, and how it comes to life.

use leptos::prelude::*;

use super::here::Here;
use super::routes::Route;
use super::seat;
use crate::portal::Seat;

/// The addresses of what the documents load; `server` reads them from the site's manifest.
#[derive(Debug, Clone, Default)]
pub struct SiteFiles {
    /// The portal's stylesheet.
    pub main_css: String,
    /// The public pages' stylesheet.
    pub site_css: String,
    /// The programs by name.
    pub programs: std::collections::BTreeMap<&'static str, ProgramFiles>,
}

/// The addresses of one program.
#[derive(Debug, Clone, Default)]
pub struct ProgramFiles {
    /// The script that loads the wasm.
    pub js: String,
    /// The wasm.
    pub wasm: String,
}

/// The whole document of a page (server side).
#[cfg(feature = "ssr")]
pub fn shell(main_css: &str, files: &ProgramFiles, route: &'static Route) -> impl IntoView + use<> {
    use leptos_meta::{MetaTags, Title, provide_meta_context};

    provide_meta_context();
    let seat = seat::read();
    let json = serde_json::to_string(&seat).unwrap_or_default();
    let nonce = leptos::nonce::use_nonce();
    let start = format!(
        "import init from '{}'; init({{ module_or_path: '{}' }}).then(m => m.hydrate());",
        files.js, files.wasm
    );
    let address = use_context::<http::request::Parts>().map(|parts| parts.uri);
    let here = address.and_then(|uri| route.at(uri.path(), uri.query().unwrap_or_default()));
    view! {
        <!DOCTYPE html>
        <html lang=seat.locale.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta id=seat::ELEMENT name="cloakroom-seat" content=json/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=main_css.to_owned()/>
                <link rel="modulepreload" nonce=nonce.clone() href=files.js.clone()/>
                <link rel="preload" href=files.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
                <script type="module" nonce=nonce inner_html=start></script>
                <Title formatter=|title: String| [title.as_str(), " · Cloakroom"].concat()/>
                <MetaTags/>
            </head>
            <body>{page(route, here.unwrap_or_default())}</body>
        </html>
    }
}

/// A page with what every page finds in its context. The same on the server and in the browser, or it cannot come to life.
fn page(route: &Route, here: Here) -> AnyView {
    let seat = seat::read();
    provide_context(seat.locale);
    provide_context::<Seat>(seat);
    provide_context(here);
    (route.show)()
}

/// Names the page in the document's head. In the browser it stands there already.
pub fn title(text: impl Into<String>) {
    #[cfg(feature = "ssr")]
    drop(leptos_meta::Title(
        leptos_meta::TitleProps::builder().text(text.into()).build(),
    ));
    #[cfg(not(feature = "ssr"))]
    let _ = text;
}

/// Brings the page to life that the server rendered, if it is one of these programs' (in the browser).
#[cfg(feature = "hydrate")]
pub fn wake(programs: &[&'static super::routes::Program]) {
    let location = window().location();
    let (Ok(path), Ok(query)) = (location.pathname(), location.search()) else {
        return;
    };
    let mut routes = programs.iter().flat_map(|program| program.routes);
    if let Some((route, here)) = routes.find_map(|route| Some((route, route.at(&path, &query)?))) {
        leptos::mount::hydrate_body(move || page(route, here));
        refresh_when_shown_again();
    }
}

/// A page that the browser kept and shows again (the way back) is as old as it was left: load it anew.
#[cfg(feature = "hydrate")]
fn refresh_when_shown_again() {
    let _ = window_event_listener(leptos::ev::pageshow, |event| {
        if event.persisted() {
            let _ = window().location().reload();
        }
    });
}

//! What every page of portals and kiosk finds around it, and how it comes to life. The document is drawn in `rendering`.

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

/// A page with what every page finds in its context. The same on the server and in the browser, or it cannot come to life.
pub(super) fn page(route: &Route, here: Here) -> AnyView {
    let seat = seat::read();
    provide_context(seat.locale);
    provide_context::<Seat>(seat);
    provide_context(here);
    (route.show)()
}

/// Names the page in the document's head. In the browser it stands there already.
pub fn title(text: impl Into<String>) {
    #[cfg(feature = "ssr")]
    if let Some(draft) = use_context::<super::rendering::Draft>() {
        draft.name(text.into());
    }
    #[cfg(not(feature = "ssr"))]
    let _ = text;
}

/// Loads a small script of `public/` besides the page's program. In the browser it is there already.
pub fn script(address: &'static str) {
    #[cfg(feature = "ssr")]
    if let Some(draft) = use_context::<super::rendering::Draft>() {
        draft.load(address);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = address;
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

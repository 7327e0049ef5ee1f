//! The browser's entry point: brings portals and kiosk to life. Nothing else lives here.

// A view is one nested type; that of a whole page is deeper than 128.
#![recursion_limit = "512"]

/// Called by the page once the wasm is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(app::portal::App);
}

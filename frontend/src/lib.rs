//! The browser's entry point: brings portals and kiosk to life. Nothing else lives here.

/// Called by the page once the wasm is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(app::portal::App);
}

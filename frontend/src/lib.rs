//! The browser's entry point: brings portals and kiosk to life. Nothing else lives here.
//!
//! This library is all programs in one, quick to build, for whoever works on them. A release has each by itself: `bin/`.

// A view is one nested type; that of a whole page is deeper than 128.
#![recursion_limit = "512"]

/// Called by the page once the wasm is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    app::portal::root::wake(&app::portal::routes::PROGRAMS);
}

//! Banks and colleagues, as a program of its own: see `app::portal::routes`.

// A view is one nested type; that of a whole page is deeper than 128.
#![recursion_limit = "512"]

/// Called by the page once the wasm is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    app::portal::root::wake(&[&app::portal::routes::MANAGER]);
}

fn main() {}

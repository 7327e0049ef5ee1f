//! The screen at a locker bank, as a program of its own: see `app::portal::routes`.

/// Called by the page once the wasm is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    app::portal::root::wake(&[&app::kiosk::PROGRAM]);
}

fn main() {}

//! The reader as a program for browsers: a worker of a kiosk's page loads it, see `public/scan.js`.

/// What a QR in this picture says: [`scan::read`]. The worker asks for each picture of the camera.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn read(pixels: &[u8], width: usize) -> Option<String> {
    scan::read(pixels, width)
}

fn main() {}

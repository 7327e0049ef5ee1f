//! What the program and `public/kiosk.js` tell each other: marks on the root of the document. In the browser only.

use leptos::prelude::document;

/// `off` while the screen must be silent. Kept by `kiosk.js` from one load of the page to the next.
const SOUND: &str = "data-sound";
/// Another number every second, for as long as the program lives.
const BEAT: &str = "data-beat";

/// Whether this screen was told to be silent before the page was loaded.
pub fn is_silent() -> bool {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute(SOUND))
        .is_some_and(|sound| sound == "off")
}

/// Says whether the screen may be heard.
pub fn tell_sound(on: bool) {
    mark(SOUND, if on { "on" } else { "off" });
}

/// Says that the program lives.
pub fn beat(number: u32) {
    mark(BEAT, &number.to_string());
}

fn mark(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

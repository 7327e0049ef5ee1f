//! A QR before the camera, where there is one: `public/kiosk.js` looks, and types what it read as a scanner does.
//! So a secret that was seen takes the same road as one that was scanned. No picture leaves the page.
//!
//! The script shows the button by a mark on the document's root, starts the camera when the panel is there and stops it
//! when the panel goes.

use leptos::prelude::*;

use super::desk::Desk;
use crate::i18n::use_locale;
use crate::t::kiosk as text;
use crate::ui::{Glyph, Icon};

/// "Scan with the camera". Not shown where there is no camera.
#[component]
pub fn CameraButton(
    /// The screen.
    desk: Desk,
) -> impl IntoView {
    let l = use_locale();
    view! {
        <button class="button button-secondary way-camera" type="button" on:click=move |_| desk.camera.set(true)>
            <Icon glyph=Glyph::Camera/>
            {text::camera(l)}
        </button>
    }
}

/// What the camera sees, over the whole screen, while somebody wants it.
#[component]
pub fn CameraPanel(
    /// The screen.
    desk: Desk,
) -> impl IntoView {
    move || desk.camera.get().then(|| view! { <Panel desk/> })
}

#[component]
fn Panel(desk: Desk) -> impl IntoView {
    let l = use_locale();
    view! {
        <div class="kiosk-veil">
            <div
                class="kiosk-still kiosk-camera"
                role="dialog"
                aria-modal="true"
                aria-labelledby="camera"
                data-camera-panel=""
                data-refused=text::camera_refused(l)
                data-none=text::camera_none(l)
                data-failed=text::camera_failed(l)
            >
                <h2 id="camera">{text::camera_title(l)}</h2>
                <video aria-hidden="true" muted=true playsinline=true></video>
                <p role="status" data-camera-said="">{text::camera_text(l)}</p>
                <button
                    class="button button-secondary"
                    type="button"
                    data-camera-back=""
                    on:click=move |_| desk.camera.set(false)
                >
                    {text::camera_back(l)}
                </button>
            </div>
        </div>
    }
}

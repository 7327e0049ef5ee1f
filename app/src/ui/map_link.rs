//! The way to a place: its address, and links that open a map.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::use_locale;
use crate::t;

/// Address and map. Loads nothing from anybody; the map opens when it is asked for.
#[component]
pub fn MapLink(
    /// The address, as on an envelope.
    #[prop(into)]
    address: String,
    /// Degrees north.
    latitude: f64,
    /// Degrees east.
    longitude: f64,
) -> impl IntoView {
    let (north, east) = (latitude.to_string(), longitude.to_string());
    let map = [
        "https://www.openstreetmap.org/?mlat=",
        &north,
        "&mlon=",
        &east,
        "#map=18/",
        &north,
        "/",
        &east,
    ]
    .concat();
    view! {
        <p class="map-link">
            <Icon glyph=Glyph::Pin/>
            <span class="map-address" translate="no">{address}</span>
            <a href=map target="_blank" rel="noopener noreferrer external">{t::ui::open_map(use_locale())}</a>
        </p>
    }
}

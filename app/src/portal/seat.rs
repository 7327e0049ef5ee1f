//! Who sits before the screen: written into the page by the server, read from it by the browser.

use domain::Locale;
use domain::accounts::Profile;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who sits before the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The signed-in person; none on a kiosk.
    pub profile: Option<Profile>,
    /// The language of this page.
    pub locale: Locale,
    /// Whether a banner must say that this is a demo.
    pub demo: bool,
}

/// The id of the element that carries it.
pub(super) const ELEMENT: &str = "cloakroom-seat";

/// The seat of this page; an empty one outside the portal's root.
pub fn use_seat() -> Seat {
    use_context::<Seat>().unwrap_or_default()
}

/// On the server: from the request.
#[cfg(feature = "ssr")]
pub(super) fn read() -> Seat {
    crate::asking::context()
        .map(|(_, asking)| Seat {
            profile: asking.profile,
            locale: asking.locale,
            demo: asking.demo,
        })
        .unwrap_or_default()
}

/// In the browser: from the page.
#[cfg(not(feature = "ssr"))]
pub(super) fn read() -> Seat {
    document()
        .get_element_by_id(ELEMENT)
        .and_then(|element| element.get_attribute("content"))
        .and_then(|json| serde_json::from_slice(json.as_bytes()).ok())
        .unwrap_or_default()
}

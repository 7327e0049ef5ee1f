//! Whoever signs out is on the way home. That the session is over is then no news to the page that is being left, and must not
//! lead to the sign-in instead. `public/live.js` does the same for pages that are documents. In the browser only.

use leptos::prelude::document;

/// Stands on the root of the document from the press on.
const LEAVING: &str = "data-leaving";

/// Somebody signs out here.
pub fn leave() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(LEAVING, "");
    }
}

/// Whether somebody just did.
pub fn is_leaving() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute(LEAVING))
}

//! The sign of the house: a brass tag and the name.

use leptos::prelude::*;

/// Sign and name. The name is the same in every language.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <span class="logo">
            <svg class="logo-sign" viewBox="0 0 40 48" aria-hidden="true" focusable="false">
                <path class="logo-cord" d="M20 9C12-1 28-1 20 9"></path>
                <circle class="logo-disc" cx="20" cy="28" r="18"></circle>
                <circle class="logo-rim" cx="20" cy="28" r="15"></circle>
                <circle class="logo-hole" cx="20" cy="16.5" r="2.2"></circle>
                <path class="logo-key" d="M20 22.5a4.3 4.3 0 0 1 2.2 8l1.3 6.5h-7l1.3-6.5a4.3 4.3 0 0 1 2.2-8"></path>
            </svg>
            <span class="logo-name">"Cloakroom"</span>
        </span>
    }
}

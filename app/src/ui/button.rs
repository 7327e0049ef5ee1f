//! Buttons and links that look like buttons. What they do is the page's business.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// How much a button asks for attention. One `Primary` per page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonLook {
    /// The one thing to do here.
    Primary,
    /// Something else that can be done.
    #[default]
    Secondary,
    /// Present, not prominent.
    Quiet,
    /// Takes something away or ends it.
    Danger,
}

impl ButtonLook {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button button-secondary",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. Submits its form unless `kind` says otherwise; `on:click` may be put on it from outside.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    look: ButtonLook,
    /// `submit` (the default) or `button`.
    #[prop(default = "submit")]
    kind: &'static str,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Work is under way: shows it, and takes no second click.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Name and value that a form sends along when this button submits it.
    #[prop(optional, into)]
    name: Option<String>,
    /// See `name`.
    #[prop(optional, into)]
    value: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=look.class()
            type=kind
            name=name
            value=value
            disabled=move || disabled.get() || pending.get()
            aria-busy=move || pending.get().then_some("true")
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="button-words">{children()}</span>
        </button>
    }
}

/// A link that looks like a button: for going somewhere, never for doing something.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: String,
    /// How it looks.
    #[prop(optional)]
    look: ButtonLook,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The file name, if the link downloads.
    #[prop(optional, into)]
    download: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let external = download.is_some().then_some("external");
    view! {
        <a class=look.class() href=href download=download rel=external>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="button-words">{children()}</span>
        </a>
    }
}

//! The pages that come instead of the one asked for. They ask no service: they render when everything is away.

use leptos::prelude::*;

use super::frame::{Frame, Head, page};
use crate::t;
use crate::ui::{ButtonLook, Drawing, ErrorPage, Glyph, LinkButton};

/// 410 (or 404): a link of ours that was used, replaced or is too old; or one that never was ours: the same page.
pub fn link_expired(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let words = (t::site::link_expired_title(l), t::site::link_expired_text(l));
    lost(frame, Drawing::Broken, words, home_with_help(frame))
}

/// 404: an address that leads nowhere.
pub fn not_found(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let words = (t::site::not_found_title(l), t::site::not_found_text(l));
    lost(frame, Drawing::Hooks, words, home_with_help(frame))
}

/// 503: the database or something else behind the page is away.
pub fn unavailable(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let words = (t::site::unavailable_title(l), t::site::unavailable_text(l));
    lost(frame, Drawing::Bank, words, Way::Again)
}

/// 503: the demo is not furnished yet. The answer says to the browser when it shall ask again.
pub fn being_set_up(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let words = (t::demo::being_set_up_title(l), t::demo::being_set_up_text(l));
    lost(frame, Drawing::Bank, words, Way::Again)
}

/// 429: this address tried too often.
pub fn too_often(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let words = (t::site::too_often_title(l), t::site::too_often_text(l));
    lost(frame, Drawing::Hooks, words, Way::Home { help: None })
}

/// 500: a defect.
pub fn broken(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let words = (t::site::broken_title(l), t::site::broken_text(l));
    lost(frame, Drawing::Broken, words, Way::Home { help: None })
}

/// The way on.
enum Way {
    /// This very address once more.
    Again,
    /// The home page; and there, if it may help, the lines for those who have a link or a code.
    Home { help: Option<String> },
}

fn home_with_help(frame: &Frame<'_>) -> Way {
    Way::Home {
        help: Some(frame.to("/#code")),
    }
}

fn lost(frame: &Frame<'_>, drawing: Drawing, (title, text): (&'static str, &'static str), way: Way) -> String {
    let l = frame.locale;
    let home = frame.to("/");
    let on = move || match way {
        // An empty address is the page's own, with its query, whatever it was.
        Way::Again => {
            view! { <LinkButton href="" look=ButtonLook::Primary>{t::site::try_again(l)}</LinkButton> }.into_any()
        }
        Way::Home { help } => view! {
            {help.map(|href| view! { <LinkButton href icon=Glyph::Code>{t::site::home_code_link(l)}</LinkButton> })}
            <LinkButton href=home look=ButtonLook::Primary icon=Glyph::Home>{t::site::to_home(l)}</LinkButton>
        }
        .into_any(),
    };
    page(frame, Head::private([title, " · Cloakroom"].concat(), text), || {
        view! { <ErrorPage drawing title text>{on()}</ErrorPage> }.into_any()
    })
}

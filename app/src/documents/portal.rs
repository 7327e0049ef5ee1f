//! Around a page for somebody who signed in: rail, bar, banners. The same shell as that of the portals that hydrate.
//!
//! What must not be here: anything about one page.

use domain::Locale;
use domain::accounts::Profile;
use leptos::prelude::*;

use super::document::{Frame, Head, render};
use crate::portal::frame::{DemoBanner, User, lost_words};
use crate::portal::look::{home, rail};
use crate::t;
use crate::ui::{
    AppShell, Banner, ButtonLook, Drawing, ErrorPage, LanguageSwitch, LinkButton, SwitchLook, Tone, in_language,
};

/// The whole page with the rail of its reader around `body`. Views must be made inside `body`.
pub fn portal_page(frame: &Frame<'_>, profile: &Profile, head: Head, body: impl FnOnce() -> AnyView) -> String {
    render(frame, head, &frame.files.main_css, || shell(frame, profile, body()))
}

/// There is nothing at this address for this reader: it never was, or it is somebody else's (the same answer).
pub fn not_here(frame: &Frame<'_>, profile: &Profile) -> String {
    let l = frame.locale;
    let title = t::portal::lost_title(l);
    let head = Head::private([title, " · Cloakroom"].concat(), t::portal::lost_text(l));
    let back = home(l, &profile.roles);
    portal_page(frame, profile, head, || {
        view! {
            <ErrorPage drawing=Drawing::Search title=t::portal::lost_title(l) text=t::portal::lost_text(l)>
                <LinkButton href=back look=ButtonLook::Primary>{t::portal::to_start(l)}</LinkButton>
            </ErrorPage>
        }
        .into_any()
    })
}

fn shell(frame: &Frame<'_>, profile: &Profile, body: AnyView) -> AnyView {
    let l = frame.locale;
    let path = in_language(frame.path, l);
    let nav = rail(l, &profile.roles);
    let home = home(l, &profile.roles);
    let portal = profile.organisation_name.clone();
    let languages = {
        let path = path.clone();
        move || view! { <LanguageSwitch path=path.clone() look=SwitchLook::Menu/> }.into_any()
    };
    let user = {
        let profile = profile.clone();
        move || view! { <User profile=profile.clone()/> }.into_any()
    };
    let demo = frame.demo;
    let banner = move || {
        view! {
            {demo.then(|| view! { <DemoBanner/> })}
            {lost_connection(l)}
        }
        .into_any()
    };
    view! { <AppShell portal home nav path banner languages user>{body}</AppShell> }.into_any()
}

/// Shown by `live.js` while the connection is lost.
fn lost_connection(l: Locale) -> impl IntoView {
    view! {
        <div class="lost-line" data-live-lost hidden role="status">
            <Banner tone=Tone::Warn wide=true title=t::portal::disconnected_title(l)>
                {lost_words(l)}
            </Banner>
        </div>
    }
}

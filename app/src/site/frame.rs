//! What stands around every public page: banner, sign, footer, languages.
//!
//! What must not be here: anything about one page.

use domain::Locale;
use domain::accounts::Profile;
use leptos::prelude::*;

use super::bureau::navigation;
use crate::documents::render;
pub use crate::documents::{Frame, Head, Script};
use crate::portal::frame::lost_words;
use crate::t;
use crate::ui::{Banner, ButtonLook, Glyph, Icon, LinkButton, PublicShell, Tone, in_language};

/// Where somebody works, by what they are: the first place of their rail.
pub fn workplace(l: Locale, profile: &Profile) -> String {
    crate::portal::look::home(l, &profile.roles)
}

/// A place of owners: whoever is not signed in becomes one first and comes back.
pub(super) fn for_owners(frame: &Frame<'_>, place: &str) -> String {
    let place = frame.to(place);
    if frame.signed_in.is_some() {
        place
    } else {
        [frame.to("/sign-up").as_str(), "?next=", &place].concat()
    }
}

/// The whole page, with the public sign, footer and languages around `body`. Views must be made inside `body`.
pub fn page(frame: &Frame<'_>, head: Head, body: impl FnOnce() -> AnyView) -> String {
    let (public, follows) = (head.public, head.follows());
    render(frame, head, &frame.files.site_css, || {
        shell(frame, public, follows, body())
    })
}

/// Pages for one reader or one moment do not offer the sign-in: there is one thing to do on them.
fn shell(frame: &Frame<'_>, public: bool, follows: bool, body: AnyView) -> AnyView {
    let l = frame.locale;
    let home = frame.to("/");
    let path = in_language(frame.path, l);
    let demo = frame.demo.then(|| frame.to("/demo"));
    let banner = move || {
        let lost = follows.then(|| lost_connection(l));
        view! { {demo.clone().map(|href| demo_banner(l, href))} {lost} }.into_any()
    };
    let aside = {
        let work = frame.signed_in.map(|profile| workplace(l, profile));
        let (sign_in, sign_out) = (frame.to("/sign-in"), frame.to("/sign-out"));
        let offered = public && frame.path != "/sign-in";
        move || match &work {
            Some(work) => Some(signed_in(l, work.clone(), sign_out.clone())),
            None => offered.then(|| to_sign_in(l, sign_in.clone())),
        }
    };
    let nav = {
        let here = frame.path.to_owned();
        let shown = public && frame.bureau;
        move || shown.then(|| navigation(l, &here))
    };
    let footer = move || view! { <p class="site-promise">{t::site::footer(l)}</p> };
    view! { <PublicShell home path banner nav aside footer>{body}</PublicShell> }.into_any()
}

fn to_sign_in(l: Locale, href: String) -> AnyView {
    view! { <LinkButton href look=ButtonLook::Quiet icon=Glyph::Person>{t::site::sign_in(l)}</LinkButton> }.into_any()
}

fn signed_in(l: Locale, work: String, sign_out: String) -> AnyView {
    view! {
        <LinkButton href=work look=ButtonLook::Quiet icon=Glyph::Home>{t::site::signed_in(l)}</LinkButton>
        <form method="post" action=sign_out>
            <button class="button button-quiet" type="submit">
                <Icon glyph=Glyph::SignOut/>
                <span class="button-words">{t::site::sign_out(l)}</span>
            </button>
        </form>
    }
    .into_any()
}

fn demo_banner(l: Locale, href: String) -> impl IntoView {
    view! {
        <Banner tone=Tone::Warn title=t::site::demo_banner(l) wide=true>
            <a href=href>{t::site::demo_banner_link(l)}</a>
        </Banner>
    }
}

/// Shown by `site.js` while the house does not answer: what moves may have moved on.
fn lost_connection(l: Locale) -> impl IntoView {
    view! {
        <div class="lost-line" data-follow-lost hidden role="status">
            <Banner tone=Tone::Warn wide=true title=t::portal::disconnected_title(l)>
                {lost_words(l)}
            </Banner>
        </div>
    }
}

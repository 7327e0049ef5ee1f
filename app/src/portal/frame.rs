//! Around every page of a portal: rail, bar, banners, messages. Sends whoever is not signed in to the sign-in.

use domain::Locale;
use domain::accounts::Profile;
use leptos::prelude::*;

use super::here::use_here;
use super::leaving::leave;
use super::live::Live;
use super::look::{Page, home, rail};
use super::problem::{Lost, Problem};
use crate::accounts::look::role_names;
use crate::i18n::use_locale;
use crate::portal::use_seat;
use crate::t;
use crate::ui::{
    AppShell, Banner, Button, ButtonLook, Glyph, LanguageSwitch, SwitchLook, ToastRegion, Toasts, Tone, UserMenu,
};
use crate::wire::ApiError;

/// A page of a portal for those who may open it; for everybody else there is nothing at its address.
pub fn framed(page: Page, shown: fn() -> AnyView) -> AnyView {
    let here = use_here();
    let speaks = here.path().split('/').nth(1).and_then(Locale::from_code);
    match (speaks, use_seat().profile) {
        (None, _) => view! { <Lost/> }.into_any(),
        (Some(_), None) => signed_out(),
        (Some(_), Some(profile)) => {
            let inside = if page.open_to(&profile.roles) { shown } else { lost };
            view! { <Signed profile inside/> }.into_any()
        }
    }
}

fn lost() -> AnyView {
    view! { <Lost/> }.into_any()
}

fn signed_out() -> AnyView {
    #[cfg(feature = "ssr")]
    {
        leptos_axum::redirect(&super::look::sign_in_href(use_locale(), use_here().path()));
    }
    let problem = ApiError::from(domain::RefusalCode::SignInFirst);
    view! { <Problem problem/> }.into_any()
}

#[component]
fn Signed(profile: Profile, inside: fn() -> AnyView) -> impl IntoView {
    let l = use_locale();
    let demo = use_seat().demo;
    let toasts = Toasts::provide();
    let here = use_here();
    let path = here.path().to_owned();
    let languages = move || view! { <LanguageSwitch path=here.whole() look=SwitchLook::Menu/> };
    let home = home(l, &profile.roles);
    let nav = rail(l, &profile.roles);
    let portal = profile.organisation_name.clone();
    let user = move || view! { <User profile=profile.clone()/> };
    let banner = move || demo.then(|| view! { <DemoBanner/> });
    view! {
        <AppShell portal home nav path banner languages user>{inside()}</AppShell>
        <ToastRegion toasts/>
    }
}

/// The menu of the person who is signed in.
#[component]
pub fn User(
    /// Who.
    profile: Profile,
) -> impl IntoView {
    let l = use_locale();
    let role = role_names(l, &profile.roles);
    let sign_out = ["/", l.code(), "/sign-out"].concat();
    view! {
        <UserMenu name=profile.name role>
            <li><a href=Page::Account.href(l)>{t::portal::nav_account(l)}</a></li>
            <li>
                <form method="post" action=sign_out on:submit=|_| leave()>
                    <Button look=ButtonLook::Quiet icon=Glyph::SignOut>{t::portal::sign_out(l)}</Button>
                </form>
            </li>
        </UserMenu>
    }
}

/// Says that this is a demo.
#[component]
pub fn DemoBanner() -> impl IntoView {
    let l = use_locale();
    let href = ["/", l.code(), "/demo"].concat();
    view! {
        <Banner tone=Tone::Warn wide=true title=t::portal::demo_title(l)>
            {t::portal::demo_text(l)} " " <a href=href rel="external">{t::portal::demo_link(l)}</a>
        </Banner>
    }
}

/// Says that the live connection is lost, while it is.
#[component]
pub fn LostConnection(
    /// The page's live connection.
    live: Live,
) -> impl IntoView {
    let l = use_locale();
    move || {
        (!live.connected.get()).then(|| {
            view! {
                <Banner tone=Tone::Warn title=t::portal::disconnected_title(l)>
                    {lost_words(l)}
                </Banner>
            }
        })
    }
}

/// What to know of it and what to do. An empty address is the page's own, with its query.
pub fn lost_words(l: Locale) -> impl IntoView {
    view! {
        {t::portal::disconnected_text(l)} " " <a href="" rel="external">{t::portal::disconnected_again(l)}</a>
    }
}

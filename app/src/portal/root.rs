//! The document around portals and kiosk, and their routes.

use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

use super::frame::{Frame, page};
use super::look::Page;
use super::problem::Lost;
use super::seat;
use crate::accounts::pages::{AccountPage, InvitePage, PeoplePage};
use crate::delivery::pages::{DeliveriesPage, DeliveryPage, NewDeliveryPage};
use crate::lockers::pages::{BankPage, BanksPage, NewBankPage};
use crate::portal::Seat;

/// The hashed names of what the document loads; `server` reads them from the site's manifest.
#[derive(Debug, Clone, Default)]
pub struct SiteFiles {
    /// The portal's stylesheet.
    pub main_css: String,
    /// The public pages' stylesheet.
    pub site_css: String,
    /// The script that loads the wasm.
    pub js: String,
    /// The wasm.
    pub wasm: String,
}

/// The whole document (server side).
pub fn shell(files: &SiteFiles) -> impl IntoView + use<> {
    let seat = seat::read();
    let json = serde_json::to_string(&seat).unwrap_or_default();
    let nonce = leptos::nonce::use_nonce();
    let start = format!(
        "import init from '{}'; init({{ module_or_path: '{}' }}).then(m => m.hydrate());",
        files.js, files.wasm
    );
    view! {
        <!DOCTYPE html>
        <html lang=seat.locale.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta id=seat::ELEMENT name="cloakroom-seat" content=json/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=files.main_css.clone()/>
                <link rel="modulepreload" nonce=nonce.clone() href=files.js.clone()/>
                <link rel="preload" href=files.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Portals and kiosk.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let seat = seat::read();
    provide_context(seat.locale);
    provide_context::<Seat>(seat);
    let deliveries = || page(Page::Deliveries, || view! { <DeliveriesPage/> }.into_any());
    let new_delivery = || page(Page::NewDelivery, || view! { <NewDeliveryPage/> }.into_any());
    let delivery = || page(Page::Delivery, || view! { <DeliveryPage/> }.into_any());
    let banks = || page(Page::Banks, || view! { <BanksPage/> }.into_any());
    let new_bank = || page(Page::NewBank, || view! { <NewBankPage/> }.into_any());
    let bank = || page(Page::Bank, || view! { <BankPage/> }.into_any());
    let people = || page(Page::People, || view! { <PeoplePage/> }.into_any());
    let invite = || page(Page::Invite, || view! { <InvitePage/> }.into_any());
    let account = || page(Page::Account, || view! { <AccountPage/> }.into_any());
    view! {
        <Title formatter=|title: String| [title.as_str(), " · Cloakroom"].concat()/>
        <Router>
            <Routes fallback=Lost>
                <Route path=path!("/kiosk/:bank") view=crate::custody::KioskPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("/:lang") view=Frame>
                    <Route path=path!("/employee/deliveries") view=deliveries ssr=SsrMode::Async/>
                    <Route path=path!("/employee/deliveries/new") view=new_delivery ssr=SsrMode::Async/>
                    <Route path=path!("/employee/deliveries/:id") view=delivery ssr=SsrMode::Async/>
                    <Route path=path!("/manager/banks") view=banks ssr=SsrMode::Async/>
                    <Route path=path!("/manager/banks/new") view=new_bank ssr=SsrMode::Async/>
                    <Route path=path!("/manager/banks/:id") view=bank ssr=SsrMode::Async/>
                    <Route path=path!("/manager/people") view=people ssr=SsrMode::Async/>
                    <Route path=path!("/manager/people/new") view=invite ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=account ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

//! Which page stands at which address, and which program brings it to life. No markup.
//!
//! A program is one wasm module with the pages of one portal, so that nobody loads pages of others. The server renders
//! every page and names the program in it; the program finds its page by the same table.

use leptos::prelude::{AnyView, IntoAny as _, view};

use super::frame::framed;
use super::here::Here;
use super::look::Page;
use crate::accounts::pages::{AccountPage, InvitePage, PeoplePage};
use crate::custody::KioskPage;
use crate::delivery::pages::{DeliveriesPage, DeliveryPage, NewDeliveryPage};
use crate::lockers::pages::{BankPage, BanksPage, NewBankPage};

/// A page at its address.
#[derive(Debug)]
pub struct Route {
    /// The address as the server's router writes it: `/{lang}/manager/banks/{id}`.
    pub path: &'static str,
    /// What stands there.
    pub show: fn() -> AnyView,
}

/// One wasm module.
#[derive(Debug)]
pub struct Program {
    /// The name of its files: `kiosk` for `kiosk.js` and `kiosk_bg.wasm`; a binary of `frontend` has the same.
    pub name: &'static str,
    /// Its pages. Where two addresses fit, the first counts.
    pub routes: &'static [Route],
}

/// All programs (server side; one of them alone in a browser of a release).
pub const PROGRAMS: [&Program; 4] = [&KIOSK, &EMPLOYEE, &MANAGER, &ACCOUNT];

/// The screen at a locker bank.
pub static KIOSK: Program = Program {
    name: "kiosk",
    routes: &[Route {
        path: "/kiosk/{id}",
        show: || view! { <KioskPage/> }.into_any(),
    }],
};

/// Deliveries.
pub static EMPLOYEE: Program = Program {
    name: "employee",
    routes: &[
        Route {
            path: "/{lang}/employee/deliveries",
            show: || framed(Page::Deliveries, || view! { <DeliveriesPage/> }.into_any()),
        },
        Route {
            path: "/{lang}/employee/deliveries/new",
            show: || framed(Page::NewDelivery, || view! { <NewDeliveryPage/> }.into_any()),
        },
        Route {
            path: "/{lang}/employee/deliveries/{id}",
            show: || framed(Page::Delivery, || view! { <DeliveryPage/> }.into_any()),
        },
    ],
};

/// Banks and colleagues.
pub static MANAGER: Program = Program {
    name: "manager",
    routes: &[
        Route {
            path: "/{lang}/manager/banks",
            show: || framed(Page::Banks, || view! { <BanksPage/> }.into_any()),
        },
        Route {
            path: "/{lang}/manager/banks/new",
            show: || framed(Page::NewBank, || view! { <NewBankPage/> }.into_any()),
        },
        Route {
            path: "/{lang}/manager/banks/{id}",
            show: || framed(Page::Bank, || view! { <BankPage/> }.into_any()),
        },
        Route {
            path: "/{lang}/manager/people",
            show: || framed(Page::People, || view! { <PeoplePage/> }.into_any()),
        },
        Route {
            path: "/{lang}/manager/people/new",
            show: || framed(Page::Invite, || view! { <InvitePage/> }.into_any()),
        },
    ],
};

/// Everybody's own account.
pub static ACCOUNT: Program = Program {
    name: "account",
    routes: &[Route {
        path: "/{lang}/account",
        show: || framed(Page::Account, || view! { <AccountPage/> }.into_any()),
    }],
};

impl Route {
    /// What the address says, if this page stands there.
    pub fn at(&self, path: &str, query: &str) -> Option<Here> {
        let mut thing = None;
        let mut known = self.path.split('/');
        let mut given = path.split('/');
        loop {
            match (known.next(), given.next()) {
                (None, None) => return Some(Here::new(path, query, thing)),
                (Some("{lang}"), Some(_)) => {}
                (Some("{id}"), Some(id)) => thing = Some(id),
                (Some(known), Some(given)) if known == given => {}
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str) -> Option<&'static str> {
        let mut routes = PROGRAMS.iter().flat_map(|program| program.routes);
        routes.find(|route| route.at(path, "").is_some()).map(|route| route.path)
    }

    #[test]
    fn an_address_leads_to_its_page() {
        let check = |path, expected| assert_eq!(found(path), Some(expected), "{path}");
        check("/kiosk/0198", "/kiosk/{id}");
        check("/ro/employee/deliveries", "/{lang}/employee/deliveries");
        check("/ro/employee/deliveries/new", "/{lang}/employee/deliveries/new");
        check("/ro/employee/deliveries/0198", "/{lang}/employee/deliveries/{id}");
        check("/zh/account", "/{lang}/account");
        for path in ["/", "/ro", "/ro/employee", "/ro/account/", "/ro/account/x", "/kiosk"] {
            assert_eq!(found(path), None, "{path}");
        }
    }

    #[test]
    fn every_page_stands_at_an_address_of_its_own() {
        for page in Page::ALL {
            assert!(found(&page.href(domain::Locale::Ro)).is_some(), "{page:?}");
        }
        let mut paths: Vec<_> = PROGRAMS.iter().flat_map(|p| p.routes).map(|r| r.path).collect();
        let all = paths.len();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), all);
    }
}

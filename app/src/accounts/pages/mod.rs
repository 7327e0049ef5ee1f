//! The pages of accounts. A map.
//!
//! * [`people`]: the colleagues; [`invite`]: a new one; [`account`]: oneself.

mod account;
mod invite;
mod people;

use leptos::prelude::{IntoAny as _, view};

use crate::portal::frame::framed;
use crate::portal::look::Page;
use crate::portal::routes::{Program, Route};

pub use account::AccountPage;
pub use invite::InvitePage;
pub use people::PeoplePage;

/// The pages of accounts at their addresses.
pub static PROGRAM: Program = Program {
    name: "accounts",
    routes: &[
        Route {
            path: "/{lang}/manager/people",
            show: || framed(Page::People, || view! { <PeoplePage/> }.into_any()),
        },
        Route {
            path: "/{lang}/manager/people/new",
            show: || framed(Page::Invite, || view! { <InvitePage/> }.into_any()),
        },
        Route {
            path: "/{lang}/account",
            show: || framed(Page::Account, || view! { <AccountPage/> }.into_any()),
        },
    ],
};

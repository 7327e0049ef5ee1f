//! The pages of banks. A map.
//!
//! * [`list`]: all of them; [`new`]: setting one up; [`one`]: its doors, its connection, its screens, its account.

mod list;
mod new;
mod one;

use leptos::prelude::{IntoAny as _, view};

use crate::portal::frame::framed;
use crate::portal::look::Page;
use crate::portal::routes::{Program, Route};

pub use list::BanksPage;
pub use new::NewBankPage;
pub use one::BankPage;

/// The pages of locker banks at their addresses.
pub static PROGRAM: Program = Program {
    name: "lockers",
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
    ],
};

//! The pages of deliveries. A map.
//!
//! * [`list`]: all of them; [`new`]: entering one; [`one`]: following one, opening its door, cancelling it.

mod list;
mod new;
mod one;

use leptos::prelude::{IntoAny as _, view};

use crate::portal::frame::framed;
use crate::portal::look::Page;
use crate::portal::routes::{Program, Route};

pub use list::DeliveriesPage;
pub use new::NewDeliveryPage;
pub use one::DeliveryPage;

/// The pages of deliveries at their addresses.
pub static PROGRAM: Program = Program {
    name: "delivery",
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

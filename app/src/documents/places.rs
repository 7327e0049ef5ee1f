//! The places of the portals that are documents: their addresses, words and icons, and who is shown them. No markup.
//!
//! Both rails are made of this list and of [`crate::portal::look::Page`]: one is drawn here by the server, the other
//! by the portal that hydrates.

use domain::Locale;
use domain::accounts::{Operation, Role};

use crate::t;
use crate::ui::{Glyph, NavItem};

/// A place in the rail. One line each in [`PLACES`].
pub struct Place {
    /// The address without its language: `/desk`.
    pub path: &'static str,
    /// The word.
    pub word: fn(Locale) -> &'static str,
    /// The icon.
    pub icon: Glyph,
    /// Who is shown it. The ports decide anew about everything on the page.
    pub open_to: fn(Role) -> bool,
}

/// All places, in the order of the rail. The first that is open to somebody is where they begin their work.
pub const PLACES: &[Place] = &[
    Place {
        path: "/desk",
        word: t::desk::nav,
        icon: Glyph::Phone,
        open_to: |role| role.may(Operation::WorkCases),
    },
    Place {
        path: "/desk/tickets",
        word: t::tickets::nav,
        icon: Glyph::Courier,
        open_to: |role| role.may(Operation::SeeTickets),
    },
    Place {
        path: "/courier",
        word: t::courier::nav,
        icon: Glyph::Courier,
        open_to: |role| role.may(Operation::CarryTickets),
    },
    Place {
        path: "/manager/offices",
        word: t::offices::nav,
        icon: Glyph::Pin,
        open_to: |role| role.may(Operation::ManageOffices),
    },
];

/// The places in the rail of somebody with these roles.
pub fn places(l: Locale, roles: &[Role]) -> Vec<NavItem> {
    let open = PLACES
        .iter()
        .filter(|place| roles.iter().any(|role| (place.open_to)(*role)));
    open.map(|place| {
        let href = ["/", l.code(), place.path].concat();
        NavItem::new(href, (place.word)(l), place.icon).outside()
    })
    .collect()
}

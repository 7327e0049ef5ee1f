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
        path: "/support",
        word: t::support::nav,
        icon: Glyph::Bell,
        open_to: |role| role.may(Operation::GiveHelp),
    },
    Place {
        path: "/employee/bulk",
        word: t::bulk::nav,
        icon: Glyph::Box,
        open_to: |role| role.may(Operation::CreateDelivery),
    },
    Place {
        path: "/employee/take-back",
        word: t::care::nav_take_back,
        icon: Glyph::Return,
        open_to: |role| role.may(Operation::SeeDeliveries),
    },
    Place {
        path: "/owner",
        word: t::things::nav,
        icon: Glyph::Tag,
        open_to: |role| role.may(Operation::OwnKeys),
    },
    Place {
        path: "/owner/activate",
        word: t::things::nav_activate,
        icon: Glyph::Plus,
        open_to: |role| role.may(Operation::OwnKeys),
    },
    Place {
        path: "/owner/purchases",
        word: t::things::nav_payments,
        icon: Glyph::Document,
        open_to: |role| role.may(Operation::OwnKeys),
    },
    Place {
        path: "/owner/settings",
        word: t::owner::nav_settings,
        icon: Glyph::Settings,
        open_to: |role| role.may(Operation::EraseOwn),
    },
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
        path: "/register",
        word: t::register::nav,
        icon: Glyph::Luggage,
        open_to: |role| role.may(Operation::KeepRegister),
    },
    Place {
        path: "/courier",
        word: t::courier::nav,
        icon: Glyph::Courier,
        open_to: |role| role.may(Operation::CarryTickets),
    },
    Place {
        path: "/manager/overview",
        word: t::usage::nav_overview,
        icon: Glyph::Eye,
        open_to: |role| role.may(Operation::SeeUsage),
    },
    Place {
        path: "/manager/offices",
        word: t::offices::nav,
        icon: Glyph::Pin,
        open_to: |role| role.may(Operation::ManageOffices),
    },
    Place {
        path: "/manager/second-step",
        word: t::second_step::nav,
        icon: Glyph::Shield,
        open_to: |role| role.may(Operation::SetSignInRules),
    },
    Place {
        path: "/manager/audit",
        word: t::audit::nav,
        icon: Glyph::Eye,
        open_to: |role| role.may(Operation::SeeAudit),
    },
    Place {
        path: "/manager/sessions",
        word: t::sessions::nav,
        icon: Glyph::Person,
        open_to: |role| role.may(Operation::SeeSessions),
    },
    Place {
        path: "/manager/notices",
        word: t::ways_out::nav,
        icon: Glyph::Envelope,
        open_to: |role| role.may(Operation::TendWaysOut),
    },
    Place {
        path: "/manager/keys",
        word: t::signing::nav,
        icon: Glyph::Key,
        open_to: |role| role.may(Operation::SeeKeys),
    },
    Place {
        path: "/manager/keeping",
        word: t::care::nav_keeping,
        icon: Glyph::Clock,
        open_to: |role| role.may(Operation::SetKeeping),
    },
    Place {
        path: "/manager/texts",
        word: t::texts::nav,
        icon: Glyph::Envelope,
        open_to: |role| role.may(Operation::SetTexts),
    },
    Place {
        path: "/manager/payments",
        word: t::payments::nav,
        icon: Glyph::Document,
        open_to: |role| role.may(Operation::SeePayments),
    },
    Place {
        path: "/dealer",
        word: t::trade::nav_overview,
        icon: Glyph::Home,
        open_to: |role| role.may(Operation::SellTags),
    },
    Place {
        path: "/dealer/pools",
        word: t::trade::nav_pools,
        icon: Glyph::Tag,
        open_to: |role| role.may(Operation::SellTags),
    },
    Place {
        path: "/dealer/keys",
        word: t::trade::nav_keys,
        icon: Glyph::Key,
        open_to: |role| role.may(Operation::SellTags),
    },
    Place {
        path: "/dealer/payments",
        word: t::trade::nav_payments,
        icon: Glyph::Document,
        open_to: |role| role.may(Operation::SellTags),
    },
    Place {
        path: "/dealer/label",
        word: t::trade::nav_label,
        icon: Glyph::Print,
        open_to: |role| role.may(Operation::SellTags),
    },
    Place {
        path: "/manager/pools",
        word: t::trade::nav_pools,
        icon: Glyph::Tag,
        open_to: |role| role.may(Operation::RunTags),
    },
    Place {
        path: "/manager/products",
        word: t::trade::nav_products,
        icon: Glyph::Box,
        open_to: |role| role.may(Operation::RunTags),
    },
    Place {
        path: "/manager/dealers",
        word: t::trade::nav_dealers,
        icon: Glyph::People,
        open_to: |role| role.may(Operation::RunTags),
    },
    Place {
        path: "/manager/sales",
        word: t::trade::nav_sales,
        icon: Glyph::Code,
        open_to: |role| role.may(Operation::RunTags),
    },
    Place {
        path: "/manager/ratings",
        word: t::feedback::nav,
        icon: Glyph::Star,
        open_to: |role| role.may(Operation::SeeRatings),
    },
    Place {
        path: "/manager/usage",
        word: t::usage::nav_usage,
        icon: Glyph::Box,
        open_to: |role| role.may(Operation::SeeUsage),
    },
    Place {
        path: "/manager/work",
        word: t::reports::nav,
        icon: Glyph::Clock,
        open_to: |role| role.may(Operation::SeeWork),
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

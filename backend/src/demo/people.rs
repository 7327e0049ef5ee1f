//! The people of the demo, one per role, and the colleagues who share the employees' work.

use domain::Locale;
use domain::accounts::Role;

/// The password of all of them: whoever reaches a demo may be anybody in it anyway.
pub const PASSWORD: &str = "cloakroom-demo";

/// The organisation they work for.
pub(super) const ORGANISATION: &str = "Cloakroom Demo";

/// Somebody of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPerson {
    /// What they are.
    pub role: Role,
    /// Their name.
    pub name: &'static str,
    /// Their address.
    pub email: &'static str,
    /// Their language.
    pub locale: Locale,
}

pub(super) const fn person(role: Role, name: &'static str, email: &'static str, locale: Locale) -> DemoPerson {
    DemoPerson {
        role,
        name,
        email,
        locale,
    }
}

/// Who signs in with one click, by role, in the order in which the demo shows them.
pub(super) const PEOPLE: [DemoPerson; 8] = [
    person(Role::Employee, "Ana Ionescu", "ana.ionescu@demo.example", Locale::Ro),
    person(Role::Manager, "Radu Stănescu", "radu.stanescu@demo.example", Locale::Ro),
    person(
        Role::Support,
        "Elena Sokolova",
        "elena.sokolova@demo.example",
        Locale::Ru,
    ),
    person(
        Role::Administrator,
        "Victor Munteanu",
        "victor.munteanu@demo.example",
        Locale::En,
    ),
    person(Role::Courier, "Mihai Dobre", "mihai.dobre@demo.example", Locale::Ro),
    person(Role::Dispatcher, "Ioana Marin", "ioana.marin@demo.example", Locale::Ro),
    person(Role::Dealer, "Chen Wei", "chen.wei@demo.example", Locale::Zh),
    person(
        Role::Owner,
        "Sarah Whitfield",
        "sarah.whitfield@demo.example",
        Locale::En,
    ),
];

/// Who leaves documents at the banks of [`super::places::PLACES`], in that order, besides the first of [`PEOPLE`].
pub(super) const COLLEAGUES: [DemoPerson; 4] = [
    person(
        Role::Employee,
        "Cristina Pavel",
        "cristina.pavel@demo.example",
        Locale::Ro,
    ),
    person(
        Role::Employee,
        "Сергей Волков",
        "sergey.volkov@demo.example",
        Locale::Ru,
    ),
    person(Role::Employee, "林晓梅", "lin.xiaomei@demo.example", Locale::Zh),
    // Sells tags as Chen Wei does, for another dealer.
    person(Role::Dealer, "Irina Costea", "irina.costea@demo.example", Locale::Ro),
];

//! The pages of the portals: their addresses, who may open them, and what stands in whose rail. No markup.

use domain::Locale;
use domain::accounts::{Operation, Role};
use domain::ids::{BankId, ConsignmentId, PlacePhotoId};

use crate::documents::places;
use crate::t;
use crate::ui::{Glyph, NavItem};

/// A page of a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after what it shows")]
pub enum Page {
    Deliveries,
    NewDelivery,
    Delivery,
    Banks,
    NewBank,
    Bank,
    People,
    Invite,
    Account,
}

impl Page {
    /// All pages.
    pub const ALL: [Self; 9] = [
        Self::Deliveries,
        Self::NewDelivery,
        Self::Delivery,
        Self::Banks,
        Self::NewBank,
        Self::Bank,
        Self::People,
        Self::Invite,
        Self::Account,
    ];

    /// The address of the page, or of the list in which its things are found.
    pub fn href(self, l: Locale) -> String {
        let tail = match self {
            Self::Deliveries | Self::Delivery => "/employee/deliveries",
            Self::NewDelivery => "/employee/deliveries/new",
            Self::Banks | Self::Bank => "/manager/banks",
            Self::NewBank => "/manager/banks/new",
            Self::People => "/manager/people",
            Self::Invite => "/manager/people/new",
            Self::Account => "/account",
        };
        ["/", l.code(), tail].concat()
    }

    /// Whether somebody with these roles is shown the page. The ports decide anew about everything on it.
    pub fn open_to(self, roles: &[Role]) -> bool {
        let may = |operation| roles.iter().any(|role| role.may(operation));
        match self {
            Self::Deliveries | Self::Delivery => may(Operation::SeeDeliveries),
            Self::NewDelivery => may(Operation::CreateDelivery),
            // An employee sees banks where a delivery goes, not as a portal of their own.
            Self::Banks | Self::Bank => may(Operation::ManageBanks) || roles.contains(&Role::Support),
            Self::NewBank => may(Operation::ManageBanks),
            Self::People => may(Operation::SeePeople),
            Self::Invite => may(Operation::ManagePeople),
            Self::Account => may(Operation::OwnAccount),
        }
    }

    /// Word and icon of the pages that stand in the rail.
    fn in_rail(self, l: Locale) -> Option<(&'static str, Glyph)> {
        match self {
            Self::Deliveries => Some((t::portal::nav_deliveries(l), Glyph::Document)),
            Self::NewDelivery => Some((t::portal::nav_new(l), Glyph::Plus)),
            Self::Banks => Some((t::portal::nav_banks(l), Glyph::Bank)),
            Self::People => Some((t::portal::nav_people(l), Glyph::People)),
            Self::Account => Some((t::portal::nav_account(l), Glyph::Settings)),
            Self::Delivery | Self::NewBank | Self::Bank | Self::Invite => None,
        }
    }
}

/// The address of one delivery.
pub fn delivery_href(l: Locale, id: ConsignmentId) -> String {
    [Page::Deliveries.href(l), id.to_string()].join("/")
}

/// The address of one bank.
pub fn bank_href(l: Locale, id: BankId) -> String {
    [Page::Banks.href(l), id.to_string()].join("/")
}

/// Where the doors of a bank are arranged.
pub fn layout_href(l: Locale, id: BankId) -> String {
    [bank_href(l, id).as_str(), "/layout"].concat()
}

/// Where name, place and hours of a bank are corrected.
pub fn place_href(l: Locale, id: BankId) -> String {
    [bank_href(l, id).as_str(), "/place"].concat()
}

/// Where one says how to get to a bank.
pub fn way_href(l: Locale, id: BankId) -> String {
    [bank_href(l, id).as_str(), "/way"].concat()
}

/// A photo of the place where a bank stands, for its manager.
pub fn place_photo_href(l: Locale, bank: BankId, photo: PlacePhotoId) -> String {
    [way_href(l, bank).as_str(), "/photos/", &photo.to_string()].concat()
}

/// Where the form of a bank's codes is chosen.
pub fn codes_href(l: Locale, id: BankId) -> String {
    ["/", l.code(), "/manager/codes/", &id.to_string()].concat()
}

/// What stands in the rail of somebody with these roles: their pages that hydrate, their documents, their account.
pub fn rail(l: Locale, roles: &[Role]) -> Vec<NavItem> {
    let open = Page::ALL.into_iter().filter(|page| page.open_to(roles));
    let mut items: Vec<NavItem> = open
        .filter_map(|page| {
            page.in_rail(l)
                .map(|(word, glyph)| NavItem::new(page.href(l), word, glyph))
        })
        .collect();
    let before_account = items.iter().position(|item| item.href == Page::Account.href(l));
    let at = before_account.unwrap_or(items.len());
    items.splice(at..at, places(l, roles));
    // Whoever helps others begins with those who wait for help.
    let queue = ["/", l.code(), "/support"].concat();
    if let Some(at) = items.iter().position(|item| item.href == queue) {
        items[..=at].rotate_right(1);
    }
    items
}

/// The first page of somebody with these roles.
pub fn home(l: Locale, roles: &[Role]) -> String {
    let first = rail(l, roles).into_iter().next();
    first.map_or_else(|| Page::Account.href(l), |item| item.href)
}

/// Where one's second step at sign-in is set up.
pub fn second_step_href(l: Locale) -> String {
    ["/", l.code(), "/account/second-step"].concat()
}

/// Where somebody who is not signed in is sent, so that they come back to `path`.
/// A path with anything but plain characters is left out: what is in a query must not need decoding.
pub fn sign_in_href(l: Locale, path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    let here = ["/", l.code(), "/sign-in"].concat();
    if path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain) {
        [&here, "?next=", path].concat()
    } else {
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_finds_its_own_pages_and_no_others() {
        let check = |role: Role, expected: &[&str]| {
            let hrefs: Vec<String> = rail(Locale::Ro, &[role]).into_iter().map(|i| i.href).collect();
            assert_eq!(hrefs, expected, "{role:?}");
        };
        check(
            Role::Manager,
            &[
                "/ro/manager/banks",
                "/ro/manager/people",
                "/ro/desk/tickets",
                "/ro/register",
                "/ro/manager/overview",
                "/ro/manager/offices",
                "/ro/manager/second-step",
                "/ro/manager/keeping",
                "/ro/manager/texts",
                "/ro/manager/payments",
                "/ro/manager/pools",
                "/ro/manager/products",
                "/ro/manager/dealers",
                "/ro/manager/sales",
                "/ro/manager/ratings",
                "/ro/manager/usage",
                "/ro/manager/work",
                "/ro/account",
            ],
        );
        check(
            Role::Administrator,
            &[
                "/ro/manager/banks",
                "/ro/manager/people",
                "/ro/manager/offices",
                "/ro/manager/second-step",
                "/ro/manager/audit",
                "/ro/manager/sessions",
                "/ro/manager/notices",
                "/ro/manager/keys",
                "/ro/manager/keeping",
                "/ro/account",
            ],
        );
        check(
            Role::Employee,
            &[
                "/ro/employee/deliveries",
                "/ro/employee/deliveries/new",
                "/ro/employee/bulk",
                "/ro/employee/take-back",
                "/ro/register",
                "/ro/account",
            ],
        );
        check(
            Role::Dealer,
            &[
                "/ro/dealer",
                "/ro/dealer/pools",
                "/ro/dealer/keys",
                "/ro/dealer/payments",
                "/ro/dealer/label",
                "/ro/account",
            ],
        );
        check(
            Role::Support,
            &[
                "/ro/support",
                "/ro/employee/deliveries",
                "/ro/manager/banks",
                "/ro/employee/take-back",
                "/ro/account",
            ],
        );
        check(
            Role::Owner,
            &[
                "/ro/owner",
                "/ro/owner/activate",
                "/ro/owner/purchases",
                "/ro/owner/settings",
                "/ro/account",
            ],
        );
        check(Role::Courier, &["/ro/courier", "/ro/account"]);
        check(
            Role::Dispatcher,
            &["/ro/desk", "/ro/desk/tickets", "/ro/register", "/ro/account"],
        );
    }

    #[test]
    fn the_first_page_is_the_first_of_the_rail() {
        for role in Role::ALL {
            assert_eq!(home(Locale::En, &[role]), rail(Locale::En, &[role])[0].href, "{role:?}");
        }
        assert_eq!(home(Locale::Zh, &[]), "/zh/account");
        // Whatever else they are: those who wait for help wait for them.
        for other in Role::ALL {
            assert_eq!(home(Locale::En, &[other, Role::Support]), "/en/support", "{other:?}");
        }
    }

    #[test]
    fn nobody_without_a_role_gets_in() {
        for page in Page::ALL {
            assert!(!page.open_to(&[]), "{page:?}");
        }
    }

    #[test]
    fn the_way_back_is_kept_only_if_it_is_plain() {
        let check = |path, expected| assert_eq!(sign_in_href(Locale::Ru, path), expected);
        check("/ru/manager/banks", "/ru/sign-in?next=/ru/manager/banks");
        check("//evil.example", "/ru/sign-in");
        check("/ru/a%0d%0ab", "/ru/sign-in");
        check("/ru/a?b=c&d", "/ru/sign-in");
        check("", "/ru/sign-in");
    }
}

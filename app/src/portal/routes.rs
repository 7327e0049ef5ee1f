//! Which page stands at which address, and which program brings it to life. No markup.
//!
//! A program is one wasm module with the pages of one slice, so that nobody loads pages of others. The server renders
//! every page and names the program in it; the program finds its page by the same table. A new one needs three things:
//! a `PROGRAM` in its slice, a line in [`PROGRAMS`], and a file of the same name in `frontend/src/bin/`.

use leptos::prelude::AnyView;

use super::here::Here;

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
    /// The name of its files: `delivery` for `delivery.js` and `delivery_bg.wasm`; a binary of `frontend` has the same.
    pub name: &'static str,
    /// Its pages. Where two addresses fit, the first counts.
    pub routes: &'static [Route],
}

/// All programs: one for each slice that has pages of its own. In a release the browser has one of them.
pub const PROGRAMS: [&Program; 4] = [
    &crate::kiosk::PROGRAM,
    &crate::delivery::pages::PROGRAM,
    &crate::lockers::pages::PROGRAM,
    &crate::accounts::pages::PROGRAM,
];

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
    use crate::portal::look::Page;

    fn found(path: &str) -> Option<&'static str> {
        let mut routes = PROGRAMS.iter().flat_map(|program| program.routes);
        routes
            .find(|route| route.at(path, "").is_some())
            .map(|route| route.path)
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

    #[test]
    fn every_program_has_its_binary() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend/src/bin");
        let mut binaries: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        binaries.sort_unstable();
        let mut expected = PROGRAMS.map(|program| [program.name, ".rs"].concat()).to_vec();
        expected.sort_unstable();
        assert_eq!(binaries, expected);
    }
}

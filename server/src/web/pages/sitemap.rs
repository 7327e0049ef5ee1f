//! The map of all public pages for searching machines.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use domain::Locale;

use crate::web::Here;

/// The public pages of a house with a bureau; the products of its catalogue come on top.
const BUREAU: [&str; 5] = ["/found", "/lost", "/catalogue", "/partners", "/questions"];

/// `/sitemap.xml`: every public page in every language, each naming the others.
pub(super) async fn sitemap(here: Here) -> Response {
    let mut paths = vec!["/".to_owned()];
    if here.web.has_bureau() {
        paths.extend(BUREAU.map(str::to_owned));
        let catalogue = &here.web.services.catalogue;
        match catalogue.catalogue(&here.asking.actor, "", Locale::En).await {
            Ok(items) => paths.extend(items.iter().map(|item| ["/catalogue/", &item.product.slug].concat())),
            Err(error) => return here.failed(&error),
        }
    }
    let kind = [
        (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (kind, map_of(here.web.origin(), &paths)).into_response()
}

/// The map as sitemaps.org and Google's rule for languages have it. Paths hold nothing that XML must escape.
fn map_of(origin: &str, paths: &[String]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for path in paths {
        let mut others = String::new();
        for l in Locale::ALL {
            alternate(&mut others, l.tag(), origin, l, path);
        }
        alternate(&mut others, "x-default", origin, Locale::En, path);
        for l in Locale::ALL {
            // Writing into a string cannot fail.
            let _ = write!(text, "<url><loc>{origin}/{}{path}</loc>\n{others}</url>\n", l.code());
        }
    }
    text + "</urlset>\n"
}

fn alternate(text: &mut String, tag: &str, origin: &str, l: Locale, path: &str) {
    // Writing into a string cannot fail.
    let _ = writeln!(
        text,
        "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{origin}/{}{path}\"/>",
        l.code()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_names_all_its_languages() {
        let map = map_of("https://x.example", &["/".to_owned(), "/catalogue".to_owned()]);
        assert_eq!(map.matches("<url>").count(), 8);
        assert_eq!(map.matches("<xhtml:link").count(), 40);
        assert!(map.contains("<loc>https://x.example/zh/catalogue</loc>"));
        assert!(map.contains("hreflang=\"zh-Hans\" href=\"https://x.example/zh/catalogue\""));
        assert!(map.contains("hreflang=\"x-default\" href=\"https://x.example/en/\""));
        assert!(map.ends_with("</urlset>\n"));
    }
}

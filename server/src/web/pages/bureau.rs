//! The public pages of the lost-property bureau, and the map of all public pages for searching machines.

use std::fmt::Write as _;

use app::site::{self, Catalogue, PartnersPage, ProductPage};
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::ids::DealerId;
use domain::tags::{DealerApplicationForm, ProductKind};
use domain::{Error, Locale, RefusalCode};
use serde::Deserialize;

use super::trade::shown;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Typed};

/// The public pages that always exist.
const PLACES: [&str; 5] = ["/", "/found", "/catalogue", "/partners", "/questions"];

/// Questions and answers.
pub(super) async fn questions(here: Here) -> Response {
    page(StatusCode::OK, site::questions(&here.frame()))
}

/// What the catalogue is narrowed to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    q: String,
    kind: String,
}

/// The catalogue.
pub(super) async fn catalogue(here: Here, Query(wish): Query<Wish>) -> Response {
    let html = async {
        let port = &here.web.services.catalogue;
        let actor = &here.asking.actor;
        let items = port.catalogue(actor, &wish.q, here.seen.locale).await?;
        let offers = port.offers(actor).await?;
        let what = Catalogue {
            items: &items,
            offers: &offers,
            search: &wish.q,
            kind: ProductKind::from_wire(&wish.kind),
        };
        Ok::<_, Error>(site::catalogue(&here.frame(), what))
    };
    match html.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => here.failed(&error),
    }
}

/// One product.
pub(super) async fn product(here: Here, Path((_, slug)): Path<(String, String)>) -> Response {
    match here.web.services.catalogue.item(&here.asking.actor, &slug).await {
        Ok(item) => page(
            StatusCode::OK,
            site::product(&here.frame(), ProductPage { item: &item }),
        ),
        Err(error) => here.failed(&error),
    }
}

/// Its picture.
pub(super) async fn picture(here: Here, Path((_, slug)): Path<(String, String)>) -> Response {
    let found = async {
        let port = &here.web.services.catalogue;
        let item = port.item(&here.asking.actor, &slug).await?;
        port.picture(&here.asking.actor, item.product.id).await
    };
    match found.await {
        Ok(file) => shown(file, true),
        Err(error) => here.failed(&error),
    }
}

/// Whether an application was just taken.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    sent: String,
}

/// What partners get, and the form.
pub(super) async fn partners(here: Here, Query(done): Query<Done>) -> Response {
    partners_page(&here, &DealerApplicationForm::default(), None, !done.sent.is_empty()).await
}

async fn partners_page(here: &Here, form: &DealerApplicationForm, refusal: Option<&Error>, sent: bool) -> Response {
    match here.web.services.catalogue.partners(&here.asking.actor).await {
        Ok(partners) => {
            let what = PartnersPage {
                partners: &partners,
                form,
                refusal,
                sent,
            };
            page(
                refusal.map_or(StatusCode::OK, refused_status),
                site::partners(&here.frame(), what),
            )
        }
        Err(error) => here.failed(&error),
    }
}

/// Takes an application.
pub(super) async fn apply(here: Here, Typed(form): Typed<DealerApplicationForm>) -> Response {
    let port = &here.web.services.catalogue;
    // Who is signed in may apply, too; what counts against floods is where it comes from.
    match port.apply(&here.visitor(), form.clone(), here.seen.locale).await {
        Ok(()) => see_other(&here.to("/partners?sent=1#apply")),
        Err(error @ Error::Refused(_)) => partners_page(&here, &form, Some(&error), false).await,
        Err(error) => here.failed(&error),
    }
}

/// The logo of a partner.
pub(super) async fn partner_logo(here: Here, Path((_, id)): Path<(String, String)>) -> Response {
    let found = async {
        let id: DealerId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        here.web.services.catalogue.logo(&here.asking.actor, id).await
    };
    match found.await {
        Ok(file) => shown(file, true),
        Err(error) => here.failed(&error),
    }
}

/// `/sitemap.xml`: every public page in every language, each naming the others.
pub(super) async fn sitemap(here: Here) -> Response {
    let mut paths: Vec<String> = PLACES.map(str::to_owned).into();
    match here
        .web
        .services
        .catalogue
        .catalogue(&here.asking.actor, "", Locale::En)
        .await
    {
        Ok(items) => paths.extend(items.iter().map(|item| ["/catalogue/", &item.product.slug].concat())),
        Err(error) => return here.failed(&error),
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

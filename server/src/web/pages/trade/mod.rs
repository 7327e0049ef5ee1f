//! The portals of dealers and of the bureau's managers. A map.
//!
//! * `pools.rs`: pools of both: lists, orders, acts, files. `dealer.rs`: overview, keys, labels, payments.
//! * `products.rs`: products, offers, parcels. `dealers.rs`: dealers and applications. `sales.rs`: figures.
//! * `content.rs`: questions of the public site, and previews of its content. `upload.rs`: a file out of a form.
//!
//! What must not be here: who may do what; the ports decide that.

mod content;
mod dealer;
mod dealers;
mod pools;
mod products;
mod sales;
pub(super) mod upload;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::tags::Download;

use crate::web::Web;

/// What a form sends, in order.
type Pairs = Vec<(String, String)>;

/// All pages whose forms are small.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/dealer", get(dealer::overview))
        .route("/{lang}/dealer/pools", get(pools::dealers))
        .route("/{lang}/dealer/pools/new", get(pools::new).post(pools::order))
        .route("/{lang}/dealer/pools/{id}", get(pools::dealers_one))
        .route(
            "/{lang}/dealer/pools/{id}/{act}",
            get(pools::dealers_file).post(pools::dealers_act),
        )
        .route("/{lang}/dealer/keys", get(dealer::keys).post(dealer::report_sold))
        .route("/{lang}/dealer/payments", get(dealer::payments))
        .route("/{lang}/dealer/label", get(dealer::label).post(dealer::change_label))
        .route("/{lang}/dealer/label/logo", get(dealer::logo))
        .route("/{lang}/dealer/label/logo/remove", post(dealer::remove_logo))
        .merge(managers())
}

fn managers() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/pools", get(pools::all))
        .route("/{lang}/manager/pools/new", get(pools::new_own).post(pools::order_own))
        .route("/{lang}/manager/pools/{id}", get(pools::any))
        .route(
            "/{lang}/manager/pools/{id}/{act}",
            get(pools::any_file).post(pools::managers_act),
        )
        .route("/{lang}/manager/products", get(products::list))
        .route("/{lang}/manager/products/new", get(products::new))
        .route("/{lang}/manager/products/save", post(products::save))
        .route("/{lang}/manager/products/{id}", get(products::one))
        .route(
            "/{lang}/manager/products/{id}/picture/remove",
            post(products::remove_picture),
        )
        .route("/{lang}/manager/products/parcels/{id}/sent", post(products::sent))
        .route("/{lang}/manager/products/preview", post(content::preview_product))
        .route("/{lang}/manager/offers/preview", post(content::preview_offer))
        .route("/{lang}/manager/offers/new", get(products::new_offer))
        .route("/{lang}/manager/offers/save", post(products::save_offer))
        .route("/{lang}/manager/offers/{id}", get(products::one_offer))
        .route("/{lang}/manager/dealers", get(dealers::list))
        .route("/{lang}/manager/dealers/new", get(dealers::new))
        .route("/{lang}/manager/dealers/save", post(dealers::save))
        .route("/{lang}/manager/dealers/preview", post(content::preview_partner))
        .route("/{lang}/manager/dealers/applications/{id}/{act}", post(dealers::decide))
        .route("/{lang}/manager/dealers/{id}", get(dealers::one))
        .route("/{lang}/manager/dealers/{id}/people", post(dealers::people))
        .merge(questions())
        .route("/{lang}/manager/sales", get(sales::show))
        .route("/{lang}/manager/sales/{file}", get(sales::file))
}

/// The questions of the public site.
fn questions() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/questions", get(content::questions))
        .route("/{lang}/manager/questions/new", get(content::new))
        .route("/{lang}/manager/questions/save", post(content::save))
        .route("/{lang}/manager/questions/preview", post(content::preview_question))
        .route("/{lang}/manager/questions/{id}", get(content::one))
        .route("/{lang}/manager/questions/{id}/remove", post(content::remove))
        .route("/{lang}/manager/questions/ready/{name}", get(content::ready))
}

/// The forms that carry a picture.
pub(super) fn uploads() -> Router<Web> {
    Router::new()
        .route("/{lang}/dealer/label/logo/upload", post(dealer::change_logo))
        .route("/{lang}/manager/products/{id}/picture", post(products::change_picture))
}

/// A file for somebody to keep.
pub(super) fn kept(file: Download) -> Response {
    let disposition = ["attachment; filename=\"", &file.name, "\""].concat();
    let headers = [
        (header::CONTENT_TYPE, file.media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, file.bytes).into_response()
}

/// A picture of a page.
pub(super) fn shown(file: Download, public: bool) -> Response {
    let cache = if public {
        "public, max-age=3600"
    } else {
        "private, no-cache"
    };
    let headers = [(header::CONTENT_TYPE, file.media), (header::CACHE_CONTROL, cache)];
    (headers, file.bytes).into_response()
}

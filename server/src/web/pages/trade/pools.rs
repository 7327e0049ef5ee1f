//! Pools of keys: lists, orders, acts, files; of dealers and of managers.

use app::tags::documents::{
    OrderPage, PoolPage, PoolsPage, order as order_page, pool as pool_page, pools as pools_page,
};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::PoolId;
use domain::tags::{DealerPrice, LabelSheet, Orderable, PoolFile, PoolFilter, PoolOrder, PoolRow, PoolWord};
use domain::{Cursor, Error, FieldError, Outcome, Page, Refusal, RefusalCode, ShortText};
use serde::Deserialize;

use super::kept;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// What an address narrows a list to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Narrow {
    state: String,
    from: String,
}

impl Narrow {
    fn filter(&self) -> PoolFilter {
        PoolFilter {
            state: PoolWord::from_wire(&self.state),
            dealer: None,
            cursor: Cursor::said(&self.from),
        }
    }
}

/// A dealer's pools.
pub(super) async fn dealers(here: Signed, Query(narrow): Query<Narrow>) -> Response {
    let filter = narrow.filter();
    let found = here.web.services.dealer.pools(here.actor(), &filter).await;
    list(&here, &filter, false, found)
}

/// All pools, for managers.
pub(super) async fn all(here: Signed, Query(narrow): Query<Narrow>) -> Response {
    let filter = narrow.filter();
    let found = here.web.services.bureau.all_pools(here.actor(), &filter).await;
    list(&here, &filter, true, found)
}

fn list(here: &Signed, filter: &PoolFilter, manager: bool, found: Outcome<Page<PoolRow>>) -> Response {
    match found {
        Ok(pools) => {
            let what = PoolsPage {
                pools: &pools,
                filter,
                manager,
            };
            page(StatusCode::OK, pools_page(&here.frame(), &here.profile, what))
        }
        Err(error) => here.failed(&error),
    }
}

/// A dealer's order: the questions, or the price.
pub(super) async fn new(here: Signed, Query(form): Query<PoolOrder>) -> Response {
    match here.web.services.dealer.orderable(here.actor()).await {
        Ok(goods) => ordering(&here, &goods, &begun(&here, form), None, false),
        Err(error) => here.failed(&error),
    }
}

/// A manager's order for our own shop.
pub(super) async fn new_own(here: Signed, Query(form): Query<PoolOrder>) -> Response {
    match own_goods(&here).await {
        Ok(goods) => ordering(&here, &goods, &begun(&here, form), None, true),
        Err(error) => here.failed(&error),
    }
}

async fn own_goods(here: &Signed) -> Outcome<Vec<Orderable>> {
    let products = here.web.services.bureau.products(here.actor()).await?;
    let price: Option<DealerPrice> = None;
    Ok(products
        .into_iter()
        .map(|product| Orderable { product, price })
        .collect())
}

/// A form that is shown for the first time gets what makes a second click harmless.
fn begun(here: &Signed, form: PoolOrder) -> PoolOrder {
    if form.once.is_empty() {
        let once = here.web.house.outside.uuid7().to_string();
        PoolOrder { once, ..form }
    } else {
        form
    }
}

fn ordering(here: &Signed, goods: &[Orderable], form: &PoolOrder, refusal: Option<&Error>, manager: bool) -> Response {
    let what = OrderPage {
        goods,
        form,
        refusal,
        manager,
    };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, order_page(&here.frame(), &here.profile, what))
}

/// Orders.
pub(super) async fn order(here: Signed, Typed(form): Typed<PoolOrder>) -> Response {
    let dealer = &here.web.services.dealer;
    match dealer.order_pool(here.actor(), form.clone()).await {
        Ok(id) => see_other(&here.to(&format!("/dealer/pools/{id}"))),
        Err(error @ Error::Refused(_)) => match dealer.orderable(here.actor()).await {
            Ok(goods) => ordering(&here, &goods, &form, Some(&error), false),
            Err(error) => here.failed(&error),
        },
        Err(error) => here.failed(&error),
    }
}

/// Orders for our own shop.
pub(super) async fn order_own(here: Signed, Typed(form): Typed<PoolOrder>) -> Response {
    match here.web.services.bureau.order_own(here.actor(), form.clone()).await {
        Ok(id) => see_other(&here.to(&format!("/manager/pools/{id}"))),
        Err(error @ Error::Refused(_)) => match own_goods(&here).await {
            Ok(goods) => ordering(&here, &goods, &form, Some(&error), true),
            Err(error) => here.failed(&error),
        },
        Err(error) => here.failed(&error),
    }
}

/// One of a dealer's pools.
pub(super) async fn dealers_one(here: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    one(&here, &id, None, false).await
}

/// Any pool, for managers.
pub(super) async fn any(here: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    one(&here, &id, None, true).await
}

async fn one(here: &Signed, id: &str, refusal: Option<&Error>, manager: bool) -> Response {
    let Ok(id) = id.parse::<PoolId>() else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let services = &here.web.services;
    let found = if manager {
        services.bureau.any_pool(here.actor(), id).await
    } else {
        services.dealer.pool(here.actor(), id).await
    };
    match found {
        Ok(view) => {
            let what = PoolPage {
                view: &view,
                refusal,
                manager,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, pool_page(&here.frame(), &here.profile, what))
        }
        Err(error) => here.failed(&error),
    }
}

/// What a dealer does with a pool.
pub(super) async fn dealers_act(here: Signed, Path((_, id, act)): Path<(String, String, String)>) -> Response {
    let own = here.to(&["/dealer/pools/", &id].concat());
    let done = async {
        let pool: PoolId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        let dealer = &here.web.services.dealer;
        match act.as_str() {
            "pay" => {
                let path = dealer.pay_pool(here.actor(), pool).await?;
                return Ok(local(&here, &path));
            }
            "invoice" => dealer.invoice_pool(here.actor(), pool).await?,
            "cancel" => dealer.cancel_pool(here.actor(), pool).await?,
            _ => return Err(Error::from(RefusalCode::NotFound)),
        }
        Ok(own.clone())
    };
    after(&here, &id, false, done.await).await
}

/// A path where to pay, in the reader's language if it has none.
fn local(here: &Signed, path: &str) -> String {
    let spoken = domain::Locale::ALL
        .iter()
        .any(|l| path.starts_with(&["/", l.code(), "/"].concat()));
    if spoken { path.to_owned() } else { here.to(path) }
}

/// What a manager types with an act.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    unit: String,
    reason: String,
}

/// What a manager does with a pool.
pub(super) async fn managers_act(
    here: Signed,
    Path((_, id, act)): Path<(String, String, String)>,
    Typed(words): Typed<Words>,
) -> Response {
    let own = here.to(&["/manager/pools/", &id].concat());
    let done = async {
        let pool: PoolId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        let bureau = &here.web.services.bureau;
        match act.as_str() {
            "price" => bureau.price_pool(here.actor(), pool, &words.unit).await?,
            "approve" => bureau.approve_pool(here.actor(), pool).await?,
            "refuse" => {
                let reason = ShortText::parse(&words.reason).map_err(|code| at("reason", code))?;
                bureau.refuse_pool(here.actor(), pool, reason).await?;
            }
            _ => return Err(Error::from(RefusalCode::NotFound)),
        }
        Ok(own.clone())
    };
    after(&here, &id, true, done.await).await
}

fn at(field: &str, code: RefusalCode) -> Error {
    let field = FieldError {
        field: field.to_owned(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field]).into()
}

async fn after(here: &Signed, id: &str, manager: bool, done: Outcome<String>) -> Response {
    match done {
        Ok(to) => see_other(&to),
        Err(error) if error.is(RefusalCode::NotFound) => here.failed(&error),
        Err(error @ Error::Refused(_)) => one(here, id, Some(&error), manager).await,
        Err(error) => here.failed(&error),
    }
}

/// Which labels.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Labels {
    sheet: String,
    part: String,
}

fn file_named(name: &str, labels: &Labels) -> Option<PoolFile> {
    match name {
        "keys.csv" => Some(PoolFile::Csv),
        "keys.xlsx" => Some(PoolFile::Xlsx),
        "labels.pdf" => Some(PoolFile::Labels {
            sheet: LabelSheet::from_wire(&labels.sheet)?,
            part: if labels.part.is_empty() {
                1
            } else {
                labels.part.parse().ok()?
            },
        }),
        _ => None,
    }
}

/// The keys of a dealer's pool as a file.
pub(super) async fn dealers_file(
    here: Signed,
    Path((_, id, name)): Path<(String, String, String)>,
    Query(labels): Query<Labels>,
) -> Response {
    match (id.parse::<PoolId>(), file_named(&name, &labels)) {
        (Ok(id), Some(file)) => match here.web.services.dealer.pool_file(here.actor(), id, file).await {
            Ok(file) => kept(file),
            Err(error) => here.failed(&error),
        },
        _ => here.failed(&RefusalCode::NotFound.into()),
    }
}

/// The keys of any pool as a file.
pub(super) async fn any_file(
    here: Signed,
    Path((_, id, name)): Path<(String, String, String)>,
    Query(labels): Query<Labels>,
) -> Response {
    match (id.parse::<PoolId>(), file_named(&name, &labels)) {
        (Ok(id), Some(file)) => match here.web.services.bureau.any_pool_file(here.actor(), id, file).await {
            Ok(file) => kept(file),
            Err(error) => here.failed(&error),
        },
        _ => here.failed(&RefusalCode::NotFound.into()),
    }
}

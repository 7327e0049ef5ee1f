//! For machines that watch us: alive, ready, figures. Nothing here tells anything about people.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use backend::fault::Fault;
use backend::secrets::same;
use backend::{lockers, support};

use super::{Seen, Web};
use crate::metrics::Standing;

/// A database that needs longer than this is away.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process runs.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// It can do its work: the database answers and the broker is there.
pub(super) async fn ready(State(web): State<Web>) -> Response {
    let database = database(&web).await;
    let broker = *web.link_stands.borrow();
    let status = if database && broker {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    // Does not make us unready: the messages behind them come through.
    let set_aside = if database { set_aside(&web).await } else { None };
    let state = serde_json::json!({ "database": database, "broker": broker, "set_aside": set_aside });
    (status, Json(state)).into_response()
}

/// How many messages of banks could never be applied; none if that cannot be told.
async fn set_aside(web: &Web) -> Option<i64> {
    let ask = async {
        let mut reader = web.house.db.read().await?;
        lockers::set_aside(&mut reader).await
    };
    match ask.await {
        Ok(aside) => Some(aside.count),
        Err(fault) => {
            fault.log();
            None
        }
    }
}

/// How banks and those who help stand; none if that cannot be told.
async fn standing(web: &Web) -> Option<Standing> {
    let ask = async {
        let mut reader = web.house.db.read().await?;
        let banks = lockers::standing(&mut reader).await?;
        Ok::<_, Fault>(Standing {
            set_aside: lockers::set_aside(&mut reader).await?.count,
            banks_away: banks.away,
            doors_in_trouble: banks.in_trouble,
            help_late: support::late(&mut reader, web.house.now()).await?,
        })
    };
    match ask.await {
        Ok(standing) => Some(standing),
        Err(fault) => {
            fault.log();
            None
        }
    }
}

/// The figures; for this machine, or for whoever shows the token.
pub(super) async fn metrics(State(web): State<Web>, Extension(seen): Extension<Seen>, headers: HeaderMap) -> Response {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    let right = match (&web.metrics_token, shown) {
        (Some(token), Some(shown)) => same(token.expose().as_bytes(), shown),
        _ => false,
    };
    if !right && !seen.visitor.is_loopback() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let link_stands = *web.link_stands.borrow();
    let database = database(&web).await;
    let standing = if database { standing(&web).await } else { None };
    let text = web.metrics.render(link_stands, database, standing);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

async fn database(web: &Web) -> bool {
    match web.house.db.healthy(PATIENCE).await {
        Ok(()) => true,
        Err(fault) => {
            tracing::warn!(code = fault.code(), "the database does not answer");
            false
        }
    }
}

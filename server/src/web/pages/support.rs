//! Help from afar: the queue, one request, and what a colleague does about it.

use app::support::documents::{self, RequestPage};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::delivery::MoveDeadline;
use domain::ids::RequestId;
use domain::support::{AnswerForm, QueueFilter, ReasonForm, RequestStage, SupportPort};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/support", get(queue))
        .route("/{lang}/support/{id}", get(one))
        .route("/{lang}/support/{id}/{act}", post(act))
}

fn port(signed: &Signed) -> &dyn SupportPort {
    signed.web.services.support.as_ref()
}

/// What the list is narrowed to, as it stands in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    show: String,
}

async fn queue(signed: Signed, wanted: Result<Query<Wanted>, QueryRejection>) -> Response {
    let show = wanted.map(|query| query.0.show).unwrap_or_default();
    let filter = QueueFilter {
        stage: RequestStage::from_wire(&show),
        mine: show == "mine",
    };
    let seen = async {
        let rows = port(&signed).queue(signed.actor(), filter).await?;
        Ok((rows, port(&signed).count_waiting(signed.actor()).await?))
    };
    match seen.await {
        Ok((rows, waiting)) => page(
            StatusCode::OK,
            documents::queue(&signed.frame(), &signed.profile, &rows, filter, waiting),
        ),
        Err(error) => signed.failed(&error),
    }
}

async fn one(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    shown(&signed, &id, &documents::Typed::default(), None).await
}

async fn shown(signed: &Signed, id: &str, typed: &documents::Typed, refusal: Option<&Error>) -> Response {
    let view = async { port(signed).request(signed.actor(), id_of(id)?).await };
    match view.await {
        Ok(view) => {
            let shown = RequestPage {
                view: &view,
                typed,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, documents::request(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

fn id_of(text: &str) -> Outcome<RequestId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// The fields of all forms of the page; each form sends those that it has.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    words: String,
    note: String,
    reason: String,
    days: String,
}

async fn act(
    signed: Signed,
    Path((_, id, act)): Path<(String, String, String)>,
    Typed(fields): Typed<Fields>,
) -> Response {
    let typed = documents::Typed {
        act: act.clone(),
        words: [fields.words.as_str(), &fields.reason].concat(),
        days: fields.days.clone(),
    };
    match done(&signed, &id, &act, fields).await {
        Ok(()) => see_other(&signed.to(&["/support/", &id].concat())),
        Err(error @ Error::Failed(_)) => signed.failed(&error),
        Err(error) if error.is(RefusalCode::NotFound) || error.is(RefusalCode::NotAllowed) => signed.failed(&error),
        Err(error) => shown(&signed, &id, &typed, Some(&error)).await,
    }
}

async fn done(signed: &Signed, id: &str, act: &str, fields: Fields) -> Outcome<()> {
    let (port, actor, id) = (port(signed), signed.actor(), id_of(id)?);
    let reason = ReasonForm {
        reason: fields.reason.clone(),
    };
    match act {
        "take" => port.take(actor, id, false).await,
        "take-over" => port.take(actor, id, true).await,
        "release" => port.release(actor, id).await,
        "close" => port.close(actor, id).await,
        "answer" => {
            let form = AnswerForm {
                words: fields.words,
                note: fields.note,
            };
            port.answer(actor, id, form).await
        }
        "code" => port.new_code(actor, id, reason).await,
        "open" => port.open(actor, id, reason).await,
        "deadline" => {
            let form = MoveDeadline {
                days: fields.days,
                reason: fields.reason,
            };
            port.move_deadline(actor, id, form).await
        }
        "keypad" => port.free_keypad(actor, id, reason).await,
        "door-out" => port.set_service(actor, id, true, reason).await,
        "door-back" => port.set_service(actor, id, false, reason).await,
        "move" => port.move_thing(actor, id, reason).await,
        "stay" => port.stay(actor, id, reason).await,
        "door-test" => port.test_door(actor, id, reason).await,
        _ => Err(RefusalCode::NotFound.into()),
    }
}

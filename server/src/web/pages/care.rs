//! What employees do about what lies in lockers.

use app::delivery::documents::{self, CarePage, CareTyped};
use app::support::look;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::custody::LinkSecret;
use domain::delivery::{CarePort, IssueByHand, MoveDeadline, MoveThing};
use domain::ids::ConsignmentId;
use domain::support::AskForm;
use domain::{Error, Outcome, Refusal, RefusalCode};
use serde::Deserialize;

use super::pickup::{Notice, with_notice};
use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/employee/take-back", get(list).post(open))
        .route("/{lang}/employee/deliveries/{id}/care", get(care).post(move_deadline))
        .route("/{lang}/employee/deliveries/{id}/code", get(care).post(issue_by_hand))
        .route("/{lang}/employee/deliveries/{id}/slip", get(slip))
        .route("/{lang}/employee/deliveries/{id}/move", get(care).post(move_thing))
        .route("/{lang}/employee/deliveries/{id}/stay", get(care).post(stay))
        .route("/{lang}/employee/deliveries/{id}/put-back", get(care).post(put_back))
        .route("/{lang}/employee/deliveries/{id}/support", get(care).post(call_support))
}

fn port(signed: &Signed) -> &dyn CarePort {
    signed.web.services.care.as_ref()
}

fn id_of(text: &str) -> Outcome<ConsignmentId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// What became of the last try, after a redirect.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

async fn list(signed: Signed, notice: Result<Query<Notice>, QueryRejection>) -> Response {
    // An address that somebody has garbled tells nothing, and shows the list all the same.
    let refusal: Option<Refusal> = notice.ok().and_then(|notice| notice.0.refusal());
    match port(&signed).to_take_back(signed.actor()).await {
        Ok(list) => page(
            StatusCode::OK,
            documents::take_back(&signed.frame(), &signed.profile, &list, refusal.as_ref()),
        ),
        Err(error) => signed.failed(&error),
    }
}

/// Which thing.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Which {
    consignment: String,
}

async fn open(signed: Signed, Typed(form): Typed<Which>) -> Response {
    let back = signed.to("/employee/take-back");
    let delivery = &signed.web.services.delivery;
    let opened = async { delivery.open(signed.actor(), id_of(&form.consignment)?).await };
    match opened.await {
        Ok(()) => see_other(&back),
        Err(Error::Refused(refusal)) if !matches!(refusal.code, RefusalCode::NotFound | RefusalCode::NotAllowed) => {
            see_other(&with_notice(&back, &refusal))
        }
        Err(error) => signed.failed(&error),
    }
}

async fn care(signed: Signed, Path((_, id)): Path<(String, String)>, done: Query<Done>) -> Response {
    shown(&signed, &id, &CareTyped::default(), None, &done.0.done).await
}

/// The page of a delivery's end, with what was typed and refused.
async fn shown(signed: &Signed, id: &str, typed: &CareTyped, refusal: Option<&Error>, done: &str) -> Response {
    let view = async { port(signed).care(signed.actor(), id_of(id)?).await };
    match view.await {
        Ok(view) => {
            let status = refusal.map_or(StatusCode::OK, refused_status);
            let frame = signed.frame();
            let shown = CarePage {
                view: &view,
                typed,
                problems: &look::problems(frame.locale),
                refusal,
                moved: done == "moved",
                called: done == "called",
            };
            page(status, documents::care(&frame, &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

async fn move_deadline(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(typed): Typed<MoveDeadline>,
) -> Response {
    let moved = async {
        port(&signed)
            .move_deadline(signed.actor(), id_of(&id)?, typed.clone())
            .await
    };
    let moved = moved.await;
    match moved {
        Ok(()) => see_other(&signed.to(&format!("/employee/deliveries/{id}/care?done=moved"))),
        Err(error) if error.is(RefusalCode::Form) || error.is(RefusalCode::WrongState) => {
            let typed = CareTyped {
                deadline: typed,
                ..CareTyped::default()
            };
            shown(&signed, &id, &typed, Some(&error), "").await
        }
        Err(error) => signed.failed(&error),
    }
}

async fn issue_by_hand(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(typed): Typed<IssueByHand>,
) -> Response {
    let issued = async {
        port(&signed)
            .issue_by_hand(signed.actor(), id_of(&id)?, typed.clone())
            .await
    };
    let issued = issued.await;
    match issued {
        Ok(link) => {
            let answer = see_other(&signed.to(&format!("/employee/deliveries/{id}/slip")));
            signed.with_cookie(answer, Cookie::Slip, &link.expose())
        }
        Err(error)
            if [RefusalCode::Form, RefusalCode::WrongState, RefusalCode::DeadlinePassed]
                .into_iter()
                .any(|code| error.is(code)) =>
        {
            let typed = CareTyped {
                by_hand: typed,
                ..CareTyped::default()
            };
            shown(&signed, &id, &typed, Some(&error), "").await
        }
        Err(error) => signed.failed(&error),
    }
}

async fn move_thing(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(typed): Typed<MoveThing>) -> Response {
    let set_out = async {
        port(&signed)
            .move_thing(signed.actor(), id_of(&id)?, typed.clone())
            .await
    };
    let set_out = set_out.await;
    let typed = CareTyped {
        thing: typed,
        ..CareTyped::default()
    };
    went(&signed, &id, &typed, set_out).await
}

async fn stay(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let stays = async { port(&signed).stay(signed.actor(), id_of(&id)?).await };
    went(&signed, &id, &CareTyped::default(), stays.await).await
}

async fn put_back(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let opened = async { port(&signed).put_back(signed.actor(), id_of(&id)?).await };
    went(&signed, &id, &CareTyped::default(), opened.await).await
}

/// Back to the delivery, whose page leads from door to door; or why not.
async fn went(signed: &Signed, id: &str, typed: &CareTyped, done: Outcome<()>) -> Response {
    match done {
        Ok(()) => see_other(&signed.to(&format!("/employee/deliveries/{id}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) && !error.is(RefusalCode::NotAllowed) => {
            shown(signed, id, typed, Some(&error), "").await
        }
        Err(error) => signed.failed(&error),
    }
}

async fn call_support(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(typed): Typed<AskForm>) -> Response {
    let help = &signed.web.services.help;
    let called = async { help.ask_for(signed.actor(), id_of(&id)?, typed.clone()).await };
    let called = called.await;
    match called {
        Ok(()) => see_other(&signed.to(&format!("/employee/deliveries/{id}/care?done=called"))),
        Err(error) if error.is(RefusalCode::Form) || error.is(RefusalCode::SlowDown) => {
            let typed = CareTyped {
                problem: typed.problem,
                words: typed.words,
                ..CareTyped::default()
            };
            shown(&signed, &id, &typed, Some(&error), "").await
        }
        Err(error) => signed.failed(&error),
    }
}

/// The slip whose secret the browser holds for a quarter of an hour: it can be loaded anew until it is printed.
async fn slip(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let shown = async {
        let link = signed.cookie(Cookie::Slip).and_then(LinkSecret::parse);
        let link = link.ok_or(RefusalCode::NotFound)?;
        port(&signed).slip(signed.actor(), id_of(&id)?, &link).await
    };
    match shown.await {
        Ok(slip) => page(StatusCode::OK, documents::slip(&signed.frame(), &signed.profile, &slip)),
        Err(error) => signed.failed(&error),
    }
}

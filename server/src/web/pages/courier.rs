//! The courier's pages.

use app::tickets::documents::{self, JobPage};
use axum::Router;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::TicketId;
use domain::photos::Upload;
use domain::tickets::{CourierPort, Failing, Handing};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::photos::Sent;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/courier", get(day))
        .route("/{lang}/courier/{id}", get(job))
        .route("/{lang}/courier/{id}/{act}", post(act))
}

fn port(signed: &Signed) -> &dyn CourierPort {
    signed.web.services.courier.as_ref()
}

async fn day(signed: Signed) -> Response {
    match port(&signed).day(signed.actor()).await {
        Ok(day) => page(StatusCode::OK, documents::day(&signed.frame(), &signed.profile, &day)),
        Err(error) => signed.failed(&error),
    }
}

async fn shown(signed: &Signed, id: TicketId, typed: &Typing, refusal: Option<&Error>) -> Response {
    match port(signed).job(signed.actor(), id).await {
        Ok(view) => {
            let shown = JobPage {
                view: &view,
                code: &typed.code,
                signed: &typed.signed,
                again: typed.photo.check().is_ok(),
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, documents::job(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

fn id_of(text: &str) -> Outcome<TicketId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

async fn job(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match id_of(&id) {
        Ok(id) => shown(&signed, id, &Typing::default(), None).await,
        Err(error) => signed.failed(&error),
    }
}

/// The forms that carry a photo as proof.
pub(super) fn uploads() -> Router<Web> {
    Router::new()
        .route("/{lang}/courier/{id}/pick-up", get(anew).post(pick_up))
        .route("/{lang}/courier/{id}/deliver", get(anew).post(deliver))
}

/// Whoever loads a refused form anew sees the ticket.
async fn anew(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match id_of(&id) {
        Ok(id) => see_other(&signed.to(&format!("/courier/{id}"))),
        Err(error) => signed.failed(&error),
    }
}

/// All fields of all forms of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typing {
    code: String,
    signed: String,
    cash: String,
    reason: String,
    note: String,
    #[serde(skip)]
    photo: Upload,
}

impl Typing {
    fn handing(&self) -> Handing {
        Handing {
            code: self.code.clone(),
            signed: self.signed.clone(),
            cash: self.cash.clone(),
            photo: self.photo.clone(),
        }
    }

    fn failing(&self) -> Failing {
        Failing {
            reason: self.reason.clone(),
            note: self.note.clone(),
        }
    }
}

async fn act(
    signed: Signed,
    Path((_, id, act)): Path<(String, String, String)>,
    Typed(typed): Typed<Typing>,
) -> Response {
    let ticket = match id_of(&id) {
        Ok(ticket) => ticket,
        Err(error) => return signed.failed(&error),
    };
    let done = async {
        let (actor, port) = (signed.actor(), port(&signed));
        match act.as_str() {
            "accept" => port.accept(actor, ticket).await,
            "set-off" => port.set_off(actor, ticket).await,
            "give-back" => port.give_back(actor, ticket).await,
            "fail" => port.fail(actor, ticket, typed.failing()).await,
            _ => Err(RefusalCode::NotFound.into()),
        }
    };
    let done = done.await;
    answered(&signed, ticket, &act, &typed, done).await
}

/// The fields of a form with a photo.
async fn with_photo(form: Multipart) -> Typing {
    let sent = Sent::read(form).await;
    let mut typed: Typing = sent.words();
    typed.photo = sent.photo;
    typed
}

async fn pick_up(signed: Signed, Path((_, id)): Path<(String, String)>, form: Multipart) -> Response {
    let typed = with_photo(form).await;
    match id_of(&id) {
        Ok(id) => {
            let done = port(&signed).pick_up(signed.actor(), id, typed.handing()).await;
            answered(&signed, id, "pick-up", &typed, done).await
        }
        Err(error) => signed.failed(&error),
    }
}

async fn deliver(signed: Signed, Path((_, id)): Path<(String, String)>, form: Multipart) -> Response {
    let typed = with_photo(form).await;
    match id_of(&id) {
        Ok(id) => {
            let done = port(&signed).deliver(signed.actor(), id, typed.handing()).await;
            answered(&signed, id, "deliver", &typed, done).await
        }
        Err(error) => signed.failed(&error),
    }
}

/// After an act: the ticket again or the day; what was wrong beside what was typed.
async fn answered(signed: &Signed, id: TicketId, act: &str, typed: &Typing, done: Outcome<()>) -> Response {
    let to_the_day = matches!(act, "give-back" | "deliver" | "fail");
    match done {
        Ok(()) if to_the_day => see_other(&signed.to("/courier")),
        Ok(()) => see_other(&signed.to(&format!("/courier/{id}"))),
        // A colleague was faster: the list shows what is left.
        Err(error) if error.is(RefusalCode::Changed) || (error.is(RefusalCode::NotFound) && act == "accept") => {
            see_other(&signed.to("/courier"))
        }
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => {
            shown(signed, id, typed, Some(&error)).await
        }
        Err(error) => signed.failed(&error),
    }
}

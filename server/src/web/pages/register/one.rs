//! One thing: its page, its picture, its paper, and every act on it.

use app::register::documents::{self, CounterPage, ThingPage};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::{ClaimId, ThingId};
use domain::register::{ClaimForm, EndForm, HandOutForm};
use domain::{Currency, Error, Outcome, RefusalCode, ShortText};
use serde::Deserialize;

use super::super::photos::{self, Sent};
use super::things::id_of;
use super::{once, port};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// What was typed when an act was refused.
#[derive(Default)]
struct Acts {
    hand: HandOutForm,
    end: EndForm,
}

async fn shown(signed: &Signed, id: ThingId, acts: &Acts, refusal: Option<&Error>) -> Response {
    match port(signed).thing(signed.actor(), id).await {
        Ok(view) => {
            let shown = ThingPage {
                view: &view,
                hand: &acts.hand,
                end: &acts.end,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, documents::thing(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// After an act: the thing again, changed or with what was wrong.
async fn answered(signed: &Signed, id: &str, done: Outcome<()>, acts: Acts) -> Response {
    match (done, id_of(id)) {
        (Ok(()), _) => see_other(&signed.to(&format!("/register/{id}"))),
        (Err(error @ Error::Refused(_)), Ok(thing)) if !error.is(RefusalCode::NotFound) => {
            shown(signed, thing, &acts, Some(&error)).await
        }
        (Err(error), _) => signed.failed(&error),
    }
}

/// The page of a thing.
pub(super) async fn show(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match id_of(&id) {
        Ok(id) => shown(&signed, id, &Acts::default(), None).await,
        Err(error) => signed.failed(&error),
    }
}

/// Label and protocol, for printing.
pub(super) async fn sheet(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let found = async { port(&signed).thing(signed.actor(), id_of(&id)?).await };
    match found.await {
        Ok(view) => page(StatusCode::OK, documents::sheet(&signed.frame(), &view)),
        Err(error) => signed.failed(&error),
    }
}

/// The picture.
pub(super) async fn photo(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let found = async { port(&signed).photo(signed.actor(), id_of(&id)?).await };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => signed.failed(&error),
    }
}

/// Keeps a picture.
pub(super) async fn set_photo(signed: Signed, Path((_, id)): Path<(String, String)>, form: Multipart) -> Response {
    let sent = Sent::read(form).await;
    let done = async { port(&signed).set_photo(signed.actor(), id_of(&id)?, sent.photo).await };
    let done = done.await;
    answered(&signed, &id, done, Acts::default()).await
}

/// Takes the picture away.
pub(super) async fn remove_photo(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let done = async { port(&signed).remove_photo(signed.actor(), id_of(&id)?).await };
    let done = done.await;
    answered(&signed, &id, done, Acts::default()).await
}

async fn counter_page(signed: &Signed, id: &str, form: &ClaimForm, refusal: Option<&Error>) -> Response {
    let found = async {
        let view = port(signed).thing(signed.actor(), id_of(id)?).await?;
        if view.row.stage.is_over() {
            return Err(RefusalCode::NotFound.into());
        }
        Ok::<_, Error>(view)
    };
    match found.await {
        Ok(view) => {
            let shown = CounterPage {
                view: &view,
                form,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(
                status,
                documents::counter_claim(&signed.frame(), &signed.profile, shown),
            )
        }
        Err(error) => signed.failed(&error),
    }
}

/// The form of a claim at the counter.
pub(super) async fn counter(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let form = ClaimForm {
        once: once(&signed),
        ..ClaimForm::default()
    };
    counter_page(&signed, &id, &form, None).await
}

/// Takes a claim at the counter.
pub(super) async fn take_claim(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(mut form): Typed<ClaimForm>,
) -> Response {
    signed.seen.locale.code().clone_into(&mut form.locale);
    let done = async {
        port(&signed)
            .take_claim(signed.actor(), id_of(&id)?, form.clone())
            .await
    };
    match done.await {
        Ok(()) => see_other(&signed.to(&format!("/register/{id}"))),
        Err(error @ Error::Refused(_)) => counter_page(&signed, &id, &form, Some(&error)).await,
        Err(error) => signed.failed(&error),
    }
}

fn claim_of(text: &str) -> Outcome<ClaimId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// A form with a reason.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    reason: String,
}

/// The answers are right.
pub(super) async fn accept(signed: Signed, Path((_, id, claim)): Path<(String, String, String)>) -> Response {
    let done = async {
        let (thing, claim) = (id_of(&id)?, claim_of(&claim)?);
        port(&signed).accept(signed.actor(), thing, claim).await
    };
    let done = done.await;
    answered(&signed, &id, done, Acts::default()).await
}

/// The answers are not right.
pub(super) async fn decline(
    signed: Signed,
    Path((_, id, claim)): Path<(String, String, String)>,
    Typed(form): Typed<Reason>,
) -> Response {
    let done = async {
        let (thing, claim) = (id_of(&id)?, claim_of(&claim)?);
        let reason = ShortText::parse(&form.reason)?;
        port(&signed).decline(signed.actor(), thing, claim, reason).await
    };
    let done = done.await;
    answered(&signed, &id, done, Acts::default()).await
}

/// Whoever it was promised to does not come.
pub(super) async fn lapse(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(form): Typed<Reason>,
) -> Response {
    let done = async {
        let reason = ShortText::parse(&form.reason)?;
        port(&signed).lapse(signed.actor(), id_of(&id)?, reason).await
    };
    let done = done.await;
    answered(&signed, &id, done, Acts::default()).await
}

/// Whoever it was promised to has it.
pub(super) async fn hand_out(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(hand): Typed<HandOutForm>,
) -> Response {
    let done = async { port(&signed).hand_out(signed.actor(), id_of(&id)?, hand.clone()).await };
    let done = done.await;
    let acts = Acts {
        hand,
        ..Acts::default()
    };
    answered(&signed, &id, done, acts).await
}

/// Another end.
pub(super) async fn end(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(mut end): Typed<EndForm>,
) -> Response {
    if end.currency.is_empty() {
        Currency::Eur.code().clone_into(&mut end.currency);
    }
    let done = async { port(&signed).end(signed.actor(), id_of(&id)?, end.clone()).await };
    let done = done.await;
    let acts = Acts { end, ..Acts::default() };
    answered(&signed, &id, done, acts).await
}

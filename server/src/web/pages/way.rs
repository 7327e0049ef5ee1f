//! The manager's page of the way to a bank: directions in four languages, and photos of the place.

use app::lockers::documents::way::{self as documents, WayPage, WayRefusal, WayState};
use axum::Router;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{BankId, PlacePhotoId};
use domain::lockers::{CaptionForm, DirectionsForm, Turn, WayPort};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::photos::{self, Sent};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/banks/{id}/way", get(show).post(save))
        .route("/{lang}/manager/banks/{id}/way/preview", get(show).post(preview))
        .route(
            "/{lang}/manager/banks/{id}/way/photos/{photo}",
            get(photo).post(set_captions),
        )
        .route("/{lang}/manager/banks/{id}/way/photos/{photo}/earlier", post(earlier))
        .route("/{lang}/manager/banks/{id}/way/photos/{photo}/later", post(later))
        .route("/{lang}/manager/banks/{id}/way/photos/{photo}/remove", post(remove))
}

/// The form that carries a photo. Whoever loads the answer anew sees the page.
pub(super) fn uploads() -> Router<Web> {
    Router::new().route("/{lang}/manager/banks/{id}/way/photo", get(show).post(add))
}

fn port(signed: &Signed) -> &dyn WayPort {
    signed.web.services.way.as_ref()
}

fn id_of(text: &str) -> Outcome<BankId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

fn photo_of(text: &str) -> Outcome<PlacePhotoId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// What became of the last try, after a redirect.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

/// A form as it was sent. One that could not be read lacks its mark: it must not look as if all was left empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Marked<T> {
    whole: String,
    #[serde(flatten)]
    form: T,
}

impl<T> Marked<T> {
    fn typed(&self) -> Outcome<&T> {
        if self.whole.is_empty() {
            return Err(RefusalCode::TooLong.into());
        }
        Ok(&self.form)
    }
}

/// The page, with the directions as typed, if any were.
async fn shown(
    signed: &Signed,
    id: &str,
    typed: Option<&DirectionsForm>,
    state: WayState,
    refusal: Option<WayRefusal<'_>>,
) -> Response {
    let found = async { port(signed).way(signed.actor(), id_of(id)?).await };
    let view = match found.await {
        Ok(view) => view,
        Err(error) => return signed.failed(&error),
    };
    let kept = DirectionsForm::from(&view.way.directions);
    let form = typed.unwrap_or(&kept);
    let read = form.check().unwrap_or_else(|_| view.way.directions.clone());
    let shown = WayPage {
        view: &view,
        form,
        read: &read,
        refusal,
        state,
    };
    let status = refusal.map_or(StatusCode::OK, |refusal| refused_status(refusal.error()));
    page(status, documents::way(&signed.frame(), &signed.profile, shown))
}

async fn show(signed: Signed, Path((_, id)): Path<(String, String)>, done: Query<Done>) -> Response {
    let state = match done.0.done.as_str() {
        "saved" => WayState::Saved,
        "added" => WayState::Added,
        "captioned" => WayState::Captioned,
        "removed" => WayState::Removed,
        _ => WayState::Kept,
    };
    shown(&signed, &id, None, state, None).await
}

/// The page again with why nothing was done; another page where the bank is none of theirs, or the house is out of order.
async fn refused(signed: &Signed, id: &str, typed: Option<&DirectionsForm>, refusal: WayRefusal<'_>) -> Response {
    let elsewhere = match refusal.error() {
        Error::Refused(refusal) => matches!(
            refusal.code,
            RefusalCode::NotFound | RefusalCode::NotAllowed | RefusalCode::SignInFirst
        ),
        Error::Failed(_) => true,
    };
    if elsewhere {
        return signed.failed(refusal.error());
    }
    shown(signed, id, typed, WayState::Kept, Some(refusal)).await
}

fn back(signed: &Signed, id: &str, done: &str) -> Response {
    see_other(&signed.to(&["/manager/banks/", id, "/way", done].concat()))
}

/// Shows what readers would see. Nothing is kept; whose bank it is, is asked all the same.
async fn preview(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(sent): Typed<Marked<DirectionsForm>>,
) -> Response {
    let checked = sent.typed().and_then(|form| Ok(form.check()?));
    let typed = sent.typed().ok();
    match checked {
        Ok(_) => shown(&signed, &id, typed, WayState::Previewed, None).await,
        Err(error) => refused(&signed, &id, typed, WayRefusal::Directions(&error)).await,
    }
}

async fn save(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(sent): Typed<Marked<DirectionsForm>>,
) -> Response {
    let saved = async {
        port(&signed)
            .save_directions(signed.actor(), id_of(&id)?, sent.typed()?)
            .await
    };
    match saved.await {
        Ok(()) => back(&signed, &id, "?done=saved"),
        Err(error) => refused(&signed, &id, sent.typed().ok(), WayRefusal::Directions(&error)).await,
    }
}

async fn add(signed: Signed, Path((_, id)): Path<(String, String)>, form: Multipart) -> Response {
    let sent = Sent::read(form).await;
    let added = async { port(&signed).add_photo(signed.actor(), id_of(&id)?, sent.photo).await };
    match added.await {
        Ok(_) => back(&signed, &id, "?done=added#photos"),
        Err(error) => refused(&signed, &id, None, WayRefusal::Upload(&error)).await,
    }
}

async fn set_captions(
    signed: Signed,
    Path((_, id, photo)): Path<(String, String, String)>,
    Typed(sent): Typed<Marked<CaptionForm>>,
) -> Response {
    let Ok(which) = photo_of(&photo) else {
        return signed.failed(&RefusalCode::NotFound.into());
    };
    let saved = async {
        port(&signed)
            .caption_photo(signed.actor(), id_of(&id)?, which, sent.typed()?)
            .await
    };
    match saved.await {
        Ok(()) => back(&signed, &id, "?done=captioned#photos"),
        Err(error) => {
            let refusal = WayRefusal::Captions(which, &sent.form, &error);
            refused(&signed, &id, None, refusal).await
        }
    }
}

async fn turned(signed: &Signed, id: &str, photo: &str, turn: Turn) -> Response {
    let done = async {
        let (bank, photo) = (id_of(id)?, photo_of(photo)?);
        port(signed).move_photo(signed.actor(), bank, photo, turn).await
    };
    match done.await {
        Ok(()) => back(signed, id, "#photos"),
        Err(error) => signed.failed(&error),
    }
}

async fn earlier(signed: Signed, Path((_, id, photo)): Path<(String, String, String)>) -> Response {
    turned(&signed, &id, &photo, Turn::Earlier).await
}

async fn later(signed: Signed, Path((_, id, photo)): Path<(String, String, String)>) -> Response {
    turned(&signed, &id, &photo, Turn::Later).await
}

async fn remove(signed: Signed, Path((_, id, photo)): Path<(String, String, String)>) -> Response {
    let done = async {
        let (bank, photo) = (id_of(&id)?, photo_of(&photo)?);
        port(&signed).remove_photo(signed.actor(), bank, photo).await
    };
    match done.await {
        Ok(()) => back(&signed, &id, "?done=removed#photos"),
        // Somebody was faster.
        Err(error) => signed.failed(&error),
    }
}

async fn photo(signed: Signed, Path((_, id, photo)): Path<(String, String, String)>) -> Response {
    let found = async {
        let (bank, photo) = (id_of(&id)?, photo_of(&photo)?);
        port(&signed).photo(signed.actor(), bank, photo).await
    };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => signed.failed(&error),
    }
}

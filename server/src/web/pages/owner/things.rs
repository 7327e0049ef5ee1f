//! All of one's things, and one of them: each form has an address of its own and comes back to the page.

use app::tags::documents::owner::{self, Act, MinePage, ThingPage};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::KeyId;
use domain::tags::{ThingForm, TransferForm};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::super::photos::{self, Sent};
use super::{port, reports};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{InAddress, Signed, Typed};

/// All of them.
pub(super) async fn all(signed: Signed) -> Response {
    let html = async {
        let keys = port(&signed).my_keys(signed.actor()).await?;
        let reports = reports(&signed).await?;
        let what = MinePage {
            keys: &keys,
            reports: &reports,
        };
        Ok::<_, Error>(owner::mine(&signed.frame(), &signed.profile, what))
    };
    match html.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => signed.failed(&error),
    }
}

/// What was done just now.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

/// A form that was refused, and what was typed in it.
struct Refused<'a> {
    act: Act,
    error: &'a Error,
    form: &'a ActForm,
}

fn key_id(text: &str) -> Outcome<KeyId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// One of them.
pub(super) async fn one(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    InAddress(done): InAddress<Done>,
) -> Response {
    match key_id(&id) {
        Ok(id) => shown(&signed, id, &done.done, None).await,
        Err(error) => signed.failed(&error),
    }
}

async fn shown(signed: &Signed, id: KeyId, done: &str, refused: Option<Refused<'_>>) -> Response {
    let html = async {
        let view = port(signed).my_key(signed.actor(), id).await?;
        let reports = reports(signed).await?;
        let kept = owner::filled(&view);
        let (form, typed) = match &refused {
            Some(refused) if refused.act == Act::Describe => (&refused.form.thing, ""),
            Some(refused) if refused.act == Act::Transfer => (&kept, refused.form.email.as_str()),
            Some(refused) => (&kept, refused.form.promo_code.as_str()),
            None => (&kept, ""),
        };
        let what = ThingPage {
            view: &view,
            reports: &reports,
            form,
            typed,
            refusal: refused.as_ref().map(|refused| (refused.act, refused.error)),
            done,
        };
        Ok::<_, Error>(owner::thing(&signed.frame(), &signed.profile, what))
    };
    match html.await {
        Ok(html) => {
            let status = refused
                .as_ref()
                .map_or(StatusCode::OK, |refused| refused_status(refused.error));
            page(status, html)
        }
        Err(error) => signed.failed(&error),
    }
}

/// The fields of all forms of the page; each sends its own.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ActForm {
    promo_code: String,
    turn: String,
    lost: String,
    email: String,
    #[serde(flatten)]
    thing: ThingForm,
}

/// The photo of one of them.
pub(super) async fn photo(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let found = async { port(&signed).photo(signed.actor(), key_id(&id)?).await };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => signed.failed(&error),
    }
}

/// Keeps a photo.
pub(super) async fn set_photo(signed: Signed, Path((_, id)): Path<(String, String)>, form: Multipart) -> Response {
    let sent = Sent::read(form).await;
    let id = match key_id(&id) {
        Ok(id) => id,
        Err(error) => return signed.failed(&error),
    };
    let done = port(&signed).set_photo(signed.actor(), id, sent.photo).await;
    let done = done.map(|()| Next::Done("saved"));
    answered(&signed, id, Act::Photo, &ActForm::default(), done).await
}

/// What a form asks for, done; gives where to go.
pub(super) async fn act(
    signed: Signed,
    Path((_, id, act)): Path<(String, String, String)>,
    Typed(form): Typed<ActForm>,
) -> Response {
    let asked = async {
        let id = key_id(&id)?;
        let act = Act::from_path(&act).ok_or(RefusalCode::NotFound)?;
        Ok::<_, Error>((id, act))
    };
    let (id, act) = match asked.await {
        Ok(asked) => asked,
        Err(error) => return signed.failed(&error),
    };
    let done = done(&signed, id, act, &form).await;
    answered(&signed, id, act, &form, done).await
}

async fn answered(signed: &Signed, id: KeyId, act: Act, form: &ActForm, done: Outcome<Next>) -> Response {
    match done {
        Ok(Next::Done(word)) => see_other(&signed.to(&format!("/owner/keys/{id}?done={word}"))),
        Ok(Next::Pay(path)) => see_other(&signed.to(&path)),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) && !error.is(RefusalCode::SignInFirst) => {
            let refused = Refused {
                act,
                error: &error,
                form,
            };
            shown(signed, id, "", Some(refused)).await
        }
        Err(error) => signed.failed(&error),
    }
}

/// Where one goes from a form.
enum Next {
    /// Back to the page, which says so by this word.
    Done(&'static str),
    /// To the page where it is paid.
    Pay(String),
}

async fn done(signed: &Signed, id: KeyId, act: Act, form: &ActForm) -> Outcome<Next> {
    let (port, actor) = (port(signed), signed.actor());
    let word = match act {
        Act::Renew => {
            return Ok(match port.renew(actor, id, &form.promo_code).await? {
                Some(path) => Next::Pay(path),
                None => Next::Done("paid"),
            });
        }
        Act::Auto => {
            port.set_auto_renew(actor, id, form.turn == "on").await?;
            "saved"
        }
        Act::Lost => {
            let lost = form.lost == "yes";
            port.report_lost(actor, id, lost).await?;
            if lost { "lost" } else { "back" }
        }
        Act::Transfer => {
            let to = TransferForm {
                email: form.email.clone(),
            };
            port.offer_transfer(actor, id, to).await?;
            "offered"
        }
        Act::CancelTransfer => {
            port.cancel_transfer(actor, id).await?;
            "kept"
        }
        Act::RemovePhoto => {
            port.remove_photo(actor, id).await?;
            "saved"
        }
        // Sent to an address of its own, since it is larger than other forms.
        Act::Photo => return Err(RefusalCode::NotFound.into()),
        Act::Describe => {
            port.describe(actor, id, form.thing.clone()).await?;
            "saved"
        }
    };
    Ok(Next::Done(word))
}

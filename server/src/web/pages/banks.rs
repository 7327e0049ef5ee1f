//! The editor of a bank's doors. A press of one of its buttons gives the form back; only saving changes anything.

use app::lockers::documents::{self, LayoutPage};
use app::portal::look::layout_href;
use app::t::layout as text;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::BankId;
use domain::lockers::{LayoutForm, LayoutView, LockersPort, Press};
use domain::{Error, Outcome, RefusalCode, ShortText};
use serde::Deserialize;

use crate::web::audit::Noted;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// What a form sends, in order.
type Pairs = Vec<(String, String)>;

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/{lang}/manager/banks/{id}/layout", get(show).post(pressed))
}

fn port(signed: &Signed) -> &dyn LockersPort {
    signed.web.services.lockers.as_ref()
}

fn id_of(text: &str) -> Outcome<BankId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

async fn kept(signed: &Signed, id: &str) -> Outcome<LayoutView> {
    port(signed).layout(signed.actor(), id_of(id)?).await
}

/// What became of the last try, after a redirect.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

fn shown(signed: &Signed, shown: LayoutPage<'_>) -> Response {
    let status = shown.refusal.map_or(StatusCode::OK, refused_status);
    page(status, documents::layout(&signed.frame(), &signed.profile, shown))
}

async fn show(signed: Signed, Path((_, id)): Path<(String, String)>, done: Query<Done>) -> Response {
    match kept(&signed, &id).await {
        Ok(view) => {
            let page = LayoutPage {
                view: &view,
                form: &LayoutForm::from(&view),
                refusal: None,
                stuck: None,
                focus: None,
                saved: done.0.done == "saved",
            };
            shown(&signed, page)
        }
        Err(error) => signed.failed(&error),
    }
}

async fn pressed(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(sent): Typed<Pairs>) -> Response {
    let view = match kept(&signed, &id).await {
        Ok(view) => view,
        Err(error) => return signed.failed(&error),
    };
    let form = LayoutForm::read(sent.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let button = sent
        .iter()
        .find(|(name, _)| name == "press")
        .map(|(_, value)| value.as_str());
    match button.and_then(Press::from_wire) {
        Some(press) => drawn(&signed, &view, form, press),
        None => save(&signed, &view, form).await,
    }
}

/// Gives the form back with the press done. Nothing is done yet that the audit could tell of.
fn drawn(signed: &Signed, view: &LayoutView, mut form: LayoutForm, press: Press) -> Response {
    let (focus, stuck) = match form.press(press, &view.kept) {
        Ok(place) => (place.map(|place| (place, press)), None),
        Err(code) => (None, Some(code)),
    };
    let page = LayoutPage {
        view,
        form: &form,
        refusal: None,
        stuck,
        focus,
        saved: false,
    };
    let mut answer = shown(signed, page);
    answer.extensions_mut().insert(Noted::NotYet);
    answer
}

async fn save(signed: &Signed, view: &LayoutView, mut form: LayoutForm) -> Response {
    let saved = async {
        let reason = ShortText::parse(text::new_door(signed.seen.locale))?;
        port(signed)
            .save_layout(signed.actor(), view.bank, form.clone(), reason)
            .await
    };
    let error = match saved.await {
        Ok(()) => return see_other(&[&layout_href(signed.seen.locale, view.bank), "?done=saved"].concat()),
        Err(error) => error,
    };
    let Error::Refused(refusal) = &error else {
        return signed.failed(&error);
    };
    if matches!(
        refusal.code,
        RefusalCode::NotFound | RefusalCode::NotAllowed | RefusalCode::SignInFirst
    ) {
        return signed.failed(&error);
    }
    form.look_at(refusal);
    if refusal.at("lost").is_some() {
        form.bring_back(&view.kept);
    }
    let page = LayoutPage {
        view,
        form: &form,
        refusal: Some(&error),
        stuck: None,
        focus: None,
        saved: false,
    };
    shown(signed, page)
}

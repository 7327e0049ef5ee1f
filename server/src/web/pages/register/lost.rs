//! Whoever lost something: the search and the claim. Nothing here needs an account or a script.

use app::site::{self, LostClaimPage, LostPage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::found::CaseNumber;
use domain::ids::ThingId;
use domain::register::{ClaimForm, LostForm};
use domain::{Error, Outcome, RefusalCode};

use crate::web::here::{AtBureau, page, refused_status, see_other};
use crate::web::{Here, InAddress, Typed};

/// The search. What was typed is in the address, so that it can be kept and sent.
pub(super) async fn search(AtBureau(here): AtBureau, InAddress(form): InAddress<LostForm>) -> Response {
    let port = &here.web.services.lost;
    let kinds = match port.kinds(&here.visitor()).await {
        Ok(kinds) => kinds,
        Err(error) => return here.failed(&error),
    };
    let asked = !form.is_empty();
    let found = if asked {
        port.search(&here.visitor(), &form).await.map(Some)
    } else {
        Ok(None)
    };
    let (found, refusal) = match found {
        Ok(found) => (found, None),
        Err(error @ Error::Refused(_)) => (None, Some(error)),
        Err(error) => return here.failed(&error),
    };
    let what = LostPage {
        kinds: &kinds,
        form: &form,
        found: found.as_deref(),
        refusal: refusal.as_ref(),
    };
    let status = refusal.as_ref().map_or(StatusCode::OK, refused_status);
    page(status, site::lost(&here.frame(), what))
}

fn id_of(text: &str) -> Outcome<ThingId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

async fn asks(here: &Here, id: &str, form: &ClaimForm, refusal: Option<&Error>) -> Response {
    let found = async { here.web.services.lost.lost_thing(&here.visitor(), id_of(id)?).await };
    match found.await {
        Ok(thing) => {
            let what = LostClaimPage {
                thing: &thing,
                form,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, site::lost_claim(&here.frame(), what))
        }
        Err(error) => here.failed(&error),
    }
}

/// The questions.
pub(super) async fn begin(AtBureau(here): AtBureau, Path((_, id)): Path<(String, String)>) -> Response {
    let form = ClaimForm {
        once: here.web.house.outside.uuid7().to_string(),
        ..ClaimForm::default()
    };
    asks(&here, &id, &form, None).await
}

/// Takes a claim. Who is signed in may claim, too; what counts against floods is where it comes from.
pub(super) async fn claim(
    AtBureau(here): AtBureau,
    Path((_, id)): Path<(String, String)>,
    Typed(mut form): Typed<ClaimForm>,
) -> Response {
    here.seen.locale.code().clone_into(&mut form.locale);
    let done = async {
        let thing = id_of(&id)?;
        here.web.services.lost.claim(&here.visitor(), thing, form.clone()).await
    };
    match done.await {
        Ok(number) => see_other(&here.to(&["/lost/claimed/", &number.digits()].concat())),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => {
            asks(&here, &id, &form, Some(&error)).await
        }
        Err(error) => here.failed(&error),
    }
}

/// The answer to every claim.
pub(super) async fn claimed(AtBureau(here): AtBureau, Path((_, number)): Path<(String, String)>) -> Response {
    match CaseNumber::parse(&number) {
        Some(number) => page(StatusCode::OK, site::lost_claimed(&here.frame(), number)),
        None => here.failed(&RefusalCode::NotFound.into()),
    }
}

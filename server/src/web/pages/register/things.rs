//! The list of things, and the form of one that comes in or is changed.

use app::register::documents::{self, EntryPage, ThingsPage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::Operation;
use domain::ids::ThingId;
use domain::register::{CategoryCode, Day, ThingFilter, ThingForm, ThingStage, ThingView};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::{once, port};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{InAddress, Signed, Typed};

/// What the list is narrowed to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    q: String,
    stage: String,
    category: String,
    office: String,
    due: String,
}

/// The list.
pub(super) async fn list(signed: Signed, InAddress(wish): InAddress<Wish>) -> Response {
    let filter = ThingFilter {
        q: wish.q.chars().take(100).collect(),
        stage: ThingStage::from_wire(&wish.stage),
        category: CategoryCode::parse(&wish.category).ok(),
        office: wish.office.parse().ok(),
        due: !wish.due.is_empty(),
    };
    let html = async {
        let desk = port(&signed).register_desk(signed.actor()).await?;
        let rows = port(&signed).things(signed.actor(), &filter).await?;
        let shown = ThingsPage {
            desk: &desk,
            rows: &rows,
            filter: &filter,
            may_rule: signed.actor().may(Operation::SetRetention),
        };
        Ok::<_, Error>(documents::things(&signed.frame(), &signed.profile, shown))
    };
    match html.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => signed.failed(&error),
    }
}

async fn form_page(signed: &Signed, form: &ThingForm, changes: Option<&str>, refusal: Option<&Error>) -> Response {
    match port(signed).register_desk(signed.actor()).await {
        Ok(desk) => {
            let shown = EntryPage {
                desk: &desk,
                form,
                changes,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, documents::entry(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// An empty form: found today, as the clock of the first office shows.
pub(super) async fn blank(signed: Signed) -> Response {
    let desk = match port(&signed).register_desk(signed.actor()).await {
        Ok(desk) => desk,
        Err(error) => return signed.failed(&error),
    };
    let today = desk.offices.first().map(|office| Day::at(office.now).typed());
    let form = ThingForm {
        found_on: today.unwrap_or_default(),
        once: once(&signed),
        ..ThingForm::default()
    };
    form_page(&signed, &form, None, None).await
}

/// Enters a thing and shows it.
pub(super) async fn enter(signed: Signed, Typed(form): Typed<ThingForm>) -> Response {
    match port(&signed).enter(signed.actor(), form.clone()).await {
        Ok(id) => see_other(&signed.to(&format!("/register/{id}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotAllowed) => {
            form_page(&signed, &form, None, Some(&error)).await
        }
        Err(error) => signed.failed(&error),
    }
}

pub(super) fn id_of(text: &str) -> Outcome<ThingId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// A thing that we still have, to change what is written about it.
async fn here(signed: &Signed, id: &str) -> Outcome<ThingView> {
    let view = port(signed).thing(signed.actor(), id_of(id)?).await?;
    if view.row.stage.is_over() {
        return Err(RefusalCode::NotFound.into());
    }
    Ok(view)
}

/// The form as the thing is now.
pub(super) async fn filled(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match here(&signed, &id).await {
        Ok(view) => {
            let form = as_it_is(view);
            let place = signed.to(&format!("/register/{id}"));
            form_page(&signed, &form, Some(&place), None).await
        }
        Err(error) => signed.failed(&error),
    }
}

fn as_it_is(view: ThingView) -> ThingForm {
    ThingForm {
        category: view.row.category.to_string(),
        what: view.row.what,
        description: view.description,
        details: view.details.unwrap_or_default(),
        question: view.question.unwrap_or_default(),
        area: view.area,
        place: view.place.unwrap_or_default(),
        found_on: view.row.found_on.typed(),
        storage: view.row.storage,
        ..ThingForm::default()
    }
}

/// Changes what is written about a thing.
pub(super) async fn change(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(form): Typed<ThingForm>,
) -> Response {
    let place = signed.to(&format!("/register/{id}"));
    let done = async {
        // What does not exist for this reader is not shown a form for.
        here(&signed, &id).await?;
        port(&signed).change(signed.actor(), id_of(&id)?, form.clone()).await
    };
    match done.await {
        Ok(()) => see_other(&place),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) && !error.is(RefusalCode::WrongState) => {
            form_page(&signed, &form, Some(&place), Some(&error)).await
        }
        Err(error) => signed.failed(&error),
    }
}

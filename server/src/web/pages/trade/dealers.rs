//! Dealers, their terms, and those who would like to become one.

use app::tags::documents::bureau::{self, DealerPage, DealersPage, dealer_typed};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::Role;
use domain::ids::{ApplicationId, DealerId, PersonId};
use domain::tags::{DealerForm, DealerView};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::Pairs;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// Whether it was just saved.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    saved: String,
}

/// Dealers and applications.
pub(super) async fn list(here: Signed) -> Response {
    list_with(&here, None).await
}

async fn list_with(here: &Signed, refusal: Option<&Error>) -> Response {
    let html = async {
        let bureau = &here.web.services.bureau;
        let dealers = bureau.dealers(here.actor()).await?;
        let applications = bureau.applications(here.actor()).await?;
        let what = DealersPage {
            dealers: &dealers,
            applications: &applications,
            refusal,
        };
        Ok::<_, Error>(bureau::dealers(&here.frame(), &here.profile, what))
    };
    match html.await {
        Ok(html) => page(refusal.map_or(StatusCode::OK, refused_status), html),
        Err(error) => here.failed(&error),
    }
}

/// An empty form.
pub(super) async fn new(here: Signed) -> Response {
    form(&here, None, &DealerPage::form_of(None), None, false).await
}

/// One dealer.
pub(super) async fn one(here: Signed, Path((_, id)): Path<(String, String)>, Query(done): Query<Done>) -> Response {
    match found(&here, &id).await {
        Ok(dealer) => {
            let typed = DealerPage::form_of(Some(&dealer));
            form(&here, Some(&dealer), &typed, None, !done.saved.is_empty()).await
        }
        Err(error) => here.failed(&error),
    }
}

async fn found(here: &Signed, id: &str) -> Outcome<DealerView> {
    let id: DealerId = id.parse().map_err(|_| RefusalCode::NotFound)?;
    here.web.services.bureau.any_dealer(here.actor(), id).await
}

async fn form(
    here: &Signed,
    dealer: Option<&DealerView>,
    typed: &DealerForm,
    refusal: Option<&Error>,
    saved: bool,
) -> Response {
    let html = async {
        let services = &here.web.services;
        let products = services.bureau.products(here.actor()).await?;
        let offices = services.offices.offices(here.actor()).await?;
        let offices: Vec<_> = offices
            .into_iter()
            .map(|one| (one.id.to_string(), one.office.name))
            .collect();
        let people = services.accounts.people(here.actor(), "").await?;
        let people: Vec<_> = people
            .into_iter()
            .filter(|person| person.roles.contains(&Role::Dealer))
            .map(|person| (person.id.to_string(), person.name))
            .collect();
        let what = DealerPage {
            dealer,
            form: typed,
            products: &products,
            offices: &offices,
            people: &people,
            refusal,
            saved,
        };
        Ok::<_, Error>(bureau::dealer(&here.frame(), &here.profile, what))
    };
    match html.await {
        Ok(html) => page(refusal.map_or(StatusCode::OK, refused_status), html),
        Err(error) => here.failed(&error),
    }
}

/// Makes or changes a dealer.
pub(super) async fn save(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let typed = dealer_typed(&pairs);
    match here.web.services.bureau.save_dealer(here.actor(), typed.clone()).await {
        Ok(id) => see_other(&here.to(&format!("/manager/dealers/{id}?saved=1"))),
        Err(error) => refused(&here, &typed, &error).await,
    }
}

/// The form once more, with what is wrong.
pub(super) async fn refused(here: &Signed, typed: &DealerForm, error: &Error) -> Response {
    if !matches!(error, Error::Refused(_)) {
        return here.failed(error);
    }
    let dealer = found(here, &typed.id).await.ok();
    form(here, dealer.as_ref(), typed, Some(error), false).await
}

/// Who, and whether they shall sign in for the dealer.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Worker {
    person: String,
    works: String,
}

/// Lets somebody sign in for a dealer, or no longer.
pub(super) async fn people(
    here: Signed,
    Path((_, id)): Path<(String, String)>,
    Typed(worker): Typed<Worker>,
) -> Response {
    let done = async {
        let dealer: DealerId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        let person: PersonId = worker.person.parse().map_err(|_| RefusalCode::NotFound)?;
        let works = !worker.works.is_empty();
        let bureau = &here.web.services.bureau;
        bureau.set_dealer_person(here.actor(), dealer, person, works).await
    };
    match done.await {
        Ok(()) => see_other(&here.to(&format!("/manager/dealers/{id}?saved=1"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => match found(&here, &id).await {
            Ok(dealer) => {
                let typed = DealerPage::form_of(Some(&dealer));
                form(&here, Some(&dealer), &typed, Some(&error), false).await
            }
            Err(error) => here.failed(&error),
        },
        Err(error) => here.failed(&error),
    }
}

/// Says yes or no to an application.
pub(super) async fn decide(here: Signed, Path((_, id, act)): Path<(String, String, String)>) -> Response {
    let done = async {
        let id: ApplicationId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        let accept = match act.as_str() {
            "accept" => true,
            "refuse" => false,
            _ => return Err(Error::from(RefusalCode::NotFound)),
        };
        here.web
            .services
            .bureau
            .decide_application(here.actor(), id, accept)
            .await
    };
    match done.await {
        Ok(Some(dealer)) => see_other(&here.to(&format!("/manager/dealers/{dealer}"))),
        Ok(None) => see_other(&here.to("/manager/dealers")),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => list_with(&here, Some(&error)).await,
        Err(error) => here.failed(&error),
    }
}

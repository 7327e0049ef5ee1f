//! The bank view: a simulated bank as it stands, and the hands of the human before it.

use app::site::{self, SimAct};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use bank::simulated::Act;
use domain::accounts::Actor;
use domain::ids::BankId;
use domain::lockers::BankView;
use domain::{Outcome, RefusalCode};
use serde::Deserialize;

use super::pages::{answer, stage};
use super::sims::{Deed, Sim};
use super::stage::Curtain;
use crate::web::{Here, Typed, Web};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/demo/banks/{bank}", get(show).post(act))
        .route("/{lang}/demo/banks/{bank}/act", axum::routing::post(act))
        .route("/{lang}/demo/banks/{bank}/status", get(status))
}

/// Which door somebody stands before.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Before {
    door: Option<u16>,
}

async fn show(
    here: Here,
    Extension(curtain): Extension<Curtain>,
    Path((_, bank)): Path<(String, String)>,
    before: Result<Query<Before>, QueryRejection>,
) -> Response {
    let door = before.ok().and_then(|query| query.0.door);
    let html = async {
        let (view, sim) = find(&here, &curtain, &bank).await?;
        Ok(site::demo_bank(&here.frame(), &view, sim.look().as_ref(), door))
    };
    let html = html.await;
    answer(&here, html)
}

/// Asked for twice a second by the page itself.
async fn status(
    here: Here,
    Extension(curtain): Extension<Curtain>,
    Path((_, bank)): Path<(String, String)>,
) -> Response {
    match find(&here, &curtain, &bank).await {
        Ok((view, sim)) => {
            let json = site::demo_status(&view, sim.look().as_ref());
            ([(header::CONTENT_TYPE, "application/json")], json).into_response()
        }
        Err(error) => here.failed(&error),
    }
}

/// What a hand does.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Hand {
    act: String,
    door: String,
}

async fn act(
    here: Here,
    Extension(curtain): Extension<Curtain>,
    Path((_, bank)): Path<(String, String)>,
    Typed(hand): Typed<Hand>,
) -> Response {
    let done = async {
        let (view, sim) = find(&here, &curtain, &bank).await?;
        let act = SimAct::from_wire(&hand.act).ok_or(RefusalCode::NotFound)?;
        let door = hand.door.parse().unwrap_or_default();
        sim.act(deed(act, door)).await;
        Ok((view.id, door))
    };
    match done.await {
        Ok((bank, door)) => {
            let door = if door == 0 {
                String::new()
            } else {
                format!("?door={door}")
            };
            Redirect::to(&here.to(&format!("/demo/banks/{bank}{door}"))).into_response()
        }
        Err(error) => here.failed(&error),
    }
}

const fn deed(act: SimAct, compartment: u16) -> Deed {
    match act {
        SimAct::Push => Deed::Act(Act::PushShut { compartment }),
        SimAct::Put => Deed::Act(Act::PutItem { compartment }),
        SimAct::Take => Deed::Act(Act::TakeItem { compartment }),
        SimAct::Jam => Deed::Act(Act::Jam { compartment }),
        SimAct::Unjam => Deed::Act(Act::Unjam { compartment }),
        SimAct::Force => Deed::Act(Act::ForceOpen { compartment }),
        SimAct::Tamper => Deed::Act(Act::Tamper),
        SimAct::LoseMains => Deed::Act(Act::LoseMains),
        SimAct::MainsBack => Deed::Act(Act::MainsBack),
        SimAct::Unplug => Deed::Unplug,
        SimAct::Plug => Deed::Plug,
    }
}

async fn find<'a>(here: &Here, curtain: &'a Curtain, bank: &str) -> Outcome<(BankView, &'a Sim)> {
    let bank: BankId = bank.parse().map_err(|_| RefusalCode::NotFound)?;
    let sim = stage(curtain)?.sims.get(&bank).ok_or(RefusalCode::NotFound)?;
    let view = here.web.services.lockers.bank(&Actor::House, bank).await?;
    Ok((view, sim))
}

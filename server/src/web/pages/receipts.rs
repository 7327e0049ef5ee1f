//! Receipts of hand-overs: as pages, as PDF, as files to check; and the public key that signs them.

use app::proofs::documents;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ids::ConsignmentId;
use domain::proofs::{PaperForm, ProofsPort};
use domain::{Error, RefusalCode};

use super::pickup::pass;
use crate::web::here::page;
use crate::web::{Here, Signed, Web};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/pickup/receipts/{id}", get(mine))
        .route("/{lang}/pickup/receipts/{id}/{file}", get(my_file))
        .route("/{lang}/employee/receipts/{id}", get(theirs))
        .route("/{lang}/employee/receipts/{id}/{file}", get(their_file))
}

fn port(here: &Here) -> &dyn ProofsPort {
    here.web.services.proofs.as_ref()
}

fn not_found() -> Error {
    RefusalCode::NotFound.into()
}

fn which(id: &str) -> Result<ConsignmentId, Error> {
    id.parse().map_err(|_| not_found())
}

fn form(file: &str) -> Result<PaperForm, Error> {
    match file {
        "receipt.pdf" => Ok(PaperForm::Pdf),
        "receipt.json" => Ok(PaperForm::File),
        _ => Err(not_found()),
    }
}

async fn mine(here: Here, Path((_, id)): Path<(String, String)>) -> Response {
    let asked = async {
        port(&here)
            .pickup_receipt(&here.asking.actor, &pass(&here), which(&id)?)
            .await
    };
    match asked.await {
        Ok(view) => {
            let html = documents::pickup_receipt(&here.frame(), &view, &port(&here).key());
            page(StatusCode::OK, html)
        }
        Err(error) => here.failed(&error),
    }
}

async fn my_file(here: Here, Path((_, id, file)): Path<(String, String, String)>) -> Response {
    let asked = async {
        let (form, pass, l) = (form(&file)?, pass(&here), here.seen.locale);
        let paper = port(&here).pickup_paper(&here.asking.actor, &pass, which(&id)?, form, l);
        Ok::<_, Error>((form, paper.await?))
    };
    match asked.await {
        Ok((form, bytes)) => paper(form, bytes),
        Err(error) => here.failed(&error),
    }
}

async fn theirs(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let asked = async { port(&signed).delivery_receipt(signed.actor(), which(&id)?).await };
    match asked.await {
        Ok(view) => {
            let key = port(&signed).key();
            page(
                StatusCode::OK,
                documents::delivery_receipt(&signed.frame(), &signed.profile, &view, &key),
            )
        }
        Err(error) => signed.failed(&error),
    }
}

async fn their_file(signed: Signed, Path((_, id, file)): Path<(String, String, String)>) -> Response {
    let asked = async {
        let (form, l) = (form(&file)?, signed.seen.locale);
        let paper = port(&signed).delivery_paper(signed.actor(), which(&id)?, form, l);
        Ok::<_, Error>((form, paper.await?))
    };
    match asked.await {
        Ok((form, bytes)) => paper(form, bytes),
        Err(error) => signed.failed(&error),
    }
}

/// A PDF is shown; a file to check is kept.
fn paper(form: PaperForm, bytes: Vec<u8>) -> Response {
    let (kind, name) = match form {
        PaperForm::Pdf => ("application/pdf", "inline; filename=\"receipt.pdf\""),
        PaperForm::File => ("application/json", "attachment; filename=\"receipt.json\""),
    };
    (
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
        bytes,
    )
        .into_response()
}

/// `/.well-known/cloakroom-proofs.json`: for programs that check receipts; `cloakroom verify` reads it.
pub(in crate::web) async fn keys(State(web): State<Web>) -> Response {
    let keys = serde_json::json!({ "keys": [{ "algorithm": "Ed25519", "key": web.services.proofs.key() }] });
    axum::Json(keys).into_response()
}

//! How long things are kept.

use app::register::documents::{self, RulesPage};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Error;
use domain::RefusalCode;
use domain::register::RetentionForm;
use serde::Deserialize;

use super::port;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

async fn shown(signed: &Signed, form: &RetentionForm, refusal: Option<&Error>) -> Response {
    let html = async {
        let rules = port(signed).rules(signed.actor()).await?;
        let desk = port(signed).register_desk(signed.actor()).await?;
        let shown = RulesPage {
            desk: &desk,
            rules: &rules,
            form,
            refusal,
        };
        Ok::<_, Error>(documents::rules(&signed.frame(), &signed.profile, shown))
    };
    match html.await {
        Ok(html) => page(refusal.map_or(StatusCode::OK, refused_status), html),
        Err(error) => signed.failed(&error),
    }
}

/// The rules.
pub(super) async fn show(signed: Signed) -> Response {
    shown(&signed, &RetentionForm::default(), None).await
}

/// Writes a rule.
pub(super) async fn set(signed: Signed, Typed(form): Typed<RetentionForm>) -> Response {
    match port(&signed).set_rule(signed.actor(), form.clone()).await {
        Ok(()) => see_other(&signed.to("/register/rules")),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotAllowed) => {
            shown(&signed, &form, Some(&error)).await
        }
        Err(error) => signed.failed(&error),
    }
}

/// Which rule.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    country: String,
    category: String,
}

/// Takes a rule away. One that a colleague took away before is gone as it should be.
pub(super) async fn remove(signed: Signed, Typed(which): Typed<Which>) -> Response {
    let done = port(&signed).remove_rule(signed.actor(), &which.country, &which.category);
    match done.await {
        Err(error) if !error.is(RefusalCode::NotFound) => signed.failed(&error),
        _ => see_other(&signed.to("/register/rules")),
    }
}

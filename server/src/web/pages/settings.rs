//! What an owner settles about themselves: each form has an address of its own and comes back to the page.

use std::collections::HashMap;

use app::accounts::documents::{self, Matter, SettingsPage};
use axum::Router;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::accounts::Password;
use domain::accounts::owners::{ChangeEmail, ChangePassword, ContactForm, OwnersPort, ProfileForm, QuietForm};
use domain::{Error, Locale, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/owner/settings", get(show))
        .route("/{lang}/owner/settings/profile", post(profile))
        .route("/{lang}/owner/settings/contacts", post(contacts))
        .route("/{lang}/owner/settings/quiet", post(quiet))
        .route("/{lang}/owner/settings/email", post(email))
        .route("/{lang}/owner/settings/password", post(password))
        .route("/{lang}/owner/settings/export", post(export))
        .route("/{lang}/owner/settings/erase", post(erase))
        .route("/{lang}/forgotten/done", get(erased))
}

/// A form as typed, by the names of its fields.
type Fields = HashMap<String, String>;

fn text(fields: &Fields, name: &str) -> String {
    fields.get(name).cloned().unwrap_or_default()
}

fn port(signed: &Signed) -> &dyn OwnersPort {
    signed.web.services.owners.as_ref()
}

/// What was done just now.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

async fn show(signed: Signed, done: Result<Query<Done>, QueryRejection>) -> Response {
    let done = done.map(|query| query.0.done).unwrap_or_default();
    match port(&signed).settings(signed.actor()).await {
        Ok(settings) => {
            let shown = SettingsPage {
                done: &done,
                ..SettingsPage::kept(&settings)
            };
            let html = documents::settings(&signed.frame(), &signed.profile, &shown);
            page(StatusCode::OK, html)
        }
        Err(error) => signed.failed(&error),
    }
}

/// Back to the page; a refused form is shown again as `typed` fills it in.
async fn answer(
    signed: &Signed,
    matter: Matter,
    outcome: Outcome<()>,
    done: &str,
    typed: impl FnOnce(&mut SettingsPage<'_>),
) -> Response {
    let error = match outcome {
        Ok(()) => return see_other(&signed.to(&format!("/owner/settings?done={done}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::SignInFirst) => error,
        Err(error) => return signed.failed(&error),
    };
    match port(signed).settings(signed.actor()).await {
        Ok(settings) => {
            let mut shown = SettingsPage::kept(&settings);
            typed(&mut shown);
            shown.refusal = Some((matter, &error));
            let html = documents::settings(&signed.frame(), &signed.profile, &shown);
            page(refused_status(&error), html)
        }
        Err(error) => signed.failed(&error),
    }
}

async fn profile(signed: Signed, Typed(fields): Typed<Fields>) -> Response {
    let form = ProfileForm {
        name: text(&fields, "name"),
        locale: Locale::from_code(&text(&fields, "locale")).unwrap_or(signed.profile.locale),
        phones: (0..5).map(|at| text(&fields, &format!("phones{at}"))).collect(),
    };
    let outcome = port(&signed).change_profile(signed.actor(), form.clone()).await;
    answer(&signed, Matter::Profile, outcome, "saved", |page| page.profile = form).await
}

async fn contacts(signed: Signed, Typed(fields): Typed<Fields>) -> Response {
    let forms: Vec<ContactForm> = (0..3)
        .map(|at| ContactForm {
            name: text(&fields, &format!("name{at}")),
            phone: text(&fields, &format!("phone{at}")),
            email: text(&fields, &format!("email{at}")),
        })
        .collect();
    let outcome = port(&signed).change_contacts(signed.actor(), forms.clone()).await;
    answer(&signed, Matter::Contacts, outcome, "saved", |page| {
        page.contacts = forms;
    })
    .await
}

async fn quiet(signed: Signed, Typed(form): Typed<QuietForm>) -> Response {
    let outcome = port(&signed).change_quiet_hours(signed.actor(), form.clone()).await;
    answer(&signed, Matter::Quiet, outcome, "saved", |page| page.quiet = form).await
}

async fn email(signed: Signed, Typed(fields): Typed<Fields>) -> Response {
    let typed = text(&fields, "email");
    let form = ChangeEmail {
        email: typed.clone(),
        password: Password::typed(text(&fields, "password")),
    };
    let outcome = port(&signed).change_email(signed.actor(), form).await;
    answer(&signed, Matter::Email, outcome, "mail", |page| page.email = typed).await
}

async fn password(signed: Signed, Typed(fields): Typed<Fields>) -> Response {
    let form = ChangePassword {
        current: Password::typed(text(&fields, "current")),
        new: text(&fields, "new"),
    };
    let outcome = port(&signed).change_password(signed.actor(), form).await;
    answer(&signed, Matter::Password, outcome, "saved", |_| ()).await
}

/// A file, so that it is kept where its owner wants it and not in the browser's history.
async fn export(signed: Signed, Typed(fields): Typed<Fields>) -> Response {
    let typed = Password::typed(text(&fields, "password"));
    match port(&signed).export_own(signed.actor(), &typed).await {
        Ok(json) => {
            let headers = [
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("application/json; charset=utf-8"),
                ),
                (
                    header::CONTENT_DISPOSITION,
                    HeaderValue::from_static("attachment; filename=\"cloakroom.json\""),
                ),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (headers, json).into_response()
        }
        Err(error) => answer(&signed, Matter::Export, Err(error), "", |_| ()).await,
    }
}

async fn erase(signed: Signed, Typed(fields): Typed<Fields>) -> Response {
    let typed = Password::typed(text(&fields, "password"));
    match port(&signed).erase_own(signed.actor(), &typed).await {
        Ok(()) => signed.without_cookie(see_other(&signed.to("/forgotten/done")), Cookie::Session),
        Err(error) => answer(&signed, Matter::Erase, Err(error), "", |_| ()).await,
    }
}

async fn erased(here: Here) -> Response {
    page(StatusCode::OK, documents::erased(&here.frame()))
}

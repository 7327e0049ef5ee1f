//! One key, and activating one by telephone.

use app::tickets::documents::{self, ActivatePage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::Operation;
use domain::accounts::owners::{ContactForm, NewOwner};
use domain::ids::KeyId;
use domain::tags::{DeskKeyView, TagKey, TelephoneActivation, ThingForm};
use domain::{Currency, Error, Locale, Outcome, RefusalCode, ShortText};
use serde::Deserialize;

use super::super::photos;
use super::tags;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{InAddress, Signed, Typed};

/// The key to begin with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Begin {
    key: String,
}

/// The form of an activation as a browser sends it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Activation {
    key: String,
    kind: String,
    thing: String,
    description: String,
    reward: String,
    currency: String,
    name: String,
    email: String,
    phones0: String,
    phones1: String,
    locale: String,
    contact_name0: String,
    contact_phone0: String,
}

impl Activation {
    fn form(self) -> TelephoneActivation {
        TelephoneActivation {
            key: self.key,
            thing: ThingForm {
                kind: self.kind,
                thing: self.thing,
                description: self.description,
                reward: self.reward,
                currency: self.currency,
            },
            owner: NewOwner {
                name: self.name,
                email: self.email,
                phones: vec![self.phones0, self.phones1],
                locale: Locale::from_code(&self.locale).unwrap_or_default(),
            },
            contacts: vec![ContactForm {
                name: self.contact_name0,
                phone: self.contact_phone0,
                email: String::new(),
            }],
        }
    }
}

/// The form, with the key that was looked at.
pub(super) async fn blank(signed: Signed, InAddress(begin): InAddress<Begin>) -> Response {
    if let Err(error) = signed.actor().must(Operation::ServeKeys) {
        return signed.failed(&error);
    }
    let typed = begin.key;
    let form = TelephoneActivation {
        key: TagKey::parse(&typed).map(|key| key.grouped()).unwrap_or(typed),
        thing: ThingForm {
            currency: Currency::Ron.code().to_owned(),
            ..ThingForm::default()
        },
        owner: NewOwner {
            locale: signed.seen.locale,
            ..NewOwner::default()
        },
        ..TelephoneActivation::default()
    };
    let shown = ActivatePage {
        form: &form,
        refusal: None,
    };
    page(
        StatusCode::OK,
        documents::activate(&signed.frame(), &signed.profile, shown),
    )
}

/// Activates, and shows the key.
pub(super) async fn activate(signed: Signed, Typed(typed): Typed<Activation>) -> Response {
    let form = typed.form();
    match tags(&signed).activate_by_telephone(signed.actor(), form.clone()).await {
        Ok(id) => see_other(&signed.to(&format!("/desk/keys/{id}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotAllowed) => {
            let shown = ActivatePage {
                form: &form,
                refusal: Some(&error),
            };
            let html = documents::activate(&signed.frame(), &signed.profile, shown);
            page(refused_status(&error), html)
        }
        Err(error) => signed.failed(&error),
    }
}

async fn view(signed: &Signed, id: &str) -> Outcome<DeskKeyView> {
    let id: KeyId = id.parse().map_err(|_| RefusalCode::NotFound)?;
    tags(signed).desk_key(signed.actor(), id).await
}

/// One key.
pub(super) async fn show(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match view(&signed, &id).await {
        Ok(view) => page(
            StatusCode::OK,
            documents::key(&signed.frame(), &signed.profile, &view, None),
        ),
        Err(error) => signed.failed(&error),
    }
}

/// The photo of the thing that a key is attached to.
pub(super) async fn photo(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let found = async {
        let id: KeyId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        tags(&signed).key_photo(signed.actor(), id).await
    };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => signed.failed(&error),
    }
}

/// A form with a reason.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    reason: String,
}

/// One of the buttons of a key's page.
pub(super) async fn act(
    signed: Signed,
    Path((_, id, act)): Path<(String, String, String)>,
    Typed(form): Typed<Reason>,
) -> Response {
    let done = async {
        let (actor, port) = (signed.actor(), tags(&signed));
        let key: KeyId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        match act.as_str() {
            "renewal" => port.send_renewal(actor, key).await,
            "lost" => port.report_lost_for(actor, key, true).await,
            "found" => port.report_lost_for(actor, key, false).await,
            "block" => port.block(actor, key, ShortText::parse(&form.reason)?).await,
            "unblock" => port.unblock(actor, key, ShortText::parse(&form.reason)?).await,
            _ => Err(RefusalCode::NotFound.into()),
        }
    };
    let refusal = match done.await {
        Ok(()) => return see_other(&signed.to(&format!("/desk/keys/{id}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => error,
        Err(error) => return signed.failed(&error),
    };
    match view(&signed, &id).await {
        Ok(view) => {
            let html = documents::key(&signed.frame(), &signed.profile, &view, Some(&refusal));
            page(refused_status(&refusal), html)
        }
        Err(error) => signed.failed(&error),
    }
}

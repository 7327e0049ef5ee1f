//! The manager's pages of what recipients are told in words of the organisation's own.

use app::delivery::documents::texts::{self as documents, TextsPage, TextsState};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::notices::{OwnForm, OwnKind, OwnPreview, OwnTextsPort};
use domain::{Error, Locale, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::audit::NotedThings;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/texts", get(list))
        .route("/{lang}/manager/texts/{kind}", get(one).post(save))
        .route("/{lang}/manager/texts/{kind}/preview", get(one).post(preview))
        .route("/{lang}/manager/texts/{kind}/standard", post(reset))
}

fn port(signed: &Signed) -> &dyn OwnTextsPort {
    signed.web.services.own_texts.as_ref()
}

fn kind_of(text: &str) -> Outcome<OwnKind> {
    Ok(OwnKind::from_wire(text).ok_or(RefusalCode::NotFound)?)
}

async fn list(signed: Signed) -> Response {
    match port(&signed).kinds(signed.actor()).await {
        Ok(kinds) => page(
            StatusCode::OK,
            documents::list(&signed.frame(), &signed.profile, &kinds),
        ),
        Err(error) => signed.failed(&error),
    }
}

/// What stands in the address: what became of the last try, after a redirect, and which language is shown.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
    language: String,
}

impl Asked {
    /// The reader's own, unless they chose another.
    fn language(&self, signed: &Signed) -> Locale {
        Locale::from_code(&self.language).unwrap_or(signed.seen.locale)
    }
}

/// Also where somebody loads the answer to the preview's button anew.
async fn one(signed: Signed, Path((_, wire)): Path<(String, String)>, Query(asked): Query<Asked>) -> Response {
    let state = match asked.done.as_str() {
        "saved" => TextsState::Saved,
        "reset" => TextsState::Reset,
        _ => TextsState::Kept,
    };
    let looked = async {
        let kind = kind_of(&wire)?;
        let kept = port(&signed).kept(signed.actor(), kind).await?;
        // What was once taken may be refused now, where another bank came first: the form says why, and can be mended.
        let (previews, refusal) = match port(&signed).preview(signed.actor(), kind, &kept).await {
            Ok(previews) => (previews, None),
            Err(error) if of_the_form(&error) => (Vec::new(), Some(error)),
            Err(error) => return Err(error),
        };
        Ok::<_, Error>((kind, kept, previews, refusal))
    };
    match looked.await {
        Ok((kind, kept, previews, refusal)) => {
            let shown = TextsPage {
                kind,
                language: asked.language(&signed),
                form: &kept,
                refusal: refusal.as_ref(),
                previews: &previews,
                state,
                adapted: kept != OwnForm::default(),
            };
            page(StatusCode::OK, documents::one(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// The form as it was sent. A form that could not be read lacks its mark: it must not look as if all was left empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SentForm {
    whole: String,
    #[serde(flatten)]
    form: OwnForm,
}

impl SentForm {
    fn typed(&self) -> Option<&OwnForm> {
        (!self.whole.is_empty()).then_some(&self.form)
    }

    fn read(&self) -> Outcome<&OwnForm> {
        Ok(self.typed().ok_or(RefusalCode::TooLong)?)
    }
}

/// Whether it belongs on the form.
fn of_the_form(error: &Error) -> bool {
    error.is(RefusalCode::Form) || error.is(RefusalCode::TooLong)
}

/// Whether the two say the same, however their lines end.
fn same(kind: OwnKind, one: &OwnForm, other: &OwnForm) -> bool {
    matches!((one.check(kind), other.check(kind)), (Ok(one), Ok(other)) if one == other)
}

/// What was typed, with the messages that it makes, or with why it makes none and those that are sent now.
async fn shown(
    signed: &Signed,
    kind: OwnKind,
    language: Locale,
    sent: &SentForm,
    tried: Outcome<Vec<OwnPreview>>,
) -> Response {
    let looked = async {
        let kept = port(signed).kept(signed.actor(), kind).await?;
        let (previews, refusal) = match tried {
            Ok(previews) => (previews, None),
            Err(error) if of_the_form(&error) => {
                let previews = port(signed).preview(signed.actor(), kind, &kept).await;
                (previews.unwrap_or_default(), Some(error))
            }
            Err(error) => return Err(error),
        };
        Ok::<_, Error>((kept, previews, refusal))
    };
    match looked.await {
        Ok((kept, previews, refusal)) => {
            let form = sent.typed().unwrap_or(&kept);
            // Who only chose another language has nothing to save.
            let state = if refusal.is_none() && !same(kind, form, &kept) {
                TextsState::Previewed
            } else {
                TextsState::Kept
            };
            let status = refusal.as_ref().map_or(StatusCode::OK, refused_status);
            let shown = TextsPage {
                kind,
                language,
                form,
                refusal: refusal.as_ref(),
                previews: &previews,
                state,
                adapted: kept != OwnForm::default(),
            };
            page(status, documents::one(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

async fn preview(
    signed: Signed,
    Path((_, wire)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    Typed(sent): Typed<SentForm>,
) -> Response {
    let kind = match kind_of(&wire) {
        Ok(kind) => kind,
        Err(error) => return signed.failed(&error),
    };
    let tried = async { port(&signed).preview(signed.actor(), kind, sent.read()?).await };
    let tried = tried.await;
    shown(&signed, kind, asked.language(&signed), &sent, tried).await
}

async fn save(
    signed: Signed,
    Path((_, wire)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    Typed(sent): Typed<SentForm>,
) -> Response {
    let kind = match kind_of(&wire) {
        Ok(kind) => kind,
        Err(error) => return signed.failed(&error),
    };
    let language = asked.language(&signed);
    let saved = async { port(&signed).save(signed.actor(), kind, sent.read()?).await };
    match saved.await {
        Ok(changed) => noted(back(&signed, kind, language, "saved"), kind, &changed),
        Err(error) if of_the_form(&error) => shown(&signed, kind, language, &sent, Err(error)).await,
        Err(error) => signed.failed(&error),
    }
}

async fn reset(signed: Signed, Path((_, wire)): Path<(String, String)>, Query(asked): Query<Asked>) -> Response {
    let gone = async {
        let kind = kind_of(&wire)?;
        Ok::<_, Error>((kind, port(&signed).reset(signed.actor(), kind).await?))
    };
    match gone.await {
        Ok((kind, changed)) => {
            let language = asked.language(&signed);
            noted(back(&signed, kind, language, "reset"), kind, &changed)
        }
        Err(error) => signed.failed(&error),
    }
}

fn back(signed: &Signed, kind: OwnKind, language: Locale, done: &str) -> Response {
    let (kind, language) = (kind.wire(), language.code());
    see_other(&signed.to(&format!("/manager/texts/{kind}?language={language}&done={done}")))
}

/// For the audit: which kind, in which languages. What was written stays out of it.
fn noted(mut answer: Response, kind: OwnKind, changed: &[Locale]) -> Response {
    let name = |locale: &Locale| format!("{}/{}", kind.wire(), locale.code());
    let things = changed.iter().map(name).collect();
    answer.extensions_mut().insert(NotedThings(things));
    answer
}

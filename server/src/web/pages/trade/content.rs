//! The public site's questions, and how a change of its content would look. A preview is a public page made of the form
//! that was sent; nothing of it is kept.

use app::site::{self, Catalogue, Frame, PartnersPage, QuestionsPage};
use app::tags::documents::bureau::{self, QuestionPage, dealer_typed, offer_typed, product_typed, question_typed};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::Operation;
use domain::ids::QuestionId;
use domain::tags::{DealerApplicationForm, Question, QuestionForm, ReadyMade};
use domain::{Error, Outcome, RefusalCode};

use super::products::{self, Done};
use super::{Pairs, dealers};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

async fn all(here: &Signed) -> Outcome<Vec<Question>> {
    here.actor().must(Operation::RunTags)?;
    here.web.services.content.questions(here.actor()).await
}

/// All questions.
pub(super) async fn questions(here: Signed) -> Response {
    match all(&here).await {
        Ok(own) => page(StatusCode::OK, bureau::questions(&here.frame(), &here.profile, &own)),
        Err(error) => here.failed(&error),
    }
}

fn shown(here: &Signed, form: &QuestionForm, refusal: Option<&Error>, saved: bool) -> Response {
    let what = QuestionPage { form, refusal, saved };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, bureau::question(&here.frame(), &here.profile, what))
}

/// An empty form.
pub(super) async fn new(here: Signed) -> Response {
    match all(&here).await {
        Ok(_) => shown(&here, &QuestionPage::form_of_new(), None, false),
        Err(error) => here.failed(&error),
    }
}

/// The form of one.
pub(super) async fn one(here: Signed, Path((_, id)): Path<(String, String)>, Query(done): Query<Done>) -> Response {
    let found = all(&here).await.and_then(|all| {
        let found = all.iter().find(|question| question.id.to_string() == id);
        Ok(QuestionPage::form_of(found.ok_or(RefusalCode::NotFound)?))
    });
    match found {
        Ok(form) => shown(&here, &form, None, done.is_saved()),
        Err(error) => here.failed(&error),
    }
}

/// The form that begins with the words of a ready-made one.
pub(super) async fn ready(here: Signed, Path((_, name)): Path<(String, String)>) -> Response {
    let found = all(&here).await.and_then(|all| {
        let one = ReadyMade::from_wire(&name).ok_or(RefusalCode::NotFound)?;
        // Who comes a second time goes on with what was changed.
        let changed = all.iter().find(|question| question.stands_for == Some(one));
        Ok(changed.map_or_else(|| QuestionPage::form_of_ready(one), QuestionPage::form_of))
    });
    match found {
        Ok(form) => shown(&here, &form, None, false),
        Err(error) => here.failed(&error),
    }
}

/// Keeps a question.
pub(super) async fn save(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let form = question_typed(&pairs);
    match here
        .web
        .services
        .content
        .save_question(here.actor(), form.clone())
        .await
    {
        Ok(id) => see_other(&here.to(&format!("/manager/questions/{id}?saved=1"))),
        Err(error) => refused(&here, &form, &error),
    }
}

fn refused(here: &Signed, form: &QuestionForm, error: &Error) -> Response {
    if error.is(RefusalCode::Form) {
        shown(here, form, Some(error), false)
    } else {
        here.failed(error)
    }
}

/// Takes a question away.
pub(super) async fn remove(here: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let done = async {
        let id: QuestionId = id.parse().map_err(|_| RefusalCode::NotFound)?;
        here.web.services.content.remove_question(here.actor(), id).await
    };
    match done.await {
        Ok(()) => see_other(&here.to("/manager/questions")),
        Err(error) => here.failed(&error),
    }
}

/// The frame of the public page at that path: its languages lead to what visitors see now.
fn at<'a>(here: &'a Signed, path: &'a str) -> Frame<'a> {
    Frame { path, ..here.frame() }
}

/// The page of questions as it would be.
pub(super) async fn preview_question(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let form = question_typed(&pairs);
    match here
        .web
        .services
        .content
        .preview_question(here.actor(), form.clone())
        .await
    {
        Ok(own) => {
            let what = QuestionsPage {
                own: &own,
                preview: true,
            };
            page(StatusCode::OK, site::questions(&at(&here, "/questions"), what))
        }
        Err(error) => refused(&here, &form, &error),
    }
}

/// The page of a product as it would be.
pub(super) async fn preview_product(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let form = product_typed(&pairs);
    match here
        .web
        .services
        .content
        .preview_product(here.actor(), form.clone())
        .await
    {
        Ok(item) => {
            let what = site::ProductPage {
                item: &item,
                preview: true,
            };
            page(StatusCode::OK, site::product(&at(&here, "/catalogue"), what))
        }
        Err(error) => products::refused(&here, &form, &error).await,
    }
}

/// The catalogue with an offer as it would be.
pub(super) async fn preview_offer(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let form = offer_typed(&pairs);
    let made = async {
        let offer = here
            .web
            .services
            .content
            .preview_offer(here.actor(), form.clone())
            .await?;
        let catalogue = &here.web.services.catalogue;
        let mut offers = catalogue.offers(here.actor()).await?;
        offers.retain(|other| other.id != offer.id);
        offers.insert(0, offer);
        let items = catalogue.catalogue(here.actor(), "", here.seen.locale).await?;
        let what = Catalogue {
            items: &items,
            offers: &offers,
            search: "",
            kind: None,
            preview: true,
        };
        Ok::<_, Error>(site::catalogue(&at(&here, "/catalogue"), what))
    };
    match made.await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error @ Error::Refused(_)) => products::offer_page(&here, &form, Some(&error), false).await,
        Err(error) => here.failed(&error),
    }
}

/// The partners with a dealer as they would be.
pub(super) async fn preview_partner(here: Signed, Typed(pairs): Typed<Pairs>) -> Response {
    let form = dealer_typed(&pairs);
    match here
        .web
        .services
        .content
        .preview_partner(here.actor(), form.clone())
        .await
    {
        Ok(partners) => {
            let what = PartnersPage {
                partners: &partners,
                form: &DealerApplicationForm::default(),
                refusal: None,
                sent: false,
                preview: true,
            };
            page(StatusCode::OK, site::partners(&at(&here, "/partners"), what))
        }
        Err(error) => dealers::refused(&here, &form, &error).await,
    }
}

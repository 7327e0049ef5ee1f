//! The recipient: the link, the page, and the button that opens a door. The link's secret leaves the address at once.

use app::site::{self, PickupPage, PickupRating};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::custody::{LinkSecret, OpenPhase, PickupPass, PickupView, PresencePass};
use domain::feedback::{Asked, RatingForm};
use domain::ids::{BankId, ConsignmentId, PlacePhotoId};
use domain::support::AskForm;
use domain::{Error, Locale, Outcome, Refusal, RefusalCode};
use serde::Deserialize;

use super::photos;
use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/p/{link}", get(follow_any))
        .route("/{lang}/p/{link}", get(follow))
        .route("/{lang}/pickup", get(show))
        .route("/{lang}/pickup/way/{bank}", get(way))
        .route("/{lang}/pickup/way/{bank}/photos/{photo}", get(way_photo))
        .route("/{lang}/pickup/open", post(open))
        .route("/{lang}/pickup/extend", post(extend))
        .route("/{lang}/pickup/share", post(share))
        .route("/{lang}/pickup/share/revoke", post(revoke_share))
        .route("/{lang}/pickup/help", post(help))
        .route("/{lang}/pickup/rating", post(rate))
}

/// Why the last press of the button did nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Notice {
    notice: String,
    /// The door that must be closed first.
    door: Option<u16>,
}

/// Which thing.
#[derive(Default, Deserialize)]
#[serde(default)]
struct OpenForm {
    consignment: String,
}

/// `/p/{link}`: in the recipient's own language.
async fn follow_any(here: Here, Path(link): Path<String>) -> Response {
    match exchange(&here, &link).await {
        Ok((locale, pass)) => keep(&here, locale, &pass),
        Err(error) => here.failed(&error),
    }
}

/// `/{lang}/p/{link}`: in the language of the address.
async fn follow(here: Here, Path((_, link)): Path<(String, String)>) -> Response {
    match exchange(&here, &link).await {
        Ok((_, pass)) => keep(&here, here.seen.locale, &pass),
        Err(error) => here.failed(&error),
    }
}

async fn exchange(here: &Here, link: &str) -> Result<(Locale, PickupPass), Error> {
    let link = LinkSecret::parse(link).ok_or(RefusalCode::LinkExpired)?;
    let locale = here.web.services.custody.follow_link(&here.asking.actor, &link).await?;
    Ok((locale, pass(here).with(link)))
}

fn keep(here: &Here, locale: Locale, pass: &PickupPass) -> Response {
    let answer = see_other(&["/", locale.code(), "/pickup"].concat());
    here.with_cookie(answer, Cookie::Pickup, &pass.expose())
}

/// What waits.
async fn show(here: Here, notice: Result<Query<Notice>, QueryRejection>) -> Response {
    let notice = notice.ok().and_then(|query| query.0.refusal());
    shown(&here, notice.as_ref(), Refused::default()).await
}

/// How one gets to a bank where something waits: a page of its own, which works with the cookie of the pickup page.
async fn way(here: Here, Path((_, bank)): Path<(String, String)>) -> Response {
    let found = async {
        let bank: BankId = bank.parse().map_err(|_| RefusalCode::NotFound)?;
        let custody = &here.web.services.custody;
        custody.way(&here.asking.actor, &pass(&here), bank).await
    };
    match found.await {
        Ok(view) => page(StatusCode::OK, site::pickup_way(&here.frame(), &view)),
        Err(error) => here.failed(&error),
    }
}

/// A photo of the place, for whoever may read that page.
async fn way_photo(here: Here, Path((_, bank, photo)): Path<(String, String, String)>) -> Response {
    let found = async {
        let bank: BankId = bank.parse().map_err(|_| RefusalCode::NotFound)?;
        let photo: PlacePhotoId = photo.parse().map_err(|_| RefusalCode::NotFound)?;
        let custody = &here.web.services.custody;
        custody.way_photo(&here.asking.actor, &pass(&here), bank, photo).await
    };
    match found.await {
        Ok(photo) => photos::shown_for_an_hour(photo),
        Err(error) => here.failed(&error),
    }
}

/// What was typed into a form of the page, and why it was refused.
#[derive(Default, Clone, Copy)]
struct Refused<'a> {
    /// "I have a problem", about which thing.
    help: Option<(ConsignmentId, &'a AskForm, &'a Error)>,
    /// How it was.
    rating: Option<(&'a RatingForm, &'a Error)>,
}

impl Refused<'_> {
    fn status(self) -> StatusCode {
        let why = self
            .help
            .map(|(_, _, error)| error)
            .or(self.rating.map(|(_, error)| error));
        why.map_or(StatusCode::OK, refused_status)
    }
}

/// The page, with what was typed and refused.
async fn shown(here: &Here, notice: Option<&Refusal>, refused: Refused<'_>) -> Response {
    let (actor, pass) = (&here.asking.actor, pass(here));
    let services = &here.web.services;
    let seen = async {
        let view = services.custody.pickup(actor, &pass, presence(here).as_ref()).await?;
        Ok((view, services.help.threads(actor, &pass).await?))
    };
    match seen.await {
        Ok((view, threads)) => {
            let asked = asked(here, &view).await;
            let shown = PickupPage {
                view: &view,
                notice,
                threads: &threads,
                asked: refused.help,
                rating: PickupRating {
                    asked: &asked,
                    refused: refused.rating,
                },
            };
            page(refused.status(), site::pickup(&here.frame(), shown))
        }
        Err(error) => here.failed(&error),
    }
}

/// Which thing, what is wrong, and in which words.
#[derive(Default, Deserialize)]
#[serde(default)]
struct HelpForm {
    consignment: String,
    problem: String,
    words: String,
}

/// Help with one's thing.
async fn help(here: Here, Typed(form): Typed<HelpForm>) -> Response {
    let Ok(consignment) = form.consignment.parse::<ConsignmentId>() else {
        return see_other(&here.to("/pickup"));
    };
    let typed = AskForm {
        problem: form.problem,
        words: form.words,
    };
    let help = &here.web.services.help;
    match help
        .ask(&here.asking.actor, &pass(&here), consignment, typed.clone())
        .await
    {
        Ok(()) => see_other(&[&here.to("/pickup"), "#help-", &consignment.to_string()].concat()),
        Err(error) if error.is(RefusalCode::Form) || error.is(RefusalCode::SlowDown) => {
            let refused = Refused {
                help: Some((consignment, &typed, &error)),
                ..Refused::default()
            };
            shown(&here, None, refused).await
        }
        Err(error) => here.failed(&error),
    }
}

/// What is asked about things that were collected. Nobody is kept from their code because it cannot be asked: what failed
/// was logged where it failed, and then nothing is asked.
async fn asked(here: &Here, view: &PickupView) -> Vec<Asked> {
    let done = |phase| matches!(phase, OpenPhase::Collected { .. });
    if !view.items.iter().any(|item| done(item.phase)) {
        return Vec::new();
    }
    let (feedback, pass) = (&here.web.services.feedback, pass(here));
    let asked = feedback.asked(&here.asking.actor, &pass).await;
    asked.unwrap_or_default()
}

/// Opens the door. The page says why it did not, and may be loaded again without pressing the button again.
async fn open(here: Here, Typed(form): Typed<OpenForm>) -> Response {
    let back = here.to("/pickup");
    let Ok(consignment) = form.consignment.parse::<ConsignmentId>() else {
        return see_other(&back);
    };
    let custody = &here.web.services.custody;
    let opened = custody
        .open_by_phone(&here.asking.actor, &pass(&here), presence(&here).as_ref(), consignment)
        .await;
    match opened {
        Ok(()) => see_other(&back),
        Err(Error::Refused(refusal)) => see_other(&with_notice(&back, &refusal)),
        Err(error) => here.failed(&error),
    }
}

/// More time to collect.
async fn extend(here: Here, Typed(form): Typed<OpenForm>) -> Response {
    let done = async {
        let custody = &here.web.services.custody;
        custody.extend(&here.asking.actor, &pass(&here), form.which()?).await
    };
    let done = done.await;
    answered(&here, done)
}

/// Somebody else collects.
async fn share(here: Here, Typed(form): Typed<OpenForm>) -> Response {
    let done = async {
        let custody = &here.web.services.custody;
        custody.share(&here.asking.actor, &pass(&here), form.which()?).await
    };
    let done = done.await;
    answered(&here, done)
}

/// Nobody else collects any more.
async fn revoke_share(here: Here, Typed(form): Typed<OpenForm>) -> Response {
    let done = async {
        let custody = &here.web.services.custody;
        custody
            .revoke_share(&here.asking.actor, &pass(&here), form.which()?)
            .await
    };
    let done = done.await;
    answered(&here, done)
}

/// How it was. A form that was refused is shown again with what was typed.
async fn rate(here: Here, Typed(form): Typed<RatingForm>) -> Response {
    let (feedback, pass) = (&here.web.services.feedback, pass(&here));
    match feedback.rate(&here.asking.actor, &pass, &form).await {
        Err(error) if error.is(RefusalCode::Form) => {
            let refused = Refused {
                rating: Some((&form, &error)),
                ..Refused::default()
            };
            shown(&here, error.refusal(), refused).await
        }
        rated => answered(&here, rated),
    }
}

impl OpenForm {
    fn which(&self) -> Outcome<ConsignmentId> {
        Ok(self.consignment.parse().map_err(|_| RefusalCode::NotFound)?)
    }
}

/// Back to the page, which says why nothing was done.
fn answered(here: &Here, done: Outcome<()>) -> Response {
    let back = here.to("/pickup");
    match done {
        Ok(()) => see_other(&back),
        Err(Error::Refused(refusal)) => see_other(&with_notice(&back, &refusal)),
        Err(error) => here.failed(&error),
    }
}

/// The pickup page's address with why something did nothing.
pub(super) fn with_notice(path: &str, refusal: &Refusal) -> String {
    let door = refusal.door.map(|door| format!("&door={door}")).unwrap_or_default();
    [path, "?notice=", refusal.code.wire(), &door].concat()
}

impl Notice {
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let code = RefusalCode::ALL.iter().find(|code| code.wire() == self.notice)?;
        Some(Refusal {
            door: self.door,
            ..Refusal::act(*code)
        })
    }
}

pub(super) fn pass(here: &Here) -> PickupPass {
    here.cookie(Cookie::Pickup).map(PickupPass::parse).unwrap_or_default()
}

fn presence(here: &Here) -> Option<PresencePass> {
    here.cookie(Cookie::Presence)
        .map(|value| PresencePass(value.to_owned()))
}

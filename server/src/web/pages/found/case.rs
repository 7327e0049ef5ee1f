//! The page of a case: the private link that leads to it, and what both sides do there.

use app::site::{self, CasePage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::custody::LinkSecret;
use domain::found::{CaseNumber, NewProposal, Way};
use domain::ids::{BankId, ProposalId};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::super::photos;
use super::{Asked, pass, plain};
use crate::web::cookies::Cookie;
use crate::web::here::{AtBureau, page, refused_status, see_other};
use crate::web::{Here, Typed};

/// Any form of a case's page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Act {
    words: String,
    at: String,
    place: String,
    proposal: String,
    agree: String,
    way: String,
    bank: String,
}

/// `/c/{link}`: in the language of whom it is for.
pub(super) async fn follow_any(AtBureau(here): AtBureau, Path(link): Path<String>) -> Response {
    exchange(&here, &link, false).await
}

/// `/{lang}/c/{link}`: in the language of the address.
pub(super) async fn follow(AtBureau(here): AtBureau, Path((_, link)): Path<(String, String)>) -> Response {
    exchange(&here, &link, true).await
}

/// The secret of a private link leaves the address at once.
async fn exchange(here: &Here, link: &str, spoken: bool) -> Response {
    let Some(link) = LinkSecret::parse(link) else {
        return here.failed(&RefusalCode::LinkExpired.into());
    };
    match here.web.services.finders.follow_link(&here.asking.actor, &link).await {
        Ok((number, _, own)) => {
            let locale = if spoken { here.seen.locale } else { own };
            let to = ["/", locale.code(), "/case/", &number.digits()].concat();
            here.with_cookie(see_other(&to), Cookie::Case, &pass(here).with(link).expose())
        }
        Err(error) => here.failed(&error),
    }
}

pub(super) async fn newest(AtBureau(here): AtBureau) -> Response {
    match here.web.services.finders.newest(&here.asking.actor, &pass(&here)).await {
        Ok(number) => see_other(&here.to(&["/case/", &number.digits()].concat())),
        Err(error) => here.failed(&error),
    }
}

/// Without a language: after paying.
pub(super) async fn any_case(AtBureau(here): AtBureau, Path(number): Path<String>) -> Response {
    see_other(&here.to(&["/case/", &plain(&number)].concat()))
}

pub(super) async fn show(
    AtBureau(here): AtBureau,
    Path((_, number)): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let notice = asked.map(|query| query.0.notice).unwrap_or_default();
    let notice = RefusalCode::ALL.iter().copied().find(|code| code.wire() == notice);
    shows(&here, &number, &Act::default(), notice, None).await
}

/// The finder's photo, for the owner.
pub(super) async fn photo(AtBureau(here): AtBureau, Path((_, number)): Path<(String, String)>) -> Response {
    let found = async {
        let number: CaseNumber = number.parse().map_err(|_| RefusalCode::NotFound)?;
        let finders = &here.web.services.finders;
        finders.photo(&here.asking.actor, &pass(&here), number).await
    };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => here.failed(&error),
    }
}

async fn shows(
    here: &Here,
    number: &str,
    typed: &Act,
    notice: Option<RefusalCode>,
    refusal: Option<&Error>,
) -> Response {
    let Ok(number) = number.parse::<CaseNumber>() else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let (finders, actor, pass) = (&here.web.services.finders, &here.asking.actor, pass(here));
    let case = match finders.case(actor, &pass, number).await {
        Ok(case) => case,
        Err(error) => return here.failed(&error),
    };
    let offered = case.ways.contains(&Way::Locker) && case.way.is_none();
    let banks = match finders.drop_banks(actor, &pass, number).await {
        Ok(banks) if offered => banks,
        Ok(_) => Vec::new(),
        Err(error) => return here.failed(&error),
    };
    let what = CasePage {
        case: &case,
        banks: &banks,
        notice,
        words: &typed.words,
        at: &typed.at,
        place: &typed.place,
        refusal,
    };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, site::found_case(&here.frame(), what))
}

/// Something is done about a case; the page says why it was not.
pub(super) async fn act(
    AtBureau(here): AtBureau,
    Path((_, number, act)): Path<(String, String, String)>,
    Typed(typed): Typed<Act>,
) -> Response {
    let Ok(parsed) = number.parse::<CaseNumber>() else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let back = here.to(&["/case/", &parsed.digits()].concat());
    if act == "pay" {
        let held = pass(&here);
        return match here
            .web
            .services
            .finders
            .pay_fee(&here.asking.actor, &held, parsed)
            .await
        {
            Ok(path) => see_other(&path),
            Err(error) => refused(&here, &back, &error),
        };
    }
    match done(&here, parsed, &act, &typed).await {
        Ok(()) => see_other(&back),
        Err(error) if error.is(RefusalCode::Form) => shows(&here, &number, &typed, None, Some(&error)).await,
        Err(error) => refused(&here, &back, &error),
    }
}

fn refused(here: &Here, back: &str, error: &Error) -> Response {
    match error {
        Error::Refused(refusal) if refusal.code != RefusalCode::NotFound => {
            see_other(&[back, "?notice=", refusal.code.wire()].concat())
        }
        error => here.failed(error),
    }
}

async fn done(here: &Here, number: CaseNumber, act: &str, typed: &Act) -> Outcome<()> {
    let (finders, actor, pass) = (&here.web.services.finders, &here.asking.actor, &pass(here));
    let gone = || Error::from(RefusalCode::NotFound);
    match act {
        "write" => finders.write(actor, pass, number, &typed.words).await,
        "propose" => {
            let form = NewProposal {
                at: typed.at.clone(),
                place: typed.place.clone(),
            };
            finders.propose(actor, pass, number, form).await
        }
        "answer" => {
            let id: ProposalId = typed.proposal.parse().map_err(|_| gone())?;
            finders.answer(actor, pass, number, id, typed.agree == "yes").await
        }
        "choose" => {
            let way = Way::from_wire(&typed.way).ok_or_else(gone)?;
            finders.choose(actor, pass, number, way).await
        }
        "drop" => {
            let bank: BankId = typed.bank.parse().map_err(|_| gone())?;
            finders.drop_at(actor, pass, number, bank).await
        }
        "call-off" => finders.call_off(actor, pass, number).await,
        "confirm" => finders.confirm(actor, pass, number).await,
        "withdraw" => finders.withdraw(actor, pass, number).await,
        _ => Err(gone()),
    }
}

//! Asking, taking, answering and noting, each within the caller's transaction.
//!
//! What must not be here: who may. The two ports decide that first.

use domain::accounts::Actor;
use domain::ids::{BankId, CompartmentId, ConsignmentId, OrganisationId, RequestId};
use domain::live::Nudge;
use domain::support::{
    CheckedAsk, HelpAct, HelpFact, Origin, Problem, RequestEvent, RequestNotPossible, RequestStage, RequestState,
};
use domain::{Error, RefusalCode, ShortText, Timestamp};

use super::service::Support;
use super::sql::{self, New, Request, Turn};
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;

/// So many words of who asked may wait for an answer; more help nobody.
const MOST_UNANSWERED: i64 = 10;

/// Where and what a request is about.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub organisation: OrganisationId,
    pub bank: BankId,
    pub thing: Option<ConsignmentId>,
    /// The door, where the house itself knows it.
    pub door: Option<CompartmentId>,
    pub origin: Origin,
}

/// Begins a request, or says more in the one that is open about the same thing; gives which and its number.
///
/// # Errors
/// `SlowDown` after many words without an answer.
pub(super) async fn ask(
    tx: &mut Tx,
    support: &Support,
    actor: &Actor,
    about: About,
    asked: &CheckedAsk,
) -> Result<(RequestId, u32), Error> {
    let house = &support.house;
    let known = match about.thing {
        Some(thing) => sql::about(tx, thing).await?,
        None => None,
    };
    let now = house.now();
    let promised = support.times.promised(now, asked.problem.promise(about.origin));
    let words = asked.words.as_ref().map(|words| words.as_str().to_owned());
    let fact = HelpFact::Asked {
        problem: asked.problem,
        words,
    };
    if let Some(request) = known {
        if request.unanswered >= MOST_UNANSWERED {
            return Err(RefusalCode::SlowDown.into());
        }
        let next = request
            .state()?
            .apply(RequestEvent::Word, now)
            .map_err(refusal(&request)?)?;
        sql::set_state(tx, &request, next, &Turn::Asked(promised)).await?;
        note(tx, house, actor, request.id.0, &fact).await?;
        return Ok((request.id.0, request.number()));
    }
    let request = begin(tx, house, actor, about, (asked.problem, promised), &fact).await?;
    let made = sql::get(tx, request).await?.ok_or(RefusalCode::NotFound)?;
    Ok((request, made.number()))
}

/// A new request, with its first line.
async fn begin(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    about: About,
    (problem, promised): (Problem, Timestamp),
    fact: &HelpFact,
) -> Result<RequestId> {
    let new = New {
        id: RequestId(house.outside.uuid7()),
        organisation: about.organisation,
        bank: about.bank,
        thing: about.thing,
        door: about.door,
        problem,
        origin: about.origin,
        promised,
    };
    sql::insert(tx, &new, house.now()).await?;
    note(tx, house, actor, new.id, fact).await?;
    Ok(new.id)
}

/// The house itself says that somebody must look: a new request, or a line in the one that is open about the same thing.
/// What is known already is not said twice; then there is nothing new. Nobody who listens to banks is ever refused.
pub(super) async fn report(
    tx: &mut Tx,
    support: &Support,
    about: About,
    problem: Problem,
) -> Result<Option<RequestId>> {
    let (house, now) = (&support.house, support.house.now());
    let known = match about.thing {
        Some(thing) => sql::about(tx, thing).await?,
        None => sql::incident(tx, about.bank, problem, about.door).await?,
    };
    let open = match known {
        Some(request) => {
            let closed = request.state()?.stage() == RequestStage::Closed;
            (!closed).then_some(request)
        }
        None => None,
    };
    let promised = support.times.promised(now, problem.promise(about.origin));
    let fact = HelpFact::Asked { problem, words: None };
    let Some(request) = open else {
        let begun = begin(tx, house, &Actor::House, about, (problem, promised), &fact).await?;
        return Ok(Some(begun));
    };
    for line in sql::facts(tx, request.id.0).await? {
        if line.fact()? == fact {
            return Ok(None);
        }
    }
    sql::set_state(tx, &request, request.state()?, &Turn::Asked(promised)).await?;
    note(tx, house, &Actor::House, request.id.0, &fact).await?;
    Ok(Some(request.id.0))
}

/// Why an event does not fit this request.
fn refusal(request: &Request) -> Result<impl FnOnce(RequestNotPossible) -> Error + use<>> {
    let closed = request.state()?.stage() == RequestStage::Closed;
    Ok(move |RequestNotPossible| {
        if closed {
            RefusalCode::WrongState.into()
        } else {
            RefusalCode::Claimed.into()
        }
    })
}

/// Moves a request on; gives it as it is now.
///
/// # Errors
/// `Claimed` when a colleague has it, `WrongState` when it is closed.
pub(super) async fn step(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    request: Request,
    event: RequestEvent,
    turn: &Turn,
) -> Result<Request, Error> {
    let (now, before) = (house.now(), request.state()?);
    let next = before.apply(event, now).map_err(refusal(&request)?)?;
    let same_turn = matches!(turn, Turn::Same);
    if next == before && same_turn {
        return Ok(request);
    }
    sql::set_state(tx, &request, next, turn).await?;
    let fact = match next {
        _ if next == before => None,
        RequestState::InHand { .. } => Some(HelpFact::Taken),
        RequestState::Waiting => Some(HelpFact::Released),
        RequestState::Closed { .. } => Some(HelpFact::Closed),
    };
    if let Some(fact) = fact {
        note(tx, house, actor, request.id.0, &fact).await?;
    }
    Ok(sql::get(tx, request.id.0).await?.ok_or(RefusalCode::NotFound)?)
}

/// A colleague did something for whoever asked: that is an answer too.
///
/// # Errors
/// As [`step`].
pub(super) async fn did(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    request: Request,
    what: HelpAct,
    reason: &ShortText,
) -> Result<(), Error> {
    let by = actor.person()?;
    let id = request.id.0;
    let turn = Turn::Answered(house.now());
    step(tx, house, actor, request, RequestEvent::Take { by }, &turn).await?;
    let reason = reason.as_str().to_owned();
    Ok(note(tx, house, actor, id, &HelpFact::Did { what, reason }).await?)
}

/// Writes a line of the history.
pub(super) async fn note(tx: &mut Tx, house: &House, actor: &Actor, id: RequestId, fact: &HelpFact) -> Result<()> {
    // A recipient who happens to be signed in asks as a recipient; of colleagues, the history keeps who it was.
    let by = match fact {
        HelpFact::Asked { .. } => None,
        _ => actor.person().ok(),
    };
    let event = house.outside.uuid7();
    sql::add_fact(tx, event, id, house.now(), by, fact).await.map(drop)
}

/// After the commit: open screens look again, and messages leave.
pub(super) fn committed(house: &House, organisation: OrganisationId, request: RequestId) {
    house.live.tell(Nudge::Help { organisation, request });
    house.wake.notices.notify_one();
}

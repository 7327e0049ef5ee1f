//! What changes a case, inside somebody's transaction, and what must follow.
//!
//! What must not be here: who may.

use domain::accounts::Actor;
use domain::found::{CaseEnd, CaseEvent, CaseFact, CaseState, FeeSettled, Side, Way};
use domain::ids::CaseId;
use domain::live::Nudge;
use domain::{Error, RefusalCode};

use super::reach::{self, Beside, News};
use super::sql::{self, Case};
use super::{drops, sql_facts, sql_talk};
use crate::custody;
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;

/// A case to change.
pub(super) async fn take(tx: &mut Tx, id: CaseId) -> Result<Case, Error> {
    Ok(sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?)
}

/// Moves a case on.
///
/// # Errors
/// `WrongState` for what is no rule of the house.
pub(super) async fn apply(tx: &mut Tx, house: &House, case: &mut Case, event: CaseEvent) -> Result<CaseState, Error> {
    let now = house.now();
    let next = case.state()?.apply(event, now).map_err(|_| RefusalCode::WrongState)?;
    sql::set_state(tx, case, next, now).await?;
    Ok(next)
}

/// Notes a fact without words.
pub(super) async fn note(tx: &mut Tx, house: &House, case: &Case, fact: CaseFact, actor: &Actor) -> Result<()> {
    sql_talk::add_fact(tx, house, case.id.0, fact, actor, None).await
}

/// What open screens are told after the commit.
pub(super) fn nudge(case: &Case) -> Nudge {
    Nudge::Case {
        organisation: case.organisation_id.0,
        office: case.office(),
        case: case.id.0,
        owner: case.owner_id.map(|owner| owner.0),
    }
}

/// After the commit: open screens look again, and messages leave.
pub(super) fn committed(house: &House, case: &Case) {
    house.live.tell(nudge(case));
    house.wake.notices.notify_one();
}

/// The owner knows now, if they did not.
pub(super) async fn owner_knows(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    case: &mut Case,
    messages: u32,
) -> Result<(), Error> {
    if case.state()?.told().is_none() && apply(tx, house, case, CaseEvent::OwnerTold).await.is_ok() {
        note(tx, house, case, CaseFact::OwnerTold { messages }, actor).await?;
    }
    Ok(())
}

/// Settles a way; what was settled before is off.
pub(super) async fn arrange(tx: &mut Tx, house: &House, actor: &Actor, case: &mut Case, way: Way) -> Result<(), Error> {
    if way != Way::Locker {
        drops::give_up(tx, house, actor, case).await?;
    }
    if way != Way::Meeting {
        sql_talk::clear_proposals(tx, case.id.0).await?;
    }
    apply(tx, house, case, CaseEvent::Arrange { way }).await?;
    note(tx, house, case, CaseFact::Arranged { way }, actor).await?;
    Ok(())
}

/// What was settled is off.
pub(super) async fn call_off(tx: &mut Tx, house: &House, actor: &Actor, case: &mut Case) -> Result<(), Error> {
    apply(tx, house, case, CaseEvent::CallOff).await?;
    drops::give_up(tx, house, actor, case).await?;
    sql_talk::clear_proposals(tx, case.id.0).await?;
    note(tx, house, case, CaseFact::CalledOff, actor).await?;
    Ok(())
}

/// Nothing is given out before the fee is settled.
///
/// # Errors
/// `FeeDue`.
pub(super) fn must_be_settled(case: &Case) -> Result<(), Error> {
    if case.fee()?.is_due() {
        return Err(RefusalCode::FeeDue.into());
    }
    Ok(())
}

/// The fee is settled: a held thing's pickup code goes to the owner.
///
/// # Errors
/// `WrongState` when nothing is due.
pub(super) async fn settle(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    case: &mut Case,
    how: FeeSettled,
    words: Option<&str>,
) -> Result<(), Error> {
    case.fee()?.settle(how).ok_or(RefusalCode::WrongState)?;
    sql::set_fee(tx, case, how).await?;
    sql_talk::add_fact(tx, house, case.id.0, CaseFact::FeeSettled { how }, actor, words).await?;
    if let Some(consignment) = case.consignment_id {
        custody::release(tx, house, consignment.0).await?;
        if case.state()?.way() == Some(Way::Locker) && !case.state()?.finder_has_it() {
            note(tx, house, case, CaseFact::CodeReleased, actor).await?;
        }
    }
    reach::tell(tx, house, case, Side::Owner, News::Paid, Beside::default()).await?;
    Ok(())
}

/// Ends a case and tells both sides.
///
/// # Errors
/// `WrongState`; `FeeDue` for a return whose fee is not settled.
pub(super) async fn end(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    case: &mut Case,
    end: CaseEnd,
    words: Option<&str>,
) -> Result<(), Error> {
    let event = if end == CaseEnd::Returned {
        must_be_settled(case)?;
        CaseEvent::Return
    } else {
        CaseEvent::Close { end }
    };
    if case.state()?.finder_has_it() {
        drops::give_up(tx, house, actor, case).await?;
    }
    apply(tx, house, case, event).await?;
    sql_talk::clear_proposals(tx, case.id.0).await?;
    sql_talk::add_fact(tx, house, case.id.0, CaseFact::Ended { end }, actor, words).await?;
    sql_talk::release(tx, case.id.0, None).await?;
    let news = if end == CaseEnd::Returned {
        News::Returned
    } else {
        News::Ended
    };
    // Nonsense is closed without a word.
    if end != CaseEnd::Mistake {
        for side in [Side::Finder, Side::Owner] {
            reach::tell(tx, house, case, side, news, Beside::default()).await?;
        }
    }
    Ok(())
}

/// A key may have got its owner after the report: activated by telephone in the same call.
pub(super) async fn learn_owner(tx: &mut Tx, case: &mut Case) -> Result<()> {
    if case.owner_id.is_some() {
        return Ok(());
    }
    let facts = sql_facts::key_facts(tx, &case.key_text).await?;
    if let Some((key, owner)) = facts.and_then(|facts| Some((facts.id.0, facts.owner_id?.0))) {
        sql::set_owner(tx, case, Some(key), owner).await?;
    }
    Ok(())
}

//! A finder and a locker: a compartment is kept, a drop code is made, and both are given up again.
//!
//! The thing itself is custody's; its secrets are derived from the drop's seed. What must not be here: doors.

use domain::accounts::Actor;
use domain::custody::{AccessCode, Item, Kind, State};
use domain::delivery::Recipient;
use domain::found::{CaseEvent, CaseFact, DropBank, Way};
use domain::ids::{BankId, OfficeId};
use domain::lockers::{BankSummary, Purpose, Reach, Size};
use domain::{Error, RefusalCode, ShortText, Span};

use super::reach::{self, Owner};
use super::sql::{self, Case};
use super::{secrets, sql_facts, sql_talk, steps};
use crate::accounts;
use crate::custody::{self, Announce};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, Ordered};
use crate::lockers;

/// For so long a compartment is kept for a finder.
pub(super) const KEPT: Span = Span::hours(24);

/// Whether a locker can be offered: there is an owner who can be told the code, and the key was not blocked.
pub(super) async fn owner_for_drop(h: &mut impl Handle, house: &House, case: &Case) -> Result<Option<Owner>> {
    let blocked = sql_facts::key_facts(h, &case.key_text)
        .await?
        .is_some_and(|facts| facts.blocked_at.is_some());
    if blocked {
        return Ok(None);
    }
    Ok(reach::owner(h, house, case).await?.filter(Owner::is_reachable))
}

/// The banks that work and have a free compartment, nearest of the case's office first. Those whose codes ask for the end of
/// a telephone number are not among them: a finder gives none.
pub(super) async fn banks(h: &mut impl Handle, office: Option<OfficeId>) -> Result<Vec<DropBank>> {
    let here = match office {
        Some(office) => accounts::office(h, office).await?.map(|o| (o.latitude, o.longitude)),
        None => None,
    };
    let mut open: Vec<BankSummary> = lockers::summaries(h, None).await?;
    let of_digits = custody::banks_of_digits(h).await?;
    open.retain(|bank| {
        bank.connection.is_online() && !bank.out_of_order && bank.free > 0 && !of_digits.contains(&bank.id)
    });
    if let Some((latitude, longitude)) = here {
        let far = |bank: &BankSummary| {
            // Good enough for an order: the earth as flat around an office.
            let east = (bank.place.longitude - longitude) * latitude.to_radians().cos();
            (bank.place.latitude - latitude).hypot(east)
        };
        open.sort_by(|a, b| far(a).total_cmp(&far(b)));
    }
    Ok(open
        .into_iter()
        .map(|bank| DropBank {
            id: bank.id,
            place: bank.place,
        })
        .collect())
}

/// Keeps a compartment and makes the drop code. An earlier drop of the case is given up.
///
/// # Errors
/// `WrongState`, `BankFull`, `NotFound` for a bank that cannot be chosen.
pub(super) async fn begin(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    case: &mut Case,
    bank: BankId,
) -> Result<AccessCode, Error> {
    if !case.state()?.finder_has_it() {
        return Err(RefusalCode::WrongState.into());
    }
    let owner = owner_for_drop(tx, house, case).await?.ok_or(RefusalCode::WrongState)?;
    if !banks(tx, None).await?.iter().any(|open| open.id == bank) {
        return Err(RefusalCode::BankFull.into());
    }
    give_up(tx, house, actor, case).await?;
    let name = ShortText::parse(&owner.name).or_else(|_| ShortText::parse(&case.organisation_name));
    let recipient = Recipient {
        name: name.map_err(|_| RefusalCode::WrongState)?,
        email: owner.email,
        phone: owner.phone,
        locale: owner.locale,
    };
    let thing = Announce {
        organisation: case.organisation_id.0,
        kind: Kind::FoundItem,
        item: Item::FoundThing,
        bank,
        size: Size::S,
        reach: Reach::Any,
        recipient: &recipient,
        by: None,
        held: case.fee()?.is_due(),
    };
    let consignment = custody::announce(tx, house, actor, &thing).await?;
    case.drops += 1;
    let seed = secrets::drop_seed(&house.key, case.id.0, case.drops);
    custody::allow_drop(tx, house, consignment, &seed).await?;
    sql::set_drop(tx, case, Some(consignment), Some(house.now() + KEPT)).await?;
    steps::arrange(tx, house, actor, case, Way::Locker).await?;
    steps::note(tx, house, case, CaseFact::DropGiven, actor).await?;
    let kept = custody::find(tx, consignment).await?.ok_or(RefusalCode::NotFound)?;
    Ok(custody::drop_secrets(house, &kept, &seed).0)
}

/// Gives a compartment back into which nothing was put.
///
/// # Errors
/// `WrongState` while somebody stands at its door, or the thing may be inside.
pub(super) async fn give_up(tx: &mut Tx, house: &House, actor: &Actor, case: &mut Case) -> Result<(), Error> {
    let Some(id) = case.consignment_id else {
        return Ok(());
    };
    let state = match custody::find(tx, id.0).await? {
        Some(consignment) => consignment.state()?,
        None => return Ok(()),
    };
    match state {
        State::Ended { .. } => {}
        state if state == State::NEW => custody::cancel(tx, house, actor, id.0, "found").await?,
        _ => return Err(RefusalCode::WrongState.into()),
    }
    sql::set_drop(tx, case, None, None).await?;
    steps::note(tx, house, case, CaseFact::DropEnded, actor).await?;
    Ok(())
}

/// The drop's time has passed: the compartment is given back, and the finder chooses anew. While somebody stands at the
/// door it waits a little; gives whether it is over.
///
/// # Errors
/// What the database says.
pub(super) async fn expire(tx: &mut Tx, house: &House, case: &mut Case) -> Result<bool, Error> {
    let actor = Actor::House;
    match give_up(tx, house, &actor, case).await {
        Ok(()) => {}
        Err(error) if error.is(RefusalCode::WrongState) => {
            let later = house.now() + Span::minutes(10);
            let same = case.consignment_id.map(|id| id.0);
            sql::set_drop(tx, case, same, Some(later)).await?;
            return Ok(false);
        }
        Err(error) => return Err(error),
    }
    if case.state()?.way() == Some(Way::Locker) && case.state()?.finder_has_it() {
        steps::apply(tx, house, case, CaseEvent::CallOff).await?;
        sql_talk::clear_proposals(tx, case.id.0).await?;
        let (side, news) = (domain::found::Side::Finder, reach::News::CalledOff);
        reach::tell(tx, house, case, side, news, reach::Beside::default()).await?;
    }
    Ok(true)
}

/// Staff take a thing out that lies in a locker: overdue, unclear, or to go on by another way.
///
/// # Errors
/// `WrongState` and those of custody.
pub(super) async fn take_out(tx: &mut Tx, house: &House, actor: &Actor, case: &Case) -> Result<Ordered, Error> {
    let id = case.consignment_id.ok_or(RefusalCode::WrongState)?;
    custody::order(tx, house, actor, id.0, Purpose::Return).await
}

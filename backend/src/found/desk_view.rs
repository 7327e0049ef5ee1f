//! What the desk sees of cases.
//!
//! What must not be here: whose cases they may see; the port narrows that.

use domain::accounts::Actor;
use domain::found::{
    CaseEnd, CaseHistory, CaseRow, CaseState, CaseView, ClaimView, DeskMessage, DeskProposal, FinderCard, KeyCard,
    OfficeName, OwnerCard, Way,
};
use domain::{Outcome, Timestamp};

use super::sql::Case;
use super::sql_facts::{self, ListRow};
use super::{drops, party_view, reach, sql_talk};
use crate::accounts;
use crate::custody;
use crate::db::Handle;
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::{lockers, photos};

/// One case in a list. Its moments are read at the reader's own clock: in UTC here, the screen shows how long ago.
pub(super) fn row(row: &ListRow) -> Result<CaseRow> {
    let case = &row.case;
    let state = case.state()?;
    Ok(CaseRow {
        id: case.id.0,
        number: case.number.0,
        key: case.key(),
        owner: row.owner_name.clone(),
        stage: state.stage(),
        way: state.way(),
        by_phone: case.by_phone == 1,
        office: name(case, row.office_name.clone()),
        fee_due: case.fee()?.is_due() && !state.is_over(),
        claimed_by: row.claimed_by.clone(),
        created: moment("UTC", Timestamp(case.created_at)),
        changed: moment("UTC", Timestamp(case.changed_at)),
    })
}

fn name(case: &Case, name: Option<String>) -> Option<OfficeName> {
    Some(OfficeName {
        id: case.office()?,
        name: name?,
    })
}

/// One case with everything.
pub(super) async fn view(
    h: &mut impl Handle,
    house: &House,
    actor: &Actor,
    case: &Case,
    may_work: bool,
) -> Outcome<CaseView> {
    let zone = party_view::zone(h, case).await?;
    let state = case.state()?;
    let office = match case.office() {
        Some(office) => accounts::office(h, office).await?.map(|office| office.name),
        None => None,
    };
    let claim = sql_talk::claim_of(h, case.id.0, house.now())
        .await?
        .map(|(person, name, until)| ClaimView {
            name,
            mine: actor.person().is_ok_and(|me| me == person.0),
            until: moment(&zone, Timestamp(until)),
        });
    let foreign = claim.as_ref().is_some_and(|claim| !claim.mine);
    let earlier = match case.owner_id {
        Some(owner) => sql_facts::count_of_owner(h, owner.0, case.id.0).await?,
        None => 0,
    };
    Ok(CaseView {
        id: case.id.0,
        number: case.number.0,
        stage: state.stage(),
        way: state.way(),
        key: key(h, house, case, &zone).await?,
        owner: owner(h, house, case).await?,
        finder: FinderCard {
            contact: case.contact(house)?,
            locale: case.finder_locale(),
            wants: case.wants(),
            by_phone: case.by_phone == 1,
        },
        place: case.place(house)?,
        pictured: photos::is_there(h, photos::Of::Report(case.id.0)).await?,
        postcode: case.postcode.clone(),
        office: name(case, office),
        fee: case.fee()?,
        messages: messages(h, house, case, &zone).await?,
        proposals: proposals(h, house, case, &zone).await?,
        consignment: case.consignment_id.map(|id| id.0),
        locker: locker(h, case).await?,
        claim,
        earlier: u32::try_from(earlier).unwrap_or(u32::MAX),
        may_work: may_work && !foreign && !state.is_over(),
        ways: ways(h, house, case).await?,
        ends: ends(case, state)?,
        history: history(h, house, case, &zone).await?,
        created: moment(&zone, Timestamp(case.created_at)),
        now: moment(&zone, house.now()),
    })
}

async fn key(h: &mut impl Handle, house: &House, case: &Case, zone: &str) -> Result<KeyCard> {
    let facts = sql_facts::key_facts(h, &case.key_text).await?;
    let until = facts.as_ref().and_then(|facts| facts.cover_until);
    Ok(KeyCard {
        key: case.key(),
        known: facts.is_some(),
        active: facts.as_ref().is_some_and(|facts| facts.owner_id.is_some()),
        blocked: facts.as_ref().is_some_and(|facts| facts.blocked_at.is_some()),
        cover_until: until.map(|at| moment(zone, Timestamp(at))),
        covered: until.is_some_and(|at| at > house.now().0),
        reward: facts
            .as_ref()
            .and_then(sql_facts::KeyFacts::reward)
            .map(|money| money.written(domain::Locale::default())),
        thing: facts.and_then(|facts| facts.thing),
        pictured: match owners_photo(h, case).await? {
            Some(of) => photos::is_there(h, of).await?,
            None => false,
        },
    })
}

/// Where the photo is that the owner of whom the case is keeps of the thing; none once the key is another's.
pub(super) async fn owners_photo(h: &mut impl Handle, case: &Case) -> Result<Option<photos::Of>> {
    let facts = sql_facts::key_facts(h, &case.key_text).await?;
    Ok(facts
        .filter(|facts| facts.owner_id.is_some() && facts.owner_id.map(|id| id.0) == case.owner_id.map(|id| id.0))
        .map(|facts| photos::Of::Thing(facts.id.0)))
}

async fn owner(h: &mut impl Handle, house: &House, case: &Case) -> Result<Option<OwnerCard>> {
    Ok(reach::owner(h, house, case).await?.map(|owner| OwnerCard {
        person: owner.person,
        name: owner.name,
        email: owner.email,
        phones: owner.phone.into_iter().collect(),
        locale: owner.locale,
    }))
}

async fn messages(h: &mut impl Handle, house: &House, case: &Case, zone: &str) -> Result<Vec<DeskMessage>> {
    let rows = sql_talk::messages(h, case.id.0).await?;
    rows.into_iter()
        .map(|row| {
            Ok(DeskMessage {
                to: row.to(),
                text: row.text(house, case.id.0)?,
                at: moment(zone, Timestamp(row.at)),
                by: row.person,
            })
        })
        .collect()
}

async fn proposals(h: &mut impl Handle, house: &House, case: &Case, zone: &str) -> Result<Vec<DeskProposal>> {
    let rows = sql_talk::proposals(h, case.id.0).await?;
    rows.iter()
        .map(|row| {
            Ok(DeskProposal {
                from: row.from(),
                at: moment(zone, Timestamp(row.meet_at)),
                place: row.place(house)?,
                state: row.state(),
            })
        })
        .collect()
}

async fn locker(h: &mut impl Handle, case: &Case) -> Result<Option<(String, String, u16)>> {
    let Some(id) = case.consignment_id else {
        return Ok(None);
    };
    let Some(consignment) = custody::find(h, id.0).await? else {
        return Ok(None);
    };
    let place = lockers::place_of(h, consignment.bank_id.0).await?;
    Ok(Some((place.name, place.city, consignment.number())))
}

async fn ways(h: &mut impl Handle, house: &House, case: &Case) -> Result<Vec<Way>> {
    if !case.state()?.finder_has_it() {
        return Ok(Vec::new());
    }
    let mut ways = vec![Way::Courier, Way::Office];
    if drops::owner_for_drop(h, house, case).await?.is_some() {
        ways.push(Way::Locker);
    }
    if case.owner_id.is_some() {
        ways.push(Way::Meeting);
    }
    Ok(ways)
}

/// The ends that the rules allow now, while no fee holds the return.
fn ends(case: &Case, state: CaseState) -> Result<Vec<CaseEnd>> {
    use domain::found::CaseEvent;
    let due = case.fee()?.is_due();
    let now = Timestamp(case.changed_at);
    let fits = |end: &CaseEnd| match end {
        CaseEnd::Returned => !due && state.apply(CaseEvent::Return, now).is_ok(),
        end => state.apply(CaseEvent::Close { end: *end }, now).is_ok(),
    };
    Ok(CaseEnd::ALL.into_iter().filter(fits).collect())
}

async fn history(h: &mut impl Handle, house: &House, case: &Case, zone: &str) -> Result<Vec<CaseHistory>> {
    let rows = sql_talk::facts(h, case.id.0).await?;
    rows.into_iter()
        .map(|row| {
            let fact = serde_json::from_str(&row.body)
                .map_err(|e| Fault::broken("found.fact", "reading a fact of a case").because(e))?;
            Ok(CaseHistory {
                at: moment(zone, Timestamp(row.at)),
                fact,
                note: row.note(house, case.id.0)?,
                by: row.person,
            })
        })
        .collect()
}

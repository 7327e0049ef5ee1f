//! One visit: whoever proved the right to one thing at a bank opens the others that wait there for them, door after door.
//!
//! Nothing is kept of a visit beside the openings themselves: it goes on from the last one at its bank, and any other one
//! there ends it. What must not be here: a way to prove anything, and doors that open without a press.

use domain::accounts::Actor;
use domain::custody::{Addressee, KioskVisit, LastOpening, NextDoor, PickupPass, Turn, VisitItem};
use domain::ids::{BankId, CompartmentId, ConsignmentId};
use domain::lockers::protocol::FaultKind;
use domain::lockers::{BankView, DoorView, Service};
use domain::{Error, RefusalCode, Timestamp};

use super::kiosk::{self, Right};
use super::sql::{self, Consignment};
use super::{pickup, sql_visit};
use crate::db::{Handle, Reader};
use crate::fault::Result;
use crate::house::{House, moment};
use crate::lockers::{self, CommandRow};

/// A visit at a bank: its last opening was somebody's own pickup, and is not long over.
struct Visit {
    /// The thing of that opening.
    last: Consignment,
    /// The thing by whose own secret the visit began, if that is another one.
    began: Option<Consignment>,
    /// Who had the last door opened.
    actor: String,
    /// Whether a door is on its way or open.
    under_way: bool,
    /// Whether the next one may be opened now.
    goes_on: bool,
}

impl Visit {
    /// The thing that decides what else is theirs.
    fn root(&self) -> &Consignment {
        self.began.as_ref().unwrap_or(&self.last)
    }

    fn right(&self) -> Right {
        Right::Visit {
            of: self.root().id.0,
            after: self.root().number(),
        }
    }
}

async fn at(h: &mut impl Handle, house: &House, bank: BankId) -> Result<Option<Visit>> {
    match lockers::last_unlock(h, bank).await? {
        Some(row) => from(h, house, &row).await,
        None => Ok(None),
    }
}

async fn from(h: &mut impl Handle, house: &House, row: &CommandRow) -> Result<Option<Visit>> {
    let now = house.now();
    if row
        .ended_at
        .is_some_and(|at| now > Timestamp(at) + LastOpening::PATIENCE)
    {
        return Ok(None);
    }
    let subject = row.subject.as_deref().and_then(|s| s.parse::<ConsignmentId>().ok());
    let last = match subject {
        Some(id) => sql::get(h, id).await?,
        None => None,
    };
    let Some(last) = last else {
        return Ok(None);
    };
    let opening = LastOpening {
        purpose: row.purpose()?,
        ended_at: row.ended_at.map(Timestamp),
        collected: last.is_collected()?,
        lent: last.opened_by_share.is_some(),
        left: last.visit_left_at.is_some(),
    };
    if !opening.is_visit() {
        return Ok(None);
    }
    let began = match &last.opened_in_visit_of {
        Some(id) => sql::get(h, id.0).await?,
        None => None,
    };
    Ok(Some(Visit {
        last,
        began,
        actor: row.actor.clone(),
        under_way: row.ended_at.is_none(),
        goes_on: opening.goes_on(now),
    }))
}

fn addressee(thing: &Consignment, house: &House) -> Result<Addressee> {
    let (email, phone) = thing.contact(house)?;
    Ok(Addressee {
        name: thing.recipient_name.clone(),
        email,
        phone,
    })
}

/// Whether a thing is one that whoever may have `root` may have in the same visit. In which state it is does not count here:
/// that decides when its door is ordered.
fn belongs(house: &House, root: &Consignment, thing: &Consignment) -> Result<bool> {
    let beside = root.id.0 != thing.id.0
        && root.bank_id.0 == thing.bank_id.0
        && root.organisation_id.0 == thing.organisation_id.0
        && root.recipient_name == thing.recipient_name
        && thing.stored_at.is_some()
        && !thing.is_held();
    Ok(beside && addressee(root, house)?.leads_to(&addressee(thing, house)?))
}

/// Whether a door cannot be opened. As when it is tried: a jam is no reason against.
pub(super) fn is_out(doors: &[DoorView], compartment: CompartmentId) -> bool {
    doors.iter().find(|d| d.id == compartment).is_none_or(|d| {
        matches!(d.service, Service::Out { .. }) || d.faults.iter().any(|fault| *fault != FaultKind::Jam)
    })
}

/// What else whoever may have this thing can collect at its bank now. What cannot be opened is not promised to anybody: its
/// own page says what is the matter.
async fn others(
    h: &mut impl Handle,
    house: &House,
    root: &Consignment,
    doors: &[DoorView],
) -> Result<Vec<Consignment>> {
    let now = house.now();
    let mut others = Vec::new();
    for thing in sql_visit::of_the_same_name(h, root).await? {
        let in_time = thing.state()?.stored().is_some_and(|rest| !rest.is_late(now));
        if in_time && !is_out(doors, thing.compartment_id.0) && belongs(house, root, &thing)? {
            others.push(thing);
        }
    }
    Ok(others)
}

/// How many other things can be collected together with this one.
pub(super) async fn beside(h: &mut impl Handle, house: &House, thing: &Consignment) -> Result<usize> {
    let bank = lockers::bank_view(h, thing.bank_id.0).await?;
    Ok(others(h, house, thing, &bank.doors).await?.len())
}

/// What the screen that had a door opened shows of the visit; nothing on every other screen, and when there is nothing else.
pub(super) async fn on_screen(
    h: &mut Reader,
    house: &House,
    row: &CommandRow,
    kiosk: &Actor,
    doors: &[DoorView],
) -> Result<Option<KioskVisit>> {
    if row.actor != kiosk.label() {
        return Ok(None);
    }
    let visit = from(h, house, row).await?;
    let Some(visit) = visit.filter(|visit| visit.under_way || visit.goes_on) else {
        return Ok(None);
    };
    let others = others(h, house, visit.root(), doors).await?;
    let waiting = others.len() + usize::from(visit.under_way);
    let next = others.first().filter(|_| visit.goes_on).map(|thing| NextDoor {
        thing: thing.id.0,
        compartment: thing.number(),
    });
    Ok((!others.is_empty()).then_some(KioskVisit {
        waiting: u16::try_from(waiting).unwrap_or(u16::MAX),
        next,
    }))
}

/// Opens the next door at the kiosk that had the last one opened.
pub(super) async fn open_next(house: &House, kiosk: &Actor, bank: BankId, id: ConsignmentId) -> Result<(), Error> {
    let mut tx = house.db.begin().await?;
    let thing = sql::take(&mut tx, id).await?.ok_or(RefusalCode::VisitOver)?;
    let visit = at(&mut tx, house, bank).await?;
    let visit = visit.filter(|visit| visit.goes_on && visit.actor == kiosk.label());
    let visit = visit.ok_or(RefusalCode::VisitOver)?;
    if !belongs(house, visit.root(), &thing)? {
        return Err(RefusalCode::VisitOver.into());
    }
    let command = kiosk::open_by(&mut tx, house, kiosk, thing, &visit.right()).await?;
    tx.commit().await?;
    command.committed();
    Ok(())
}

/// Nothing goes on at this kiosk from the thing that was collected there last.
pub(super) async fn leave(house: &House, kiosk: &Actor, bank: BankId, collected: ConsignmentId) -> Result<(), Error> {
    let mut tx = house.db.begin().await?;
    let visit = at(&mut tx, house, bank).await?;
    if visit.is_some_and(|visit| visit.goes_on && visit.actor == kiosk.label() && visit.last.id.0 == collected) {
        sql_visit::leave(&mut tx, collected, house.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The right of whoever holds these links to open a thing of which they hold none: they hold the own one of the thing by
/// which the visit began that goes on at its bank.
///
/// # Errors
/// `VisitOver` when it is theirs, but not its turn; `NotFound` for things of others.
pub(super) async fn by_links(
    h: &mut impl Handle,
    house: &House,
    pass: &PickupPass,
    thing: &Consignment,
) -> Result<Right, Error> {
    let visit = at(h, house, thing.bank_id.0).await?.filter(|visit| visit.goes_on);
    let mut theirs = false;
    for link in &pass.links {
        let Some(own) = pickup::by_link(h, house, link).await? else {
            continue;
        };
        if !belongs(house, &own, thing)? {
            continue;
        }
        theirs = true;
        if let Some(visit) = visit.as_ref().filter(|visit| visit.root().id.0 == own.id.0) {
            return Ok(visit.right());
        }
    }
    let refused = if theirs {
        RefusalCode::VisitOver
    } else {
        RefusalCode::NotFound
    };
    Err(refused.into())
}

/// Who reads a pickup page, and before which bank.
pub(super) struct Reading<'a> {
    /// The bank before which they stand, if they proved that lately.
    pub present_at: Option<BankId>,
    /// The things that have a card of their own on the page.
    pub shown: &'a [ConsignmentId],
}

/// The other things of the visit, for the page of one whose own link the reader holds. Only while that link could open it
/// (`usable`), or while the visit that began with it goes on: an old message is no window to what comes later.
pub(super) async fn on_page(
    h: &mut impl Handle,
    house: &House,
    own: &Consignment,
    bank: &BankView,
    reading: &Reading<'_>,
    usable: bool,
) -> Result<Vec<VisitItem>> {
    let visit = at(h, house, bank.id).await?;
    let visit = visit.filter(|visit| visit.root().id.0 == own.id.0);
    let turn = match &visit {
        _ if usable => Turn::Later,
        None => return Ok(Vec::new()),
        Some(visit) if visit.under_way => Turn::Later,
        Some(visit) if !visit.goes_on => Turn::Own,
        Some(_) if reading.present_at == Some(bank.id) => Turn::Now,
        Some(_) => Turn::Presence,
    };
    let mut things = others(h, house, own, &bank.doors).await?;
    if let Some(Visit { last, .. }) = visit
        && last.id.0 != own.id.0
        && things.iter().all(|thing| thing.id.0 != last.id.0)
    {
        // Its door moves, or did so just now.
        things.insert(0, last);
    }
    things.retain(|thing| !reading.shown.contains(&thing.id.0));
    things.iter().map(|thing| item(house, bank, thing, turn)).collect()
}

fn item(house: &House, bank: &BankView, thing: &Consignment, turn: Turn) -> Result<VisitItem> {
    let zone = &bank.place.time_zone;
    Ok(VisitItem {
        id: thing.id.0,
        item: thing.item()?,
        compartment: thing.number(),
        deadline: thing.deadline.map(|at| moment(zone, Timestamp(at))),
        phase: pickup::phase(thing.state()?, thing.last_outcome.as_deref(), house.now(), zone),
        turn,
    })
}

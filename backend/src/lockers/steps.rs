//! What other slices do with compartments and commands, inside their own transactions.

use domain::accounts::Actor;
use domain::ids::{BankId, CommandId, CompartmentId, OrganisationId};
use domain::lockers::protocol::{Action, Command, FaultKind};
use domain::lockers::{
    BankSummary, BankView, Cabinet, ClaimState, Connection, DoorState, DoorView, Place, Purpose, Reach, Size, SizeFree,
    UNLOCK_LIFE,
};
use domain::{Error, Refusal, RefusalCode, ShortText, Span, Timestamp};

use super::clearing::{self, Served};
use super::sql::{self, BankRow, CompartmentRow};
use super::sql_commands::{self, CommandRow, DoorRow};
use super::{layout, sql_kiosks, sql_moving, sql_troubles};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::{House, Ordered, moment};

/// A compartment that was taken for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimedCompartment {
    /// Which.
    pub id: CompartmentId,
    /// The number on its door.
    pub number: u16,
}

/// An order to open one door.
pub struct UnlockOrder<'a> {
    /// Of which bank.
    pub bank: BankId,
    /// Which compartment.
    pub compartment: CompartmentId,
    /// What for.
    pub purpose: Purpose,
    /// For which consignment, opaque here.
    pub subject: &'a str,
    /// Who stands behind it.
    pub actor: &'a Actor,
}

/// How long the process that made a command has it to itself.
pub(super) const BIRTH_LEASE: Span = Span::seconds(2);

/// Takes the smallest free compartment of at least that size whose door will do.
///
/// # Errors
/// `BankFull`; `OnlyHigherDoors` when one is free and its door is out of reach.
pub async fn claim_compartment(
    tx: &mut Tx,
    bank: BankId,
    at_least: Size,
    reach: Reach,
    claim: &str,
) -> Result<ClaimedCompartment, Error> {
    // Where any door will do, nothing but the one statement is asked.
    let doors = match reach {
        Reach::Any => Vec::new(),
        Reach::Low => sql::compartments(tx, bank).await?,
    };
    let (cabinet, whole) = match reach {
        Reach::Any => (Cabinet::default(), 0),
        Reach::Low => (
            layout::cabinet(&known(tx, bank).await?),
            layout::whole(tx, bank, &doors).await?,
        ),
    };
    for size in Size::ALL.into_iter().filter(|size| *size >= at_least) {
        let Some(rows) = reach.rows(cabinet, size, whole) else {
            continue;
        };
        if let Some((id, number)) = sql::claim_free(tx, bank, size, rows, claim).await? {
            return Ok(ClaimedCompartment {
                id: id.0,
                number: u16::try_from(number).unwrap_or_default(),
            });
        }
    }
    let would_do = |door: &CompartmentRow| {
        door.is_free() && door.door() != DoorState::Open && door.size().is_ok_and(|size| size >= at_least)
    };
    Err(if doors.iter().any(would_do) {
        RefusalCode::OnlyHigherDoors.into()
    } else {
        RefusalCode::BankFull.into()
    })
}

/// Takes another free compartment of that bank, at least as big as this one; a lower one first, if asked for.
///
/// # Errors
/// `BankFull`; `Broken` when there is no such compartment.
pub async fn claim_another(
    tx: &mut Tx,
    than: CompartmentId,
    claim: &str,
    lower: bool,
) -> Result<ClaimedCompartment, Error> {
    let own = sql::compartment(tx, than)
        .await?
        .ok_or_else(|| Fault::broken("lockers.compartment", "looking for another compartment"))?;
    let at_least = own.size()?;
    if lower {
        for size in Size::ALL.into_iter().filter(|size| *size >= at_least) {
            if let Some((id, number)) = sql_moving::claim_lower(tx, own.bank_id.0, size, own.row_no, claim).await? {
                return Ok(ClaimedCompartment {
                    id: id.0,
                    number: u16::try_from(number).unwrap_or_default(),
                });
            }
        }
    }
    claim_compartment(tx, own.bank_id.0, at_least, Reach::Any, claim).await
}

/// The thing is inside now.
///
/// # Errors
/// What the database says.
pub async fn occupy_compartment(tx: &mut Tx, claim: &str) -> Result<()> {
    sql::set_claim(tx, claim, "occupied").await?;
    Ok(())
}

/// Nobody counts on it any more.
///
/// # Errors
/// What the database says.
pub async fn release_compartment(tx: &mut Tx, claim: &str) -> Result<()> {
    sql::release(tx, claim).await?;
    Ok(())
}

/// Nobody counts on this one compartment any more, if that one did.
///
/// # Errors
/// What the database says.
pub async fn release_one(tx: &mut Tx, compartment: CompartmentId, claim: &str) -> Result<()> {
    sql_moving::release_one(tx, compartment, claim).await?;
    Ok(())
}

/// Commits the house to opening one door (with the transaction). Call [`Ordered::committed`] after the commit: then it
/// is on its way.
///
/// # Errors
/// `BankOffline`, `OutOfService`, `AnotherDoorOpen` (with the number of the door that stands open, if one does);
/// nothing is kept for later.
pub async fn order_unlock(tx: &mut Tx, house: &House, order: &UnlockOrder<'_>) -> Result<Ordered, Error> {
    let now = house.now();
    let mut command = Command {
        id: CommandId(house.outside.uuid7()),
        bank: order.bank,
        action: Action::Unlock,
        compartment: None,
        text: None,
        issued_at: now,
        not_after: now + UNLOCK_LIFE,
        reason: order.purpose.wire().to_owned(),
        actor: order.actor.label(),
    };
    // This process publishes it at once; if it dies before, another finds it when the lease has passed.
    let lease = now + BIRTH_LEASE;
    // Somebody stands before the door: what nothing speaks against is one statement.
    let plain = sql_commands::insert_plain(tx, &command, order.compartment, order.subject, lease).await?;
    if plain.is_some() {
        command.compartment = plain;
    } else {
        let door = may_open(tx, order).await?;
        command.compartment = Some(door.number());
        if sql_commands::insert(tx, &command, order.compartment, Some(order.subject), lease).await? == 0 {
            return Err(RefusalCode::AnotherDoorOpen.into());
        }
    }
    Ok(house.wake.commands.ordered(command))
}

/// Looks closely whether a door may be opened.
async fn may_open(tx: &mut Tx, order: &UnlockOrder<'_>) -> Result<DoorRow, Error> {
    let door = sql_commands::door_to_open(tx, order.compartment)
        .await?
        .ok_or(RefusalCode::NotFound)?;
    if door.online == 0 {
        return Err(RefusalCode::BankOffline.into());
    }
    if door.bank_id.0 != order.bank || door.claimed_by.as_deref() != Some(order.subject) {
        return Err(Fault::broken("lockers.claim", "ordering a door for something that does not claim it").into());
    }
    // Staff may take a thing out of a compartment that is broken; nobody else opens one. A jam is another matter: only
    // an opening that works shows that it is gone, so it may be tried again.
    let staff = matches!(
        order.purpose,
        Purpose::Withdraw | Purpose::Return | Purpose::MoveOut | Purpose::MoveBack
    );
    let broken = door.faults().any(|fault| fault != FaultKind::Jam);
    if door.out_reason.is_some() || (broken && !staff) {
        return Err(RefusalCode::OutOfService.into());
    }
    // The bank would refuse it, whatever opened that door: an earlier command, or force. Said before an order is made.
    if let Some(other) = door.open_door() {
        return Err(Refusal::still_open(other).into());
    }
    Ok(door)
}

/// Whether a bank is there.
///
/// # Errors
/// What the database says; `Broken` when there is no such bank.
pub async fn connection(h: &mut impl Handle, bank: BankId) -> Result<Connection> {
    Ok(connection_of(&known(h, bank).await?))
}

/// Where a bank stands.
///
/// # Errors
/// As [`connection`].
pub async fn place_of(h: &mut impl Handle, bank: BankId) -> Result<Place> {
    Ok(known(h, bank).await?.place())
}

/// Where the first bank of an organisation stands; none without banks.
///
/// # Errors
/// What the database says.
pub(crate) async fn first_place(h: &mut impl Handle, organisation: OrganisationId) -> Result<Option<Place>> {
    let banks = sql::banks_of(h, organisation).await?;
    Ok(banks.first().map(BankRow::place))
}

/// The newest unlock of a bank, under way or not.
///
/// # Errors
/// What the database says.
pub(crate) async fn last_unlock(h: &mut impl Handle, bank: BankId) -> Result<Option<CommandRow>> {
    sql_commands::last_unlock(h, bank).await
}

/// Whether the bank said that this door stands open for too long.
///
/// # Errors
/// What the database says.
pub(crate) async fn is_left_open(h: &mut impl Handle, bank: BankId, number: u16) -> Result<bool> {
    let row = sql::compartment_numbered(h, bank, number).await?;
    Ok(row.is_some_and(|row| row.left_open == 1))
}

async fn known(h: &mut impl Handle, bank: BankId) -> Result<BankRow> {
    sql::bank(h, bank)
        .await?
        .ok_or_else(|| Fault::broken("lockers.bank", "looking up a bank that is referred to"))
}

fn connection_of(bank: &BankRow) -> Connection {
    if bank.online == 1 {
        return Connection::Online;
    }
    Connection::Offline {
        since: bank.online_since.map(|at| moment(&bank.time_zone, Timestamp(at))),
    }
}

/// One bank with its doors, for whoever may see it.
///
/// # Errors
/// What the database says; `Broken` when there is no such bank.
pub(crate) async fn bank_view(h: &mut impl Handle, bank: BankId) -> Result<BankView> {
    let row = known(h, bank).await?;
    let doors = sql::compartments(h, bank).await?;
    Ok(BankView {
        id: bank,
        place: row.place(),
        connection: connection_of(&row),
        troubles: sql_troubles::troubles(h, bank).await?,
        firmware: row.firmware.clone(),
        doors: doors
            .iter()
            .map(|door| door_view(door, &row.time_zone))
            .collect::<Result<_>>()?,
        panels: layout::panels(h, bank).await?,
        kiosks: sql_kiosks::count_kiosks(h, bank).await?,
    })
}

fn door_view(row: &CompartmentRow, zone: &str) -> Result<DoorView> {
    let small = |n: i64| u16::try_from(n).unwrap_or_default();
    Ok(DoorView {
        id: row.id.0,
        number: row.number(),
        size: row.size()?,
        column: small(row.column_no),
        row: small(row.row_no),
        door: row.door(),
        claim: if row.is_left_behind() {
            ClaimState::Occupied
        } else {
            row.claim()
        },
        service: row.service(),
        faults: row.faults(),
        test: row.test(zone)?,
        clearing: row.clearing(),
    })
}

/// Takes a compartment out of service with a reason, or back in, as soon as enough people say that it is in order. After the
/// commit, call `house.wake.service.notify_one()`.
///
/// # Errors
/// `CompartmentInUse` while somebody counts on it, or tries it; `SecondPerson`, `Changed`.
pub async fn set_service(
    tx: &mut Tx,
    actor: &Actor,
    compartment: CompartmentId,
    out: Option<&ShortText>,
) -> Result<Served, Error> {
    if out.is_none() && clearing::clear(tx, actor, compartment).await? == Served::OneOfTwo {
        return Ok(Served::OneOfTwo);
    }
    if sql::set_out(tx, compartment, out.map(ShortText::as_str)).await? == 0 {
        return Err(RefusalCode::CompartmentInUse.into());
    }
    if out.is_none() {
        sql::set_faults(tx, compartment, &[]).await?;
    }
    Ok(Served::Done)
}

/// For whom a bank was set up.
///
/// # Errors
/// `Broken` when there is no such bank.
pub async fn organisation_of(h: &mut impl Handle, bank: BankId) -> Result<OrganisationId> {
    Ok(known(h, bank).await?.organisation_id.0)
}

/// Banks in a list: of one organisation, or all.
///
/// # Errors
/// What the database says.
pub(crate) async fn summaries(h: &mut impl Handle, of: Option<OrganisationId>) -> Result<Vec<BankSummary>> {
    let (banks, compartments) = match of {
        Some(organisation) => (
            sql::banks_of(h, organisation).await?,
            sql::compartments_of(h, organisation).await?,
        ),
        None => (sql::all_banks(h).await?, sql::all_compartments(h).await?),
    };
    let troubled = sql_troubles::troubled(h).await?;
    let mut doors: std::collections::HashMap<BankId, Vec<CompartmentRow>> = std::collections::HashMap::new();
    for compartment in compartments {
        doors.entry(compartment.bank_id.0).or_default().push(compartment);
    }
    Ok(banks
        .iter()
        .map(|bank| {
            let id = bank.id.0;
            let out_of_order = troubled.contains(&id);
            summarise(bank, doors.get(&id).map_or(&[], Vec::as_slice), out_of_order)
        })
        .collect())
}

/// One bank in few words.
///
/// # Errors
/// What the database says; `Broken` when there is no such bank.
pub(crate) async fn summary(h: &mut impl Handle, bank: BankId) -> Result<BankSummary> {
    let row = known(h, bank).await?;
    let out_of_order = !sql_troubles::troubles(h, bank).await?.is_empty();
    Ok(summarise(&row, &sql::compartments(h, bank).await?, out_of_order))
}

fn summarise(bank: &BankRow, doors: &[CompartmentRow], out_of_order: bool) -> BankSummary {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut sizes = Vec::new();
    for size in Size::ALL {
        let of_size: Vec<_> = doors.iter().filter(|d| d.size == size.wire()).collect();
        if !of_size.is_empty() {
            let free = count(of_size.iter().filter(|d| d.is_free() && d.door != "open").count());
            sizes.push(SizeFree { size, free });
        }
    }
    BankSummary {
        id: bank.id.0,
        place: bank.place(),
        connection: connection_of(bank),
        doors: count(doors.len()),
        free: sizes.iter().map(|s| s.free).sum(),
        trouble: count(doors.iter().filter(|d| d.needs_a_look()).count()),
        out_of_order,
        sizes,
    }
}

//! What upper slices do with consignments inside their own transactions, and what follows a change of state.

use domain::accounts::Actor;
use domain::custody::{Effect, Event, EventKind, HistoryEntry, Item, Kind, LinkSecret, State};
use domain::delivery::Recipient;
use domain::ids::{BankId, CommandId, ConsignmentId, OfficeId, OrganisationId, PersonId};
use domain::lockers::{Purpose, Reach, Size};
use domain::notices::Template;
use domain::{Error, RefusalCode, Timestamp};
use serde_json::json;

use super::sql::{self, Consignment, NewRow, seal_labels};
use super::tell::{self, tell};
use super::{digits, moving, secrets, shares, sql_events, sql_life, sql_state, visit};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::{House, Ordered, moment};
use crate::lockers::{self, UnlockOrder};

/// A thing that shall come into our custody.
pub struct Announce<'a> {
    /// For whom we keep it.
    pub organisation: OrganisationId,
    /// What sort of custody it is.
    pub kind: Kind,
    /// What it is.
    pub item: Item,
    /// Where.
    pub bank: BankId,
    /// At least so big a compartment.
    pub size: Size,
    /// Which doors will do.
    pub reach: Reach,
    /// Who gets it.
    pub recipient: &'a Recipient,
    /// Who brings it; nobody with an account when a finder does.
    pub by: Option<PersonId>,
    /// Whether the recipient gets no code until [`super::release`].
    pub held: bool,
}

/// Reserves a compartment for a thing.
///
/// # Errors
/// `BankFull`, `OnlyHigherDoors`.
pub async fn announce(tx: &mut Tx, house: &House, actor: &Actor, thing: &Announce<'_>) -> Result<ConsignmentId, Error> {
    let id = ConsignmentId(house.outside.uuid7());
    let place = id.to_string();
    let claimed = lockers::claim_compartment(tx, thing.bank, thing.size, thing.reach, &place).await?;
    let chance = house.outside.chance.as_ref();
    let seal = |label, text: Option<&str>| {
        text.map(|text| house.key.seal(chance, label, &place, text.as_bytes()))
            .transpose()
    };
    let now = house.now();
    let row = NewRow {
        id,
        organisation: thing.organisation,
        kind: thing.kind.wire(),
        item: thing.item.wire(),
        bank: thing.bank,
        compartment: claimed.id,
        number: claimed.number,
        name: thing.recipient.name.as_str(),
        email_sealed: seal(
            seal_labels::EMAIL,
            thing.recipient.email.as_ref().map(domain::Email::as_str),
        )?,
        phone_sealed: seal(
            seal_labels::PHONE,
            thing.recipient.phone.as_ref().map(domain::Phone::as_str),
        )?,
        locale: thing.recipient.locale,
        created_by: thing.by,
        held: thing.held,
        office: office_of(actor),
    };
    sql::insert(tx, row, now).await?;
    sql_events::add(tx, id, &EventKind::Announced, actor, now).await?;
    Ok(id)
}

/// The office of the colleague behind an act.
fn office_of(actor: &Actor) -> Option<OfficeId> {
    match actor {
        Actor::Person { office, .. } => *office,
        _ => None,
    }
}

/// Reads a consignment.
///
/// # Errors
/// What the database says.
pub async fn find(h: &mut impl Handle, id: ConsignmentId) -> Result<Option<Consignment>> {
    sql::get(h, id).await
}

/// Orders the door of a thing open. Call [`Ordered::committed`] after the commit: then it is on its way.
///
/// # Errors
/// `WrongState`, `DeadlinePassed`, `InDoubt`, `BeingMoved`, and those of [`lockers::order_unlock`].
pub async fn order(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    purpose: Purpose,
) -> Result<Ordered, Error> {
    let consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    order_taken(tx, house, actor, consignment, purpose, None).await
}

/// As [`order`], for a thing that this transaction has taken already; `proved` comes before it in the history. Every statement of this way is waited for by
/// somebody before a locked door.
pub(super) async fn order_taken(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    mut consignment: Consignment,
    purpose: Purpose,
    proved: Option<&EventKind>,
) -> Result<Ordered, Error> {
    let id = consignment.id.0;
    let now = house.now();
    let state = consignment.state()?;
    // Asked before the command is made, with any id: whether the machine would take it.
    let trial = Event::Order {
        purpose,
        command: CommandId(house.outside.uuid7()),
    };
    if state.apply(trial, now).is_err() {
        return Err(refusal_of(state, purpose, now).into());
    }
    let order = UnlockOrder {
        bank: consignment.bank_id.0,
        compartment: state.other_door(purpose).unwrap_or(consignment.compartment_id.0),
        purpose,
        subject: &id.to_string(),
        actor,
    };
    let command = lockers::order_unlock(tx, house, &order).await?;
    let (next, _) = state
        .apply(
            Event::Order {
                purpose,
                command: command.id,
            },
            now,
        )
        .map_err(|_| RefusalCode::WrongState)?;
    let commanded = EventKind::Commanded { purpose };
    let events = match proved {
        Some(proved) => (proved, Some(&commanded)),
        None => (&commanded, None),
    };
    sql_state::set_ordered(tx, &mut consignment, next, events, actor, now).await?;
    if let (Purpose::Return, Some(office)) = (purpose, office_of(actor)) {
        // Whoever takes it back has it then.
        sql_life::set_office(tx, id, office).await?;
    }
    Ok(command)
}

/// Which rule a refused opening met.
fn refusal_of(state: State, purpose: Purpose, now: Timestamp) -> RefusalCode {
    match state {
        State::Resting { rest } if purpose == Purpose::Pickup && rest.is_late(now) => RefusalCode::DeadlinePassed,
        State::Unclear { .. } if purpose == Purpose::Pickup => RefusalCode::InDoubt,
        _ if purpose == Purpose::Pickup && state.moving_to().is_some() => RefusalCode::BeingMoved,
        _ => RefusalCode::WrongState,
    }
}

/// Cancels what was not handed over.
///
/// # Errors
/// `WrongState`.
pub async fn cancel(tx: &mut Tx, house: &House, actor: &Actor, id: ConsignmentId, reason: &str) -> Result<(), Error> {
    let mut consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let (next, effect) = consignment
        .state()?
        .apply(Event::Cancel, now)
        .map_err(|_| RefusalCode::WrongState)?;
    let reason = reason.to_owned();
    sql_state::set_state(tx, &mut consignment, next).await?;
    sql_events::add(tx, id, &EventKind::CancelAsked { reason }, actor, now).await?;
    follow(tx, house, &consignment, effect, now).await?;
    Ok(())
}

/// Notes why somebody wants a stored thing cancelled; its door is ordered open beside it.
///
/// # Errors
/// What the database says.
pub async fn note_cancel(tx: &mut Tx, house: &House, actor: &Actor, id: ConsignmentId, reason: &str) -> Result<()> {
    let reason = reason.to_owned();
    sql_events::add(tx, id, &EventKind::CancelAsked { reason }, actor, house.now()).await
}

/// The history of a thing, oldest first.
///
/// # Errors
/// What the database says; `Broken` when a stored event is damaged.
pub async fn history(h: &mut impl Handle, id: ConsignmentId, time_zone: &str) -> Result<Vec<HistoryEntry>> {
    sql_events::all_of(h, id)
        .await?
        .into_iter()
        .map(|row| {
            Ok(HistoryEntry {
                at: moment(time_zone, Timestamp(row.at)),
                event: serde_json::from_str(&row.body)
                    .map_err(|e| Fault::broken("custody.event", "reading a custody event").because(e))?,
                by: row.person,
            })
        })
        .collect()
}

/// What must follow a change of state, in the same transaction.
pub(super) async fn follow(
    tx: &mut Tx,
    house: &House,
    consignment: &Consignment,
    effect: Option<Effect>,
    now: Timestamp,
) -> Result<()> {
    let id = consignment.id.0;
    let claim = id.to_string();
    let note = async |tx: &mut Tx, event: EventKind| sql_events::add(tx, id, &event, &Actor::House, now).await;
    match effect {
        None => {}
        Some(Effect::Issue) => {
            lockers::occupy_compartment(tx, &claim).await?;
            note(tx, EventKind::Stored).await?;
            if consignment.held == 0 {
                issue(tx, house, consignment, now).await?;
            } else {
                // Whoever brought it has no key to it any more, and nobody else has one yet.
                sql::kill_secrets(tx, id).await?;
            }
        }
        Some(Effect::NothingInside) => {
            sql_state::set_outcome(tx, id, Some("nothing_inside")).await?;
            note(tx, EventKind::NothingInside).await?;
        }
        Some(Effect::LeftInside) => {
            sql_state::set_outcome(tx, id, Some("left_inside")).await?;
            note(tx, EventKind::LeftInside).await?;
            tell(tx, house, consignment, Template::LeftInside, now).await?;
        }
        Some(Effect::Collected) => {
            shares::end_secrets(tx, consignment, true, now).await?;
            lockers::release_compartment(tx, &claim).await?;
            note(tx, EventKind::Collected).await?;
            let lent = consignment.opened_by_share.is_some();
            let template = if lent { Template::ShareUsed } else { Template::Collected };
            tell(tx, house, consignment, template, now).await?;
        }
        Some(Effect::TakenBack { was_stored }) => {
            shares::end_secrets(tx, consignment, false, now).await?;
            lockers::release_compartment(tx, &claim).await?;
            let went = how_it_went_back(&consignment.state()?);
            let returned = went == EventKind::Returned;
            note(tx, went).await?;
            if was_stored && returned {
                tell::taken_back(tx, house, consignment, now).await?;
            } else if was_stored {
                tell(tx, house, consignment, Template::Withdrawn, now).await?;
            }
        }
        Some(Effect::Doubt) => {
            tracing::warn!(consignment = %id, bank = %consignment.bank_id.0, "a consignment needs a human");
            note(tx, EventKind::Unclear).await?;
        }
        Some(effect) => moving::follow(tx, house, consignment, effect, now).await?,
    }
    Ok(())
}

fn how_it_went_back(state: &State) -> EventKind {
    match state {
        State::Ended {
            ending: domain::custody::Ending::Returned,
            ..
        } => EventKind::Returned,
        _ => EventKind::Cancelled,
    }
}

/// Makes link, code and QR, keeps their hashes, and tells the recipient.
pub(super) async fn issue(tx: &mut Tx, house: &House, consignment: &Consignment, now: Timestamp) -> Result<()> {
    let id = consignment.id.0;
    let link = LinkSecret::from_bytes(house.outside.chance.bytes());
    let end = digits::asked_end(tx, house, consignment).await?;
    let fresh = secrets::free_code(tx, house, consignment.bank_id.0, &link, end.as_ref()).await?;
    let qr = secrets::qr(&house.key, &link);
    let (link_hash, qr_hash) = (secrets::link_hash(&house.key, &link), secrets::qr_hash(&house.key, &qr));
    sql::set_secrets(tx, id, &link_hash, &fresh, &qr_hash).await?;
    sql_events::add(tx, id, &EventKind::Issued, &Actor::House, now).await?;
    let mut data = tell::data(tx, consignment, now).await?;
    tell::say_code(&mut data, &fresh.code);
    data["qr"] = json!(qr.digits());
    data["link"] = json!(tell::link(house, consignment, &link));
    data["beside"] = json!(visit::beside(tx, house, consignment).await?);
    tell::send(tx, house, consignment, Template::Ready, data, now).await
}

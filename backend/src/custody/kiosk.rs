//! What a kiosk's screen shows, and what becomes of what is typed or scanned there.

use domain::accounts::Actor;
use domain::custody::{ActPhase, EventKind, Kind, KioskAct, KioskState, Means, QrToken, Rest, State};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::{BankSummary, CommandState, Place, Purpose};
use domain::{Error, RefusalCode, Span, Timestamp};

use super::digits::{self, Entered};
use super::shares::{self, Meant, Shown};
use super::sql::Consignment;
use super::{secrets, sql, sql_keypad, sql_shares, steps, visit};
use crate::db::{Reader, Tx};
use crate::fault::Result;
use crate::house::{House, Ordered, moment};
use crate::lockers::{self, CommandRow};

/// For so long the screen shows how an opening ended.
const AFTERGLOW: Span = Span::seconds(20);
/// A bank farther away than this is no help.
const NEAR_KM: f64 = 50.0;

/// All that the screen shows.
pub(super) async fn state(h: &mut Reader, house: &House, kiosk: &Actor, bank: BankId) -> Result<KioskState> {
    let view = lockers::bank_view(h, bank).await?;
    let now = house.now();
    let zone = &view.place.time_zone;
    let (visit, act) = match lockers::last_unlock(h, bank).await? {
        Some(row) => {
            let visit = visit::on_screen(h, house, &row, kiosk, &view.doors).await?;
            (visit, act(h, &row, now, visit.is_some_and(|v| v.next.is_some())).await?)
        }
        None => (None, None),
    };
    let act = match act {
        Some(act) if act.phase == ActPhase::Open && lockers::is_left_open(h, bank, act.compartment).await? => {
            Some(KioskAct {
                phase: ActPhase::LeftOpen,
                ..act
            })
        }
        act => act,
    };
    let keypad = sql_keypad::keypad(h, bank).await?;
    Ok(KioskState {
        bank,
        connection: view.connection,
        out_of_order: !view.troubles.is_empty(),
        pads: digits::pads(h, bank).await?,
        keypad_locked_until: keypad.locked_at(now).map(|until| moment(zone, until)),
        act,
        visit,
        nearest: nearest(&view.place, bank, &lockers::summaries(h, None).await?),
        presence: secrets::presence(house, bank),
        now: moment(zone, now),
        doors: view.doors,
        panels: view.panels,
        place: view.place,
    })
}

/// The opening that is under way or just ended, or whose end stands because another door is `offered`.
async fn act(h: &mut Reader, row: &CommandRow, now: Timestamp, offered: bool) -> Result<Option<KioskAct>> {
    if !offered && row.ended_at.is_some_and(|at| now > Timestamp(at) + AFTERGLOW) {
        return Ok(None);
    }
    let thing = match row.subject.as_deref().and_then(|s| s.parse::<ConsignmentId>().ok()) {
        Some(id) => sql::get(h, id).await?,
        None => None,
    };
    let outcome = thing.as_ref().and_then(|thing| thing.last_outcome.as_deref());
    let failed = |why| ActPhase::Failed { why };
    let stayed = row.purpose()? == Purpose::MoveOut && thing.as_ref().is_some_and(lies_in_its_own);
    let phase = match (row.state()?, outcome) {
        (CommandState::Queued | CommandState::Sent | CommandState::Accepted, _) => ActPhase::Opening,
        (CommandState::Opened, _) => ActPhase::Open,
        (CommandState::Closed, Some("left_inside")) => ActPhase::LeftInside,
        // It goes nowhere before it is out of this one.
        (CommandState::Closed, _) if stayed => ActPhase::LeftInside,
        (CommandState::Closed, Some("nothing_inside")) => ActPhase::NothingInside,
        (CommandState::Closed | CommandState::Done, _) => ActPhase::Done,
        (CommandState::Expired, _) => failed(RefusalCode::BankOffline),
        (CommandState::Unknown | CommandState::TimedOut, _) => failed(RefusalCode::DoorDidNotOpen),
        (CommandState::Refused { .. }, outcome) => failed(
            outcome
                .and_then(|wire| RefusalCode::ALL.iter().copied().find(|code| code.wire() == wire))
                .unwrap_or(RefusalCode::DoorDidNotOpen),
        ),
    };
    let collected = match thing {
        Some(thing) if phase == ActPhase::Done && thing.is_collected()? => Some(thing.id.0),
        _ => None,
    };
    Ok(Some(KioskAct {
        compartment: row.number(),
        purpose: row.purpose()?,
        phase,
        collected,
    }))
}

/// Whether a thing is where it was before. Of one whose state cannot be read nothing is said here.
fn lies_in_its_own(thing: &Consignment) -> bool {
    thing.state().is_ok_and(State::lies_in_its_own)
}

fn nearest(here: &Place, bank: BankId, all: &[BankSummary]) -> Option<Place> {
    all.iter()
        .filter(|other| other.id != bank && other.connection.is_online())
        .filter(|other| !other.out_of_order && other.trouble < other.doors)
        .map(|other| (kilometres(here, &other.place), &other.place))
        .filter(|(far, _)| *far <= NEAR_KM)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, place)| place.clone())
}

/// Good enough for "nearest": the earth as flat between two banks of one region.
fn kilometres(a: &Place, b: &Place) -> f64 {
    let per_degree = 111.2;
    let north = (a.latitude - b.latitude) * per_degree;
    let east = (a.longitude - b.longitude) * per_degree * a.latitude.midpoint(b.latitude).to_radians().cos();
    north.hypot(east)
}

/// Takes what was typed or scanned. Counting the try, using the secret and making the command are one transaction.
pub(super) async fn enter(house: &House, actor: &Actor, bank: BankId, typed: &str) -> Result<(), Error> {
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let (scanned, entered) = (QrToken::parse(typed), Entered::read(typed));
    let (keypad, found, means) = if let Some(token) = &scanned {
        let hash = secrets::qr_hash(&house.key, token);
        let (keypad, found) = shares::take_meant(&mut tx, bank, Shown::Qr(&hash)).await?;
        (keypad, found, Means::Qr)
    } else {
        let hash = entered.hash(&house.key, bank);
        let (keypad, found) = shares::take_meant(&mut tx, bank, Shown::Code(&hash)).await?;
        if keypad.locked_at(now).is_some() {
            return Err(RefusalCode::KeypadLocked.into());
        }
        (keypad, found, Means::Code)
    };
    let Some(Meant { thing, share }) = found.filter(|found| found.thing.bank_id.0 == bank) else {
        if scanned.is_none() {
            let keypad = keypad.wrong(now);
            sql_keypad::set_keypad(&mut tx, bank, keypad).await?;
            let told = entered.count(&mut tx, house, bank).await?;
            tx.commit().await?;
            if told {
                house.wake.notices.notify_one();
            }
            if keypad.locked_at(now).is_some() {
                tracing::warn!(%bank, "a keypad is locked after wrong codes");
                return Err(RefusalCode::KeypadLocked.into());
            }
        }
        return Err(RefusalCode::WrongCode.into());
    };
    if keypad != keypad.right() {
        sql_keypad::set_keypad(&mut tx, bank, keypad.right()).await?;
    }
    let right = match share {
        None => Right::Own { means },
        Some(share) => Right::Lent { share, means },
    };
    let command = open_by(&mut tx, house, actor, thing, &right).await?;
    tx.commit().await?;
    command.committed();
    Ok(())
}

/// Opens for whoever holds the recipient's (or a finder's) own secret.
pub(crate) async fn open(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    means: Means,
) -> Result<Ordered, Error> {
    let thing = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    open_by(tx, house, actor, thing, &Right::Own { means }).await
}

/// By which right a recipient has a door opened.
pub(super) enum Right {
    /// The thing's own secret was shown.
    Own {
        /// How.
        means: Means,
    },
    /// One that was lent was shown.
    Lent {
        /// Which.
        share: String,
        /// How.
        means: Means,
    },
    /// The own secret of another thing was shown, which was collected in the same visit.
    Visit {
        /// Which thing's.
        of: ConsignmentId,
        /// The number of its door.
        after: u16,
    },
}

/// Opens for whoever has the right, whatever way they proved it: what lies inside is collected; into an empty compartment
/// that is kept for a finder, the found thing is put.
pub(super) async fn open_by(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    thing: Consignment,
    right: &Right,
) -> Result<Ordered, Error> {
    let id = thing.id.0;
    let purpose = match (thing.kind()?, thing.state()?) {
        (Kind::FoundItem, State::Resting { rest: Rest::Announced }) => Purpose::Deposit,
        _ => Purpose::Pickup,
    };
    let (proved, share, visit) = match right {
        Right::Own { means } => (EventKind::Proved { means: *means }, None, None),
        Right::Lent { share, means } => (EventKind::ProvedByShare { means: *means }, Some(share.as_str()), None),
        Right::Visit { of, after } => (EventKind::ProvedInVisit { after: *after }, None, Some(*of)),
    };
    let before = thing.opened_in_visit_of.as_ref().map(|of| of.0);
    if thing.opened_by_share.as_deref() != share || before != visit {
        sql_shares::set_opened_by(tx, id, share, visit).await?;
    }
    steps::order_taken(tx, house, actor, thing, purpose, Some(&proved)).await
}

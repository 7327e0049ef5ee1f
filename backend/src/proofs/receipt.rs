//! What a receipt holds: for people, and as a file that anybody can check without us.

use domain::custody::{Ending, EventKind, HistoryEntry, State};
use domain::proofs::{Link, Receipt, ReceiptOf, ReceiptView, says, seal};
use domain::{Span, Timestamp};

use super::keys::signing_key;
use super::linking::number;
use super::sql::{self, Pair};
use crate::custody::{self, Consignment};
use crate::db::Handle;
use crate::delivery;
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::lockers;

/// What was linked later than this is older than the chain.
const LATE: Span = Span::hours(1);

/// What the recipient is told of the history; the rest is what colleagues did and wrote among themselves.
const fn for_the_recipient(event: &EventKind) -> bool {
    match event {
        EventKind::Stored
        | EventKind::Issued
        | EventKind::Proved { .. }
        | EventKind::Opened
        | EventKind::Closed { .. }
        | EventKind::LeftInside
        | EventKind::LeftOpen
        | EventKind::Forced
        | EventKind::NotOpened { .. }
        | EventKind::Collected
        | EventKind::Extended { .. }
        | EventKind::CodeReplaced
        | EventKind::NewCodeSent { .. }
        | EventKind::OpenedFromAfar { .. }
        | EventKind::Moved { .. }
        | EventKind::Shared
        | EventKind::ShareRevoked
        | EventKind::ProvedByShare { .. }
        | EventKind::ProvedInVisit { .. }
        | EventKind::ClockStopped
        | EventKind::ClockGoesOn { .. } => true,
        EventKind::Announced
        | EventKind::Commanded { .. }
        | EventKind::Unlocked
        | EventKind::Told { .. }
        | EventKind::NothingInside
        | EventKind::Unclear
        | EventKind::Returned
        | EventKind::CancelAsked { .. }
        | EventKind::Cancelled
        | EventKind::Reminded { .. }
        | EventKind::DeadlineMoved { .. }
        | EventKind::MoveOrdered { .. }
        | EventKind::TakenOut
        | EventKind::PutBack
        | EventKind::MoveAbandoned
        | EventKind::IssuedByHand { .. } => false,
    }
}

fn broken(doing: &'static str) -> Fault {
    Fault::broken("proofs.receipt", doing)
}

/// A receipt for people. Everything must be linked.
pub(super) async fn view(
    h: &mut impl Handle,
    house: &House,
    consignment: &Consignment,
    of: ReceiptOf,
) -> Result<ReceiptView> {
    let id = consignment.id.0;
    let place = lockers::place_of(h, consignment.bank_id.0).await?;
    let zone = place.time_zone.clone();
    let State::Ended { ending, .. } = consignment.state()? else {
        return Err(broken("giving a receipt for what is still in custody"));
    };
    let all = custody::history(h, id, &zone).await?;
    let last = |wanted: &EventKind| {
        all.iter()
            .rev()
            .find(|entry| entry.event == *wanted)
            .map(|entry| entry.at)
    };
    let (stored, ended) = last(&EventKind::Stored)
        .zip(last(&event_of(ending)))
        .ok_or_else(|| broken("looking for the hand-over in a history"))?;
    let links = sql::of(h, id).await?;
    let late = |pair: &Pair| {
        let (happened, linked) = (pair.link_at.unwrap_or_default(), pair.linked_at.unwrap_or_default());
        Timestamp(linked) - Timestamp(happened) > LATE
    };
    let head = links.last().and_then(|pair| pair.hash.clone());
    let reference = match of {
        ReceiptOf::Pickup => None,
        ReceiptOf::Delivery => delivery::reference_of(h, house, id).await?,
    };
    Ok(ReceiptView {
        consignment: id,
        of,
        locale: consignment.locale(),
        organisation: consignment.organisation_name.clone(),
        place,
        compartment: consignment.number(),
        item: consignment.item()?,
        recipient: consignment.recipient_name.clone(),
        reference,
        stored,
        ended,
        ending,
        linked_late: links.iter().any(late),
        head: head.ok_or_else(|| broken("giving a receipt for what is not linked"))?,
        history: told(all, of),
        issued: moment(&zone, house.now()),
    })
}

const fn event_of(ending: Ending) -> EventKind {
    match ending {
        Ending::Collected => EventKind::Collected,
        Ending::Returned => EventKind::Returned,
        Ending::Cancelled => EventKind::Cancelled,
    }
}

fn told(all: Vec<HistoryEntry>, of: ReceiptOf) -> Vec<HistoryEntry> {
    match of {
        ReceiptOf::Delivery => all,
        ReceiptOf::Pickup => all
            .into_iter()
            .filter(|entry| for_the_recipient(&entry.event))
            .map(|entry| HistoryEntry { by: None, ..entry })
            .collect(),
    }
}

/// The same as a file, signed.
pub(super) async fn file(h: &mut impl Handle, house: &House, view: &ReceiptView) -> Result<Vec<u8>> {
    let mut events = Vec::new();
    for pair in sql::of(h, view.consignment).await? {
        events.push(link(pair, view.of)?);
    }
    let place = &view.place;
    let receipt = Receipt {
        receipt: Receipt::FORM,
        of: view.of,
        house: house.settings.public_url.clone(),
        organisation: view.organisation.clone(),
        place: [place.name.as_str(), &place.address, &place.city].join(", "),
        compartment: view.compartment,
        item: view.item,
        recipient: view.recipient.clone(),
        reference: view.reference.clone(),
        consignment: view.consignment,
        issued_at: house.now(),
        stored_at: view.stored.at,
        ended_at: view.ended.at,
        ending: view.ending,
        events,
        key: String::new(),
        signature: String::new(),
    };
    seal(receipt, &signing_key(&house.key)).map_err(|doubt| broken("writing a receipt").because(doubt))
}

/// A link of the file; its words only for whom they are.
fn link(pair: Pair, of: ReceiptOf) -> Result<Link> {
    let missing = || broken("giving a receipt for what is not linked");
    let body = pair.body.ok_or_else(missing)?;
    let event: EventKind =
        serde_json::from_str(&body).map_err(|error| broken("reading a custody event").because(error))?;
    let open = pair.salt.is_some() && (of == ReceiptOf::Delivery || for_the_recipient(&event));
    Ok(Link {
        seq: number(pair.seq)?,
        at: Timestamp(pair.link_at.ok_or_else(missing)?),
        linked_at: Timestamp(pair.linked_at.ok_or_else(missing)?),
        says: open.then(|| says(&body, pair.person_id.as_deref())),
        salt: pair.salt.filter(|_| open),
        commitment: pair.commitment.ok_or_else(missing)?,
        hash: pair.hash.ok_or_else(missing)?,
    })
}

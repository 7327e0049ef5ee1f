//! A line as it is kept: whatever is personal in it is sealed, and found by keyed hashes.

use domain::delivery::Recipient;
use domain::delivery::bulk::{CheckedLine, WaitingLine};
use domain::ids::BatchLineId;
use domain::lockers::Size;
use domain::{Email, Phone, ShortText};
use serde::{Deserialize, Serialize};

use super::sql::Line;
use crate::fault::{Fault, Result};
use crate::house::House;

/// What a line is sealed as.
const LINE: &str = "delivery.bulk_line";
/// What the ways to reach somebody are hashed as.
const CONTACT: &str = "delivery.bulk_contact";

/// What is personal in a line.
#[derive(Serialize, Deserialize)]
struct Kept {
    recipient: Recipient,
    reference: ShortText,
}

fn damaged(error: serde_json::Error) -> Fault {
    Fault::broken("delivery.bulk_line", "reading a line of a list").because(error)
}

/// What is personal in a line, sealed.
pub(super) fn sealed(house: &House, id: BatchLineId, line: &CheckedLine) -> Result<String> {
    let kept = Kept {
        recipient: line.recipient.clone(),
        reference: line.reference.clone(),
    };
    let plain = serde_json::to_vec(&kept).map_err(damaged)?;
    let chance = house.outside.chance.as_ref();
    house.key.seal(chance, LINE, &id.to_string(), &plain)
}

/// A line as it was checked.
pub(super) fn opened(house: &House, line: &Line) -> Result<CheckedLine> {
    let broken = |what| Fault::broken("delivery.bulk_line", what);
    let sealed = line
        .sealed
        .as_deref()
        .ok_or_else(|| broken("opening a line that is empty"))?;
    let plain = house.key.open_text(LINE, &line.id.0.to_string(), sealed)?;
    let Kept { recipient, reference } = serde_json::from_str(&plain).map_err(damaged)?;
    let item = domain::custody::Item::from_wire(&line.item).ok_or_else(|| broken("reading what a line is"))?;
    let size = Size::from_wire(&line.size).ok_or_else(|| broken("reading a line's size"))?;
    Ok(CheckedLine {
        recipient,
        item,
        reference,
        size,
    })
}

/// A line as people see it.
pub(super) fn shown(house: &House, line: &Line) -> Result<WaitingLine> {
    let checked = opened(house, line)?;
    Ok(WaitingLine {
        number: u32::try_from(line.number).unwrap_or_default(),
        recipient: checked.recipient.name.into(),
        item: checked.item,
        reference: checked.reference.into(),
        size: checked.size,
    })
}

/// By which an address is found.
pub(super) fn email_hash(house: &House, email: &Email) -> String {
    house.key.lookup_hash(CONTACT, email.folded().as_bytes())
}

/// By which a number is found.
pub(super) fn phone_hash(house: &House, phone: &Phone) -> String {
    house.key.lookup_hash(CONTACT, phone.as_str().as_bytes())
}

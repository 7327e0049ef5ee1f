//! What a delivery looks like: words, tones and icons for its state, and the one thing to do next. No markup.

use domain::custody::{EventKind, Item};
use domain::delivery::{DeliveryState, DeliveryView, DoorPhase, MoveNow};
use domain::lockers::Purpose;
use domain::{Locale, RefusalCode};
use serde::{Deserialize, Serialize};

use crate::i18n::refusal_text as refusal;
use crate::t;
use crate::ui::{Glyph, Tone};

/// What a kind of document is called.
pub fn item_name(l: Locale, item: Item) -> &'static str {
    match item {
        Item::IdentityCard => t::pickup::item_identity_card(l),
        Item::Passport => t::pickup::item_passport(l),
        Item::DrivingLicence => t::pickup::item_driving_licence(l),
        Item::VehicleRegistration => t::pickup::item_vehicle_registration(l),
        Item::Certificate => t::pickup::item_certificate(l),
        Item::Permit => t::pickup::item_permit(l),
        Item::OtherDocument => t::pickup::item_other_document(l),
        Item::FoundThing => t::pickup::item_found_thing(l),
    }
}

/// The state of a delivery for a badge.
pub fn state(l: Locale, state: DeliveryState) -> (Tone, Glyph, &'static str) {
    match state {
        DeliveryState::Announced => (Tone::Active, Glyph::Clock, t::delivery::state_announced(l)),
        DeliveryState::AtTheDoor => (Tone::Active, Glyph::DoorOpen, t::delivery::state_at_the_door(l)),
        DeliveryState::Stored => (Tone::Good, Glyph::Box, t::delivery::state_stored(l)),
        DeliveryState::Overdue => (Tone::Warn, Glyph::Alert, t::delivery::state_overdue(l)),
        DeliveryState::Moving => (Tone::Active, Glyph::Wrench, t::delivery::state_moving(l)),
        DeliveryState::Unclear => (Tone::Bad, Glyph::Alert, t::delivery::state_unclear(l)),
        DeliveryState::Collected => (Tone::Good, Glyph::Check, t::delivery::state_collected(l)),
        DeliveryState::Returned => (Tone::Neutral, Glyph::Return, t::delivery::state_returned(l)),
        DeliveryState::Cancelled => (Tone::Neutral, Glyph::Ban, t::delivery::state_cancelled(l)),
    }
}

/// What stands beside the door's number: where the thing is and what to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorPanel {
    /// What it means.
    pub tone: Tone,
    /// Where the thing is.
    pub title: String,
    /// What to do.
    pub text: String,
    /// What became of the last try, if it did not work: what happened, and why or what to do.
    pub trouble: Option<(Tone, String, String)>,
    /// The button that opens the door, if it can be opened or is opening.
    pub button: Option<OpenButton>,
}

/// The button that opens the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenButton {
    /// The words.
    pub label: String,
    /// The command is on its way.
    pub busy: bool,
}

/// The panel of a delivery as it stands.
pub fn door_panel(l: Locale, view: &DeliveryView) -> DoorPanel {
    let door = door_of(view).to_string();
    let (tone, title, text) = match view.doing.phase {
        DoorPhase::Opening => (
            Tone::Active,
            t::delivery::opening_title(l, &door),
            t::delivery::opening_text(l),
        ),
        DoorPhase::Open => open_words(l, &door, view.doing.purpose),
        DoorPhase::Idle | DoorPhase::Failed { .. } | DoorPhase::NothingInside => resting_words(l, &door, view),
    };
    DoorPanel {
        tone,
        title,
        text: text.to_owned(),
        trouble: trouble(l, view.doing.phase).map(|(tone, title, text)| (tone, title.to_owned(), text.to_owned())),
        button: button(l, &door, view),
    }
}

fn open_words(l: Locale, door: &str, purpose: Option<Purpose>) -> (Tone, String, &'static str) {
    let text = match purpose {
        Some(Purpose::Deposit | Purpose::MoveIn | Purpose::MoveBack) => t::delivery::open_deposit(l),
        Some(Purpose::Withdraw | Purpose::Return | Purpose::MoveOut) => t::delivery::open_take_out(l),
        Some(Purpose::Pickup) => t::delivery::open_pickup(l),
        Some(Purpose::Revisit | Purpose::Test) | None => t::delivery::open_close(l),
    };
    (Tone::Active, t::delivery::open_title(l, door), text)
}

fn resting_words(l: Locale, door: &str, view: &DeliveryView) -> (Tone, String, &'static str) {
    let name = view.recipient.name.as_str();
    match view.state {
        DeliveryState::Announced => (
            Tone::Active,
            t::delivery::reserved_title(l, door),
            t::delivery::reserved_text(l),
        ),
        // Between two states of the door; the next nudge says which.
        DeliveryState::AtTheDoor => (
            Tone::Active,
            t::delivery::opening_title(l, door),
            t::delivery::opening_text(l),
        ),
        DeliveryState::Stored => (
            Tone::Good,
            t::delivery::stored_title(l, name),
            told(l, view).unwrap_or_else(|| t::delivery::telling(l)),
        ),
        DeliveryState::Overdue => (
            Tone::Warn,
            t::delivery::overdue_title(l, name),
            t::delivery::overdue_text(l),
        ),
        DeliveryState::Moving => moving_words(l, door, view),
        DeliveryState::Unclear => (
            Tone::Bad,
            t::delivery::unclear_title(l, door),
            t::delivery::unclear_text(l),
        ),
        DeliveryState::Collected => (
            Tone::Good,
            t::delivery::collected_title(l, name),
            t::delivery::collected_text(l),
        ),
        DeliveryState::Returned => (
            Tone::Neutral,
            t::delivery::returned_title(l).to_owned(),
            t::delivery::returned_text(l),
        ),
        DeliveryState::Cancelled => (
            Tone::Neutral,
            t::delivery::cancelled_title(l).to_owned(),
            t::delivery::cancelled_text(l),
        ),
    }
}

/// On the way to another compartment: what to do next. `door` is the one that is opened next.
fn moving_words(l: Locale, door: &str, view: &DeliveryView) -> (Tone, String, &'static str) {
    if let MoveNow::OnTheWay { .. } = view.moving {
        let title = t::delivery::moving_in_title(l, door);
        return (Tone::Active, title, t::delivery::moving_in_text(l));
    }
    let to = view.moving.to().unwrap_or_default().to_string();
    let title = t::delivery::moving_out_title(l, door, &to);
    (Tone::Active, title, t::delivery::moving_out_text(l))
}

/// The number of the door that moves, or is opened next: on the way to another compartment that may be the other one.
fn door_of(view: &DeliveryView) -> u16 {
    let goes_in = view.doing.purpose.or(view.open_for) == Some(Purpose::MoveIn);
    view.moving.to().filter(|_| goes_in).unwrap_or(view.compartment)
}

fn trouble(l: Locale, phase: DoorPhase) -> Option<(Tone, &'static str, &'static str)> {
    match phase {
        DoorPhase::Idle | DoorPhase::Opening | DoorPhase::Open => None,
        DoorPhase::Failed {
            why: why @ RefusalCode::BankOffline,
        } => Some((Tone::Bad, t::delivery::offline_title(l), refusal(l, why))),
        DoorPhase::Failed { why } => Some((Tone::Bad, t::delivery::failed_title(l), refusal(l, why))),
        DoorPhase::NothingInside => Some((
            Tone::Warn,
            t::delivery::nothing_inside_title(l),
            t::delivery::nothing_inside_text(l),
        )),
    }
}

fn button(l: Locale, door: &str, view: &DeliveryView) -> Option<OpenButton> {
    let tried = matches!(view.doing.phase, DoorPhase::Failed { .. } | DoorPhase::NothingInside);
    if view.doing.phase == DoorPhase::Opening {
        let label = t::delivery::button_opening(l, door);
        return Some(OpenButton { label, busy: true });
    }
    let label = match (view.may_open, view.open_for) {
        (false, _) => return None,
        (true, Some(Purpose::Withdraw | Purpose::Return | Purpose::MoveOut)) => t::delivery::button_take_out(l, door),
        (true, _) if tried => t::delivery::button_again(l, door),
        (true, _) => t::delivery::button_open(l, door),
    };
    Some(OpenButton { label, busy: false })
}

/// How the citizen was told that the thing waits; none if they were not.
pub fn told(l: Locale, view: &DeliveryView) -> Option<&'static str> {
    let told = |e: &EventKind| matches!(e, EventKind::Told { messages } if *messages > 0);
    if !view.history.iter().any(|entry| told(&entry.event)) {
        return None;
    }
    match (view.recipient.email.is_some(), view.recipient.phone.is_some()) {
        (true, true) => Some(t::delivery::told_both(l)),
        (true, false) => Some(t::delivery::told_email(l)),
        (false, true) => Some(t::delivery::told_sms(l)),
        (false, false) => None,
    }
}

/// Whether it still moves, so that a deadline and a lost connection to the bank matter.
pub const fn under_way(state: DeliveryState) -> bool {
    !matches!(
        state,
        DeliveryState::Collected | DeliveryState::Returned | DeliveryState::Cancelled
    )
}

/// Where on the road a delivery is: entered, put in, waiting, collected; none once it left the road.
pub const fn step(state: DeliveryState) -> Option<usize> {
    match state {
        DeliveryState::Announced | DeliveryState::AtTheDoor => Some(1),
        DeliveryState::Stored | DeliveryState::Overdue | DeliveryState::Moving => Some(2),
        DeliveryState::Collected => Some(4),
        DeliveryState::Unclear | DeliveryState::Returned | DeliveryState::Cancelled => None,
    }
}

/// The words over the fields of a new delivery.
pub fn field_label(l: Locale, field: &str) -> Option<&'static str> {
    Some(match field {
        "name" => t::delivery::name(l),
        "email" => t::delivery::email(l),
        "phone" => t::delivery::phone(l),
        "locale" => t::delivery::locale(l),
        "item" => t::delivery::item(l),
        "reference" => t::delivery::reference(l),
        "bank" => t::delivery::bank(l),
        "size" => t::delivery::size(l),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

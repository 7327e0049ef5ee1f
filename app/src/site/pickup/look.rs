//! What the phases of a hand-over are called, and in which tone. No markup.

use domain::custody::{CodeForm, Item, OpenPhase, PickupItem, Sharing};
use domain::{Locale, Moment};

use crate::i18n::{time, weekday_date};
use crate::t::pickup as text;
use crate::ui::{Glyph, Tone};

/// The noun: "Identity card".
pub(crate) fn noun(l: Locale, item: Item) -> &'static str {
    match item {
        Item::IdentityCard => text::item_identity_card(l),
        Item::Passport => text::item_passport(l),
        Item::DrivingLicence => text::item_driving_licence(l),
        Item::VehicleRegistration => text::item_vehicle_registration(l),
        Item::Certificate => text::item_certificate(l),
        Item::Permit => text::item_permit(l),
        Item::OtherDocument => text::item_other_document(l),
        Item::FoundThing => text::item_found_thing(l),
    }
}

/// The sentence: "Your identity card is waiting for you".
fn waits(l: Locale, item: Item) -> &'static str {
    match item {
        Item::IdentityCard => text::waiting_identity_card(l),
        Item::Passport => text::waiting_passport(l),
        Item::DrivingLicence => text::waiting_driving_licence(l),
        Item::VehicleRegistration => text::waiting_vehicle_registration(l),
        Item::Certificate => text::waiting_certificate(l),
        Item::Permit => text::waiting_permit(l),
        Item::OtherDocument => text::waiting_other_document(l),
        Item::FoundThing => text::waiting_found_thing(l),
    }
}

/// Whether more than the code is asked at the locker.
pub(super) fn asks_digits(item: &PickupItem) -> bool {
    item.code.as_ref().is_some_and(|code| code.form() == CodeForm::Digits)
}

/// What is asked behind the code, where something is: for whoever reads this, theirs or the recipient's.
pub(super) fn then_digits(l: Locale, item: &PickupItem) -> Option<String> {
    asks_digits(item).then(|| match item.sharing {
        Sharing::Borrowed => text::then_digits_of(l, &item.recipient),
        Sharing::Not | Sharing::Possible | Sharing::Lent { .. } => text::then_digits(l).to_owned(),
    })
}

/// The headline of one thing.
pub(super) fn headline(l: Locale, item: &PickupItem) -> String {
    let door = item.compartment.to_string();
    match item.phase {
        OpenPhase::Waiting { .. } => waits(l, item.item).to_owned(),
        OpenPhase::Opening => text::opening_title(l, &door),
        OpenPhase::Open => text::door_open_title(l, &door),
        OpenPhase::LeftOpen => text::left_open_title(l, &door),
        OpenPhase::Late => text::late_title(l).to_owned(),
        OpenPhase::Moving => text::moving_title(l).to_owned(),
        OpenPhase::Unclear => text::unclear_title(l).to_owned(),
        OpenPhase::Collected { .. } => text::collected_title(l).to_owned(),
        OpenPhase::Gone { .. } => text::gone_title(l).to_owned(),
    }
}

/// The badge of one thing.
pub(super) fn badge(l: Locale, phase: OpenPhase) -> (Tone, Glyph, &'static str) {
    match phase {
        OpenPhase::Waiting { .. } => (Tone::Active, Glyph::Tag, text::state_waiting(l)),
        OpenPhase::Opening => (Tone::Active, Glyph::Clock, text::state_opening(l)),
        OpenPhase::Open => (Tone::Active, Glyph::DoorOpen, text::state_open(l)),
        OpenPhase::LeftOpen => (Tone::Bad, Glyph::Alert, text::state_left_open(l)),
        OpenPhase::Late => (Tone::Warn, Glyph::Clock, text::state_late(l)),
        OpenPhase::Moving => (Tone::Active, Glyph::Wrench, text::state_moving(l)),
        OpenPhase::Unclear => (Tone::Bad, Glyph::Alert, text::state_unclear(l)),
        OpenPhase::Collected { .. } => (Tone::Good, Glyph::Check, text::state_collected(l)),
        OpenPhase::Gone { .. } => (Tone::Neutral, Glyph::Return, text::state_gone(l)),
    }
}

/// Whether the page must be looked at again soon.
pub(super) const fn moves(phase: OpenPhase) -> bool {
    matches!(phase, OpenPhase::Opening | OpenPhase::Open | OpenPhase::LeftOpen)
}

/// Whether it lies there and nothing moves: then deadline and way matter.
pub(super) const fn rests(phase: OpenPhase) -> bool {
    matches!(phase, OpenPhase::Waiting { .. } | OpenPhase::Late | OpenPhase::Unclear)
}

/// A day of the week, a date and a time of day at the bank.
pub(super) fn exact(l: Locale, moment: Moment) -> String {
    let between = if l == Locale::Zh { " " } else { ", " };
    [weekday_date(l, moment).as_str(), between, &time(l, moment)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_called_by_its_own_name() {
        for l in Locale::ALL {
            let mut said: Vec<_> = Item::ALL.into_iter().flat_map(|i| [noun(l, i), waits(l, i)]).collect();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), 2 * Item::ALL.len(), "{l:?}");
        }
    }
}

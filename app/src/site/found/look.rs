//! What stages, ways and speakers are called, and in which tone. No markup.

use domain::Locale;
use domain::found::{CaseStage, ProposalState, Side, Speaker, Way};

use crate::t::found as text;
use crate::ui::{Glyph, Tone};

/// The badge of a case.
pub(super) fn stage(l: Locale, stage: CaseStage) -> (Tone, Glyph, &'static str) {
    match stage {
        CaseStage::Reported => (Tone::Warn, Glyph::Clock, text::stage_reported(l)),
        CaseStage::OwnerTold => (Tone::Active, Glyph::Bell, text::stage_owner_told(l)),
        CaseStage::Arranged => (Tone::Active, Glyph::Check, text::stage_arranged(l)),
        CaseStage::HandedOver => (Tone::Active, Glyph::Send, text::stage_handed_over(l)),
        CaseStage::Returned => (Tone::Good, Glyph::Check, text::stage_returned(l)),
        CaseStage::Withdrawn => (Tone::Neutral, Glyph::Return, text::stage_withdrawn(l)),
        CaseStage::NoAnswer => (Tone::Neutral, Glyph::Ban, text::stage_no_answer(l)),
        CaseStage::Kept => (Tone::Neutral, Glyph::Box, text::stage_kept(l)),
        CaseStage::Mistake => (Tone::Neutral, Glyph::Ban, text::stage_mistake(l)),
    }
}

/// A proposal's badge.
pub(super) fn proposal(l: Locale, state: ProposalState) -> (Tone, Glyph, &'static str) {
    match state {
        ProposalState::Open => (Tone::Warn, Glyph::Clock, text::proposal_open(l)),
        ProposalState::Agreed => (Tone::Good, Glyph::Check, text::proposal_agreed(l)),
        ProposalState::Declined => (Tone::Neutral, Glyph::Ban, text::proposal_declined(l)),
        ProposalState::Off => (Tone::Neutral, Glyph::Minus, text::proposal_off(l)),
    }
}

/// Who said it, for the one who reads on this side.
pub(super) fn speaker(l: Locale, side: Side, from: Speaker) -> &'static str {
    match (from, side) {
        (Speaker::You, _) => text::from_you(l),
        (Speaker::Desk, _) => text::from_desk(l),
        (Speaker::Other, Side::Finder) => text::from_owner(l),
        (Speaker::Other, Side::Owner) => text::from_finder(l),
    }
}

/// A way: its icon, name, and what it means for this side.
pub(super) fn way(l: Locale, way: Way, side: Side) -> (Glyph, &'static str, &'static str) {
    match (way, side) {
        (Way::Locker, _) => (Glyph::DoorClosed, text::way_locker(l), text::way_locker_text(l)),
        (Way::Meeting, _) => (Glyph::People, text::way_meeting(l), text::way_meeting_text(l)),
        (Way::Courier, Side::Finder) => (Glyph::Courier, text::way_courier(l), text::way_courier_text(l)),
        (Way::Courier, Side::Owner) => (Glyph::Courier, text::way_courier(l), text::way_courier_owner(l)),
        (Way::Office, Side::Finder) => (Glyph::Home, text::way_office(l), text::way_office_text(l)),
        (Way::Office, Side::Owner) => (Glyph::Home, text::way_office(l), text::way_office_owner(l)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_way_and_proposal_has_words_of_its_own() {
        for l in Locale::ALL {
            let stages: std::collections::BTreeSet<_> = CaseStage::ALL.map(|s| stage(l, s).2).into_iter().collect();
            assert_eq!(stages.len(), CaseStage::ALL.len(), "{l:?}");
            for side in [Side::Finder, Side::Owner] {
                let ways: std::collections::BTreeSet<_> = Way::ALL.map(|w| way(l, w, side).1).into_iter().collect();
                assert_eq!(ways.len(), Way::ALL.len(), "{l:?}");
            }
        }
    }
}

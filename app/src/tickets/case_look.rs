//! How the desk says what a case, a key and a call are: words, tones and icons. No markup.

use domain::found::{CallOutcome, CaseEnd, CaseFact, CaseStage, FeeSettled, Side, Wants, Way, Whom};
use domain::tags::{CoverView, KeyFact, KeyWord, ThingKind};
use domain::{Locale, Moment};

use crate::i18n::{date, number};
use crate::t;
use crate::ui::{Glyph, Tone};

/// The stage of a case for a badge.
pub fn stage(l: Locale, stage: CaseStage) -> (Tone, Glyph, &'static str) {
    match stage {
        CaseStage::Reported => (Tone::Warn, Glyph::Bell, t::desk::stage_reported(l)),
        CaseStage::OwnerTold => (Tone::Active, Glyph::Person, t::desk::stage_owner_told(l)),
        CaseStage::Arranged => (Tone::Active, Glyph::Clock, t::desk::stage_arranged(l)),
        CaseStage::HandedOver => (Tone::Active, Glyph::Box, t::desk::stage_handed_over(l)),
        CaseStage::Returned => (Tone::Good, Glyph::Check, t::desk::stage_returned(l)),
        CaseStage::Withdrawn => (Tone::Neutral, Glyph::Return, t::desk::stage_withdrawn(l)),
        CaseStage::NoAnswer => (Tone::Neutral, Glyph::Minus, t::desk::stage_no_answer(l)),
        CaseStage::Kept => (Tone::Neutral, Glyph::Box, t::desk::stage_kept(l)),
        CaseStage::Mistake => (Tone::Neutral, Glyph::Ban, t::desk::stage_mistake(l)),
    }
}

/// How a case ends, as the desk chooses.
pub fn end(l: Locale, end: CaseEnd) -> &'static str {
    match end {
        CaseEnd::Returned => t::desk::stage_returned(l),
        CaseEnd::Withdrawn => t::desk::stage_withdrawn(l),
        CaseEnd::NoAnswer => t::desk::stage_no_answer(l),
        CaseEnd::Kept => t::desk::stage_kept(l),
        CaseEnd::Mistake => t::desk::stage_mistake(l),
    }
}

/// A way home.
pub fn way(l: Locale, way: Way) -> (Glyph, &'static str) {
    match way {
        Way::Courier => (Glyph::Courier, t::desk::way_courier(l)),
        Way::Meeting => (Glyph::People, t::desk::way_meeting(l)),
        Way::Office => (Glyph::Home, t::desk::way_office(l)),
        Way::Locker => (Glyph::Bank, t::desk::way_locker(l)),
    }
}

/// What a key is.
pub fn key_word(l: Locale, word: KeyWord) -> (Tone, Glyph, &'static str) {
    match word {
        KeyWord::Printed => (Tone::Neutral, Glyph::Print, t::desk::key_printed(l)),
        KeyWord::Sold => (Tone::Neutral, Glyph::Tag, t::desk::key_sold(l)),
        KeyWord::Active => (Tone::Good, Glyph::Check, t::desk::key_active(l)),
        KeyWord::Lapsed => (Tone::Warn, Glyph::Clock, t::desk::key_lapsed(l)),
        KeyWord::Blocked => (Tone::Bad, Glyph::Ban, t::desk::key_blocked(l)),
    }
}

/// Whether the cover is paid, in one badge.
pub fn cover(l: Locale, cover: &CoverView) -> (Tone, Glyph, String) {
    match cover {
        CoverView::Never => (Tone::Warn, Glyph::Alert, t::desk::cover_never(l).to_owned()),
        CoverView::Paid { until, .. } => {
            let until = date(l, *until);
            (Tone::Good, Glyph::Shield, t::desk::cover_paid(l, &until))
        }
        CoverView::Over { since } => {
            let since = date(l, *since);
            (Tone::Warn, Glyph::Alert, t::desk::cover_over(l, &since))
        }
    }
}

/// What kind of thing carries a key.
pub fn thing_kind(l: Locale, kind: ThingKind) -> &'static str {
    match kind {
        ThingKind::Keys => t::desk::thing_keys(l),
        ThingKind::Phone => t::desk::thing_phone(l),
        ThingKind::Laptop => t::desk::thing_laptop(l),
        ThingKind::Bag => t::desk::thing_bag(l),
        ThingKind::Wallet => t::desk::thing_wallet(l),
        ThingKind::Glasses => t::desk::thing_glasses(l),
        ThingKind::Bicycle => t::desk::thing_bicycle(l),
        ThingKind::Pet => t::desk::thing_pet(l),
        ThingKind::Other => t::desk::thing_other(l),
    }
}

/// What became of a call.
pub fn call_outcome(l: Locale, outcome: CallOutcome) -> &'static str {
    match outcome {
        CallOutcome::Reached => t::desk::call_reached(l),
        CallOutcome::NoAnswer => t::desk::call_no_answer(l),
        CallOutcome::LeftMessage => t::desk::call_left_message(l),
        CallOutcome::CallsBack => t::desk::call_calls_back(l),
        CallOutcome::WrongNumber => t::desk::call_wrong_number(l),
    }
}

/// With whom the desk speaks.
pub fn whom(l: Locale, whom: Whom) -> &'static str {
    match whom {
        Whom::Owner => t::tickets::stop_owner(l),
        Whom::Finder => t::tickets::stop_finder(l),
    }
}

/// A side of a case.
pub fn side(l: Locale, side: Side) -> &'static str {
    match side {
        Side::Owner => t::tickets::stop_owner(l),
        Side::Finder => t::tickets::stop_finder(l),
    }
}

/// What a finder would like.
pub fn wants(l: Locale, wants: Wants) -> &'static str {
    match wants {
        Wants::Thanks => t::desk::wants_thanks(l),
        Wants::Reward => t::desk::wants_reward(l),
    }
}

fn settled(l: Locale, how: FeeSettled) -> &'static str {
    match how {
        FeeSettled::Online => t::desk::fee_online(l),
        FeeSettled::Cash => t::desk::fee_cash(l),
        FeeSettled::Waived => t::desk::fee_waived(l),
    }
}

/// A line of a case's history: what it means, its icon, what happened, and what else is said.
pub fn fact(l: Locale, fact: CaseFact) -> (Tone, Glyph, &'static str, String) {
    use CaseFact as F;
    let (tone, glyph, words) = match fact {
        F::Reported { by_phone: true } => (Tone::Neutral, Glyph::Phone, t::desk::fact_reported_phone(l)),
        F::Reported { by_phone: false } => (Tone::Neutral, Glyph::Globe, t::desk::fact_reported(l)),
        F::ReportedAgain => (Tone::Neutral, Glyph::Plus, t::desk::fact_reported_again(l)),
        F::OwnerTold { messages: 0 } => (Tone::Good, Glyph::Phone, t::desk::fact_owner_told_call(l)),
        F::OwnerTold { .. } => (Tone::Good, Glyph::Envelope, t::desk::fact_owner_told(l)),
        F::NobodyToTell => (Tone::Warn, Glyph::Alert, t::desk::fact_nobody(l)),
        F::Wrote { .. } => (Tone::Neutral, Glyph::Envelope, t::desk::fact_wrote(l)),
        F::DeskWrote { .. } => (Tone::Neutral, Glyph::Send, t::desk::fact_desk_wrote(l)),
        F::Proposed { .. } => (Tone::Neutral, Glyph::Clock, t::desk::fact_proposed(l)),
        F::Answered { agreed: true, .. } => (Tone::Good, Glyph::Check, t::desk::fact_agreed(l)),
        F::Answered { agreed: false, .. } => (Tone::Warn, Glyph::Close, t::desk::fact_declined(l)),
        F::Arranged { .. } => (Tone::Active, Glyph::Clock, t::desk::fact_arranged(l)),
        F::CalledOff => (Tone::Warn, Glyph::Return, t::desk::fact_called_off(l)),
        F::DropGiven => (Tone::Active, Glyph::Bank, t::desk::fact_drop_given(l)),
        F::DropEnded => (Tone::Neutral, Glyph::Bank, t::desk::fact_drop_ended(l)),
        F::HandedOver { .. } => (Tone::Active, Glyph::Box, t::desk::fact_handed_over(l)),
        F::MovedOn { .. } => (Tone::Active, Glyph::Courier, t::desk::fact_moved_on(l)),
        F::TakeOut => (Tone::Active, Glyph::DoorOpen, t::desk::fact_take_out(l)),
        F::CodeReleased => (Tone::Good, Glyph::Key, t::desk::fact_code_released(l)),
        F::FeeDue => (Tone::Warn, Glyph::Alert, t::desk::fact_fee_due(l)),
        F::FeeSettled { .. } => (Tone::Good, Glyph::Check, t::desk::fact_fee_settled(l)),
        F::Called { .. } => (Tone::Neutral, Glyph::Phone, t::desk::fact_called(l)),
        F::Moved => (Tone::Neutral, Glyph::ArrowRight, t::desk::fact_moved(l)),
        F::Ended { .. } => (Tone::Good, Glyph::Check, t::desk::fact_ended(l)),
    };
    (tone, glyph, words, fact_detail(l, fact))
}

/// What else is said of a fact; may be empty.
fn fact_detail(l: Locale, fact: CaseFact) -> String {
    use CaseFact as F;
    match fact {
        F::OwnerTold { messages } if messages > 0 => t::desk::messages(l, i64::from(messages)),
        F::Wrote { from: who } | F::DeskWrote { to: who } | F::Proposed { from: who } | F::Answered { by: who, .. } => {
            side(l, who).to_owned()
        }
        F::Arranged { way: by } | F::HandedOver { way: by } | F::MovedOn { way: by } => way(l, by).1.to_owned(),
        F::FeeSettled { how } => settled(l, how).to_owned(),
        F::Called { whom: called, outcome } => [whom(l, called), " · ", call_outcome(l, outcome)].concat(),
        F::Ended { end: how } => end(l, how).to_owned(),
        _ => String::new(),
    }
}

/// A line of a key's history.
pub fn key_fact(l: Locale, fact: &KeyFact) -> (Tone, Glyph, &'static str, String) {
    use KeyFact as F;
    let none = String::new;
    let paid = |days: u16, money: domain::Money| {
        [t::desk::days(l, i64::from(days)).as_str(), " · ", &money.written(l)].concat()
    };
    match fact {
        F::Sold => (Tone::Neutral, Glyph::Tag, t::desk::key_sold(l), none()),
        F::Activated { by_telephone: true } => (Tone::Good, Glyph::Phone, t::desk::key_fact_activated_phone(l), none()),
        F::Activated { by_telephone: false } => (Tone::Good, Glyph::Check, t::desk::key_fact_activated(l), none()),
        F::CoverPaid { days, amount } => (
            Tone::Good,
            Glyph::Shield,
            t::desk::key_fact_cover(l),
            paid(*days, *amount),
        ),
        F::CoverRefunded { days, amount } => (
            Tone::Warn,
            Glyph::Return,
            t::desk::key_fact_refunded(l),
            paid(*days, *amount),
        ),
        F::Reminded { days } => {
            let before = t::desk::days(l, i64::from(*days));
            (Tone::Neutral, Glyph::Bell, t::desk::key_fact_reminded(l), before)
        }
        F::CoverEnded => (Tone::Warn, Glyph::Clock, t::desk::key_lapsed(l), none()),
        F::Described => (Tone::Neutral, Glyph::Document, t::desk::key_fact_described(l), none()),
        F::Lost => (Tone::Warn, Glyph::Search, t::desk::key_fact_lost(l), none()),
        F::NotLost => (Tone::Good, Glyph::Check, t::desk::key_fact_not_lost(l), none()),
        F::TransferOffered => (Tone::Neutral, Glyph::Send, t::desk::key_fact_offered(l), none()),
        F::TransferEnded => (Tone::Neutral, Glyph::Close, t::desk::key_fact_offer_ended(l), none()),
        F::Transferred => (Tone::Neutral, Glyph::People, t::desk::key_fact_transferred(l), none()),
        F::Blocked { reason } => (Tone::Bad, Glyph::Ban, t::desk::key_blocked(l), reason.clone()),
        F::Unblocked { reason } => (Tone::Good, Glyph::Check, t::desk::key_fact_unblocked(l), reason.clone()),
        F::Released => (Tone::Neutral, Glyph::Person, t::desk::key_fact_released(l), none()),
    }
}

/// How old an open case is, and whether that is too old for its stage: nobody told after an hour, nothing arranged
/// after a day.
pub fn is_old(stage: CaseStage, created: Moment, now: Moment) -> bool {
    let hours = (now.at - created.at).as_seconds() / 3600;
    match stage {
        CaseStage::Reported => hours >= 1,
        CaseStage::OwnerTold => hours >= 24,
        CaseStage::Arranged | CaseStage::HandedOver => hours >= 72,
        _ => false,
    }
}

/// An age in few letters, for a dense column: `5 min`, `3 h`, `2 d`.
pub fn age(l: Locale, since: Moment, now: Moment) -> String {
    let minutes = ((now.at - since.at).as_seconds() / 60).max(0);
    let (count, unit) = match minutes {
        0..60 => (minutes, t::desk::unit_minutes(l)),
        60..2880 => (minutes / 60, t::desk::unit_hours(l)),
        _ => (minutes / 1440, t::desk::unit_days(l)),
    };
    [number(l, count).as_str(), "\u{a0}", unit].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    #[test]
    fn an_age_is_short_and_says_when_it_is_too_much() {
        let at = |minutes: i64| Moment::utc(Timestamp(minutes * 60_000_000));
        let check = |minutes, expected: &str| assert_eq!(age(Locale::En, at(0), at(minutes)), expected);
        check(5, "5\u{a0}min");
        check(125, "2\u{a0}h");
        check(3_000, "2\u{a0}d");
        assert!(is_old(CaseStage::Reported, at(0), at(61)));
        assert!(!is_old(CaseStage::OwnerTold, at(0), at(61)));
        assert!(!is_old(CaseStage::Returned, at(0), at(999_999)));
    }
}

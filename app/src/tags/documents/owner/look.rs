//! What an owner's key looks like: words, tones, the next step. Pure.

use domain::Locale;
use domain::payments::Phase;
use domain::tags::{CoverView, KeyFact, KeyHistory, KeyWord, MyKey, PurchaseView, ThingKind};

use crate::i18n::{date, date_time};
use crate::t::things as text;
use crate::ui::{Glyph, TimelineItem, Tone};

/// From so many days before the end the owner is asked to renew.
const SOON: u32 = 30;

/// How a kind of thing is called.
pub(super) fn kind(l: Locale, kind: ThingKind) -> &'static str {
    match kind {
        ThingKind::Keys => text::kind_keys(l),
        ThingKind::Phone => text::kind_phone(l),
        ThingKind::Laptop => text::kind_laptop(l),
        ThingKind::Bag => text::kind_bag(l),
        ThingKind::Wallet => text::kind_wallet(l),
        ThingKind::Glasses => text::kind_glasses(l),
        ThingKind::Bicycle => text::kind_bicycle(l),
        ThingKind::Pet => text::kind_pet(l),
        ThingKind::Other => text::kind_other(l),
    }
}

/// How it stands, in a word.
pub(super) fn state(l: Locale, key: &MyKey) -> (Tone, Glyph, &'static str) {
    match (key.word, key.lost.is_some()) {
        (KeyWord::Blocked, _) => (Tone::Bad, Glyph::Ban, text::state_blocked(l)),
        (_, true) => (Tone::Warn, Glyph::Search, text::state_lost(l)),
        (KeyWord::Lapsed, _) => (Tone::Warn, Glyph::Clock, text::state_lapsed(l)),
        _ => (Tone::Good, Glyph::Check, text::state_safe(l)),
    }
}

/// Until when it is covered.
pub(super) fn cover(l: Locale, cover: &CoverView) -> String {
    match cover {
        CoverView::Never => text::cover_never(l).to_owned(),
        CoverView::Paid { until, .. } => text::cover_until(l, &date(l, *until)),
        CoverView::Over { since } => text::cover_over(l, &date(l, *since)),
    }
}

/// How much of the bar is filled, in percent.
pub(super) const fn filled(cover: &CoverView) -> u8 {
    match cover {
        CoverView::Paid { left_percent, .. } => *left_percent,
        CoverView::Never | CoverView::Over { .. } => 0,
    }
}

/// Whether the paid period is about to end, or has.
pub(super) const fn ends_soon(cover: &CoverView) -> bool {
    match cover {
        CoverView::Paid { days_left, .. } => *days_left <= SOON,
        CoverView::Never | CoverView::Over { .. } => true,
    }
}

/// How many days are left of it.
pub(super) fn left(l: Locale, cover: &CoverView) -> Option<String> {
    match cover {
        CoverView::Paid { days_left, .. } => Some(text::days_left(l, i64::from(*days_left))),
        CoverView::Never | CoverView::Over { .. } => None,
    }
}

/// What was done just now, by the word in the address.
pub(super) fn done(l: Locale, word: &str) -> Option<&'static str> {
    match word {
        "active" => Some(text::activated(l)),
        "saved" => Some(text::saved(l)),
        "paid" => Some(text::covered(l)),
        "lost" => Some(text::reported(l)),
        "back" => Some(text::welcome_back(l)),
        "offered" => Some(text::offered(l)),
        "kept" => Some(text::offer_back(l)),
        "taken" => Some(text::taken(l)),
        _ => None,
    }
}

/// Where a bought tag is.
pub(super) fn purchase(l: Locale, purchase: &PurchaseView) -> (Tone, Glyph, &'static str) {
    match (purchase.paid, purchase.sent.is_some()) {
        (false, _) => (Tone::Warn, Glyph::Clock, text::not_paid(l)),
        (true, false) => (Tone::Active, Glyph::Box, text::being_packed(l)),
        (true, true) => (Tone::Good, Glyph::Send, text::in_the_post(l)),
    }
}

/// How a payment stands.
pub(super) fn payment(l: Locale, phase: Phase) -> (Tone, &'static str) {
    match phase {
        Phase::Waiting => (Tone::Warn, text::not_paid(l)),
        Phase::Paid => (Tone::Good, text::paid(l)),
        Phase::PartlyRefunded | Phase::Refunded => (Tone::Neutral, text::given_back(l)),
        Phase::Expired | Phase::Withdrawn => (Tone::Neutral, text::over(l)),
    }
}

/// What to do next, if anything.
pub(super) fn next(l: Locale, key: &MyKey) -> Option<&'static str> {
    match (key.word, key.lost.is_some(), &key.cover) {
        (KeyWord::Blocked, ..) => Some(text::next_blocked(l)),
        (_, true, _) => Some(text::next_lost(l)),
        (_, _, CoverView::Never | CoverView::Over { .. }) => Some(text::next_pay(l)),
        (_, _, CoverView::Paid { days_left, .. }) if *days_left <= SOON => Some(text::next_renew(l)),
        _ => None,
    }
}

/// One fact of a key's history.
pub(super) fn fact(l: Locale, fact: &KeyHistory) -> TimelineItem {
    let (tone, icon, title) = match &fact.what {
        KeyFact::Sold => (Tone::Neutral, Glyph::Tag, text::fact_sold(l).to_owned()),
        KeyFact::Activated { .. } => (Tone::Good, Glyph::Check, text::fact_activated(l).to_owned()),
        KeyFact::CoverPaid { amount, .. } => (Tone::Good, Glyph::Shield, text::fact_paid(l, &amount.written(l))),
        KeyFact::CoverRefunded { amount, .. } => {
            (Tone::Neutral, Glyph::Return, text::fact_refunded(l, &amount.written(l)))
        }
        KeyFact::Reminded { .. } => (Tone::Neutral, Glyph::Bell, text::fact_reminded(l).to_owned()),
        KeyFact::CoverEnded => (Tone::Warn, Glyph::Clock, text::fact_ended(l).to_owned()),
        KeyFact::Described => (Tone::Neutral, Glyph::Document, text::fact_described(l).to_owned()),
        KeyFact::Lost => (Tone::Warn, Glyph::Search, text::fact_lost(l).to_owned()),
        KeyFact::NotLost => (Tone::Good, Glyph::Check, text::fact_not_lost(l).to_owned()),
        KeyFact::TransferOffered => (Tone::Neutral, Glyph::Send, text::fact_offered(l).to_owned()),
        KeyFact::TransferEnded => (Tone::Neutral, Glyph::Minus, text::fact_offer_ended(l).to_owned()),
        KeyFact::Transferred => (Tone::Neutral, Glyph::Person, text::fact_transferred(l).to_owned()),
        KeyFact::Blocked { .. } => (Tone::Bad, Glyph::Ban, text::fact_blocked(l).to_owned()),
        KeyFact::Unblocked { .. } => (Tone::Good, Glyph::Check, text::fact_unblocked(l).to_owned()),
        KeyFact::Released => (Tone::Neutral, Glyph::Minus, text::fact_released(l).to_owned()),
    };
    let detail = match &fact.what {
        KeyFact::Activated { by_telephone: true } => text::fact_by_phone(l).to_owned(),
        KeyFact::Blocked { reason } | KeyFact::Unblocked { reason } => reason.clone(),
        // Who of us did it is for the desk.
        _ => String::new(),
    };
    TimelineItem {
        tone,
        icon,
        title,
        detail,
        when: date_time(l, fact.at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::samples::NOW;

    fn paid(days_left: u32) -> CoverView {
        CoverView::Paid {
            until: NOW,
            days_left,
            left_percent: 50,
        }
    }

    #[test]
    fn a_month_before_the_end_one_is_asked_to_renew() {
        assert!(!ends_soon(&paid(31)));
        assert!(ends_soon(&paid(30)));
        assert!(ends_soon(&CoverView::Never) && ends_soon(&CoverView::Over { since: NOW }));
        assert_eq!((filled(&paid(31)), filled(&CoverView::Never)), (50, 0));
        assert_eq!(left(Locale::En, &paid(1)).as_deref(), Some("1 day left"));
        assert_eq!(left(Locale::Ru, &paid(3)).as_deref(), Some("осталось 3 дня"));
        assert_eq!(left(Locale::En, &CoverView::Never), None);
    }

    #[test]
    fn a_word_in_the_address_that_nobody_knows_says_nothing() {
        assert_eq!(done(Locale::En, "<b>"), None);
        assert_eq!(done(Locale::En, "saved"), Some("Saved."));
    }
}

//! What an owner's key looks like: words, tones, the next step. Pure.

use domain::Locale;
use domain::tags::{CoverView, KeyFact, KeyHistory, KeyWord, MyKey, ThingKind};

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
        _ => fact.by.clone().unwrap_or_default(),
    };
    TimelineItem {
        tone,
        icon,
        title,
        detail,
        when: date_time(l, fact.at),
    }
}

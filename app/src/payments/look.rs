//! States and happenings as words, tones and icons. No markup.

use domain::Locale;
use domain::payments::{IncidentKind, PaymentHappening, Phase, Play, Purpose, ReceiptKind, RefundState};

use crate::t::payments as text;
use crate::ui::{Glyph, Tone};

/// Where a payment stands.
pub(super) fn phase(l: Locale, phase: Phase) -> (Tone, &'static str) {
    match phase {
        Phase::Waiting => (Tone::Active, text::waiting(l)),
        Phase::Paid => (Tone::Good, text::paid(l)),
        Phase::PartlyRefunded => (Tone::Neutral, text::partly_refunded(l)),
        Phase::Refunded => (Tone::Neutral, text::refunded(l)),
        Phase::Expired => (Tone::Neutral, text::expired(l)),
        Phase::Withdrawn => (Tone::Neutral, text::withdrawn(l)),
    }
}

pub(super) fn purpose(l: Locale, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Cover => text::cover(l),
        Purpose::KeyPool => text::key_pool(l),
        Purpose::ReturnFee => text::return_fee(l),
    }
}

pub(super) fn incident(l: Locale, kind: IncidentKind) -> &'static str {
    match kind {
        IncidentKind::Mismatch => text::mismatch(l),
        IncidentKind::Surplus => text::surplus(l),
        IncidentKind::RefundFailed => text::refund_failed(l),
        IncidentKind::Stray => text::stray(l),
    }
}

pub(super) fn refund(l: Locale, state: RefundState) -> (Tone, &'static str) {
    match state {
        RefundState::Queued => (Tone::Active, text::queued(l)),
        RefundState::Done => (Tone::Good, text::done(l)),
        RefundState::Failed => (Tone::Bad, text::failed(l)),
    }
}

pub(super) fn play(l: Locale, play: Play) -> &'static str {
    match play {
        Play::Accept => text::play_accept(l),
        Play::Decline => text::play_decline(l),
        Play::Abandon => text::play_abandon(l),
        Play::Twice => text::play_twice(l),
        Play::Late => text::play_late(l),
        Play::WrongAmount => text::play_wrong(l),
    }
}

/// A fact of the history: tone, icon, title, detail.
pub(super) fn happening(l: Locale, what: &PaymentHappening) -> (Tone, Glyph, String, String) {
    use PaymentHappening as H;
    let none = String::new;
    let plain = |tone, icon, title: &str| (tone, icon, title.to_owned(), none());
    match what {
        H::Opened => plain(Tone::Neutral, Glyph::Document, text::h_opened(l)),
        H::WentToPay => plain(Tone::Neutral, Glyph::ArrowRight, text::h_went(l)),
        H::Declined => plain(Tone::Warn, Glyph::Ban, text::h_declined(l)),
        H::Abandoned => plain(Tone::Neutral, Glyph::Minus, text::h_abandoned(l)),
        H::Processing => plain(Tone::Active, Glyph::Clock, text::h_processing(l)),
        H::Expired => plain(Tone::Neutral, Glyph::Clock, text::expired(l)),
        H::Withdrawn => plain(Tone::Neutral, Glyph::Close, text::withdrawn(l)),
        H::Paid { amount } => (Tone::Good, Glyph::Check, text::h_paid(l, &amount.written(l)), none()),
        H::Surplus { amount } => (Tone::Warn, Glyph::Alert, text::h_surplus(l, &amount.written(l)), none()),
        H::Mismatch { amount } => (Tone::Bad, Glyph::Alert, text::h_mismatch(l, &amount.written(l)), none()),
        H::Receipt { receipt, number } => {
            let title = match receipt {
                ReceiptKind::Receipt => text::h_receipt(l, &number.to_string()),
                ReceiptKind::Credit => text::h_credit(l, &number.to_string()),
            };
            (Tone::Neutral, Glyph::Document, title, none())
        }
        H::RefundAsked { amount, reason } => (
            Tone::Active,
            Glyph::Return,
            text::h_refund_asked(l, &amount.written(l)),
            reason.clone(),
        ),
        H::Refunded { amount, .. } => (
            Tone::Neutral,
            Glyph::Return,
            text::h_refunded(l, &amount.written(l)),
            none(),
        ),
        H::RefundFailed { amount } => (
            Tone::Bad,
            Glyph::Alert,
            text::h_refund_failed(l, &amount.written(l)),
            none(),
        ),
        H::Settled { note } => (Tone::Good, Glyph::Check, text::h_settled(l).to_owned(), note.clone()),
    }
}

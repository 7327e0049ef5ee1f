//! What a ticket looks like: words, tones and icons. No markup.

use domain::tickets::{FailReason, HistoryKind, StopKind, TicketStage, Window};
use domain::{Locale, Moment};

use crate::i18n::{date_short, time};
use crate::t;
use crate::ui::{Glyph, Tone};

/// The stage of a ticket for a badge.
pub fn stage(l: Locale, stage: TicketStage) -> (Tone, Glyph, &'static str) {
    match stage {
        TicketStage::Made => (Tone::Warn, Glyph::Bell, t::tickets::stage_made(l)),
        TicketStage::Accepted => (Tone::Active, Glyph::Person, t::tickets::stage_accepted(l)),
        TicketStage::OnTheWay => (Tone::Active, Glyph::Courier, t::tickets::stage_on_the_way(l)),
        TicketStage::PickedUp => (Tone::Active, Glyph::Box, t::tickets::stage_picked_up(l)),
        TicketStage::Delivered => (Tone::Good, Glyph::Check, t::tickets::stage_delivered(l)),
        TicketStage::InLocker => (Tone::Good, Glyph::Bank, t::tickets::stage_in_locker(l)),
        TicketStage::Failed => (Tone::Bad, Glyph::Alert, t::tickets::stage_failed(l)),
        TicketStage::Cancelled => (Tone::Neutral, Glyph::Ban, t::tickets::stage_cancelled(l)),
    }
}

/// Whose door it is.
pub fn stop_kind(l: Locale, kind: StopKind) -> &'static str {
    match kind {
        StopKind::Finder => t::tickets::stop_finder(l),
        StopKind::Owner => t::tickets::stop_owner(l),
        StopKind::Office => t::tickets::stop_office(l),
        StopKind::Other => t::tickets::stop_other(l),
    }
}

/// Why a courier came back without success.
pub fn reason(l: Locale, reason: FailReason) -> &'static str {
    match reason {
        FailReason::NobodyThere => t::tickets::reason_nobody_there(l),
        FailReason::WrongAddress => t::tickets::reason_wrong_address(l),
        FailReason::Declined => t::tickets::reason_declined(l),
        FailReason::WrongThing => t::tickets::reason_wrong_thing(l),
        FailReason::NotPaid => t::tickets::reason_not_paid(l),
        FailReason::Prevented => t::tickets::reason_prevented(l),
    }
}

/// A line of the history: what it means, its icon, what happened, and what else is said.
pub fn history(l: Locale, kind: &HistoryKind) -> (Tone, Glyph, String, String) {
    let plain = |tone, glyph, words: &str| (tone, glyph, words.to_owned(), String::new());
    let proof = |signed: &Option<String>| match signed.as_deref() {
        Some("") => t::tickets::proof_signed_once(l).to_owned(),
        Some(name) => t::tickets::proof_signed(l, name),
        None => t::tickets::proof_code(l).to_owned(),
    };
    match kind {
        HistoryKind::Made => plain(Tone::Neutral, Glyph::Plus, t::tickets::line_made(l)),
        HistoryKind::Accepted => plain(Tone::Active, Glyph::Person, t::tickets::line_accepted(l)),
        HistoryKind::SetOff => plain(Tone::Active, Glyph::Courier, t::tickets::line_set_off(l)),
        HistoryKind::GivenBack => plain(Tone::Warn, Glyph::Return, t::tickets::line_given_back(l)),
        HistoryKind::PickedUp { signed } => {
            let words = t::tickets::line_picked_up(l).to_owned();
            (Tone::Active, Glyph::Box, words, proof(signed))
        }
        HistoryKind::Delivered { signed } => {
            let words = t::tickets::line_delivered(l).to_owned();
            (Tone::Good, Glyph::Check, words, proof(signed))
        }
        HistoryKind::InLocker => plain(Tone::Good, Glyph::Bank, t::tickets::line_in_locker(l)),
        HistoryKind::Failed { reason: why, note } => {
            let mut detail = reason(l, *why).to_owned();
            if let Some(note) = note {
                detail.push_str(" · ");
                detail.push_str(note);
            }
            (Tone::Bad, Glyph::Alert, t::tickets::line_failed(l).to_owned(), detail)
        }
        HistoryKind::SentAgain => plain(Tone::Active, Glyph::Send, t::tickets::line_sent_again(l)),
        HistoryKind::Cancelled { reason } => {
            let words = t::tickets::line_cancelled(l).to_owned();
            (Tone::Neutral, Glyph::Ban, words, reason.clone())
        }
        HistoryKind::WrongCode => plain(Tone::Warn, Glyph::Key, t::tickets::line_wrong_code(l)),
        HistoryKind::NewCode => plain(Tone::Neutral, Glyph::Key, t::tickets::line_new_code(l)),
        HistoryKind::Cash { amount } => {
            let words = t::tickets::line_cash(l).to_owned();
            (Tone::Good, Glyph::Check, words, amount.written(l))
        }
    }
}

/// A window as people say it: `10:00–12:00`, with the day before it when it is not today.
pub fn window(l: Locale, window: Window, now: Moment) -> String {
    let hours = [time(l, window.from).as_str(), "–", &time(l, window.until)].concat();
    let day = |moment: Moment| {
        let civil = moment.civil();
        (civil.year, civil.month, civil.day)
    };
    if day(window.from) == day(now) {
        hours
    } else {
        [date_short(l, window.from).as_str(), " · ", &hours].concat()
    }
}

/// A map that opens at an address. Loads nothing before it is pressed.
pub fn map_of(address: &str) -> String {
    let mut query = String::with_capacity(address.len() * 2);
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() {
            query.push(char::from(byte));
        } else {
            query.push('%');
            for half in [byte >> 4, byte & 15] {
                query.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    ["https://www.openstreetmap.org/search?query=", &query].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    #[test]
    fn a_window_names_its_day_only_when_it_is_another() {
        let at = |hours: i64| Moment::utc(Timestamp((1_795_305_600 + hours * 3600) * 1_000_000));
        let ten = Window {
            from: at(10),
            until: at(12),
        };
        assert_eq!(window(Locale::En, ten, at(9)), "10:00–12:00");
        assert!(window(Locale::En, ten, at(33)).ends_with("· 10:00–12:00"));
    }

    #[test]
    fn an_address_in_any_script_fits_into_a_link() {
        assert!(map_of("Calea Dudești 191").ends_with("Calea%20Dude%C8%99ti%20191"));
    }
}

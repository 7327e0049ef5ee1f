//! The history of a delivery in words: one line per custody event. No markup.

use domain::custody::{EventKind, HistoryEntry, Means, Reminder};
use domain::lockers::Purpose;
use domain::{Locale, Moment};

use crate::i18n::{date_time, refusal_text as refusal};
use crate::t;
use crate::ui::{Glyph, TimelineItem, Tone};

/// One line of the timeline.
pub fn line(l: Locale, entry: &HistoryEntry) -> TimelineItem {
    let (tone, icon, title) = words(l, &entry.event);
    let by = entry.by.as_deref().map(|name| t::delivery::by(l, name));
    let parts = [detail(l, &entry.event), by];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    TimelineItem {
        tone,
        icon,
        title,
        detail: parts.join(" · "),
        when: date_time(l, entry.at),
    }
}

fn words(l: Locale, event: &EventKind) -> (Tone, Glyph, String) {
    let (tone, icon, title) = match event {
        EventKind::Announced => (Tone::Neutral, Glyph::Document, t::delivery::event_announced(l)),
        EventKind::Proved { means } => proved(l, *means),
        EventKind::Commanded { purpose } => (Tone::Active, Glyph::Send, commanded(l, *purpose)),
        EventKind::Unlocked => (Tone::Neutral, Glyph::Key, t::delivery::event_unlocked(l)),
        EventKind::Opened => (Tone::Active, Glyph::DoorOpen, t::delivery::event_opened(l)),
        EventKind::Closed { .. } => (Tone::Neutral, Glyph::DoorClosed, t::delivery::event_closed(l)),
        EventKind::Stored => (Tone::Good, Glyph::Box, t::delivery::event_stored(l)),
        EventKind::Issued => (Tone::Neutral, Glyph::Qr, t::delivery::event_issued(l)),
        EventKind::Told { messages } => {
            let title = t::delivery::event_told(l, i64::from(*messages));
            return (Tone::Good, Glyph::Envelope, title);
        }
        EventKind::NothingInside => (Tone::Warn, Glyph::Alert, t::delivery::event_nothing_inside(l)),
        EventKind::LeftInside => (Tone::Warn, Glyph::Box, t::delivery::event_left_inside(l)),
        EventKind::NotOpened { .. } => (Tone::Bad, Glyph::Ban, t::delivery::event_not_opened(l)),
        EventKind::LeftOpen => (Tone::Warn, Glyph::DoorOpen, t::delivery::event_left_open(l)),
        EventKind::Forced => (Tone::Bad, Glyph::Alert, t::delivery::event_forced(l)),
        EventKind::Unclear => (Tone::Bad, Glyph::Alert, t::delivery::event_unclear(l)),
        EventKind::Collected => (Tone::Good, Glyph::Check, t::delivery::event_collected(l)),
        EventKind::Returned => (Tone::Neutral, Glyph::Return, t::delivery::event_returned(l)),
        EventKind::CancelAsked { .. } => (Tone::Warn, Glyph::Ban, t::delivery::event_cancel_asked(l)),
        EventKind::Cancelled => (Tone::Neutral, Glyph::Ban, t::delivery::event_cancelled(l)),
        EventKind::Reminded { which } => reminded(l, *which),
        EventKind::Extended { .. } => (Tone::Neutral, Glyph::Clock, t::delivery::event_extended(l)),
        EventKind::DeadlineMoved { .. } => (Tone::Neutral, Glyph::Clock, t::delivery::event_deadline_moved(l)),
        EventKind::IssuedByHand { .. } => (Tone::Neutral, Glyph::Print, t::delivery::event_issued_by_hand(l)),
        EventKind::NewCodeSent { .. } => (Tone::Neutral, Glyph::Qr, t::delivery::event_new_code_sent(l)),
        EventKind::OpenedFromAfar { .. } => (Tone::Active, Glyph::Key, t::delivery::event_opened_from_afar(l)),
        EventKind::CodeReplaced => (Tone::Warn, Glyph::Shield, t::delivery::event_code_replaced(l)),
        EventKind::Shared => (Tone::Neutral, Glyph::People, t::delivery::event_shared(l)),
        EventKind::ShareRevoked => (Tone::Neutral, Glyph::Ban, t::delivery::event_share_revoked(l)),
        EventKind::ProvedByShare { means } => {
            let (tone, icon, by) = proved(l, *means);
            return (tone, icon, t::delivery::event_by_share(l, by));
        }
        EventKind::ProvedInVisit { after } => {
            let words = t::delivery::event_in_visit(l, &after.to_string());
            return (Tone::Active, Glyph::Key, words);
        }
        EventKind::MoveOrdered { to, .. } => {
            let words = t::delivery::event_move_ordered(l, &to.to_string());
            return (Tone::Active, Glyph::Wrench, words);
        }
        EventKind::TakenOut => (Tone::Active, Glyph::DoorOpen, t::delivery::event_taken_out(l)),
        EventKind::Moved { from, to } => {
            let words = t::delivery::event_moved(l, &from.to_string(), &to.to_string());
            return (Tone::Good, Glyph::Box, words);
        }
        EventKind::PutBack => (Tone::Good, Glyph::Return, t::delivery::event_put_back(l)),
        EventKind::MoveAbandoned => (Tone::Neutral, Glyph::Ban, t::delivery::event_move_abandoned(l)),
        EventKind::ClockStopped => (Tone::Warn, Glyph::Offline, t::delivery::event_clock_stopped(l)),
        EventKind::ClockGoesOn { .. } => (Tone::Good, Glyph::Clock, t::delivery::event_clock_goes_on(l)),
    };
    (tone, icon, title.to_owned())
}

fn reminded(l: Locale, which: Reminder) -> (Tone, Glyph, &'static str) {
    let words = match which {
        Reminder::First => t::delivery::event_reminded_first(l),
        Reminder::Last => t::delivery::event_reminded_last(l),
    };
    (Tone::Neutral, Glyph::Bell, words)
}

fn proved(l: Locale, means: Means) -> (Tone, Glyph, &'static str) {
    match means {
        Means::Code => (Tone::Active, Glyph::Code, t::delivery::event_proved_code(l)),
        Means::Qr => (Tone::Active, Glyph::Qr, t::delivery::event_proved_qr(l)),
        Means::Phone => (Tone::Active, Glyph::Phone, t::delivery::event_proved_phone(l)),
    }
}

fn commanded(l: Locale, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Deposit => t::delivery::event_commanded_deposit(l),
        Purpose::Pickup => t::delivery::event_commanded_pickup(l),
        Purpose::Withdraw => t::delivery::event_commanded_withdraw(l),
        Purpose::Return => t::delivery::event_commanded_return(l),
        Purpose::Revisit => t::delivery::event_commanded_revisit(l),
        Purpose::MoveOut => t::delivery::event_commanded_move_out(l),
        Purpose::MoveIn => t::delivery::event_commanded_move_in(l),
        Purpose::MoveBack => t::delivery::event_commanded_move_back(l),
        Purpose::Test => t::delivery::event_commanded_test(l),
    }
}

fn detail(l: Locale, event: &EventKind) -> Option<String> {
    match event {
        EventKind::Closed { item: Some(true) } => Some(t::delivery::sensor_something(l).to_owned()),
        EventKind::Closed { item: Some(false) } => Some(t::delivery::sensor_nothing(l).to_owned()),
        EventKind::NotOpened { why } => Some(refusal(l, *why).to_owned()),
        EventKind::CancelAsked { reason }
        | EventKind::IssuedByHand { reason }
        | EventKind::NewCodeSent { reason }
        | EventKind::OpenedFromAfar { reason }
        | EventKind::MoveOrdered { reason, .. } => Some(reason.clone()),
        EventKind::Extended { until } | EventKind::ClockGoesOn { until } => Some(now_until(l, *until)),
        EventKind::DeadlineMoved { until, reason } => Some([reason, " · ", &now_until(l, *until)].concat()),
        _ => None,
    }
}

fn now_until(l: Locale, until: Moment) -> String {
    t::delivery::until_words(l, &date_time(l, until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{RefusalCode, Timestamp};

    const NOW: Moment = Moment::utc(Timestamp(1_795_349_100_000_000));

    fn every_event() -> Vec<EventKind> {
        let mut all = vec![
            EventKind::Announced,
            EventKind::Unlocked,
            EventKind::Opened,
            EventKind::Closed { item: None },
            EventKind::Stored,
            EventKind::Issued,
            EventKind::Told { messages: 2 },
            EventKind::NothingInside,
            EventKind::LeftInside,
            EventKind::NotOpened {
                why: RefusalCode::BankOffline,
            },
            EventKind::LeftOpen,
            EventKind::Forced,
            EventKind::Unclear,
            EventKind::Collected,
            EventKind::Returned,
            EventKind::CancelAsked { reason: "Moved".into() },
            EventKind::Cancelled,
            EventKind::Extended { until: NOW },
            EventKind::DeadlineMoved {
                until: NOW,
                reason: "Moved".into(),
            },
            EventKind::IssuedByHand { reason: "Lost".into() },
            EventKind::CodeReplaced,
            EventKind::NewCodeSent { reason: "Lost".into() },
            EventKind::OpenedFromAfar { reason: "Lost".into() },
            EventKind::MoveOrdered {
                to: 9,
                reason: "Jams".into(),
            },
            EventKind::TakenOut,
            EventKind::Moved { from: 7, to: 9 },
            EventKind::PutBack,
            EventKind::MoveAbandoned,
            EventKind::Shared,
            EventKind::ShareRevoked,
            EventKind::ProvedInVisit { after: 4 },
            EventKind::ClockStopped,
            EventKind::ClockGoesOn { until: NOW },
        ];
        all.extend(Reminder::ALL.map(|which| EventKind::Reminded { which }));
        let means = [Means::Code, Means::Qr, Means::Phone];
        all.extend(means.map(|means| EventKind::Proved { means }));
        all.extend(means.map(|means| EventKind::ProvedByShare { means }));
        all.extend(Purpose::ALL.map(|purpose| EventKind::Commanded { purpose }));
        all
    }

    #[test]
    fn every_event_has_a_title_of_its_own_in_every_language() {
        for l in Locale::ALL {
            let mut titles: Vec<_> = every_event().iter().map(|event| words(l, event).2).collect();
            let all = titles.len();
            titles.sort();
            titles.dedup();
            assert_eq!(titles.len(), all, "{l:?}: {titles:?}");
        }
    }

    #[test]
    fn reasons_and_names_stand_under_the_title() {
        let entry = HistoryEntry {
            at: Moment::utc(Timestamp(1_795_349_100_000_000)),
            event: EventKind::CancelAsked { reason: "Moved".into() },
            by: Some("Ana Ionescu".into()),
        };
        let item = line(Locale::En, &entry);
        assert_eq!(item.detail, "Moved · by Ana Ionescu");
        assert_eq!(item.when, "22 Nov 2026, 12:05");
    }

    #[test]
    fn what_the_sensor_saw_is_said_only_if_there_is_one() {
        let said = |item| detail(Locale::En, &EventKind::Closed { item });
        assert_eq!(said(None), None);
        assert_ne!(said(Some(true)), said(Some(false)));
    }
}

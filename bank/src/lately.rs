//! Events that the broker took lately. It says so before anything is on its disk, and may die with them before the server has them:
//! whatever it took within the minute before a connection was lost is told again over the next one, before anything else. The server
//! applies each event once, so that telling it in vain costs nothing.
//!
//! In memory only: a bank that dies together with its broker is not helped by it. No network and no file here. Decision 0034.

use std::collections::VecDeque;

use domain::Span;
use domain::lockers::protocol::Event;

/// A broker that writes down what it has does so more often than this (`autosave_interval` in `deploy/docker/mosquitto.conf`).
const KEPT: Span = Span::minutes(1);
/// More are not kept, however fast they come.
const MOST: usize = 1_000;

/// What the broker took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lately {
    /// When it was taken, by the clock that never goes back; oldest first.
    taken: VecDeque<(Span, Event)>,
    /// What must be told again, older than all that waits.
    again: VecDeque<Event>,
}

impl Lately {
    /// The broker has these for the first time.
    pub fn took(&mut self, events: impl IntoIterator<Item = Event>, uptime: Span) {
        self.taken.extend(events.into_iter().map(|event| (uptime, event)));
        self.forget(uptime);
    }

    /// The broker has one that was told again; says whether it is one.
    pub fn took_again(&mut self, boot: u64, seq: u64, uptime: Span) -> bool {
        if self.first().is_none_or(|event| (event.boot, event.seq) != (boot, seq)) {
            return false;
        }
        let event = self.again.pop_front();
        self.took(event, uptime);
        true
    }

    /// The connection is lost, and whatever was taken over it may be, too.
    pub fn lost(&mut self, uptime: Span) {
        self.forget(uptime);
        for (_, event) in self.taken.drain(..).rev() {
            self.again.push_front(event);
        }
    }

    /// What must be told next, if anything must be told again.
    pub fn first(&self) -> Option<&Event> {
        self.again.front()
    }

    /// How many must be told again.
    pub fn len(&self) -> usize {
        self.again.len()
    }

    /// Whether nothing must be told again.
    pub fn is_empty(&self) -> bool {
        self.again.is_empty()
    }

    fn forget(&mut self, uptime: Span) {
        while let Some((since, _)) = self.taken.front()
            && (self.taken.len() > MOST || uptime.0 - since.0 > KEPT.0)
        {
            self.taken.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::ids::BankId;
    use domain::lockers::protocol::Fact;
    use uuid::Uuid;

    fn event(seq: u64) -> Event {
        Event {
            bank: BankId(Uuid::from_u128(1)),
            boot: 1,
            seq,
            at: Timestamp(0),
            fact: Fact::Tamper,
        }
    }

    fn told(lately: &mut Lately, uptime: Span) -> Vec<u64> {
        let mut told = Vec::new();
        while let Some(seq) = lately.first().map(|event| event.seq) {
            assert!(lately.took_again(1, seq, uptime));
            told.push(seq);
        }
        told
    }

    #[test]
    fn the_last_minute_before_a_loss_is_told_again_in_order_however_often_it_is_lost() {
        let mut lately = Lately::default();
        lately.took([event(1)], Span::seconds(0));
        lately.took([event(2), event(3)], Span::seconds(50));
        lately.took([event(4)], Span::seconds(70));
        assert!(lately.first().is_none(), "nothing is told twice over one connection");
        lately.lost(Span::seconds(80));
        assert_eq!(lately.first(), Some(&event(2)), "the first was taken too long ago");
        assert!(lately.took_again(1, 2, Span::seconds(100)));
        assert!(!lately.took_again(1, 9, Span::seconds(100)), "that one is new");
        lately.lost(Span::seconds(101));
        assert_eq!(told(&mut lately, Span::seconds(300)), [2, 3, 4]);
        assert!(lately.is_empty());
        lately.lost(Span::seconds(400));
        assert_eq!(told(&mut lately, Span::seconds(400)), [0_u64; 0]);
    }

    #[test]
    fn no_more_are_kept_than_fit() {
        let mut lately = Lately::default();
        lately.took((1..=1_500).map(event), Span::seconds(0));
        lately.lost(Span::seconds(0));
        assert_eq!(
            (lately.len(), lately.first().map(|event| event.seq)),
            (1_000, Some(501))
        );
    }
}

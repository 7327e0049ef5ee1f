//! Events that the broker has not taken yet, in order, and their count.

use std::collections::VecDeque;

use domain::lockers::protocol::Event;

/// The waiting events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventQueue {
    waiting: VecDeque<Event>,
    last_seq: u64,
}

impl EventQueue {
    /// One event more; it carries the next number.
    pub fn push(&mut self, event: Event) {
        self.last_seq = event.seq;
        self.waiting.push_back(event);
    }

    /// The event that goes next.
    pub fn front(&self) -> Option<&Event> {
        self.waiting.front()
    }

    /// The broker has this one and all before it.
    pub fn taken(&mut self, boot: u64, seq: u64) {
        while self
            .waiting
            .front()
            .is_some_and(|event| (event.boot, event.seq) <= (boot, seq))
        {
            self.waiting.pop_front();
        }
    }

    /// Sets the count; the next event gets the number after it.
    pub fn count_from(&mut self, seq: u64) {
        self.last_seq = seq;
    }

    /// The last number given in this boot; 0 before the first.
    pub const fn last_seq(&self) -> u64 {
        self.last_seq
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// All that wait, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Event> {
        self.waiting.iter()
    }
}

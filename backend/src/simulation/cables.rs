//! Banks and what lies between them and the broker: messages both ways, cables, power, locks.
//!
//! The network drops, repeats, delays, reorders and cuts.

use bank::controller::Input;
use domain::Span;
use domain::lockers::protocol::{Presence, Stream, Topic};

use super::agenda::Happening;
use super::bank::Power;
use super::town::Town;

impl Town {
    pub(super) fn command_arrives(&mut self, at: usize, payload: &[u8]) {
        if !self.banks[at].has_power() {
            return;
        }
        let of_thousand = if self.chaos_lasts() { 30 } else { 0 };
        let power = Power::draw(&mut self.dice, of_thousand);
        let (now, before) = (self.now, self.banks[at].refused());
        let pulsed = self.banks[at].command(payload, now, power);
        self.counts.refused += self.banks[at].refused().saturating_sub(before);
        if let Some(door) = pulsed {
            self.counts.pulses += 1;
            self.lock_moves(at, door);
        }
        if power == Power::Stays {
            self.bank_has_news(at);
        } else {
            self.power_fails(at);
        }
    }

    /// What the lock does with a pulse: opens, opens late, or is jammed.
    pub(super) fn lock_moves(&mut self, bank: usize, door: u16) {
        let pause = match self.dice.below(20) {
            0 => return,
            1 => self.dice.between(Span::seconds(4), Span::seconds(30)),
            _ => self.dice.between(Span::millis(80), Span::millis(400)),
        };
        self.later(pause, Happening::LatchMoves { bank, door });
    }

    /// Somebody forces a door, looks in, and pushes it shut: nothing is gone, but nobody knows that.
    pub(super) fn forced(&mut self, at: usize, number: u16) {
        if self.banks[at].doors.values().any(|door| door.open) {
            return;
        }
        self.counts.forced += 1;
        let now = self.now;
        self.banks[at].door_moved(number, true, now);
        self.bank_has_news(at);
        let pause = self.dice.between(Span::seconds(2), Span::seconds(15));
        self.later(pause, Happening::Pushed { bank: at, door: number });
    }

    pub(super) fn pushed(&mut self, at: usize, number: u16) {
        let now = self.now;
        self.banks[at].door_moved(number, false, now);
        self.bank_has_news(at);
    }

    /// A bank with something to say says it: one event at a time, and the state as it is now.
    pub(super) fn bank_has_news(&mut self, at: usize) {
        let bank = &self.banks[at];
        if !bank.connected || bank.offered.is_some() {
            return;
        }
        let Some((boot, seq, payload)) = bank.next_event() else {
            return;
        };
        let connection = bank.connection;
        self.banks[at].offered = Some((boot, seq));
        self.say(at, Stream::Events, payload, Some((connection, boot, seq)));
        self.later(Span::seconds(20), Happening::OfferAgain { bank: at, connection });
        if let Some(snapshot) = self.banks[at].snapshot(self.now) {
            self.say(at, Stream::State, snapshot, None);
        }
    }

    pub(super) fn say(&mut self, at: usize, stream: Stream, payload: Vec<u8>, receipt: Option<(u64, u64, u64)>) {
        let topic = Topic {
            bank: self.banks[at].id,
            stream,
        };
        let message = Happening::MessageArrives {
            topic: topic.to_string(),
            payload,
            from: at,
            receipt,
        };
        if self.misfortune(100) {
            self.counts.repeats += 1;
            let pause = self.delay();
            self.later(pause, message.clone());
        }
        if !self.misfortune(50) {
            let pause = self.delay();
            self.later(pause, message);
        }
    }

    pub(super) async fn message_arrives(
        &mut self,
        topic: String,
        payload: Vec<u8>,
        from: usize,
        receipt: Option<(u64, u64, u64)>,
    ) {
        if !self.server_up {
            // The broker holds it until somebody listens.
            let (pause, again) = (
                Span::seconds(2),
                Happening::MessageArrives {
                    topic,
                    payload,
                    from,
                    receipt,
                },
            );
            self.later(pause, again);
            return;
        }
        self.scene.intake.take(&topic, &payload).await.expect("the intake");
        self.server_did_something().await;
        let Some((connection, boot, seq)) = receipt else { return };
        self.letter_box(from).await;
        self.forget_ended(from).await;
        // The server may die between its commit and its acknowledgement: then it comes again.
        if !self.misfortune(40) {
            let (pause, bank) = (self.delay(), from);
            self.later(
                pause,
                Happening::Acknowledged {
                    bank,
                    connection,
                    boot,
                    seq,
                },
            );
        }
    }

    pub(super) fn acknowledged(&mut self, at: usize, connection: u64, boot: u64, seq: u64) {
        let now = self.now;
        let bank = &mut self.banks[at];
        if bank.connected && bank.connection == connection && bank.offered == Some((boot, seq)) {
            bank.offered = None;
            bank.hand(Input::Taken { boot, seq }, now);
            self.bank_has_news(at);
        }
    }

    pub(super) fn connects(&mut self, at: usize) {
        if !self.banks[at].has_power() || self.banks[at].connected {
            return;
        }
        if self.misfortune(200) {
            let pause = self.dice.between(Span::seconds(1), Span::seconds(20));
            self.later(pause, Happening::Connects { bank: at });
            return;
        }
        let bank = &mut self.banks[at];
        (bank.connected, bank.offered) = (true, None);
        bank.connection += 1;
        self.presence(at, true);
        if let Some(snapshot) = self.banks[at].snapshot(self.now) {
            self.say(at, Stream::State, snapshot, None);
        }
        self.bank_has_news(at);
    }

    /// Its own word when it comes, its will when it goes. Presence is retained: it is never lost for good, only late.
    pub(super) fn presence(&mut self, at: usize, online: bool) {
        let bank = &self.banks[at];
        let presence = Presence {
            bank: bank.id,
            online,
            boot: bank.boot(),
            connection: bank.connection,
        };
        let topic = Topic {
            bank: bank.id,
            stream: Stream::Presence,
        };
        let message = Happening::MessageArrives {
            topic: topic.to_string(),
            payload: presence.to_bytes().expect("a presence of ours"),
            from: at,
            receipt: None,
        };
        let pause = self.delay();
        self.later(pause, message);
    }

    pub(super) fn cut(&mut self, at: usize) {
        if !self.banks[at].connected {
            return;
        }
        self.counts.cuts += 1;
        self.presence(at, false);
        self.banks[at].connected = false;
        self.banks[at].offered = None;
        let most = if self.chaos_lasts() { 40 } else { 3 };
        let pause = self.dice.between(Span::seconds(1), Span::seconds(most));
        self.later(pause, Happening::Connects { bank: at });
    }

    pub(super) fn power_fails(&mut self, at: usize) {
        self.counts.power_cuts += 1;
        if self.banks[at].connected {
            self.presence(at, false);
        }
        self.banks[at].stop();
        let pause = self.dice.between(Span::seconds(1), Span::seconds(30));
        self.later(pause, Happening::PowerComes { bank: at });
    }

    pub(super) fn power_comes(&mut self, at: usize) {
        if self.banks[at].has_power() {
            return;
        }
        let now = self.now;
        self.banks[at].start(now);
        let pause = self.dice.between(Span::millis(200), Span::seconds(3));
        self.later(pause, Happening::Connects { bank: at });
    }
}

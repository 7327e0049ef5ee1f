//! The server and its way out: it publishes, dies after a publish that it never wrote down, and loses every hint that it had in
//! memory. And somebody on the network who keeps commands and sends them again later, to others, or altered.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::Span;
use domain::lockers::protocol::Topic;

use super::agenda::Happening;
use super::town::{BANKS, Town};
use crate::lockers::{Outlet, OutletError};

/// What the server's way out does with a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Way {
    #[default]
    Open,
    Shut,
    /// The broker has it; that it does never comes back.
    NoReceipt,
}

#[derive(Clone, Default)]
pub(super) struct Wire(Arc<Mutex<Out>>);

#[derive(Default)]
struct Out {
    way: Way,
    /// Topics and payloads that the broker got.
    taken: Vec<(String, Vec<u8>)>,
}

#[async_trait]
impl Outlet for Wire {
    async fn publish(&self, topic: &str, payload: Vec<u8>, _expiry: u32) -> Result<(), OutletError> {
        let mut wire = self.0.lock().expect("the wire");
        if wire.way == Way::Shut {
            return Err(OutletError);
        }
        wire.taken.push((topic.to_owned(), payload));
        if wire.way == Way::NoReceipt {
            Err(OutletError)
        } else {
            Ok(())
        }
    }
}

impl Town {
    pub(super) async fn server_ticks(&mut self) {
        if self.server_up {
            self.draw_way();
            self.jobs.publish_round().await.expect("publishing");
            self.jobs.clock_round().await.expect("the clock");
            self.deliver();
        }
        self.later(Span::seconds(2), Happening::ServerTicks);
    }

    /// Doors that are out of service here are brought out of service there, and back.
    pub(super) async fn server_compares(&mut self) {
        if self.server_up {
            self.jobs.reconcile_round().await.expect("the comparison");
            self.server_did_something().await;
        }
        if self.comparing_lasts() {
            self.later(Span::seconds(15), Happening::ServerCompares);
        }
    }

    /// Dead for a while, and all hints in its memory gone: what was committed and not published must be found again.
    pub(super) fn server_dies(&mut self) {
        if !self.server_up {
            return;
        }
        self.counts.server_deaths += 1;
        self.server_up = false;
        let pause = self.dice.between(Span::seconds(1), Span::seconds(25));
        self.later(pause, Happening::ServerStarts);
    }

    /// After anything that may have committed a command: the publisher of this process, unless the process dies first.
    pub(super) async fn server_did_something(&mut self) {
        let dies = self.misfortune(10);
        self.draw_way();
        while let Ok(Some(pending)) =
            tokio::time::timeout(std::time::Duration::ZERO, self.scene.house.wake.commands.next()).await
        {
            if !dies {
                self.jobs.publish_ordered(pending).await.expect("publishing");
            }
        }
        self.deliver();
        if dies {
            self.server_dies();
        }
    }

    pub(super) fn draw_way(&mut self) {
        let way = match self.dice.below(25) {
            0 if self.chaos_lasts() => Way::Shut,
            1 if self.chaos_lasts() => Way::NoReceipt,
            _ => Way::Open,
        };
        self.wire.0.lock().expect("the wire").way = way;
    }

    /// What the broker got goes on its way; and somebody writes it down.
    pub(super) fn deliver(&mut self) {
        let mut out = std::mem::take(&mut self.wire.0.lock().expect("the wire").taken);
        // Published side by side: the seed decides, not the scheduler.
        out.sort();
        for (topic, payload) in out {
            let id = Topic::parse(&topic).expect("a topic of ours").bank;
            let bank = self.banks.iter().position(|b| b.id == id).expect("a bank of ours");
            let connection = self.banks[bank].connection;
            self.kept.push((bank, payload.clone()));
            let arrives = Happening::CommandArrives {
                bank,
                connection,
                payload,
            };
            if self.misfortune(100) {
                self.counts.repeats += 1;
                let pause = self.delay();
                self.later(pause, arrives.clone());
            }
            if !self.misfortune(50) {
                let pause = self.delay();
                self.later(pause, arrives);
            }
            if self.misfortune(250) {
                self.forge();
            }
        }
    }

    /// An old command again; at another bank; or altered by one bit.
    pub(super) fn forge(&mut self) {
        let (at, mut payload) = self.kept[self.dice.below(self.kept.len())].clone();
        let mut bank = at;
        match self.dice.below(3) {
            0 => {}
            1 => bank = self.dice.below(BANKS),
            _ => {
                let byte = self.dice.below(payload.len());
                payload[byte] ^= 1 << self.dice.below(7);
            }
        }
        let pause = self.dice.between(Span::millis(1), Span::seconds(60));
        self.later(pause, Happening::Forgery { bank, payload });
    }
}

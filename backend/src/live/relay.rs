//! Takes the words of this node to the other nodes of its server, and theirs to the screens here: by the PostgreSQL that
//! they share. Where there is one node (SQLite) there is nothing to do.
//!
//! Words may be lost: with a connection, or when too many wait. Whoever notices has all screens look at everything again,
//! here or everywhere; so a screen is late by a moment and never wrong for long. What must not be here: anything that a
//! decision rests on.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::bus::{LiveBus, Word};
use crate::db::Db;
use crate::fault::{Fault, Result};
use crate::house::House;

const CHANNEL: &str = "cloakroom_live";
/// So many words in one call: PostgreSQL takes 8,000 bytes, and a word has at most 300.
const MOST: usize = 20;
/// A call at least so often, so that every node hears that it still hears.
const BEAT: Duration = Duration::from_secs(20);
/// Who hears nothing for so long, not even its own beat, begins anew.
const SILENCE: Duration = Duration::from_mins(1);
/// Between two attempts to reach a database that is away.
const AGAIN: Duration = Duration::from_secs(1);

/// One call: several words of one node.
#[derive(Serialize, Deserialize)]
struct Call {
    /// Which process calls: it hears itself too, and knows its words already.
    from: String,
    words: Vec<Word>,
}

/// Joins the live buses of all nodes.
pub struct Relay {
    db: Db,
    live: LiveBus,
    /// This process.
    own: String,
}

impl Relay {
    /// Of this house.
    pub fn new(house: &House) -> Self {
        Self {
            db: house.db.clone(),
            live: house.live.clone(),
            own: house.outside.uuid7().to_string(),
        }
    }

    /// Runs until the house stops; returns at once where there are no other nodes.
    pub async fn run(self, stop: CancellationToken) {
        if !self.db.has_others() {
            return;
        }
        let Some(words) = self.live.words() else {
            return;
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = self.tell(words) => {}
            () = self.hear() => {}
        }
    }

    /// Calls what was told here, several words at once when many come.
    async fn tell(&self, mut words: mpsc::Receiver<Word>) {
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut lost = false;
        loop {
            let mut told = Vec::new();
            tokio::select! {
                _ = words.recv_many(&mut told, MOST) => {}
                _ = beat.tick() => {}
            }
            lost |= self.live.overflowed();
            if let Err(fault) = self.call(told, lost).await {
                if !lost {
                    fault.log();
                }
                lost = true;
                tokio::time::sleep(AGAIN).await;
            } else {
                lost = false;
            }
        }
    }

    async fn call(&self, mut words: Vec<Word>, lost: bool) -> Result<()> {
        if lost {
            // Ends are said all the same: those screens must close.
            words.retain(|word| matches!(word, Word::Ended { .. }));
            words.push(Word::Missed);
        }
        // Two events of one bank nudge for the same things.
        let mut once: Vec<Word> = Vec::with_capacity(words.len());
        for word in words {
            if !once.contains(&word) {
                once.push(word);
            }
        }
        let call = Call {
            from: self.own.clone(),
            words: once,
        };
        let text = serde_json::to_string(&call).map_err(|e| Fault::broken("live.call", "writing a call").because(e))?;
        self.db.call(CHANNEL, &text).await
    }

    /// Hears the others, as long as it takes.
    async fn hear(&self) {
        let mut silent = false;
        loop {
            let Err(fault) = self.hear_until_lost(&mut silent).await else {
                return;
            };
            // Said once: a pooler in between that passes no calls on would say it for ever.
            if !silent {
                fault.log();
            }
            silent = true;
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// Ends when the connection does. `silent` is false again as soon as anything was heard.
    async fn hear_until_lost(&self, silent: &mut bool) -> Result<()> {
        let Some(mut calls) = self.db.calls(CHANNEL).await? else {
            return Ok(());
        };
        // Whatever was said before we listened was said to nobody here.
        self.live.tell_here(Word::Missed);
        loop {
            let heard = tokio::time::timeout(SILENCE, calls.next()).await;
            let text = heard.map_err(|_| Fault::unavailable("live.silence", "waiting for a call of any node"))??;
            *silent = false;
            self.take(&text);
        }
    }

    fn take(&self, text: &str) {
        match serde_json::from_str::<Call>(text) {
            Ok(call) if call.from == self.own => {}
            Ok(call) => {
                for word in call.words {
                    self.live.tell_here(word);
                }
            }
            // A node of another version, while one after the other is renewed.
            Err(_) => self.live.tell_here(Word::Missed),
        }
    }
}

//! Carries nudges to the open screens of this process, and hands them to whoever takes them to other nodes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use domain::ids::PersonId;
use domain::live::Nudge;
use serde::{Deserialize, Serialize};
use tokio::sync::{broadcast, mpsc};

/// So many words may wait for their way to the other nodes.
const WAITING: usize = 1024;

/// What nodes tell each other for the sake of open screens. Ids, and nothing that is anybody's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Word {
    /// Something changed.
    Changed {
        /// What.
        nudge: Nudge,
        /// The owner of a found thing's case, whom the nudge does not write down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<PersonId>,
    },
    /// Sessions of this person ended.
    Ended {
        /// Whose.
        person: PersonId,
    },
    /// Words were lost: every screen looks at everything again.
    Missed,
}

impl Word {
    fn of(nudge: Nudge) -> Self {
        let owner = match nudge {
            Nudge::Case { owner, .. } => owner,
            _ => None,
        };
        Self::Changed { nudge, owner }
    }
}

/// Carries nudges to the open screens of this process. A slow screen misses some and asks anew.
#[derive(Clone)]
pub struct LiveBus {
    nudges: broadcast::Sender<Nudge>,
    ended: broadcast::Sender<PersonId>,
    missed: broadcast::Sender<()>,
    others: Arc<OnceLock<Others>>,
}

/// The way to the other nodes, where there is one.
struct Others {
    send: mpsc::Sender<Word>,
    overflowed: AtomicBool,
}

impl Default for LiveBus {
    fn default() -> Self {
        Self {
            nudges: broadcast::channel(1024).0,
            ended: broadcast::channel(64).0,
            missed: broadcast::channel(4).0,
            others: Arc::default(),
        }
    }
}

impl LiveBus {
    /// Tells whoever listens, here and at the other nodes. Call it after the commit.
    pub fn tell(&self, nudge: Nudge) {
        let word = Word::of(nudge);
        self.tell_here(word);
        self.tell_others(word);
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Nudge> {
        self.nudges.subscribe()
    }

    /// Tells that sessions of this person ended: their open screens must not hear more. Call it after the commit.
    pub fn sessions_ended(&self, person: PersonId) {
        let word = Word::Ended { person };
        self.tell_here(word);
        self.tell_others(word);
    }

    /// Listens for whose sessions end, from now on.
    pub fn listen_for_ends(&self) -> broadcast::Receiver<PersonId> {
        self.ended.subscribe()
    }

    /// Listens for when words from other nodes may have been lost, from now on.
    pub fn listen_for_misses(&self) -> broadcast::Receiver<()> {
        self.missed.subscribe()
    }

    /// Tells the screens of this process only: it came from another node.
    pub(super) fn tell_here(&self, word: Word) {
        // Nobody listening is no error.
        match word {
            Word::Changed { nudge, owner } => {
                let _ = self.nudges.send(owned(nudge, owner));
            }
            Word::Ended { person } => {
                let _ = self.ended.send(person);
            }
            Word::Missed => {
                let _ = self.missed.send(());
            }
        }
    }

    fn tell_others(&self, word: Word) {
        if let Some(others) = self.others.get()
            && others.send.try_send(word).is_err()
        {
            others.overflowed.store(true, Ordering::Relaxed);
        }
    }

    /// From now on words are kept for the other nodes; the caller takes them there. None when somebody does already.
    pub(super) fn words(&self) -> Option<mpsc::Receiver<Word>> {
        let (send, receive) = mpsc::channel(WAITING);
        let others = Others {
            send,
            overflowed: AtomicBool::new(false),
        };
        self.others.set(others).is_ok().then_some(receive)
    }

    /// Whether words for the other nodes were lost since this was last asked.
    pub(super) fn overflowed(&self) -> bool {
        self.others
            .get()
            .is_some_and(|others| others.overflowed.swap(false, Ordering::Relaxed))
    }
}

/// The nudge with the owner that was written beside it.
fn owned(nudge: Nudge, owner: Option<PersonId>) -> Nudge {
    match nudge {
        Nudge::Case {
            organisation,
            office,
            case,
            ..
        } => Nudge::Case {
            organisation,
            office,
            case,
            owner,
        },
        other => other,
    }
}

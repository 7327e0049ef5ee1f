//! The demo's banks as seen from its pages: what stands there, and the human's hands.
//!
//! What must not be here: processes. `keeper.rs` has them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::site::{SimBank, SimDoor};
use backend::demo::DemoBank;
use bank::simulated::{Act, SimulatedBoard, SimulatedDoor, Status};
use domain::lockers::Provisioned;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::keeper::Keeper;
use crate::commands::write_papers;
use crate::failure::{Doing, Failure};

/// How long an act may take to be seen.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is to be done to a bank, and who waits until it is.
pub(super) type Order = (Deed, oneshot::Sender<()>);

/// What can be done to a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// A hand's act.
    Act(Act),
    /// Power away: the process is killed where it stands.
    Unplug,
    /// Power back: a new process on the same state.
    Plug,
}

/// What was last seen of a bank.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub plugged: bool,
    pub status: Option<Status>,
}

/// One simulated bank.
pub(super) struct Sim {
    orders: mpsc::Sender<Order>,
    seen: watch::Receiver<Seen>,
}

/// Where a bank's things lie.
pub(super) struct Cabinet {
    /// The file with which its program starts.
    pub papers: PathBuf,
    /// Its journal and its simulated world.
    pub state: PathBuf,
    /// Its doors as they were built.
    pub doors: BTreeMap<u16, SimulatedDoor>,
}

impl Cabinet {
    /// Writes the bank's papers and builds its doors, with the documents that are to lie behind them.
    pub(super) fn build(folder: &Path, bank: &DemoBank, papers: &Provisioned, broker: String) -> Result<Self, Failure> {
        let folder = folder.join(bank.id.to_string());
        let papers = write_papers(papers, broker, &folder)?;
        let built = bank.doors.iter().map(|(number, item)| {
            let door = SimulatedDoor::new(*number, true);
            (*number, if *item { door.with_item() } else { door })
        });
        let cabinet = Self {
            papers,
            state: folder.join("state"),
            doors: built.collect(),
        };
        // Looking at a world that is kept in a folder also writes it there.
        cabinet.touch(Act::Status)?;
        Ok(cabinet)
    }

    /// Does an act while nobody runs the bank's program, and looks at the doors.
    pub(super) fn touch(&self, act: Act) -> Result<Vec<bank::simulated::DoorStatus>, Failure> {
        let board = SimulatedBoard::kept_in(&self.state, &self.doors).doing("open a simulated bank's world")?;
        let handle = board.handle();
        if let Err(refused) = handle.act(act) {
            tracing::debug!(%refused, "a hand at a bank without power");
        }
        Ok(handle.front().doors)
    }
}

impl Sim {
    /// Starts a bank's program and keeps it running until `stop`.
    pub(super) fn start(cabinet: Cabinet, tasks: &TaskTracker, stop: CancellationToken) -> Self {
        let (orders, ordered) = mpsc::channel(16);
        let (show, seen) = watch::channel(Seen::default());
        tasks.spawn(Keeper::new(cabinet, show).run(ordered, stop));
        Self { orders, seen }
    }

    /// Does something and returns when it was seen to be done, or after some seconds.
    pub(super) async fn act(&self, deed: Deed) {
        let (done, wait) = oneshot::channel();
        if self.orders.send((deed, done)).await.is_ok() && tokio::time::timeout(PATIENCE, wait).await.is_err() {
            tracing::warn!("a simulated bank did not answer");
        }
    }

    /// What stands there now; none before its first word.
    pub(super) fn look(&self) -> Option<SimBank> {
        let seen = self.seen.borrow();
        let status = seen.status.as_ref()?;
        Some(SimBank {
            plugged: seen.plugged,
            connected: seen.plugged && status.connected,
            mains: seen.plugged && status.mains,
            doors: status
                .doors
                .iter()
                .map(|door| SimDoor {
                    number: door.compartment,
                    open: door.open,
                    item: door.item,
                    jammed: door.jammed,
                })
                .collect(),
        })
    }
}

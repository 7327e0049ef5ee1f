//! The lock board over a simulated world, and the handle that moves that world.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use super::acts::{Act, ActRefused, DoorStatus};
use super::world::{SimulatedDoor, World};
use crate::board::{BoardNews, LockBoard, NoPulse, Reading};
use crate::commissioning::{Commissioning, NotLearned};

const WORLD: &str = "simulated.json";

/// The simulated lock board.
#[derive(Debug, Clone)]
pub struct SimulatedBoard {
    shared: Arc<Shared>,
}

/// Moves the world behind a [`SimulatedBoard`].
#[derive(Debug, Clone)]
pub struct SimulatorHandle {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    inside: Mutex<Inside>,
    /// Where the world is kept; none keeps it in memory only.
    file: Option<PathBuf>,
    /// Counts changes.
    changed: watch::Sender<u64>,
}

#[derive(Debug)]
struct Inside {
    world: World,
    listener: Option<mpsc::UnboundedSender<BoardNews>>,
    silent: bool,
    power: bool,
    mains: bool,
    message: String,
    identified: u64,
}

/// What a simulated board shows besides its doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// Its doors.
    pub doors: Vec<DoorStatus>,
    /// What its screen shows.
    pub message: String,
    /// How often it was asked to make itself seen.
    pub identified: u64,
    /// Whether it answers.
    pub answers: bool,
    /// Whether it has mains.
    pub mains: bool,
}

impl SimulatedBoard {
    /// A board in memory.
    pub fn new(doors: BTreeMap<u16, SimulatedDoor>) -> Self {
        Self::over(World::new(doors), None)
    }

    /// A board whose world is kept in a directory, as a cabinet keeps what is in it. Doors are built as given unless
    /// they stand there already.
    ///
    /// # Errors
    /// The disk's, or a file that is no world.
    pub fn kept_in(dir: &Path, doors: &BTreeMap<u16, SimulatedDoor>) -> io::Result<Self> {
        std::fs::create_dir_all(dir)?;
        let file = dir.join(WORLD);
        let mut world = World::load(&file)?.unwrap_or_default();
        world.fit(doors);
        Ok(Self::over(world, Some(file)))
    }

    fn over(world: World, file: Option<PathBuf>) -> Self {
        let inside = Inside {
            world,
            listener: None,
            silent: false,
            power: true,
            mains: true,
            message: String::new(),
            identified: 0,
        };
        Self {
            shared: Arc::new(Shared {
                inside: Mutex::new(inside),
                file,
                changed: watch::channel(0).0,
            }),
        }
    }

    /// What a fitter learns at this bank.
    ///
    /// # Errors
    /// A broken switch cannot be learned.
    pub fn commission(&self) -> Result<Commissioning, NotLearned> {
        self.shared.lock().world.commission()
    }

    /// The handle to its world.
    pub fn handle(&self) -> SimulatorHandle {
        SimulatorHandle {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl SimulatorHandle {
    /// Does one act. Power and network are not the board's: a power cut here only stops latches that are on their way.
    ///
    /// # Errors
    /// [`ActRefused`]; then nothing changed.
    pub fn act(&self, act: Act) -> Result<(), ActRefused> {
        let mut inside = self.shared.lock();
        let news = match act {
            Act::SilenceBoard => {
                inside.silent = true;
                Some(BoardNews::Lost)
            }
            Act::WakeBoard => {
                inside.silent = false;
                Some(BoardNews::Back)
            }
            Act::Press { button } => Some(BoardNews::Pressed(button)),
            Act::Tamper => Some(BoardNews::Tamper),
            Act::LoseMains | Act::MainsBack => {
                let on = act == Act::MainsBack;
                if inside.mains == on {
                    return Err(ActRefused::AlreadySo);
                }
                inside.mains = on;
                Some(BoardNews::Power { on })
            }
            Act::CutPower | Act::RestorePower => {
                inside.power = act == Act::RestorePower;
                // Without its plug there are no mains to lose, and with it they are there again.
                inside.mains = true;
                None
            }
            act => inside.world.act(act)?.map(BoardNews::Changed),
        };
        if let Some(news) = news {
            inside.tell(news);
        }
        self.shared.moved(inside);
        Ok(())
    }

    /// How it looks.
    pub fn front(&self) -> Front {
        let inside = self.shared.lock();
        Front {
            doors: inside.world.status(),
            message: inside.message.clone(),
            identified: inside.identified,
            answers: !inside.silent,
            mains: inside.mains,
        }
    }

    /// Told at each change of how it looks.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changed.subscribe()
    }
}

impl Inside {
    fn tell(&self, news: BoardNews) {
        let heard = !self.silent || matches!(news, BoardNews::Lost);
        if let Some(listener) = self.listener.as_ref().filter(|_| heard) {
            // Nobody listens without power.
            let _ = listener.send(news);
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn moved(&self, inside: MutexGuard<'_, Inside>) {
        if let Some(file) = &self.file
            && let Err(error) = inside.world.save(file)
        {
            tracing::error!(%error, "the simulated world could not be kept");
        }
        drop(inside);
        self.changed.send_modify(|count| *count += 1);
    }

    fn spring(&self, compartment: u16) {
        let mut inside = self.lock();
        if !inside.power {
            return;
        }
        if let Some(reading) = inside.world.spring(compartment) {
            inside.tell(BoardNews::Changed(reading));
            self.moved(inside);
        }
    }
}

impl LockBoard for SimulatedBoard {
    async fn pulse(&self, compartment: u16) -> Result<(), NoPulse> {
        let latch = {
            let mut inside = self.shared.lock();
            if inside.silent {
                return Err(NoPulse::NotSent);
            }
            let latch = inside.world.pulse(compartment).ok_or(NoPulse::NotSent)?;
            self.shared.moved(inside);
            latch
        };
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(u64::from(latch))).await;
            shared.spring(compartment);
        });
        Ok(())
    }

    async fn read_all(&self) -> Result<Vec<Reading>, NoPulse> {
        let inside = self.shared.lock();
        if inside.silent {
            Err(NoPulse::NoAnswer)
        } else {
            Ok(inside.world.readings())
        }
    }

    fn listen(&self) -> mpsc::UnboundedReceiver<BoardNews> {
        let (listener, news) = mpsc::unbounded_channel();
        self.shared.lock().listener = Some(listener);
        news
    }

    fn identify(&self) {
        let mut inside = self.shared.lock();
        inside.identified += 1;
        self.shared.moved(inside);
    }

    fn show(&self, text: &str) {
        let mut inside = self.shared.lock();
        text.clone_into(&mut inside.message);
        self.shared.moved(inside);
    }
}

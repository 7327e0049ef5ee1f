//! Keys take each other's place while cables, power, broker and server fail, and while somebody sends again what was sent
//! before. Real banks, the real jobs over a real database; what lies between is made up here.
//!
//! What must never be: a bank that obeys no key of the house; one that obeys a key that had been ended everywhere; a turn that
//! stands still when everything works again; a door that opens by an old key.

use bank::controller::Input;
use domain::ids::CommandId;
use domain::lockers::KeyStanding;
use domain::lockers::protocol::{Action, Command, HeldKeys, Presence, Snapshot, Stream, Topic, seal};
use domain::{Span, Timestamp};

use super::bank::{Bank, Power};
use super::dice::Dice;
use super::town::a_bank;
use crate::lockers::key_standings;
use crate::secrets::{KeyRing, SigningKeyFile};
use crate::testing::{Scene, World, on_sqlite};

const SEEDS: u64 = 6;
const BANKS: usize = 3;
const STEP: Span = Span::seconds(5);
/// Some three hours of trouble.
const TROUBLE: usize = 2_000;
/// Once everything works, nothing may take longer than some minutes.
const CALM: usize = 80;

/// One bank and its cable.
struct Line {
    bank: Bank,
    boot: u64,
    connection: u64,
    connected: bool,
}

struct Turning {
    scene: Scene,
    world: World,
    dice: Dice,
    lines: Vec<Line>,
    /// The keys of the house, one after the other.
    keys: Vec<SigningKeyFile>,
    /// Even: the next key is told. Odd: the old one is ended.
    stage: usize,
    /// How much of what was published has been looked at.
    seen: usize,
    /// On its way: to which bank, how many steps are left, what.
    under_way: Vec<(usize, usize, Vec<u8>)>,
    /// What somebody wrote down.
    kept: Vec<(usize, Vec<u8>)>,
    trouble: bool,
}

impl Turning {
    async fn new(world: World, seed: u64) -> Self {
        world.db.trust_memory().await.expect("a database of ours");
        let scene = Scene::new(world.clone()).await;
        let mut dice = Dice::new(seed);
        let mut ids = vec![scene.bank];
        for _ in 1..BANKS {
            let added = scene.lockers.add_bank(scene.organisation, &a_bank()).await;
            ids.push(added.expect("a bank"));
        }
        let lines = ids.into_iter().map(|id| {
            let skew = dice.between(Span::millis(-1500), Span::millis(1500));
            Line {
                bank: Bank::new(id, world.signing.public(), &[1, 2, 3], skew),
                boot: 0,
                connection: 0,
                connected: false,
            }
        });
        let lines = lines.collect();
        let more = [21, 22].map(|seed| SigningKeyFile::from_seed([seed; 32]));
        let keys = std::iter::once(world.signing.clone()).chain(more).collect();
        Self {
            scene,
            world,
            dice,
            lines,
            keys,
            stage: 0,
            seen: 0,
            under_way: Vec::new(),
            kept: Vec::new(),
            trouble: true,
        }
    }

    /// What lies beside each other on the server's disk at this stage.
    fn ring(&self) -> KeyRing {
        let turn = self.stage / 2;
        if self.stage.is_multiple_of(2) {
            KeyRing {
                signing: self.keys[turn].clone(),
                next: self.keys.get(turn + 1).cloned(),
                old: None,
            }
        } else {
            KeyRing {
                signing: self.keys[turn + 1].clone(),
                next: None,
                old: Some(self.keys[turn].clone()),
            }
        }
    }

    const fn over(&self) -> bool {
        self.stage / 2 + 1 == self.keys.len()
    }

    fn misfortune(&mut self, of_thousand: u64) -> bool {
        self.trouble && self.dice.chance(of_thousand)
    }

    fn now(&self) -> Timestamp {
        self.scene.house.now()
    }

    async fn step(&mut self) {
        self.world.clock.advance(STEP);
        for at in 0..BANKS {
            self.power_and_cable(at).await;
        }
        let down = self.misfortune(100);
        self.scene.fake.set_down(down);
        // Two nodes at once, now and then; and now and then none.
        let nodes = if self.trouble { self.dice.below(3) } else { 1 };
        for _ in 0..nodes {
            self.scene.jobs.turn_round(&self.ring()).await.expect("telling banks");
        }
        self.pick_up();
        self.arrive();
        for at in 0..BANKS {
            self.speak(at).await;
            self.check(at);
        }
    }

    async fn power_and_cable(&mut self, at: usize) {
        let (fails, cut) = (self.misfortune(30), self.misfortune(50));
        let back = !self.trouble || self.dice.chance(300);
        let now = self.now();
        let line = &mut self.lines[at];
        if fails {
            line.bank.stop();
        } else if !line.bank.has_power() && back {
            line.bank.start(now);
        }
        let connected = line.bank.has_power() && !cut && (line.connected || back);
        if connected == line.connected && !fails {
            return;
        }
        if line.connected {
            line.connected = false;
            self.presence(at, false).await;
        }
        if connected {
            let line = &mut self.lines[at];
            line.connected = true;
            line.boot = line.bank.boot();
            line.connection += 1;
            self.presence(at, true).await;
        }
    }

    async fn presence(&self, at: usize, online: bool) {
        let line = &self.lines[at];
        let presence = Presence {
            bank: line.bank.id,
            online,
            boot: line.boot,
            connection: line.connection,
        };
        self.say(at, Stream::Presence, &presence.to_bytes().expect("a presence"))
            .await;
    }

    async fn say(&self, at: usize, stream: Stream, payload: &[u8]) {
        let bank = self.lines[at].bank.id;
        let topic = Topic { bank, stream }.to_string();
        self.scene.intake.take(&topic, payload).await.expect("the intake");
    }

    /// What was published goes on its way: once, twice, never; and somebody writes it down.
    fn pick_up(&mut self) {
        let published = self.scene.fake.published();
        for (topic, payload, _) in &published[self.seen..] {
            let id = Topic::parse(topic).expect("a topic of ours").bank;
            let at = self
                .lines
                .iter()
                .position(|line| line.bank.id == id)
                .expect("a bank of ours");
            self.kept.push((at, payload.clone()));
            let times = usize::from(!self.misfortune(150)) + usize::from(self.misfortune(150));
            for _ in 0..times {
                let pause = if self.trouble { self.dice.below(8) } else { 0 };
                self.under_way.push((at, pause, payload.clone()));
            }
        }
        self.seen = published.len();
        if self.misfortune(400) && !self.kept.is_empty() {
            let (at, mut payload) = self.kept[self.dice.below(self.kept.len())].clone();
            let at = if self.dice.chance(300) {
                self.dice.below(BANKS)
            } else {
                at
            };
            if self.dice.chance(200) {
                let byte = self.dice.below(payload.len());
                payload[byte] ^= 1;
            }
            self.under_way.push((at, 0, payload));
        }
    }

    fn arrive(&mut self) {
        let now = self.now();
        for (at, left, payload) in std::mem::take(&mut self.under_way) {
            if left > 0 {
                self.under_way.push((at, left - 1, payload));
            } else if self.lines[at].connected {
                let power = Power::draw(&mut self.dice, if self.trouble { 100 } else { 0 });
                let pulsed = self.lines[at].bank.command(&payload, now, power);
                assert_eq!(pulsed, None, "no order about keys opens a door");
            }
        }
    }

    /// A bank tells its events until one is lost, and then how it is.
    async fn speak(&mut self, at: usize) {
        while self.lines[at].connected {
            let Some((boot, seq, payload)) = self.lines[at].bank.next_event() else {
                break;
            };
            if self.misfortune(100) {
                return;
            }
            self.say(at, Stream::Events, &payload).await;
            let now = self.now();
            self.lines[at].bank.hand(Input::Taken { boot, seq }, now);
        }
        let Some(snapshot) = self.lines[at].bank.snapshot(self.now()) else {
            return;
        };
        if self.lines[at].connected && !self.misfortune(200) {
            self.say(at, Stream::State, &snapshot).await;
        }
    }

    fn held(&self, at: usize) -> Option<HeldKeys> {
        let snapshot = self.lines[at].bank.snapshot(self.now())?;
        Snapshot::parse(&snapshot).expect("a snapshot").keys
    }

    fn check(&self, at: usize) {
        let Some(held) = self.held(at) else { return };
        let ring = self.ring();
        assert!(
            held.holds(ring.signing.public_key()),
            "{held:?} at stage {}",
            self.stage
        );
        // The first key is ended everywhere when the second turn begins, and so on: none of these comes back.
        for key in self.keys.iter().take(self.stage / 2) {
            assert!(!held.holds(key.public_key()), "{held:?} at stage {}", self.stage);
        }
    }

    /// As the one at the machine does it: only when every bank has said so itself.
    async fn turn(&mut self) {
        let must = if self.stage.is_multiple_of(2) {
            KeyStanding::Ready
        } else {
            KeyStanding::Fine
        };
        let banks = key_standings(&self.scene.house.db, &self.ring().public())
            .await
            .expect("standings");
        if banks.iter().all(|(_, standing)| *standing == must) {
            self.stage += 1;
        }
    }

    /// An unlock that this key signs; gives the door that was pulsed.
    fn unlock(&mut self, at: usize, key: usize) -> Option<u16> {
        let now = self.now();
        let command = Command {
            id: CommandId(self.scene.house.outside.uuid7()),
            bank: self.lines[at].bank.id,
            action: Action::Unlock,
            compartment: Some(2),
            text: None,
            issued_at: now,
            not_after: now + Span::seconds(20),
            reason: "pickup".to_owned(),
            actor: "kiosk:1".to_owned(),
        };
        let sealed = seal(&command, self.keys[key].key()).expect("a command");
        self.lines[at].bank.command(&sealed, now, Power::Stays)
    }
}

async fn live_through(world: World, seed: u64) {
    let mut turning = Box::pin(Turning::new(world, seed)).await;
    for _ in 0..TROUBLE {
        Box::pin(turning.step()).await;
        turning.turn().await;
        if turning.over() {
            break;
        }
    }
    // Everything works again: then every turn ends.
    turning.trouble = false;
    for _ in 0..CALM {
        Box::pin(turning.step()).await;
        if !turning.over() {
            turning.turn().await;
        }
    }
    assert!(
        turning.over(),
        "seed {seed}: it stands still at stage {}",
        turning.stage
    );
    let last = turning.keys.len() - 1;
    for at in 0..BANKS {
        let held = turning.held(at).expect("it has power");
        assert_eq!(held.held, vec![turning.keys[last].public_key()], "seed {seed}");
        for key in 0..last {
            assert_eq!(turning.unlock(at, key), None, "seed {seed}: an old key opens a door");
        }
        // Whatever was ever sent, once more.
        let now = turning.now();
        for (to, payload) in turning.kept.clone() {
            turning.lines[to].bank.command(&payload, now, Power::Stays);
        }
        assert_eq!(turning.held(at), Some(held), "seed {seed}");
        assert_eq!(turning.unlock(at, last), Some(2), "seed {seed}: the new key opens it");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_turn_over_whatever_fails_and_an_ended_one_opens_nothing() {
    for seed in 0..SEEDS {
        on_sqlite(move |world| async move { Box::pin(live_through(world, seed)).await }).await;
    }
}

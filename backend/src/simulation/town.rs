//! Time, and one happening after the other, each drawn from the seed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::Arc;

use bank::controller::Input;
use domain::accounts::{Actor, Role};
use domain::delivery::{DeliveryPort as _, DeliveryState};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::{NewBank, Place, Size};
use domain::{Span, Timestamp};

use super::agenda::Happening;
use super::bank::Bank;
use super::counts::Counts;
use super::dice::Dice;
use super::people::Visitor;
use super::server::Wire;
use crate::lockers::CommandJobs;
use crate::support::Support;
use crate::testing::{Scene, World};

pub(super) const BANKS: usize = 20;
const DOORS: [u16; 3] = [1, 2, 3];
/// How long everything may fail.
const CHAOS: Span = Span::seconds(240);
/// How long everything works afterwards: every command must have met its end by then.
const CALM: Span = Span::seconds(240);
/// How long people still press then: what a press opens is shut again, and told, before the end.
const TIDYING: Span = Span::seconds(130);
/// How long banks are still brought into step then: what is ordered has an end before the end.
const COMPARING: Span = Span::seconds(180);

/// Everything.
pub(super) struct Town {
    pub(super) seed: u64,
    pub(super) dice: Dice,
    pub(super) now: Timestamp,
    began: Timestamp,
    order: u64,
    agenda: BinaryHeap<Reverse<(Timestamp, u64, Happening)>>,
    pub(super) world: World,
    pub(super) scene: Scene,
    pub(super) jobs: CommandJobs,
    pub(super) wire: Wire,
    pub(super) server_up: bool,
    pub(super) banks: Vec<Bank>,
    pub(super) visitors: Vec<Option<Visitor>>,
    /// Things to fetch, with their codes, by bank.
    pub(super) waiting: Vec<Vec<(ConsignmentId, String)>>,
    pub(super) things: Vec<(usize, ConsignmentId)>,
    pub(super) names: BTreeMap<String, ConsignmentId>,
    /// What is in a colleague's hand, and in whose.
    pub(super) in_hand: BTreeMap<ConsignmentId, u64>,
    /// Moves that were ordered and did not end, by bank.
    pub(super) begun: Vec<BTreeSet<ConsignmentId>>,
    /// How many visitors there have been: the number of the newest.
    pub(super) came: u64,
    pub(super) manager: Actor,
    /// Another manager: who clears a forced door as the second.
    pub(super) deputy: Actor,
    pub(super) helper: Actor,
    pub(super) support: Support,
    pub(super) announced: u64,
    /// What somebody on the network wrote down.
    pub(super) kept: Vec<(usize, Vec<u8>)>,
    pub(super) counts: Counts,
}

impl Town {
    pub(super) async fn found(world: World, seed: u64) -> Self {
        // What is proven here is what follows from commits, not that the disk keeps them.
        world.db.trust_memory().await.expect("a database of ours");
        let scene = Scene::new(world.clone()).await;
        let mut dice = Dice::new(seed);
        let manager = scene.person(true, &[Role::Manager]).await;
        let deputy = scene.person(true, &[Role::Manager]).await;
        let helper = scene.person(true, &[Role::Support]).await;
        let mut ids = vec![scene.bank];
        for _ in 1..BANKS {
            let id = scene
                .lockers
                .add_bank(scene.organisation, &a_bank())
                .await
                .expect("a bank");
            ids.push(id);
        }
        let key = world.signing.public();
        let banks: Vec<_> = ids
            .into_iter()
            .map(|id| {
                let skew = dice.between(Span::millis(-1500), Span::millis(1500));
                Bank::new(id, key, &DOORS, skew)
            })
            .collect();
        let wire = Wire::default();
        let jobs = CommandJobs::new(
            scene.house.clone(),
            scene.intake.clone(),
            Arc::new(wire.clone()),
            world.signing.clone(),
        );
        let now = scene.house.now();
        Self {
            seed,
            dice,
            now,
            began: now,
            order: 0,
            agenda: BinaryHeap::new(),
            visitors: vec![None; BANKS],
            waiting: vec![Vec::new(); BANKS],
            in_hand: BTreeMap::new(),
            begun: vec![BTreeSet::new(); BANKS],
            came: 0,
            manager,
            deputy,
            helper,
            support: Support::new(scene.house.clone()),
            banks,
            world,
            scene,
            jobs,
            wire,
            server_up: true,
            things: Vec::new(),
            names: BTreeMap::new(),
            announced: 0,
            kept: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Seconds of the town's own time.
    pub(super) fn since_founding(&self, at: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "some minutes, for people to read")]
        let seconds = (at - self.began.0) as f64 / 1_000_000.0;
        seconds
    }

    pub(super) fn chaos_lasts(&self) -> bool {
        self.now < self.began + CHAOS
    }

    /// Whether people still press anything.
    pub(super) fn tidying_lasts(&self) -> bool {
        self.now < self.began + CHAOS + TIDYING
    }

    pub(super) fn comparing_lasts(&self) -> bool {
        self.now < self.began + CHAOS + COMPARING
    }

    pub(super) const fn server_is_up(&self) -> bool {
        self.server_up
    }

    pub(super) fn later(&mut self, pause: Span, what: Happening) {
        self.order += 1;
        self.agenda.push(Reverse((self.now + pause, self.order, what)));
    }

    /// With this chance in a thousand, but never after the chaos.
    pub(super) fn misfortune(&mut self, of_thousand: u64) -> bool {
        self.dice.chance(of_thousand) && self.chaos_lasts()
    }

    /// A message's way: mostly quick, sometimes so slow that it overtakes nobody and dies.
    pub(super) fn delay(&mut self) -> Span {
        if self.misfortune(60) {
            self.dice.between(Span::seconds(1), Span::seconds(45))
        } else {
            self.dice.between(Span::millis(5), Span::millis(200))
        }
    }

    pub(super) async fn live(&mut self) {
        for bank in 0..BANKS {
            let pause = self.dice.between(Span(0), Span::seconds(3));
            self.later(pause, Happening::PowerComes { bank });
            let pause = self.dice.between(Span::seconds(5), Span::seconds(40));
            self.later(pause, Happening::VisitorComes { bank });
        }
        self.later(Span::seconds(1), Happening::BankTicks);
        self.later(Span::seconds(1), Happening::ServerTicks);
        self.later(Span::seconds(2), Happening::ServerCompares);
        self.draw_misfortunes();
        let end = self.began + CHAOS + CALM;
        while let Some(Reverse((time, _, what))) = self.agenda.pop() {
            if time > end {
                break;
            }
            self.now = time;
            self.world.clock.set(time);
            self.happen(what).await;
        }
    }

    /// What will go wrong by itself, known only to the seed.
    fn draw_misfortunes(&mut self) {
        let within = |dice: &mut Dice| dice.between(Span::seconds(5), CHAOS);
        for bank in 0..BANKS {
            for _ in 0..self.dice.below(4) {
                let pause = within(&mut self.dice);
                self.later(pause, Happening::Cut { bank });
            }
            if self.dice.chance(600) {
                let pause = within(&mut self.dice);
                self.later(pause, Happening::PowerFails { bank });
            }
            if self.dice.chance(300) {
                let (pause, door) = (within(&mut self.dice), DOORS[self.dice.below(DOORS.len())]);
                self.later(pause, Happening::Forced { bank, door });
            }
        }
        for _ in 0..=self.dice.below(2) {
            let pause = within(&mut self.dice);
            self.later(pause, Happening::ServerDies);
        }
        if self.dice.chance(700) {
            let pause = within(&mut self.dice);
            self.later(pause, Happening::BrokerRestarts);
        }
    }

    async fn happen(&mut self, what: Happening) {
        match what {
            Happening::CommandArrives {
                bank,
                connection,
                payload,
            } => {
                if self.banks[bank].connected && self.banks[bank].connection == connection {
                    self.command_arrives(bank, &payload);
                }
            }
            Happening::Forgery { bank, payload } => {
                self.counts.forgeries += 1;
                self.command_arrives(bank, &payload);
            }
            Happening::MessageArrives {
                topic,
                payload,
                from,
                receipt,
            } => {
                self.message_arrives(topic, payload, from, receipt).await;
            }
            Happening::Acknowledged {
                bank,
                connection,
                boot,
                seq,
            } => {
                self.acknowledged(bank, connection, boot, seq);
            }
            Happening::OfferAgain { bank, connection } => {
                if self.banks[bank].connected && self.banks[bank].connection == connection {
                    self.banks[bank].offered = None;
                    self.bank_has_news(bank);
                }
            }
            Happening::LatchMoves { bank, door } => {
                if !self.banks[bank].doors[&door].open {
                    let now = self.now;
                    self.banks[bank].door_moved(door, true, now);
                    self.bank_has_news(bank);
                    self.door_stands_open(bank, door);
                }
            }
            Happening::HandAtDoor { bank, door } => self.hand_at_door(bank, door),
            Happening::VisitorComes { bank } => self.visitor_comes(bank).await,
            Happening::VisitorLooks { bank, who, pressed } => self.visitor_looks(bank, who, pressed).await,
            Happening::Forced { bank, door } => self.forced(bank, door),
            Happening::Pushed { bank, door } => self.pushed(bank, door),
            Happening::Connects { bank } => self.connects(bank),
            Happening::Cut { bank } => self.cut(bank),
            Happening::PowerFails { bank } => self.power_fails(bank),
            Happening::PowerComes { bank } => self.power_comes(bank),
            Happening::BankTicks => self.banks_tick(),
            Happening::ServerTicks => self.server_ticks().await,
            Happening::ServerCompares => self.server_compares().await,
            Happening::ServerDies => self.server_dies(),
            Happening::ServerStarts => self.server_up = true,
            Happening::BrokerRestarts => {
                for bank in 0..BANKS {
                    self.cut(bank);
                }
            }
        }
    }

    fn banks_tick(&mut self) {
        let now = self.now;
        for at in 0..BANKS {
            if self.banks[at].has_power() {
                self.banks[at].hand(Input::Tick, now);
                self.bank_has_news(at);
            }
        }
        self.later(Span::seconds(1), Happening::BankTicks);
    }

    pub(super) async fn state_of(&self, thing: ConsignmentId) -> Option<DeliveryState> {
        let view = self.scene.delivery.delivery(&self.scene.employee, thing).await;
        view.ok().map(|view| view.state)
    }

    pub(super) async fn door_of(&self, thing: ConsignmentId) -> Option<u16> {
        let view = self.scene.delivery.delivery(&self.scene.employee, thing).await;
        view.ok().map(|view| view.compartment)
    }

    /// Whose code went out last.
    pub(super) async fn newest_code(&self) -> Option<(ConsignmentId, String)> {
        let letter = self.scene.message("ready").await?;
        let thing = self.names.get(letter["name"].as_str()?)?;
        Some((*thing, letter["code"].as_str()?.to_owned()))
    }

    /// Which of our banks it is.
    pub(super) fn position(&self, bank: BankId) -> Option<usize> {
        self.banks.iter().position(|b| b.id == bank)
    }
}

pub(super) fn a_bank() -> NewBank {
    NewBank {
        place: Place {
            name: "Simulated".to_owned(),
            address: "Calea Dudești 191".to_owned(),
            city: "București".to_owned(),
            latitude: 44.423,
            longitude: 26.136,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: vec![vec![Size::S, Size::S], vec![Size::M]],
    }
}

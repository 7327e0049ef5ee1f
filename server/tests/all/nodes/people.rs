//! Who leaves documents at one node and fetches them at the other, until each is where it belongs. No test is in here.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use backend::house::Settings;
use domain::Locale;
use domain::accounts::{Actor, Role};
use domain::custody::EventKind;
use domain::delivery::{DeliveryState, NewDelivery};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::protocol::Fact;
use domain::lockers::{NewBank, Place, Size};
use reqwest::RequestBuilder;
use serde_json::json;
use server::compose::{Parts, payment_settings};

use super::database::Database;
use super::locker::Locker;
use super::screen::Screen;
use super::stage::{self, Broker, DOOMED, Gateway, Given, NODES, Node, SURVIVOR};
use super::{ANSWER, PATIENCE, PAUSE, Plan};
use crate::browser::Browser;
use crate::stage::{EMPLOYEE, Folder, PASSWORD, config, secret};

/// Looks again and again, until there is something.
macro_rules! wait {
    ($what:literal, $look:expr) => {{
        let found = async {
            loop {
                if let Some(found) = $look {
                    break found;
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, found).await;
        found.expect(concat!("waited in vain: ", $what))
    }};
}

/// A bank and the screen of its kiosk.
struct Branch {
    id: BankId,
    /// The screen's cookie: paired once, good at every node.
    kiosk: String,
    locker: Locker,
}

/// Two nodes, their banks, and who uses them.
pub struct Town {
    plan: Plan,
    branches: Vec<Branch>,
    nodes: Mutex<Vec<Node>>,
    origins: Vec<String>,
    /// Whether one of them was killed.
    gone: AtomicBool,
    client: reqwest::Client,
    /// The employee's cookie: signed in at one node, good at both.
    session: String,
    employee: Actor,
    gateway: Gateway,
    /// What is where it belongs, with its number.
    done: Mutex<Vec<(ConsignmentId, usize)>>,
    parts: Parts,
    database: Database,
    _broker: Broker,
    _folder: Folder,
}

impl Town {
    /// Starts everything; returns when all banks are there.
    pub async fn open(plan: Plan) -> Self {
        let (folder, database) = (Folder::new(), Database::create("nodes").await);
        let parts = parts(&folder, &database.url).await;
        let employee = employee(&parts).await;
        let mut banks = Vec::new();
        for number in 0..plan.banks {
            banks.push(bank(&parts, &employee, number).await);
        }
        let ids: Vec<BankId> = banks.iter().map(|(id, _)| *id).collect();
        let broker = Broker::start(folder.path(), &ids).await;
        let (gateway, at) = Gateway::start().await;
        let given = Given {
            folder: folder.path(),
            database: &database.url,
            broker: broker.at,
            gateway: at,
        };
        let nodes: Vec<Node> = NODES.iter().map(|name| Node::start(&given, name)).collect();
        let mut branches = Vec::new();
        for (id, kiosk) in banks {
            let locker = Locker::connect(broker.at, id, stage::PASSWORD, parts.clone()).await;
            branches.push(Branch { id, kiosk, locker });
        }
        let town = Self {
            plan,
            branches,
            origins: nodes.iter().map(|node| node.origin.clone()).collect(),
            session: session(&nodes[DOOMED].origin).await,
            nodes: Mutex::new(nodes),
            gone: AtomicBool::new(false),
            client: reqwest::Client::new(),
            employee,
            gateway,
            done: Mutex::default(),
            parts,
            database,
            _broker: broker,
            _folder: folder,
        };
        town.banks_are_online().await;
        town
    }

    async fn banks_are_online(&self) {
        for branch in &self.branches {
            wait!("a bank is online", {
                let bank = self.parts.services.lockers.bank(&self.employee, branch.id).await;
                bank.unwrap().connection.is_online().then_some(())
            });
        }
    }

    /// An open screen of the employee at this node.
    pub async fn screen(&self, node: usize) -> Screen {
        let address = [self.origins[node].as_str(), "/live"].concat();
        let opened = self.client.get(address).header("cookie", &self.session).send().await;
        Screen::on(opened.unwrap())
    }

    /// A document that is only announced, at this node.
    pub async fn announced(&self, node: usize) -> ConsignmentId {
        self.create(&self.branches[0], self.plan.hand_overs + node, node).await
    }

    /// Leaves and fetches one document after the other at this bank.
    pub async fn hand_over_all_at(self: Arc<Self>, bank: usize) {
        let branch = &self.branches[bank];
        let each = self.plan.hand_overs / self.plan.banks;
        for number in bank * each..(bank + 1) * each {
            let id = self.hand_over(branch, number).await;
            for _ in 0..self.plan.more_events() {
                branch.locker.tell(Fact::Tamper);
            }
            self.done.lock().unwrap().push((id, number));
        }
    }

    /// Left at one node, fetched at the other.
    async fn hand_over(&self, branch: &Branch, number: usize) -> ConsignmentId {
        let (here, there) = (number % 2, (number + 1) % 2);
        let id = self.create(branch, number, here).await;
        let order = |node| {
            let asked = self.post(node, "delivery/open", &self.session);
            asked.json(&json!({ "id": id }))
        };
        let (announced, stored) = (DeliveryState::Announced, DeliveryState::Stored);
        self.until(id, (announced, stored), here, order).await;
        let code = wait!("a code is told", self.gateway.codes(&phone(number)).into_iter().next());
        let enter = |node| {
            let asked = self.post(node, "kiosk/enter", &branch.kiosk);
            asked.form(&[("typed", code.as_str())])
        };
        self.until(id, (stored, DeliveryState::Collected), there, enter).await;
        id
    }

    /// Asks once, or again where the node died before it answered and nothing came of it; then only waits.
    async fn until(
        &self,
        id: ConsignmentId,
        (from, to): (DeliveryState, DeliveryState),
        node: usize,
        ask: impl Fn(usize) -> RequestBuilder,
    ) {
        let (mut acknowledged, mut said) = (false, None);
        let reached = async {
            loop {
                let state = self.state(id).await;
                if state == to {
                    return;
                }
                if state == from && !acknowledged {
                    said = answer(ask(self.living(node))).await;
                    acknowledged = matches!(said, Some((200, _)));
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        let reached = tokio::time::timeout(PATIENCE, reached).await;
        assert!(reached.is_ok(), "{id} never comes from {from:?} to {to:?}: {said:?}");
    }

    async fn create(&self, branch: &Branch, number: usize, node: usize) -> ConsignmentId {
        let form = NewDelivery {
            name: "Ion Popescu".to_owned(),
            phone: phone(number),
            locale: "en".to_owned(),
            item: "passport".to_owned(),
            bank: branch.id.to_string(),
            size: "S".to_owned(),
            once: format!("two-nodes-{number}"),
            ..NewDelivery::default()
        };
        wait!("a delivery is entered", {
            let asked = self.post(self.living(node), "delivery/create", &self.session);
            match answer(asked.json(&json!({ "form": form }))).await {
                Some((200, body)) => Some(serde_json::from_str::<ConsignmentId>(&body).unwrap()),
                _ => None,
            }
        })
    }

    async fn state(&self, id: ConsignmentId) -> DeliveryState {
        let view = self.parts.services.delivery.delivery(&self.employee, id).await;
        view.unwrap().state
    }

    /// This node, or the one that is left.
    fn living(&self, node: usize) -> usize {
        if self.gone.load(Ordering::SeqCst) {
            SURVIVOR
        } else {
            node
        }
    }

    fn post(&self, node: usize, function: &str, cookie: &str) -> RequestBuilder {
        let address = [self.origins[node].as_str(), "/api/fn/", function].concat();
        self.client.post(address).header("cookie", cookie).timeout(ANSWER)
    }

    /// Waits as long as hand-overs go on.
    pub async fn half_is_done(&self) {
        let mut before = 0;
        while before < self.plan.hand_overs / 2 {
            let more = async {
                while self.handed_over().len() == before {
                    tokio::time::sleep(PAUSE).await;
                }
            };
            let more = tokio::time::timeout(PATIENCE * 2, more).await;
            more.expect("hand-overs go on");
            before = self.handed_over().len();
        }
    }

    /// One of the nodes dies where it stands; people learn of it a moment later.
    pub fn kill(&self) {
        self.nodes.lock().unwrap()[DOOMED].kill();
        self.gone.store(true, Ordering::SeqCst);
    }

    /// Everything that was handed over, as far as it is known.
    pub fn handed_over(&self) -> Vec<ConsignmentId> {
        self.done.lock().unwrap().iter().map(|(id, _)| *id).collect()
    }

    /// What banks told is in the books, each event once and none besides.
    pub async fn every_event_was_taken_once(&self) {
        let each = self.plan.events / self.plan.banks;
        for branch in &self.branches {
            let expected = i64::try_from(each).unwrap();
            let taken = wait!("every event is taken in", {
                let (events, last) = self.database.events_of(branch.id).await;
                (events >= expected).then_some((events, last))
            });
            assert_eq!(taken, (expected, expected), "each once and none besides");
            assert_eq!(branch.locker.told(), each as u64, "a bank told more");
        }
    }

    /// Two commands, two pulses and one message with a code for each.
    pub async fn every_door_was_ordered_once(&self) {
        let once = i64::try_from(self.plan.hand_overs).unwrap();
        let (ordered, ended) = self.database.commands().await;
        assert_eq!(ordered, 2 * once);
        assert_eq!(ended, 2 * once, "each came to its end");
        let pulses: usize = self.branches.iter().map(|branch| branch.locker.pulses()).sum();
        assert_eq!(pulses, 2 * self.plan.hand_overs);
        assert_eq!(self.database.codes_told().await, once);
    }

    /// It was stored and collected once, and its recipient was told one code.
    pub async fn is_complete(&self, id: ConsignmentId) {
        let view = self.parts.services.delivery.delivery(&self.employee, id).await.unwrap();
        assert_eq!(view.state, DeliveryState::Collected, "{id}");
        for (event, times) in [
            (EventKind::Stored, 1),
            (EventKind::Issued, 1),
            (EventKind::Opened, 2),
            (EventKind::Collected, 1),
        ] {
            let happened = view.history.iter().filter(|entry| entry.event == event).count();
            assert_eq!(happened, times, "{event:?} of {id}: {:?}", view.history);
        }
        let number = self
            .done
            .lock()
            .unwrap()
            .iter()
            .find(|(done, _)| *done == id)
            .map(|(_, n)| *n);
        assert_eq!(self.gateway.codes(&phone(number.unwrap())).len(), 1, "{id}");
    }

    /// Ends everything.
    pub async fn close(self) {
        let Self {
            branches,
            nodes,
            parts,
            database,
            ..
        } = self;
        drop((branches, nodes));
        parts.house.db.close().await;
        database.remove().await;
    }
}

/// What a node said; nothing when it is not there (any more).
async fn answer(asked: RequestBuilder) -> Option<(u16, String)> {
    let answer = asked.send().await.ok()?;
    let status = answer.status().as_u16();
    Some((status, answer.text().await.ok()?))
}

fn phone(number: usize) -> String {
    format!("+4072{number:07}")
}

/// What the test itself looks at the house with; it makes the keys that both nodes are given.
async fn parts(folder: &Folder, database: &str) -> Parts {
    let mut config = config(folder.path());
    config.database = secret(database);
    let settings = Settings {
        public_url: "http://locker.example.org".to_owned(),
        demo: false,
        payments: payment_settings(&config),
    };
    Parts::open(&config, settings).await.unwrap()
}

async fn employee(parts: &Parts) -> Actor {
    let organisation = parts.accounts.seed_organisation("Two nodes").await.unwrap();
    let roles = [Role::Employee, Role::Manager];
    let person = parts
        .accounts
        .seed_person(organisation, "Ana Test", EMPLOYEE, Locale::En, &roles, Some(PASSWORD))
        .await
        .unwrap();
    Actor::Person {
        person,
        session: "01920000-0000-7000-8000-000000000001".parse().unwrap(),
        organisation,
        office: None,
        roles: roles.to_vec(),
    }
}

/// A bank, and the cookie of the screen that is its kiosk.
async fn bank(parts: &Parts, employee: &Actor, number: usize) -> (BankId, String) {
    let place = Place {
        name: format!("Primăria {number}"),
        address: "Strada Mare 1".to_owned(),
        city: "Cluj".to_owned(),
        latitude: 46.7,
        longitude: 23.6,
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "24/7".to_owned(),
        hotline: "+40215550100".to_owned(),
    };
    let columns = vec![vec![Size::S; 6]];
    let organisation = employee.organisation().unwrap();
    let bank = parts.lockers.add_bank(organisation, &NewBank { place, columns }).await;
    let bank = bank.unwrap();
    let lockers = &parts.services.lockers;
    let code = lockers.pairing_code(employee, bank).await.unwrap();
    let visitor = Actor::Visitor {
        address: "127.0.0.1".to_owned(),
    };
    let (_, screen) = lockers.pair_kiosk(&visitor, &code).await.unwrap();
    (bank, format!("cloakroom_kiosk={}", screen.expose()))
}

async fn session(origin: &str) -> String {
    let mut browser = Browser::new(origin.to_owned());
    let form = [("email", EMPLOYEE), ("password", PASSWORD)];
    let answer = browser.post("/en/sign-in", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    format!("cloakroom_session={}", browser.cookies["cloakroom_session"])
}

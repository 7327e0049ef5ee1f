//! A town hall with one bank, an employee, and a bank that says what the test tells it to say.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::accounts::{Actor, Role};
use domain::delivery::{DeliveryPort as _, NewDelivery};
use domain::ids::{BankId, CommandId, ConsignmentId, KioskId, OrganisationId, PersonId, SessionId};
use domain::lockers::protocol::{Command, Event, Fact, Outcome, Presence, Stream, Topic, check};
use domain::lockers::{NewBank, Place, Size};

use super::World;
use crate::custody::{Custody, CustodyListener};
use crate::db::exec;
use crate::delivery::Delivery;
use crate::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use crate::lockers::{CommandJobs, Intake, Lockers, Outlet, OutletError, Taken};

/// Everything that a hand-over needs.
pub struct Scene {
    /// What services share.
    pub house: House,
    /// The town hall.
    pub organisation: OrganisationId,
    /// Somebody who leaves documents.
    pub employee: Actor,
    /// The kiosk of the bank.
    pub kiosk: Actor,
    /// The bank: compartments 1 (S), 2 (S), 3 (M).
    pub bank: BankId,
    /// Port.
    pub lockers: Lockers,
    /// Port.
    pub custody: Custody,
    /// Port.
    pub delivery: Delivery,
    /// What comes from banks.
    pub intake: Intake,
    /// What goes to banks.
    pub jobs: CommandJobs,
    /// The broker, and the bank behind it.
    pub fake: Fake,
    world: World,
}

/// A broker that keeps what is published, or refuses.
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<FakeState>>);

#[derive(Default)]
struct FakeState {
    published: Vec<(String, Vec<u8>, u32)>,
    down: bool,
    seq: u64,
}

impl Fake {
    /// Takes the broker down or up.
    pub fn set_down(&self, down: bool) {
        self.0.lock().expect("fake").down = down;
    }

    /// What was published so far.
    pub fn published(&self) -> Vec<(String, Vec<u8>, u32)> {
        self.0.lock().expect("fake").published.clone()
    }

    fn next_seq(&self) -> u64 {
        let mut state = self.0.lock().expect("fake");
        state.seq += 1;
        state.seq
    }
}

#[async_trait]
impl Outlet for Fake {
    async fn publish(&self, topic: &str, payload: Vec<u8>, expiry: u32) -> Result<(), OutletError> {
        let mut state = self.0.lock().expect("fake");
        if state.down {
            return Err(OutletError);
        }
        state.published.push((topic.to_owned(), payload, expiry));
        Ok(())
    }
}

impl Scene {
    /// Builds it; the bank is online.
    pub async fn new(world: World) -> Self {
        let house = House {
            db: world.db.clone(),
            outside: world.outside.clone(),
            key: world.master.clone(),
            live: LiveBus::default(),
            wake: Wakers::default(),
            settings: Arc::new(Settings {
                public_url: "https://locker.example.org".to_owned(),
                demo: false,
                payments: PaymentSettings::default(),
            }),
        };
        let organisation = OrganisationId(world.outside.uuid7());
        let employee = Box::pin(add_person(&house, organisation, true, &[Role::Employee])).await;
        let lockers = Lockers::new(house.clone(), &world.signing);
        let bank = Box::pin(lockers.add_bank(organisation, &a_bank()))
            .await
            .expect("a bank");
        let cases = crate::found::FoundListener::new(house.clone());
        let custody = CustodyListener::new(house.clone());
        let intake = Intake::new(house.clone(), vec![Arc::new(custody), Arc::new(cases)]);
        let fake = Fake::default();
        let jobs = CommandJobs::new(
            house.clone(),
            intake.clone(),
            Arc::new(fake.clone()),
            world.signing.clone(),
        );
        let scene = Self {
            organisation,
            employee,
            kiosk: Actor::Kiosk {
                kiosk: KioskId(world.outside.uuid7()),
                bank,
            },
            bank,
            lockers,
            custody: Custody::new(house.clone()),
            delivery: Delivery::new(house.clone()),
            intake,
            jobs,
            fake,
            house,
            world,
        };
        Box::pin(scene.online(true)).await;
        scene
    }

    /// Another person of the same organisation, or of a new one.
    pub async fn person(&self, same: bool, roles: &[Role]) -> Actor {
        let organisation = if same {
            self.organisation
        } else {
            OrganisationId(self.house.outside.uuid7())
        };
        add_person(&self.house, organisation, !same, roles).await
    }

    /// The bank says that it is there, or its will says that it is not.
    pub async fn online(&self, online: bool) {
        let presence = Presence {
            bank: self.bank,
            online,
            boot: 1,
            connection: 1,
        };
        let payload = presence.to_bytes().expect("presence");
        self.say(Stream::Presence, &payload).await;
    }

    /// Hands a payload to the intake as if it came from this bank.
    pub async fn say(&self, stream: Stream, payload: &[u8]) -> Taken {
        let topic = Topic {
            bank: self.bank,
            stream,
        };
        self.intake.take(&topic.to_string(), payload).await.expect("intake")
    }

    /// An event of this bank with the next number.
    pub fn event(&self, fact: Fact) -> Event {
        Event {
            bank: self.bank,
            boot: 1,
            seq: self.fake.next_seq(),
            at: self.house.now(),
            fact,
        }
    }

    /// The bank tells a fact.
    pub async fn tell(&self, fact: Fact) -> Taken {
        // At a real bank something happens between two facts.
        self.world.clock.advance(domain::Span::millis(5));
        let payload = self.event(fact).to_bytes().expect("event");
        self.say(Stream::Events, &payload).await
    }

    /// Does what the publisher does in a running house; gives how many commands the broker took.
    pub async fn publish(&self) -> usize {
        let mut sent = 0;
        while let Ok(Some(pending)) =
            tokio::time::timeout(std::time::Duration::ZERO, self.house.wake.commands.next()).await
        {
            sent += usize::from(self.jobs.publish_ordered(pending).await.expect("publishing"));
        }
        sent + self.jobs.publish_round().await.expect("publishing")
    }

    /// The last command that the bank got, believed and obeyable now.
    pub async fn last_command(&self) -> Command {
        self.publish().await;
        let (topic, payload, expiry) = self.fake.published().pop().expect("a command");
        let command = check(&payload, &[self.world.signing.public()]).expect("our own signature");
        assert_eq!(
            topic,
            Topic {
                bank: self.bank,
                stream: Stream::Commands
            }
            .to_string()
        );
        assert!(expiry <= 30);
        command.refuse_at(self.bank, self.house.now()).expect("obeyable");
        command
    }

    /// The bank obeys the last command: accepted and opened.
    pub async fn obey(&self) -> CommandId {
        let command = self.last_command().await;
        self.result(command.id, Outcome::Accepted).await;
        self.tell(Fact::DoorOpened {
            compartment: command.compartment.expect("a door"),
            command: command.id,
        })
        .await;
        command.id
    }

    /// The bank answers a command.
    pub async fn result(&self, command: CommandId, outcome: Outcome) {
        self.tell(Fact::CommandResult { command, outcome }).await;
    }

    /// Somebody pushes the door shut.
    pub async fn shut(&self, compartment: u16, command: CommandId, item: Option<bool>) {
        self.tell(Fact::DoorClosed {
            compartment,
            command: Some(command),
            item,
        })
        .await;
    }

    /// A form as an employee would fill it in.
    pub fn form(&self, once: &str) -> NewDelivery {
        NewDelivery {
            name: "Ion Popescu".to_owned(),
            email: "ion@example.org".to_owned(),
            phone: "+40 721 555 010".to_owned(),
            locale: "ro".to_owned(),
            item: "passport".to_owned(),
            reference: "RO-77/2026".to_owned(),
            bank: self.bank.to_string(),
            size: "S".to_owned(),
            low_door: String::new(),
            once: format!("once-form-{once}"),
        }
    }

    /// Enters a delivery and leaves it in compartment 1 (or the next free one).
    pub async fn stored(&self, once: &str) -> (ConsignmentId, u16) {
        let id = self
            .delivery
            .create(&self.employee, self.form(once))
            .await
            .expect("created");
        self.delivery.open(&self.employee, id).await.expect("opened");
        let command = self.obey().await;
        let view = self.delivery.delivery(&self.employee, id).await.expect("a view");
        self.shut(view.compartment, command, Some(true)).await;
        (id, view.compartment)
    }

    /// What the newest "ready" message says (opened with the house's key).
    pub async fn ready_message(&self) -> serde_json::Value {
        self.message("ready").await.expect("a message")
    }

    /// What the newest message of a sort says (opened with the house's key); none if none was written.
    pub async fn message(&self, template: &str) -> Option<serde_json::Value> {
        let mut reader = self.house.db.read().await.expect("reader");
        let (id, sealed) = crate::db::maybe!(
            reader,
            (String, String),
            "SELECT id, data_sealed FROM notices WHERE template = $1 ORDER BY id DESC LIMIT 1",
            template
        )
        .expect("the outbox")?;
        let data = self
            .house
            .key
            .open_text("notices.data", &id, &sealed)
            .expect("sealed by us");
        Some(serde_json::from_str(&data).expect("JSON"))
    }
}

fn a_bank() -> NewBank {
    NewBank {
        place: Place {
            name: "Primăria Sector 3".to_owned(),
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

async fn add_person(house: &House, organisation: OrganisationId, found: bool, roles: &[Role]) -> Actor {
    let person = PersonId(house.outside.uuid7());
    let mut tx = house.db.begin().await.expect("tx");
    if found {
        exec!(
            tx,
            "INSERT INTO organisations (id, name, created_at) VALUES ($1, $2, $3)",
            organisation,
            "Primăria",
            house.now()
        )
        .expect("organisation");
    }
    let email = format!("{person}@example.org");
    exec!(
        tx,
        "INSERT INTO people (id, organisation_id, name, email, email_folded, locale, state, created_at)
         VALUES ($1, $2, $3, $4, $5, 'ro', 'active', $6)",
        person,
        organisation,
        "Ana Ionescu",
        &email,
        &email,
        house.now()
    )
    .expect("person");
    tx.commit().await.expect("commit");
    Actor::Person {
        person,
        session: SessionId(house.outside.uuid7()),
        organisation,
        office: None,
        roles: roles.to_vec(),
    }
}

impl Scene {
    /// Turns the clock of the house.
    pub fn house_clock_advance(&self, by: domain::Span) {
        self.world.clock.advance(by);
    }

    /// Every text in the database, for looking for what must not be there.
    pub async fn dump(&self) -> String {
        let mut reader = self.house.db.read().await.expect("reader");
        let mut all = String::new();
        for rows in [
            crate::db::all!(
                reader,
                (String,),
                "SELECT COALESCE(link_hash,'') || ' ' || COALESCE(code_hash,'') || ' ' || COALESCE(qr_hash,'') || ' ' || COALESCE(email_sealed,'') || ' ' || COALESCE(phone_sealed,'') || ' ' || state_body || ' ' || COALESCE(last_outcome,'') FROM consignments"
            ),
            crate::db::all!(reader, (String,), "SELECT body FROM custody_events"),
            crate::db::all!(
                reader,
                (String,),
                "SELECT link_hash || ' ' || COALESCE(code_hash,'') || ' ' || COALESCE(qr_hash,'') FROM pickup_shares"
            ),
            crate::db::all!(
                reader,
                (String,),
                "SELECT COALESCE(reference_sealed,'') || ' ' || COALESCE(reference_hash,'') || ' ' || once_key FROM deliveries"
            ),
            crate::db::all!(
                reader,
                (String,),
                "SELECT COALESCE(to_sealed,'') || ' ' || COALESCE(data_sealed,'') || ' ' || COALESCE(last_error,'') FROM notices"
            ),
            crate::db::all!(reader, (String,), "SELECT body FROM bank_events"),
            crate::db::all!(
                reader,
                (String,),
                "SELECT actor || ' ' || COALESCE(subject,'') || ' ' || purpose FROM commands"
            ),
        ] {
            for (text,) in rows.expect("a table") {
                all.push_str(&text);
                all.push('\n');
            }
        }
        all
    }
}

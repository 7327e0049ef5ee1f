//! A town hall with many banks, some hundreds of documents waiting in them, and the banks' side of an opening. Everything in
//! it came about through the ports, as in a house that runs; only the broker is missing.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use backend::accounts::Accounts;
use backend::custody::{Custody, CustodyListener, LifeJobs};
use backend::delivery::Delivery;
use backend::house::House;
use backend::lockers::{CommandJobs, Intake, Lockers, Outlet, OutletError, Taken};
use backend::proofs::Proofs;
use backend::secrets::{Passwords, SigningKeyFile};
use domain::accounts::{Actor, Role};
use domain::custody::{AccessCode, CustodyPort as _, PickupPass};
use domain::delivery::{CarePort as _, DeliveryPort as _, IssueByHand, NewDelivery};
use domain::ids::{BankId, ConsignmentId, KioskId, OrganisationId};
use domain::lockers::protocol::{Event, Fact, Outcome, Presence, Stream, Topic};
use domain::lockers::{NewBank, Place, Size};

use crate::growing::{Fallible, open, person};
use crate::years;

/// Banks of the town.
const BANKS: usize = 40;
/// Documents that wait in each of them, whatever number came before.
const WAITING: usize = 10;
/// Doors of a bank, column by column.
const COLUMNS: [usize; 3] = [4, 4, 4];
const PATIENCE: Duration = Duration::from_secs(10);

/// Everybody and everything.
pub struct Town {
    pub house: House,
    pub delivery: Delivery,
    pub custody: Custody,
    pub lockers: Lockers,
    pub commands: CommandJobs,
    pub life: LifeJobs,
    pub proofs: Proofs,
    pub employee: Actor,
    pub manager: Actor,
    pub visitor: Actor,
    /// One at each bank, whose recipient is at hand.
    pub things: Vec<Thing>,
    /// The number of the last thing of the years.
    pub ended: i64,
    doors: i64,
    intake: Intake,
    seq: AtomicU64,
}

/// Something that waits, and what its recipient has.
pub struct Thing {
    pub bank: BankId,
    pub kiosk: Actor,
    pub code: AccessCode,
    pub pass: PickupPass,
    /// The number under which staff find what lies beside it.
    pub reference: String,
}

/// Takes everything and passes nothing on.
struct Nobody;

#[async_trait]
impl Outlet for Nobody {
    async fn publish(&self, _: &str, _: Vec<u8>, _: u32) -> Result<(), OutletError> {
        Ok(())
    }
}

impl Town {
    /// Founds it in an empty database, with its keys in this folder.
    pub async fn found(url: &str, folder: &Path) -> Fallible<Self> {
        let house = open(url).await?;
        let chance = &house.outside.chance;
        let signing = SigningKeyFile::from_file_or_new(&folder.join("signing.key"), chance.as_ref())?;
        let passwords = Passwords::new(Arc::clone(chance));
        let accounts = Accounts::new(house.clone(), passwords);
        let organisation = accounts.seed_organisation("Town hall").await?;
        let (_, manager) = person(&accounts, &house, organisation, Role::Manager).await?;
        let (id, employee) = person(&accounts, &house, organisation, Role::Employee).await?;
        let listener = CustodyListener::new(house.clone());
        let intake = Intake::new(house.clone(), vec![Arc::new(listener)]);
        let mut town = Self {
            delivery: Delivery::new(house.clone()),
            custody: Custody::new(house.clone()),
            lockers: Lockers::new(house.clone(), &signing),
            commands: CommandJobs::new(house.clone(), intake.clone(), Arc::new(Nobody), signing),
            life: LifeJobs::new(house.clone()),
            proofs: Proofs::new(house.clone()),
            employee,
            manager,
            visitor: Actor::Visitor {
                address: "127.0.0.1".to_owned(),
            },
            things: Vec::new(),
            ended: 0,
            doors: 0,
            intake,
            seq: AtomicU64::new(0),
            house,
        };
        for number in 0..BANKS {
            let thing = town.fill_bank(organisation, number).await?;
            town.things.push(thing);
        }
        town.doors = years::prepare(&town.house.db, id).await?;
        Ok(town)
    }

    /// Lets years pass, until so many things have ended; then all is as quiet as before.
    pub async fn grow(&mut self, ended: i64) -> Fallible<()> {
        years::pass(&self.house.db, self.doors, self.ended, ended).await?;
        self.ended = ended;
        while self.proofs.link_waiting().await? > 0 {}
        years::settle(&self.house.db).await
    }

    /// The recipient opens, looks, and shuts the door again with the thing inside: it waits as before.
    pub async fn left_inside(&self, bank: BankId) -> Fallible<()> {
        self.obey(bank).await
    }

    async fn fill_bank(&self, organisation: OrganisationId, number: usize) -> Fallible<Thing> {
        let bank = self.lockers.add_bank(organisation, &a_bank(number)).await?;
        let online = Presence {
            bank,
            online: true,
            boot: 2,
            connection: 1,
        };
        self.say(bank, Stream::Presence, &online.to_bytes()?).await?;
        let mut first = None;
        for place in 0..WAITING {
            let id = self.store(bank, number * WAITING + place).await?;
            first.get_or_insert(id);
        }
        self.recipient(bank, first.ok_or("nothing waits")?, number * WAITING)
            .await
    }

    async fn store(&self, bank: BankId, number: usize) -> Fallible<ConsignmentId> {
        let form = NewDelivery {
            name: format!("Recipient Waiting {number}"),
            email: format!("recipient-{number}@example.org"),
            locale: "ro".to_owned(),
            item: "passport".to_owned(),
            reference: reference(number),
            bank: bank.to_string(),
            size: "S".to_owned(),
            once: format!("benchmark-{number}"),
            ..NewDelivery::default()
        };
        let id = self.delivery.create(&self.employee, form).await?;
        self.delivery.open(&self.employee, id).await?;
        self.obey(bank).await?;
        Ok(id)
    }

    /// What somebody has in hand after a colleague gave them a slip.
    async fn recipient(&self, bank: BankId, id: ConsignmentId, number: usize) -> Fallible<Thing> {
        let by_hand = IssueByHand {
            by_hand_reason: "Benchmark".to_owned(),
        };
        let link = self.delivery.issue_by_hand(&self.employee, id, by_hand).await?;
        let pass = PickupPass { links: vec![link] };
        let view = self.custody.pickup(&self.visitor, &pass, None).await?;
        let code = view.items.into_iter().find_map(|item| item.code);
        Ok(Thing {
            bank,
            kiosk: Actor::Kiosk {
                kiosk: KioskId(self.house.outside.uuid7()),
                bank,
            },
            code: code.ok_or("the page has no code")?,
            pass,
            reference: reference(number),
        })
    }

    /// What the bank says when it obeys the command that was just made: something lies inside when the door is shut.
    async fn obey(&self, bank: BankId) -> Fallible<()> {
        let ordered = tokio::time::timeout(PATIENCE, self.house.wake.commands.next()).await?;
        let command = ordered.ok_or("no command was made")?.command;
        let (compartment, id) = (command.compartment.ok_or("no door")?, command.id);
        let facts = [
            Fact::CommandResult {
                command: id,
                outcome: Outcome::Accepted,
            },
            Fact::DoorOpened {
                compartment,
                command: id,
            },
            Fact::DoorClosed {
                compartment,
                command: Some(id),
                item: Some(true),
            },
        ];
        for fact in facts {
            let event = Event {
                bank,
                boot: 2,
                seq: self.seq.fetch_add(1, Ordering::Relaxed) + 1,
                at: self.house.now(),
                fact,
            };
            self.say(bank, Stream::Events, &event.to_bytes()?).await?;
        }
        Ok(())
    }

    async fn say(&self, bank: BankId, stream: Stream, payload: &[u8]) -> Fallible<()> {
        let topic = Topic { bank, stream };
        match Box::pin(self.intake.take(&topic.to_string(), payload)).await? {
            Taken::Applied => Ok(()),
            other => Err(format!("a bank was not heard: {other:?}").into()),
        }
    }
}

fn reference(number: usize) -> String {
    format!("RO-{number}/2026")
}

fn a_bank(number: usize) -> NewBank {
    NewBank {
        place: Place {
            name: format!("Benchmark {number}"),
            address: "Calea Dudești 191".to_owned(),
            city: "București".to_owned(),
            latitude: 44.423,
            longitude: 26.136,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: COLUMNS.map(|doors| vec![Size::S; doors]).to_vec(),
    }
}

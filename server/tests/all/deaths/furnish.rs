//! A furnished house: made once, copied for each run. No server runs yet; the bank's word is given by hand.

use std::path::Path;
use std::sync::Arc;

use backend::custody::CustodyListener;
use backend::delivery::Delivery;
use backend::house::{PaymentSettings, Settings};
use backend::lockers::{Intake, Taken};
use backend::outside::{Clock, SystemClock};
use domain::accounts::{Actor, Entered, Password, Role, Secret, SignIn};
use domain::delivery::{DeliveryPort as _, NewDelivery};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::protocol::{Event, Fact, Outcome, Presence, Stream, Topic};
use domain::lockers::{LockersPort as _, NewBank, Place, Provisioned, Size};
use domain::{Locale, Span, Timestamp};
use server::compose::Parts;

use crate::stage::{Folder, PASSWORD, config, prepare};

/// So long ago that what was brought then may be taken back.
const LONG_AGO: Span = Span::days(90);

/// What every run begins with.
pub struct Furnished {
    folder: Folder,
    /// What the bank's program needs.
    pub papers: Provisioned,
    /// The employee's session.
    pub employee: Secret,
    /// The support colleague's session.
    pub support: Secret,
    /// The kiosk's secret.
    pub kiosk: Secret,
    /// Nobody came for it. It lies behind the first door.
    pub overdue: Stored,
    /// It waits for its recipient behind the second.
    pub waiting: Stored,
}

/// A thing behind a door.
#[derive(Clone)]
pub struct Stored {
    /// Which.
    pub thing: ConsignmentId,
    /// The door's number.
    pub door: u16,
    /// The recipient's telephone.
    pub phone: String,
}

impl Furnished {
    /// Copies its data to a folder that is not there yet.
    pub fn copy_to(&self, data: &Path) {
        std::fs::create_dir_all(data).unwrap();
        for entry in std::fs::read_dir(self.folder.path().join("data")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), data.join(entry.file_name())).unwrap();
            }
        }
    }
}

/// The form of a document for whoever has this telephone, made once under this name.
pub fn document(bank: BankId, phone: &str, once: &str) -> NewDelivery {
    NewDelivery {
        name: "Ion Popescu".to_owned(),
        phone: phone.to_owned(),
        locale: "en".to_owned(),
        item: "passport".to_owned(),
        bank: bank.to_string(),
        size: "S".to_owned(),
        once: once.to_owned(),
        ..NewDelivery::default()
    }
}

/// A clock that goes behind.
struct Behind(Span);

impl Clock for Behind {
    fn now(&self) -> Timestamp {
        SystemClock.now() - self.0
    }
}

/// Makes it.
pub async fn furnish() -> Furnished {
    prepare();
    let folder = Folder::new();
    let settings = Settings {
        public_url: "http://127.0.0.1:1".to_owned(),
        demo: false,
        payments: PaymentSettings::default(),
    };
    let parts = Parts::open(&config(folder.path()), settings).await.unwrap();
    let organisation = parts.accounts.seed_organisation("Test house").await.unwrap();
    let columns = vec![vec![Size::S; 4]];
    let new = NewBank {
        place: place(),
        columns,
    };
    let bank = parts.lockers.add_bank(organisation, &new).await.unwrap();
    let (employee, actor) = colleague(&parts, "ana.test@example.org", &[Role::Employee, Role::Manager]).await;
    let (support, _) = colleague(&parts, "sup.test@example.org", &[Role::Support]).await;
    let papers = parts.lockers.provision(&actor, bank).await.unwrap();
    let pairing = parts.lockers.pairing_code(&actor, bank).await.unwrap();
    let (_, kiosk) = parts.lockers.pair_kiosk(&actor, &pairing).await.unwrap();
    let online = Presence {
        bank,
        online: true,
        boot: 0,
        connection: 1,
    };
    tell(&parts.intake, bank, Stream::Presence, &online.to_bytes().unwrap()).await;
    let overdue = stored(&parts, &actor, bank, LONG_AGO, 1).await;
    let waiting = stored(&parts, &actor, bank, Span::seconds(0), 2).await;
    assert_eq!((overdue.door, waiting.door), (1, 2));
    parts.house.db.close().await;
    Furnished {
        folder,
        papers,
        employee,
        support,
        kiosk,
        overdue,
        waiting,
    }
}

fn place() -> Place {
    Place {
        name: "Primăria".to_owned(),
        address: "Strada Mare 1".to_owned(),
        city: "Cluj".to_owned(),
        latitude: 46.7,
        longitude: 23.6,
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "24/7".to_owned(),
        hotline: "+40215550100".to_owned(),
    }
}

/// Somebody who is signed in: the session's secret, and who it is.
async fn colleague(parts: &Parts, email: &str, roles: &[Role]) -> (Secret, Actor) {
    let organisation = parts.accounts.seed_organisation("Test house").await.unwrap();
    parts
        .accounts
        .seed_person(organisation, "Ana Test", email, Locale::En, roles, Some(PASSWORD))
        .await
        .unwrap();
    let address = "127.0.0.1".to_owned();
    let visitor = Actor::Visitor {
        address: address.clone(),
    };
    let request = SignIn {
        email: email.to_owned(),
        password: Password::typed(PASSWORD),
        address,
        device: "test".to_owned(),
    };
    let accounts = &parts.services.accounts;
    let Entered::Open(opened) = accounts.sign_in(&visitor, request).await.unwrap() else {
        panic!("a second step was asked for");
    };
    let (actor, _) = accounts.who(&opened.secret).await.unwrap();
    (opened.secret, actor)
}

/// A thing that was put in so long ago. Its bank speaks as if before its first start, so that nothing it says later is a repeat.
async fn stored(parts: &Parts, employee: &Actor, bank: BankId, ago: Span, number: u64) -> Stored {
    let mut house = parts.house.clone();
    house.outside.clock = Arc::new(Behind(ago));
    let delivery = Delivery::new(house.clone());
    let intake = Intake::new(house.clone(), vec![Arc::new(CustodyListener::new(house.clone()))]);
    let phone = format!("+4072155500{number}");
    let form = document(bank, &phone, &format!("furnished-{number}"));
    let thing = delivery.create(employee, form).await.unwrap();
    delivery.open(employee, thing).await.unwrap();
    // No publisher runs: the command is ours.
    let command = house.wake.commands.next().await.unwrap().command;
    let door = command.compartment.unwrap();
    let facts = [
        Fact::CommandResult {
            command: command.id,
            outcome: Outcome::Accepted,
        },
        Fact::DoorOpened {
            compartment: door,
            command: command.id,
        },
        Fact::DoorClosed {
            compartment: door,
            command: Some(command.id),
            item: Some(true),
        },
    ];
    for (seq, fact) in (number * 10..).zip(facts) {
        let event = Event {
            bank,
            boot: 0,
            seq,
            at: house.now(),
            fact,
        };
        tell(&intake, bank, Stream::Events, &event.to_bytes().unwrap()).await;
    }
    Stored { thing, door, phone }
}

async fn tell(intake: &Intake, bank: BankId, stream: Stream, payload: &[u8]) {
    let topic = Topic { bank, stream }.to_string();
    assert_eq!(intake.take(&topic, payload).await.unwrap(), Taken::Applied);
}

//! A whole server as `cloakroom serve` starts it, with one bank, one employee and one kiosk, used through its ports.

use std::path::Path;
use std::time::{Duration, Instant};

use backend::house::House as Shared;
use backend::support::HelpTimes;
use domain::Locale;
use domain::accounts::{Actor, Role, Secret};
use domain::custody::{LinkSecret, PickupPass};
use domain::delivery::{DeliveryState, NewDelivery};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::protocol::{Command, Fact, Outcome, check};
use domain::lockers::{BankForm, PlaceForm};
use server::compose::{Extras, Running, start};
use server::config::{BrokerChoice, Config, KeySource, Keys, Limits, LogConfig, LogFormat, PaymentsConfig, Proxies};
use server::web::DemoRoutes;

use crate::Fallible;
use crate::bank::Bank;

/// How long anything but the measured way may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The running server and everybody around it.
pub struct House {
    running: Running,
    employee: Actor,
    kiosk: Actor,
    id: BankId,
    bank: Bank,
    last: Option<(ConsignmentId, Command)>,
}

impl House {
    /// Starts it in this folder. As a demo, so that messages are captured: the code stands behind the link in one.
    pub async fn start(folder: &Path) -> Fallible<Self> {
        let extras = Extras {
            demo: Some(DemoRoutes::new()),
        };
        let running = start(&config(folder), extras).await?;
        let services = &running.parts.services;
        let organisation = running.parts.accounts.seed_organisation("Benchmark").await?;
        let roles = [Role::Employee, Role::Manager];
        let accounts = &running.parts.accounts;
        accounts
            .seed_person(organisation, "Ana", "ana@example.org", Locale::En, &roles, None)
            .await?;
        let visitor = visitor();
        let opened = services
            .accounts
            .sign_in_demo(&visitor, Role::Employee, "127.0.0.1", "")
            .await?;
        let (employee, _) = services.accounts.who(&opened.secret).await?;
        let id = services.lockers.create_bank(&employee, a_bank()).await?;
        let ticket = services.lockers.provision(&employee, id).await?;
        let pairing = services.lockers.pairing_code(&employee, id).await?;
        let (_, secret) = services.lockers.pair_kiosk(&visitor, &pairing).await?;
        let kiosk = services.lockers.kiosk(&secret).await?;
        let at = running.broker_address.ok_or("the broker is not inside")?;
        let bank = connect(at, id, &ticket.password).await?;
        let mut house = Self {
            running,
            employee,
            kiosk,
            id,
            bank,
            last: None,
        };
        house.wait_online().await?;
        Ok(house)
    }

    /// What services share: the key for the floor's hash.
    pub const fn shared(&self) -> &Shared {
        &self.running.parts.house
    }

    /// Leaves a document and gives the code that opens its door.
    pub async fn stored_document(&mut self, round: usize) -> Fallible<String> {
        let delivery = self.running.parts.services.delivery.clone();
        let email = format!("round-{round}@example.org");
        let id = delivery.create(&self.employee, self.form(round, &email)).await?;
        delivery.open(&self.employee, id).await?;
        let (_, command) = self.command().await?;
        self.obey(&command, true).await?;
        self.last = Some((id, command));
        self.code_for(&email).await
    }

    /// What the kiosk does with a typed code; returns when the house has answered.
    pub async fn type_code(&self, code: &str) -> Fallible<()> {
        Ok(self
            .running
            .parts
            .services
            .custody
            .kiosk_enter(&self.kiosk, code)
            .await?)
    }

    /// When the bank had the command.
    pub async fn heard_unlock(&mut self) -> Fallible<Instant> {
        let (at, command) = self.command().await?;
        let (id, _) = self.last.take().ok_or("nothing is stored")?;
        self.last = Some((id, command));
        Ok(at)
    }

    /// The recipient takes it out and shuts the door; returns when the house knows.
    pub async fn collected(&mut self) -> Fallible<()> {
        let (id, command) = self.last.take().ok_or("nothing is stored")?;
        self.obey(&command, false).await?;
        let delivery = self.running.parts.services.delivery.clone();
        let end = Instant::now() + PATIENCE;
        while delivery.delivery(&self.employee, id).await?.state != DeliveryState::Collected {
            pause(end, "the hand-over to end").await?;
        }
        Ok(())
    }

    /// Stops it.
    pub async fn stop(self) {
        self.running.stop().await;
    }

    async fn command(&mut self) -> Fallible<(Instant, Command)> {
        let (at, payload) = self.bank.next().await?;
        let keys = [self.running.parts.signing.public()];
        let command = check(&payload, &keys).map_err(|why| format!("not a command of ours: {}", why.wire()))?;
        Ok((at, command))
    }

    async fn obey(&mut self, command: &Command, item: bool) -> Fallible<()> {
        let now = self.shared().now();
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
                item: Some(item),
            },
        ];
        for fact in facts {
            self.bank.tell(now, fact).await?;
        }
        Ok(())
    }

    async fn wait_online(&mut self) -> Fallible<()> {
        let lockers = self.running.parts.services.lockers.clone();
        let end = Instant::now() + PATIENCE;
        while !lockers.bank(&self.employee, self.id).await?.connection.is_online() {
            pause(end, "the bank to be online").await?;
        }
        Ok(())
    }

    /// The code from the page behind the link in the message.
    async fn code_for(&self, email: &str) -> Fallible<String> {
        let services = &self.running.parts.services;
        let end = Instant::now() + PATIENCE;
        let text = loop {
            let captured = services.notices.captured(&visitor(), 0).await?;
            if let Some(message) = captured.into_iter().find(|m| m.to == email) {
                break message.text;
            }
            pause(end, "the message").await?;
        };
        let link = text
            .split("/p/")
            .nth(1)
            .and_then(|rest| rest.get(..22))
            .and_then(LinkSecret::parse);
        let pass = PickupPass {
            links: vec![link.ok_or("the message has no link")?],
        };
        let view = services.custody.pickup(&visitor(), &pass, None).await?;
        let code = view.items.first().and_then(|item| item.code.as_ref());
        Ok(code.ok_or("the page has no code")?.expose().to_owned())
    }

    fn form(&self, round: usize, email: &str) -> NewDelivery {
        NewDelivery {
            name: "Ion Popescu".to_owned(),
            email: email.to_owned(),
            locale: "en".to_owned(),
            item: "passport".to_owned(),
            bank: self.id.to_string(),
            size: "S".to_owned(),
            once: format!("benchmark-{round}"),
            ..NewDelivery::default()
        }
    }
}

async fn connect(at: std::net::SocketAddr, bank: BankId, password: &Secret) -> Fallible<Bank> {
    let end = Instant::now() + PATIENCE;
    loop {
        match tokio::time::timeout(Duration::from_secs(2), Bank::connect(at, bank, password.expose())).await {
            Ok(Ok(bank)) => return Ok(bank),
            // Banks are refused until the server listens to them.
            _ => pause(end, "the broker to take the bank").await?,
        }
    }
}

async fn pause(end: Instant, what: &str) -> Fallible<()> {
    if Instant::now() > end {
        return Err(format!("waited in vain for {what}").into());
    }
    tokio::time::sleep(Duration::from_millis(3)).await;
    Ok(())
}

fn visitor() -> Actor {
    Actor::Visitor {
        address: "127.0.0.1".to_owned(),
    }
}

fn config(folder: &Path) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        data_dir: folder.to_path_buf(),
        site_dir: None,
        templates_dir: None,
        database: Secret::new(format!("sqlite://{}", folder.join("cloakroom.db").display())),
        throwaway: false,
        broker: BrokerChoice::Embedded {
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
        },
        keys: Keys {
            master: KeySource::OwnFile(folder.join("master.key")),
            signing: KeySource::OwnFile(folder.join("signing.key")),
        },
        mail: None,
        sms: None,
        proxies: Proxies::default(),
        limits: Limits::default(),
        payments: PaymentsConfig {
            seller: String::new(),
            time_zone: "UTC".to_owned(),
            test: false,
            stripe: None,
        },
        support: HelpTimes::default(),
        log: LogConfig {
            format: LogFormat::Pretty,
            level: "warn".to_owned(),
        },
        metrics_token: None,
    }
}

fn a_bank() -> BankForm {
    BankForm {
        place: PlaceForm {
            name: "Benchmark".to_owned(),
            address: "Calea Dudești 191".to_owned(),
            city: "București".to_owned(),
            latitude: "44.423".to_owned(),
            longitude: "26.136".to_owned(),
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        layout: "S S S S / S S S S / M M".to_owned(),
    }
}

//! A whole server: started in order, stopped in the opposite order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use backend::custody::LifeJobs;
use backend::delivery::Delivery;
use backend::feedback::Feedback;
use backend::forgetting::Forgetting;
use backend::found::FoundJobs;
use backend::house::Settings;
use backend::live::Relay;
use backend::lockers::CommandJobs;
use backend::mqtt::{BrokerAddress, LinkConfig, MqttLink, Share};
use backend::notices::begin_alone;
use backend::proofs::Proofs;
use backend::register::Register;
use backend::secrets::SecretToken;
use backend::support::Support;
use backend::tags::TagJobs;
use backend::tickets::Tickets;
use domain::accounts::Secret;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::accounts::{BrokerAccounts, SERVER};
use super::inbox::CommittedInbox;
use super::outlet::LinkOutlet;
use super::parts::Parts;
use super::{consumer, first, key_watch, payments};
use crate::broker::{Broker, BrokerConfig};
use crate::config::{BrokerChoice, Config};
use crate::failure::{Doing, Failure};
use crate::metrics::Metrics;
use crate::web::{self, DemoRoutes, Web};

/// How long answers that are under way may still take after the order to stop.
const DRAIN: Duration = Duration::from_secs(8);
/// How long the jobs may take after that.
const JOBS: Duration = Duration::from_secs(1);
/// How long the broker may take after that.
const BROKER: Duration = Duration::from_millis(700);

/// What a start adds to the usual.
#[derive(Default)]
pub struct Extras {
    /// The pages of the demo. With them, the house is a demo.
    pub demo: Option<DemoRoutes>,
}

/// A running server.
pub struct Running {
    /// Its parts.
    pub parts: Parts,
    /// Where the web server listens, with the real port.
    pub address: SocketAddr,
    /// The address under which people reach it.
    pub public_url: String,
    /// Where the embedded broker listens.
    pub broker_address: Option<SocketAddr>,
    /// Ends connections of banks whose password was revoked, and is stopped at the end.
    pub broker: Option<Arc<Broker>>,
    /// What is counted.
    pub metrics: Metrics,
    jobs: TaskTracker,
    web: TaskTracker,
    stop_jobs: CancellationToken,
    stop_web: CancellationToken,
}

/// Starts everything; returns when it answers.
///
/// # Errors
/// What cannot be had: an address that is taken, a database that does not answer, a site that was not built.
pub async fn start(config: &Config, extras: Extras) -> Result<Running, Failure> {
    // First of all, so that the port is known and a second server on it changes nothing.
    let listener = TcpListener::bind(config.listen)
        .await
        .doing(format!("listen at {}", config.listen))?;
    let address = listener.local_addr().doing("ask for my own address")?;
    let public_url = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let site = web::Site::find(config.site_dir.as_deref())?;
    let settings = Settings {
        public_url: public_url.clone(),
        demo: extras.demo.is_some(),
        payments: payments::settings(config),
    };
    let parts = Parts::open(config, settings).await?;
    parts.refuse_dead_key().await?;
    let metrics = Metrics::default();
    let (stop_jobs, stop_web) = (CancellationToken::new(), CancellationToken::new());
    let (jobs, serving) = (TaskTracker::new(), TaskTracker::new());

    let (broker, link_config) = broker(config, &parts, &metrics).await?;
    let listens = broker.as_ref().map(|broker| broker.local_addr());
    if let Some(told) = config.broker.for_banks(listens, &public_url) {
        parts.lockers.broker_is_at(told);
    }
    let (link, incoming) = MqttLink::start(link_config, stop_jobs.clone()).doing("start the link to the broker")?;
    jobs.spawn(consumer::run(
        parts.intake.clone(),
        incoming,
        metrics.clone(),
        stop_jobs.clone(),
    ));
    let link_stands = link.connected();
    start_jobs(&parts, link, &metrics, &jobs, &stop_jobs);

    let state = Web::new(web::Needs {
        parts: parts.clone(),
        site,
        proxies: config.proxies.clone(),
        limits: config.limits,
        metrics: metrics.clone(),
        metrics_token: config.metrics_token.clone(),
        link_stands,
        stop: stop_web.clone(),
    });
    let router = web::router(&state, extras.demo);
    serving.spawn(web::serve(listener, router, stop_web.clone()));
    first::administrator(&parts, &public_url).await?;
    Ok(Running {
        parts,
        address,
        public_url,
        broker_address: broker.as_ref().map(|broker| broker.local_addr()),
        broker,
        metrics,
        jobs,
        web: serving,
        stop_jobs,
        stop_web,
    })
}

/// The broker if it is ours, and how to reach it.
async fn broker(
    config: &Config,
    parts: &Parts,
    metrics: &Metrics,
) -> Result<(Option<Arc<Broker>>, LinkConfig), Failure> {
    let chance = Arc::clone(&parts.house.outside.chance);
    match &config.broker {
        BrokerChoice::Embedded { listen, .. } => {
            // Nobody is connected to a broker that has just been started.
            parts.lockers.begin_offline().await?;
            // Nor does anybody else send messages: those that the house was sending when it ended need not wait.
            begin_alone(&parts.house).await?;
            let password = SecretToken::new(chance.as_ref());
            let accounts = BrokerAccounts {
                lockers: Arc::clone(&parts.services.lockers),
                server_password: Secret::new(password.expose()),
            };
            let inbox = CommittedInbox {
                intake: parts.intake.clone(),
                metrics: metrics.clone(),
            };
            // Nothing kept on disk: commands are perishable, events are committed by the inbox, and a presence from
            // before the start would be a lie.
            let broker = Broker::start_with_inbox(BrokerConfig::new(*listen), Arc::new(accounts), Arc::new(inbox))
                .await
                .doing("start the broker")?;
            let address = BrokerAddress::plain(reachable(broker.local_addr()), SERVER, password.expose());
            Ok((Some(Arc::new(broker)), LinkConfig::new(address, "embedded", chance)))
        }
        BrokerChoice::External {
            address,
            ca_file,
            node,
            shared,
            ..
        } => {
            let mut link = LinkConfig::new(address.clone(), node, chance);
            if *shared {
                let group = parts.house.key.lookup_hash("mqtt.share", &[]);
                link.share = Share::WithOtherNodes { group };
            }
            if let Some(path) = ca_file {
                let read = tokio::fs::read(path).await;
                link.trusted_roots = Some(read.doing(format!("read {}", path.display()))?);
            }
            Ok((None, link))
        }
    }
}

/// How this process reaches what listens at all addresses.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        let loopback = match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        };
        address.set_ip(loopback);
    }
    address
}

fn start_jobs(parts: &Parts, link: MqttLink, metrics: &Metrics, jobs: &TaskTracker, stop: &CancellationToken) {
    jobs.spawn(Relay::new(&parts.house).run(stop.clone()));
    let outlet = Arc::new(LinkOutlet {
        link,
        metrics: metrics.clone(),
    });
    let commands = CommandJobs::new(parts.house.clone(), parts.intake.clone(), outlet, parts.signing.clone());
    jobs.spawn(commands.clone().run_publisher(stop.clone()));
    jobs.spawn(commands.clone().run_reconciler(stop.clone()));
    if let Some(files) = parts.lockers.turn_files() {
        jobs.spawn(commands.clone().run_turn(files, stop.clone()));
    }
    jobs.spawn(key_watch::run(parts.clone(), metrics.clone(), stop.clone()));
    jobs.spawn(commands.run_clock(stop.clone()));
    jobs.spawn(parts.notices.clone().run(stop.clone()));
    jobs.spawn(parts.accounts.clone().run_purge(stop.clone()));
    payments::start_jobs(parts, jobs, stop);
    jobs.spawn(TagJobs::new(parts.house.clone()).run(stop.clone()));
    jobs.spawn(LifeJobs::new(parts.house.clone()).run(stop.clone()));
    jobs.spawn(Delivery::new(parts.house.clone()).run_forgetting(stop.clone()));
    jobs.spawn(Delivery::new(parts.house.clone()).run_naming(stop.clone()));
    jobs.spawn(FoundJobs::new(parts.house.clone()).run(stop.clone()));
    jobs.spawn(Feedback::new(parts.house.clone()).run_forgetting(stop.clone()));
    jobs.spawn(Proofs::new(parts.house.clone()).run_linking(stop.clone()));
    jobs.spawn(Tickets::new(parts.house.clone()).run_forgetting(stop.clone()));
    jobs.spawn(Register::new(parts.house.clone()).run_jobs(stop.clone()));
    jobs.spawn(Support::new(parts.house.clone()).run_forgetting(stop.clone()));
    jobs.spawn(Forgetting::new(parts.house.clone()).run(stop.clone()));
}

impl Running {
    /// Stops in order: no new requests, those under way end (at most 8 s), then jobs, broker and database.
    pub async fn stop(self) {
        tracing::info!("stopping");
        self.stop_web.cancel();
        self.web.close();
        if tokio::time::timeout(DRAIN, self.web.wait()).await.is_err() {
            tracing::warn!("some answers were cut off");
        }
        self.stop_jobs.cancel();
        self.jobs.close();
        if tokio::time::timeout(JOBS, self.jobs.wait()).await.is_err() {
            tracing::warn!("some jobs were cut off; what they were doing is done again at the next start");
        }
        if let Some(broker) = &self.broker
            && tokio::time::timeout(BROKER, broker.stop()).await.is_err()
        {
            tracing::warn!("the broker did not stop in time");
        }
        if tokio::time::timeout(JOBS, self.parts.house.db.close()).await.is_err() {
            tracing::warn!("the database did not close in time");
        }
        tracing::info!("stopped");
    }
}

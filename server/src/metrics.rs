//! What is counted, for Prometheus. Labels are words of ours only: no address, no name, no id of a person.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use domain::lockers::KeyStanding;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Seconds until an answer's first byte.
const BUCKETS: [f64; 9] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Label names and values.
type Labels = Vec<(&'static str, String)>;

/// How the house stands beyond this process: what the database says of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Messages of banks that lie aside.
    pub set_aside: i64,
    /// Banks that were there once and are away.
    pub banks_away: i64,
    /// Doors that are broken, forced, or open for too long.
    pub doors_in_trouble: i64,
    /// Requests for help whose first answer is later than was promised.
    pub help_late: i64,
}

/// All counters of the process. Clones count into the same ones.
#[derive(Clone)]
pub struct Metrics {
    requests: Family<Labels, Counter>,
    seconds: Family<Labels, Histogram, fn() -> Histogram>,
    intake: Family<Labels, Counter>,
    outlet: Family<Labels, Counter>,
    panics: Counter,
    streams: Gauge,
    link: Gauge,
    database: Gauge<f64, AtomicU64>,
    set_aside: Gauge,
    keys: Family<Labels, Gauge>,
    banks_away: Gauge,
    doors_in_trouble: Gauge,
    help_late: Gauge,
}

/// Ends the count of one open stream when it is dropped.
pub struct OpenStream(Gauge);

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Default for Metrics {
    /// With nothing counted yet.
    fn default() -> Self {
        Self {
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            intake: Family::default(),
            outlet: Family::default(),
            panics: Counter::default(),
            streams: Gauge::default(),
            link: Gauge::default(),
            database: Gauge::default(),
            set_aside: Gauge::default(),
            keys: Family::default(),
            banks_away: Gauge::default(),
            doors_in_trouble: Gauge::default(),
            help_late: Gauge::default(),
        }
    }
}

impl Metrics {
    /// An answered request. `route` is the pattern of the route, never the address that was asked for.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let by_route = vec![("method", method.to_owned()), ("route", route.to_owned())];
        self.seconds.get_or_create(&by_route).observe(took.as_secs_f64());
        let mut labels = by_route;
        labels.push(("status", status.to_string()));
        self.requests.get_or_create(&labels).inc();
    }

    /// What became of a message from a bank: `applied`, `repeat`, `fault`, `set_aside`, or why it was refused.
    pub fn taken(&self, outcome: &str) {
        self.intake.get_or_create(&vec![("outcome", outcome.to_owned())]).inc();
    }

    /// What became of a command on its way to the broker.
    pub fn published(&self, outcome: &'static str) {
        self.outlet.get_or_create(&vec![("outcome", outcome.to_owned())]).inc();
    }

    /// How banks stand to the keys that sign, one word each.
    pub fn keys(&self, standings: impl Iterator<Item = KeyStanding>) {
        let mut counts = KeyStanding::ALL.map(|standing| (standing, 0));
        for standing in standings {
            for (one, count) in &mut counts {
                *count += i64::from(*one == standing);
            }
        }
        for (standing, count) in counts {
            let label = vec![("standing", standing.wire().to_owned())];
            self.keys.get_or_create(&label).set(count);
        }
    }

    /// A handler panicked: a defect.
    pub fn panicked(&self) {
        self.panics.inc();
    }

    /// A live screen connected; it counts until the answer is dropped.
    pub fn stream(&self) -> OpenStream {
        self.streams.inc();
        OpenStream(self.streams.clone())
    }

    /// Everything in the text format of `OpenMetrics`. `standing`: what the database says, if it answers.
    pub fn render(&self, link_stands: bool, database_answers: bool, standing: Option<Standing>) -> String {
        if let Some(standing) = standing {
            self.set_aside.set(standing.set_aside);
            self.banks_away.set(standing.banks_away);
            self.doors_in_trouble.set(standing.doors_in_trouble);
            self.help_late.set(standing.help_late);
        }
        self.link.set(i64::from(link_stands));
        self.database.set(f64::from(u8::from(database_answers)));
        let mut registry = Registry::with_prefix("cloakroom");
        registry.register("http_requests", "Answered requests", self.requests.clone());
        registry.register_with_unit(
            "http_request",
            "Time until the answer's first byte",
            Unit::Seconds,
            self.seconds.clone(),
        );
        registry.register(
            "bank_messages",
            "Messages from banks by what became of them",
            self.intake.clone(),
        );
        registry.register(
            "commands_published",
            "Commands handed to the broker",
            self.outlet.clone(),
        );
        registry.register("panics", "Handlers that panicked", self.panics.clone());
        registry.register("live_streams", "Screens that listen now", self.streams.clone());
        registry.register("broker_link_up", "Whether the broker is there", self.link.clone());
        registry.register("database_up", "Whether the database answers", self.database.clone());
        registry.register(
            "bank_messages_set_aside",
            "Messages from banks that could never be applied and lie aside",
            self.set_aside.clone(),
        );
        registry.register(
            "banks_by_key",
            "Banks by how they stand to the keys that sign commands",
            self.keys.clone(),
        );
        self.register_standing(&mut registry);
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }

    /// How banks, doors and those who help stand: the same at every node.
    fn register_standing(&self, registry: &mut Registry) {
        registry.register(
            "banks_away",
            "Locker banks that were connected once and are not now",
            self.banks_away.clone(),
        );
        registry.register(
            "doors_in_trouble",
            "Doors that are broken, forced, or open for too long",
            self.doors_in_trouble.clone(),
        );
        registry.register(
            "help_late",
            "Requests for help whose first answer is later than was promised",
            self.help_late.clone(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_told() {
        let metrics = Metrics::default();
        metrics.answered("GET", "/{lang}/pickup", 200, Duration::from_millis(3));
        metrics.taken("malformed");
        metrics.keys([KeyStanding::Deaf, KeyStanding::Fine, KeyStanding::Fine].into_iter());
        let open = metrics.stream();
        let standing = Standing {
            set_aside: 2,
            banks_away: 3,
            doors_in_trouble: 4,
            help_late: 5,
        };
        let text = metrics.render(true, false, Some(standing));
        for line in [
            r#"cloakroom_http_requests_total{method="GET",route="/{lang}/pickup",status="200"} 1"#,
            r#"cloakroom_bank_messages_total{outcome="malformed"} 1"#,
            "cloakroom_live_streams 1",
            "cloakroom_broker_link_up 1",
            "cloakroom_database_up 0.0",
            "cloakroom_bank_messages_set_aside 2",
            r#"cloakroom_banks_by_key{standing="deaf"} 1"#,
            r#"cloakroom_banks_by_key{standing="fine"} 2"#,
            r#"cloakroom_banks_by_key{standing="old"} 0"#,
            "cloakroom_banks_away 3",
            "cloakroom_doors_in_trouble 4",
            "cloakroom_help_late 5",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        drop(open);
        assert!(metrics.render(true, true, None).contains("cloakroom_live_streams 0"));
    }
}

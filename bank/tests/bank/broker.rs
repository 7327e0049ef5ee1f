//! A Mosquitto of our own on a free port, and a server's view of the banks on it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use domain::lockers::protocol::{Event, Presence, Snapshot, Stream, Topic};
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::Packet;
use rumqttc::v5::{AsyncClient, Event as Mqtt, MqttOptions};
use tokio::sync::mpsc;

use crate::stage::BANK;

pub const PATIENCE: Duration = Duration::from_secs(20);

fn program() -> PathBuf {
    let named = std::env::var_os("TEST_MOSQUITTO").map(PathBuf::from);
    let known = [
        "/usr/sbin/mosquitto",
        "/usr/local/sbin/mosquitto",
        "/opt/homebrew/sbin/mosquitto",
    ];
    named
        .into_iter()
        .chain(known.map(PathBuf::from))
        .find(|path| path.is_file())
        .expect("Mosquitto is not installed: please run `scripts/setup test`, or set TEST_MOSQUITTO")
}

/// A running Mosquitto; killed when dropped.
pub struct Mosquitto {
    dir: PathBuf,
    pub port: u16,
    child: Child,
}

impl Mosquitto {
    pub fn start(dir: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self::start_at(dir, port)
    }

    fn start_at(dir: &Path, port: u16) -> Self {
        let config = dir.join("mosquitto.conf");
        let text = format!("listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\n");
        std::fs::write(&config, text).unwrap();
        let child = Command::new(program())
            .arg("-c")
            .arg(&config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let dir = dir.to_owned();
        let started = Self { dir, port, child };
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return started;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("Mosquitto did not start");
    }

    /// Stops it; [`Stopped::start`] starts it again at the same port, with nothing remembered.
    pub fn stop(self) -> Stopped {
        Stopped {
            dir: self.dir.clone(),
            port: self.port,
        }
    }
}

impl Drop for Mosquitto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Stopped {
    dir: PathBuf,
    port: u16,
}

impl Stopped {
    pub fn start(self) -> Mosquitto {
        Mosquitto::start_at(&self.dir, self.port)
    }
}

/// What the server reads.
#[derive(Debug)]
pub enum Heard {
    Event(Event),
    State(Snapshot),
    Presence(Presence),
}

/// A server's client: hears all banks, sends commands.
pub struct Server {
    client: AsyncClient,
    heard: mpsc::UnboundedReceiver<Heard>,
}

impl Server {
    pub async fn connect(port: u16) -> Self {
        let mut options = MqttOptions::new(format!("server-{port}"), "127.0.0.1", port);
        options.set_keep_alive(Duration::from_secs(30));
        let (client, mut event_loop) = AsyncClient::new(options, 64);
        let (news, heard) = mpsc::unbounded_channel();
        let (ready, subscribed) = tokio::sync::oneshot::channel();
        let mut ready = Some(ready);
        for stream in [Stream::Events, Stream::State, Stream::Presence] {
            client.subscribe(Topic::filter(stream), QoS::AtLeastOnce).await.unwrap();
        }
        let subscriptions = client.clone();
        tokio::spawn(async move {
            let mut answers = 0;
            while let Ok(event) = event_loop.poll().await {
                match event {
                    Mqtt::Incoming(Packet::SubAck(_)) => {
                        answers += 1;
                        if answers == 3
                            && let Some(ready) = ready.take()
                        {
                            let _ = ready.send(());
                        }
                    }
                    Mqtt::Incoming(Packet::Publish(publish)) => {
                        let topic = Topic::parse(std::str::from_utf8(&publish.topic).unwrap()).unwrap();
                        let heard = match topic.stream {
                            Stream::Events => Heard::Event(Event::parse(&publish.payload).unwrap()),
                            Stream::State => Heard::State(Snapshot::parse(&publish.payload).unwrap()),
                            Stream::Presence => Heard::Presence(Presence::parse(&publish.payload).unwrap()),
                            Stream::Commands => panic!("the server does not hear commands"),
                        };
                        if news.send(heard).is_err() {
                            return;
                        }
                    }
                    _ => {}
                }
            }
            drop(subscriptions);
        });
        tokio::time::timeout(PATIENCE, subscribed).await.unwrap().unwrap();
        Self { client, heard }
    }

    pub async fn send(&self, payload: Vec<u8>, retained: bool) {
        let (bank, stream) = (BANK, Stream::Commands);
        let topic = Topic { bank, stream }.to_string();
        self.client
            .publish(topic, QoS::AtLeastOnce, retained, payload)
            .await
            .unwrap();
    }

    /// Waits for a thing that fits; what does not is dropped.
    pub async fn wait_for<T>(&mut self, fits: impl Fn(&Heard) -> Option<T>) -> T {
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                let heard = self.heard.recv().await.expect("the connection is lost");
                if let Some(found) = fits(&heard) {
                    return found;
                }
            }
        });
        found.await.expect("nothing that fits was heard in time")
    }

    pub async fn event(&mut self) -> Event {
        self.wait_for(|heard| match heard {
            Heard::Event(event) => Some(event.clone()),
            _ => None,
        })
        .await
    }

    pub async fn online(&mut self, online: bool) -> Presence {
        self.wait_for(|heard| match heard {
            Heard::Presence(presence) if presence.online == online => Some(presence.clone()),
            _ => None,
        })
        .await
    }
}

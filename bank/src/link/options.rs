//! How to connect: who we are, what we want, and the last will.

use domain::lockers::protocol::{MAX_BYTES, Presence, Stream, Topic};
use rumqttc::v5::MqttOptions;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::{ConnectProperties, LastWill};
use rumqttc::{NetworkOptions, TlsConfiguration, Transport};
use tokio::time::Duration;

use super::Link;
use crate::config::Timings;

/// The client panics below this.
const SHORTEST_KEEP_ALIVE: Duration = Duration::from_secs(5);
/// Commands that the broker may send before the first is acknowledged.
const COMMANDS: u16 = 16;
/// Messages of ours on their way at once: an event, a state, a presence.
const IN_FLIGHT: u16 = 8;

/// Whether this bank is there, as it stands on its topic.
pub(super) fn presence(link: &Link, connection: u64, online: bool) -> Vec<u8> {
    let presence = Presence {
        bank: link.bank,
        online,
        boot: link.boot,
        connection,
    };
    // Four plain fields can always be written.
    presence.to_bytes().unwrap_or_default()
}

/// The options of one connection.
pub(super) fn options(link: &Link, connection: u64) -> MqttOptions {
    let id = link.bank.to_string();
    let mut options = MqttOptions::new(&id, &link.broker.host, link.broker.port);
    options.set_credentials(id, link.password.expose());
    options.set_clean_start(true);
    options.set_manual_acks(true);
    options.set_keep_alive(Timings::wait(link.timings.keep_alive_ms).max(SHORTEST_KEEP_ALIVE));
    options.set_outgoing_inflight_upper_limit(IN_FLIGHT);
    let limit = Timings::wait(link.timings.broker_ms).as_secs().max(1);
    options.set_connection_timeout(limit);
    let mut properties = ConnectProperties::new();
    properties.session_expiry_interval = Some(0);
    properties.receive_maximum = Some(COMMANDS);
    properties.max_packet_size = u32::try_from(MAX_BYTES + 1024).ok();
    options.set_connect_properties(properties);
    let mut network = NetworkOptions::new();
    network.set_tcp_nodelay(true);
    network.set_connection_timeout(limit);
    options.set_network_options(network);
    let bank = link.bank;
    let stream = Stream::Presence;
    let will = presence(link, connection, false);
    options.set_last_will(LastWill::new(
        Topic { bank, stream }.to_string(),
        will,
        QoS::AtLeastOnce,
        true,
        None,
    ));
    if let Some(ca) = &link.broker.ca {
        options.set_transport(Transport::tls_with_config(TlsConfiguration::Simple {
            ca: ca.clone(),
            alpn: None,
            client_auth: None,
        }));
    }
    options
}

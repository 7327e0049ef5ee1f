//! Every account × topic × direction, by what the broker really takes and really delivers: with Mosquitto the answer to a
//! subscription says nothing, for it asks for rights when it delivers.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::lockers::protocol::Stream;
use rumqttc::v5::mqttbytes::v5::PubAckReason;

use super::client::{Client, options};
use super::stage::{NODES, SERVER_PASSWORD, Stage, together, topic};

const A_WHILE: Duration = Duration::from_millis(600);

/// The server and the two banks.
const ACCOUNTS: [&str; 3] = ["server", "bank 1", "bank 2"];
const SERVER: usize = 0;

/// Whoever writes to a topic, and whoever hears it, by their places in [`ACCOUNTS`]. The third bank has no account.
fn rights(number: u8, stream: Stream) -> (Option<usize>, Option<usize>) {
    let bank = Some(usize::from(number)).filter(|place| *place < ACCOUNTS.len());
    match stream {
        Stream::Commands => (Some(SERVER), bank),
        Stream::Events | Stream::State | Stream::Presence => (bank, Some(SERVER)),
    }
}

/// Topics that are nobody's.
fn nobodys() -> Vec<String> {
    let events = topic(1, Stream::Events);
    vec![
        format!("{events}/more"),
        format!("/{events}"),
        events.replace("v1", "v2"),
        events.replace("cloakroom/", "Cloakroom/"),
        topic(1, Stream::Commands).replace("banks", "bank"),
        "cloakroom".into(),
        "elsewhere".into(),
    ]
}

/// By name, by every wildcard, and as a share of what others hear.
fn filters() -> Vec<String> {
    let mut filters: Vec<String> = [
        "#",
        "+/#",
        "cloakroom/#",
        "cloakroom/v1/banks/+/+",
        "+/+/+/+/+",
        "$SYS/#",
    ]
    .map(str::to_owned)
    .into();
    for stream in Stream::ALL {
        filters.push(format!("cloakroom/v1/banks/+/{}", stream.wire()));
        filters.extend([1, 2, 3].map(|number| topic(number, stream)));
        filters.push(format!("$share/mine/{}", topic(1, stream)));
    }
    filters.extend(nobodys());
    filters
}

async fn everyone(stage: &Stage) -> [Client; 3] {
    let node = format!("cloakroom-server-{}", NODES[1]);
    let server = Client::admitted(options(stage.at, &node, Some((&node, SERVER_PASSWORD)))).await;
    [server, Client::bank(stage, 1).await, Client::bank(stage, 2).await]
}

/// Tries to write everywhere as everybody; gives what each should hear.
async fn write_everywhere(clients: &mut [Client; 3]) -> [BTreeSet<String>; 3] {
    let mut expected = <[BTreeSet<String>; 3]>::default();
    let owned = [1, 2, 3]
        .into_iter()
        .flat_map(|number| Stream::ALL.map(|stream| (number, stream)));
    let owned = owned.map(|(number, stream)| (topic(number, stream), rights(number, stream)));
    let all: Vec<_> = owned
        .chain(nobodys().into_iter().map(|topic| (topic, (None, None))))
        .collect();
    for (place, client) in clients.iter_mut().enumerate() {
        for (topic, (writer, reader)) in &all {
            let said = format!("{} on {topic}", ACCOUNTS[place]);
            let answer = client.publish(topic, false, said.clone()).await;
            if *writer == Some(place) {
                assert_ne!(answer, PubAckReason::NotAuthorized, "{said}");
                if let Some(reader) = reader {
                    expected[*reader].insert(said);
                }
            } else {
                assert_eq!(answer, PubAckReason::NotAuthorized, "{said}");
            }
        }
    }
    expected
}

/// Each account asks for everything, and hears what is its own.
pub(super) async fn each_account_reaches_what_is_its_own(stage: Stage) {
    let _server = stage.link().await;
    let mut clients = everyone(&stage).await;
    for client in &mut clients {
        for filter in filters() {
            client.subscribe(&filter).await;
        }
    }
    let expected = write_everywhere(&mut clients).await;
    for ((client, expected), account) in clients.iter_mut().zip(expected).zip(ACCOUNTS) {
        let mut heard = BTreeSet::new();
        while let Some(message) = client.next(A_WHILE).await {
            heard.insert(String::from_utf8(message.payload.to_vec()).unwrap());
        }
        assert_eq!(heard, expected, "what {account} hears");
    }
}

/// A share of what the server hears would be taken from it: one of many members gets each message, and a bank that
/// may not read it would make it vanish.
pub(super) async fn a_bank_takes_no_share_of_what_the_server_hears(stage: Stage) {
    let mut server = stage.start_link(NODES[0], together(), SERVER_PASSWORD);
    server.wait_connected(true).await;
    let mut thief = Client::bank(&stage, 2).await;
    for filter in [
        topic(1, Stream::Events),
        "cloakroom/v1/banks/+/events".into(),
        "#".into(),
    ] {
        for group in ["cloakroom", "other"] {
            thief.subscribe(&format!("$share/{group}/{filter}")).await;
        }
    }
    let mut honest = Client::bank(&stage, 1).await;
    for number in 0..20 {
        honest
            .publish(&topic(1, Stream::Events), false, number.to_string())
            .await;
    }
    for number in 0..20 {
        assert_eq!(server.take().await, number.to_string().as_bytes(), "nothing is lost");
    }
}

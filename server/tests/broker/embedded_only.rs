//! What only the embedded broker holds, or only it can be asked to do.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;

use backend::mqtt::{SERVER_CLIENT_PREFIX, Share};
use domain::ids::BankId;
use domain::lockers::protocol::{MAX_BYTES, Stream};
use rumqttc::v5::mqttbytes::v5::{ConnectReturnCode, PubAckReason};
use server::broker::Inbox;

use super::client::{Client, Raw, options};
use super::stage::{BANK_PASSWORD, NODES, SERVER_PASSWORD, Stage, bank, topic};

const A_WHILE: Duration = Duration::from_millis(400);

#[tokio::test(flavor = "multi_thread")]
async fn banks_wait_until_the_server_listens() {
    let stage = Stage::embedded().await;
    let id = bank(1).to_string();
    let early = Client::connect(options(stage.at, &id, Some((&id, BANK_PASSWORD))))
        .await
        .err();
    assert_eq!(early, Some(ConnectReturnCode::ServerUnavailable));
    let server = stage.link().await;
    let _admitted = Client::bank(&stage, 1).await;
    // Once it has listened its session is kept: what comes while it is away waits for it.
    server.leave().await;
    let mut bank = Client::bank(&stage, 2).await;
    bank.publish(&topic(2, Stream::Events), false, "meanwhile").await;
    assert_eq!(stage.link().await.take().await, b"meanwhile");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_command_goes_nowhere_and_ends_the_connection() {
    let stage = Stage::embedded().await;
    let _server = stage.link().await;
    let node = format!("{SERVER_CLIENT_PREFIX}{}", NODES[1]);
    let mut rogue = Client::connect(options(stage.at, &node, Some((&node, SERVER_PASSWORD))))
        .await
        .unwrap();
    let mut present = Client::listening_bank(&stage, 2).await;
    rogue.publish_unheard(&topic(2, Stream::Commands), true, "open").await;
    rogue.wait_closed().await;
    assert!(present.next(A_WHILE).await.is_none(), "not delivered");
    let mut late = Client::listening_bank(&stage, 1).await;
    assert!(late.next(A_WHILE).await.is_none(), "not kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_event_goes_nowhere_and_ends_the_connection() {
    let stage = Stage::embedded().await;
    let mut server = stage.link().await;
    let mut bank = Client::bank(&stage, 1).await;
    bank.publish_unheard(&topic(1, Stream::Events), true, "opened").await;
    bank.wait_closed().await;
    server.assert_quiet().await;
    let mut late = stage.start_link(NODES[1], Share::Alone, SERVER_PASSWORD);
    late.wait_connected(true).await;
    late.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_will_is_held_to_the_same_rules() {
    let stage = Stage::embedded().await;
    let _server = stage.link().await;
    let id = bank(1).to_string();
    for (will, retain, payload) in [
        (topic(2, Stream::Presence), true, "offline".to_owned()),
        (topic(1, Stream::Commands), false, "open".to_owned()),
        (topic(1, Stream::Events), true, "opened".to_owned()),
        (topic(1, Stream::Presence), true, "x".repeat(MAX_BYTES + 1)),
    ] {
        let options = options(stage.at, &id, Some((&id, BANK_PASSWORD)));
        let refused = Client::connect(Client::with_will(options, &will, &payload, retain))
            .await
            .err();
        assert_eq!(refused, Some(ConnectReturnCode::NotAuthorized), "{will}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_bank_is_put_out_and_does_not_come_back() {
    let stage = Stage::embedded().await;
    let mut server = stage.link().await;
    let id = bank(1).to_string();
    let login = || options(stage.at, &id, Some((&id, BANK_PASSWORD)));
    let options = Client::with_will(login(), &topic(1, Stream::Presence), "offline", true);
    let mut bank = Client::admitted(options).await;
    assert!(stage.broker().is_connected(&id).await);
    stage.book.revoke(&id);
    stage.broker().disconnect(&id).await;
    bank.wait_closed().await;
    assert_eq!(server.take().await, b"offline");
    assert!(!stage.broker().is_connected(&id).await);
    assert_eq!(
        Client::connect(login()).await.err(),
        Some(ConnectReturnCode::BadUserNamePassword)
    );
}

/// An inbox that can be shut, and remembers what it kept.
#[derive(Default)]
struct Tray {
    open: AtomicBool,
    kept: Mutex<Vec<(BankId, Vec<u8>)>>,
}

#[async_trait]
impl Inbox for Tray {
    async fn keep(&self, bank: BankId, payload: &[u8]) -> bool {
        let open = self.open.load(Ordering::Relaxed);
        if open {
            self.kept.lock().unwrap().push((bank, payload.to_vec()));
        }
        open
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_an_inbox_an_event_is_acknowledged_only_when_kept() {
    let tray = Arc::new(Tray::default());
    let stage = Stage::embedded_with(Some(tray.clone()), |_, _| {}).await;
    let mut server = stage.link().await;
    let mut first = Client::bank(&stage, 1).await;
    first.publish(&topic(1, Stream::State), true, "all closed").await;
    assert_eq!(server.take().await, b"all closed", "only events go through the inbox");
    let shut = tokio::time::timeout(A_WHILE, first.publish(&topic(1, Stream::Events), false, "opened")).await;
    assert!(shut.is_err(), "acknowledged before it was kept");
    server.assert_quiet().await;

    tray.open.store(true, Ordering::Relaxed);
    assert_eq!(server.take().await, b"opened");
    assert_eq!(
        first.publish(&topic(1, Stream::Events), false, "closed").await,
        PubAckReason::Success
    );
    assert_eq!(server.take().await, b"closed");
    let kept = [b"opened".to_vec(), b"closed".to_vec()].map(|payload| (bank(1), payload));
    assert_eq!(*tray.kept.lock().unwrap(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn older_protocols_are_refused() {
    let stage = Stage::embedded().await;
    let _server = stage.link().await;
    let (_, reason) = Raw::connect(stage.at, 4, &bank(1).to_string(), BANK_PASSWORD).await;
    assert_eq!(reason, 1, "unacceptable protocol version");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_folder_a_stop_loses_nothing() {
    let mut stage = Stage::embedded_with(None, |config, folder| config.state_dir = Some(folder.join("broker"))).await;
    stage.link().await.leave().await;
    let mut bank = Client::bank(&stage, 1).await;
    bank.publish(&topic(1, Stream::State), true, "all closed").await;
    bank.publish(&topic(1, Stream::Events), false, "opened").await;
    stage.stop().await;
    stage.start().await;
    let mut server = stage.link().await;
    let mut seen = [server.take().await, server.take().await];
    seen.sort();
    assert_eq!(seen, [b"all closed".to_vec(), b"opened".to_vec()]);
    let mut late = stage.start_link(NODES[1], Share::Alone, SERVER_PASSWORD);
    assert_eq!(late.take().await, b"all closed", "kept as retained too");
    // Or it would write its queues again into a folder that was just removed.
    server.leave().await;
    late.leave().await;
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_address_is_an_error_in_words() {
    let stage = Stage::embedded().await;
    let config = server::broker::BrokerConfig::new(stage.at);
    let error = server::broker::Broker::start(config, stage.book.clone())
        .await
        .err()
        .unwrap();
    assert!(error.to_string().contains(&stage.at.to_string()), "{error}");
}

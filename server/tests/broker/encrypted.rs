//! The link over TLS, against Mosquitto with a certificate of its own.

use std::time::Duration;

use backend::mqtt::{BrokerAddress, PublishError, Share};
use domain::lockers::protocol::Stream;

use super::stage::{NODES, SERVER_PASSWORD, Stage, start_link_to, topic};

fn address(stage: &Stage) -> BrokerAddress {
    // Only the first link of a process installs it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let port = stage.at.port();
    format!(
        "mqtts://cloakroom-server-{}:{SERVER_PASSWORD}@localhost:{port}",
        NODES[0]
    )
    .parse()
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn with_its_certificate_trusted_the_link_stands() {
    let stage = Stage::mosquitto_with_tls().await;
    let roots = std::fs::read(stage.folder.0.join("certificate.pem")).unwrap();
    let server = start_link_to(address(&stage), NODES[0], Share::Alone, Some(roots));
    server.wait_connected(true).await;
    let sent = server
        .publisher
        .publish(&topic(1, Stream::Commands), b"open".to_vec(), Some(5))
        .await;
    assert!(matches!(sent, Ok(()) | Err(PublishError::NobodyListens)), "{sent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_nobody_vouches_for_is_not_trusted() {
    let stage = Stage::mosquitto_with_tls().await;
    let server = start_link_to(address(&stage), NODES[0], Share::Alone, None);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!*server.publisher.connected().borrow());
}

//! What the link does when a broker admits it and then falls silent. The broker is a few bytes played by the test.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::outside::SeededChance;

use super::{BrokerAddress, LinkConfig, MqttLink, PublishError};

const CONNACK: [u8; 5] = [0x20, 3, 0, 0, 0];
const SUBACK: [u8; 8] = [0x90, 6, 0, 1, 0, 1, 1, 1];
const SUBACK_REFUSED: [u8; 8] = [0x90, 6, 0, 1, 0, 0x87, 1, 1];

async fn admit(listener: &TcpListener, suback: [u8; 8]) -> TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut packet = [0; 1024];
    let _connect = stream.read(&mut packet).await.unwrap();
    stream.write_all(&CONNACK).await.unwrap();
    let _subscribe = stream.read(&mut packet).await.unwrap();
    stream.write_all(&suback).await.unwrap();
    stream
}

fn link_to(listener: &TcpListener) -> (MqttLink, CancellationToken) {
    let address = BrokerAddress::plain(listener.local_addr().unwrap(), "u", "p");
    let mut config = LinkConfig::new(address, "n1", Arc::new(SeededChance::new(1)));
    config.publish_timeout = Duration::from_millis(200);
    let stop = CancellationToken::new();
    let (link, mut incoming) = MqttLink::start(config, stop.clone()).unwrap();
    tokio::spawn(async move { while incoming.recv().await.is_some() {} });
    (link, stop)
}

#[tokio::test]
async fn a_publish_without_answer_ends_in_time_and_is_not_sent_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (link, stop) = link_to(&listener);
    let mut first = admit(&listener, SUBACK).await;
    link.connected().wait_for(|now| *now).await.unwrap();
    assert_eq!(
        link.publish("t", b"open".to_vec(), Some(5)).await,
        Err(PublishError::NoAnswer)
    );
    // That connection is over, and the next one starts with nothing to send.
    let mut rest = Vec::new();
    first.read_to_end(&mut rest).await.unwrap();
    assert!(rest.ends_with(b"open"));
    let mut second = admit(&listener, SUBACK).await;
    link.connected().wait_for(|now| *now).await.unwrap();
    stop.cancel();
    rest.clear();
    second.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest.first(), Some(&0xE0), "only the farewell: {rest:?}");
}

#[tokio::test]
async fn a_refused_subscription_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (link, _stop) = link_to(&listener);
    let mut first = admit(&listener, SUBACK_REFUSED).await;
    let mut rest = Vec::new();
    first.read_to_end(&mut rest).await.unwrap();
    assert!(!*link.connected().borrow());
    let _second = admit(&listener, SUBACK).await;
    link.connected().wait_for(|now| *now).await.unwrap();
}

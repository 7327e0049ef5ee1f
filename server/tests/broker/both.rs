//! What must hold with every broker.

use std::time::Duration;

use backend::mqtt::{PublishError, Share};
use domain::lockers::protocol::{MAX_BYTES, Stream};
use rumqttc::v5::mqttbytes::v5::{ConnectReturnCode, PubAckReason};
use tokio::time::Instant;

use super::client::{Client, Raw, options};
use super::matrix::{a_bank_takes_no_share_of_what_the_server_hears, each_account_reaches_what_is_its_own};
use super::stage::{BANK_PASSWORD, NODES, SERVER_PASSWORD, Stage, bank, together, topic};

const SOON: Duration = Duration::from_secs(5);
const A_WHILE: Duration = Duration::from_millis(400);

macro_rules! on_both {
    ($($scenario:ident),* $(,)?) => {
        mod embedded {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $scenario() {
                super::$scenario(super::Stage::embedded().await).await;
            })*
        }
        mod mosquitto {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $scenario() {
                super::$scenario(super::Stage::mosquitto().await).await;
            })*
        }
    };
}

on_both!(
    a_command_is_acknowledged_and_carries_its_expiry,
    an_event_is_acknowledged_only_after_done,
    a_message_that_was_not_taken_comes_again_on_the_same_link,
    the_link_comes_back_after_the_broker_does,
    a_bank_reaches_only_what_is_its_own,
    strangers_are_refused,
    too_large_is_refused,
    a_slow_server_loses_nothing_and_keeps_the_order,
    retained_state_reaches_a_server_that_comes_late,
    a_last_will_tells_that_the_bank_is_gone,
    nodes_that_share_get_each_message_once,
    there_and_back_takes_a_moment,
    each_account_reaches_what_is_its_own,
    a_bank_takes_no_share_of_what_the_server_hears,
);

async fn a_command_is_acknowledged_and_carries_its_expiry(stage: Stage) {
    let server = stage.link().await;
    let mut bank = Client::listening_bank(&stage, 1).await;
    let commands = topic(1, Stream::Commands);
    server
        .publisher
        .publish(&commands, b"open".to_vec(), Some(25))
        .await
        .unwrap();
    let command = bank.next(SOON).await.expect("the command arrives");
    assert_eq!(command.payload, "open");
    assert!(!command.retain);
    let left = command
        .properties
        .and_then(|properties| properties.message_expiry_interval);
    assert!(matches!(left, Some(20..=25)), "{left:?}");
}

async fn an_event_is_acknowledged_only_after_done(stage: Stage) {
    let mut server = stage.link().await;
    let mut bank = Client::bank(&stage, 1).await;
    assert_eq!(
        bank.publish(&topic(1, Stream::Events), false, "opened").await,
        PubAckReason::Success
    );
    let taken = server.next().await;
    assert_eq!(
        (taken.topic.as_str(), taken.payload.as_slice()),
        (topic(1, Stream::Events).as_str(), &b"opened"[..])
    );

    server.leave().await;
    // Too late: that connection is gone.
    taken.ack.done();
    let mut server = stage.link().await;
    let again = server.next().await;
    assert_eq!(again.payload, b"opened");
    again.ack.done();
    server.assert_quiet().await;

    server.leave().await;
    let mut server = stage.link().await;
    server.assert_quiet().await;
}

async fn a_message_that_was_not_taken_comes_again_on_the_same_link(stage: Stage) {
    let mut server = stage.link().await;
    let mut bank = Client::bank(&stage, 1).await;
    bank.publish(&topic(1, Stream::Events), false, "opened").await;
    drop(server.next().await);
    let again = server.next().await;
    assert_eq!(again.payload, b"opened");
    again.ack.done();
    server.assert_quiet().await;
}

async fn the_link_comes_back_after_the_broker_does(mut stage: Stage) {
    let mut server = stage.link().await;
    stage.stop().await;
    server.wait_connected(false).await;
    let nobody = server
        .publisher
        .publish(&topic(1, Stream::Commands), b"x".to_vec(), Some(5))
        .await;
    assert_eq!(nobody, Err(PublishError::NotConnected));

    stage.start().await;
    server.wait_connected(true).await;
    let mut bank = Client::listening_bank(&stage, 1).await;
    server
        .publisher
        .publish(&topic(1, Stream::Commands), b"again".to_vec(), Some(5))
        .await
        .unwrap();
    let command = bank.next(SOON).await.expect("the command arrives");
    assert_eq!(command.payload, "again", "what failed before is not sent by itself");
    bank.publish(&topic(1, Stream::Events), false, "back").await;
    assert_eq!(server.take().await, b"back");
}

async fn a_bank_reaches_only_what_is_its_own(stage: Stage) {
    let mut server = stage.link().await;
    let mut first = Client::listening_bank(&stage, 1).await;
    let mut second = Client::listening_bank(&stage, 2).await;
    for filter in [
        &topic(2, Stream::Commands),
        "cloakroom/v1/banks/+/commands",
        "#",
        &topic(2, Stream::Events),
    ] {
        let answer = first.subscribe(filter).await;
        if stage.is_embedded() {
            assert_eq!(format!("{answer:?}"), "NotAuthorized", "{filter}");
        }
    }
    for forbidden in [
        &topic(1, Stream::Commands),
        &topic(2, Stream::Commands),
        &topic(2, Stream::Events),
        &topic(2, Stream::Presence),
        "x",
    ] {
        let answer = first.publish(forbidden, false, "forged").await;
        assert_eq!(answer, PubAckReason::NotAuthorized, "{forbidden}");
    }
    first.publish(&topic(1, Stream::Events), false, "mine").await;
    assert_eq!(server.take().await, b"mine", "nothing forged came before it");
    server
        .publisher
        .publish(&topic(2, Stream::Commands), b"for two".to_vec(), Some(5))
        .await
        .unwrap();
    assert_eq!(second.next(SOON).await.expect("its own command").payload, "for two");
    assert!(first.next(A_WHILE).await.is_none(), "it is not for the first");
}

async fn strangers_are_refused(stage: Stage) {
    let server = stage.link().await;
    let (one, two) = (bank(1).to_string(), bank(2).to_string());
    let wrong = Client::connect(options(stage.at, &one, Some((&one, "guess"))))
        .await
        .err();
    let unknown = Client::connect(options(stage.at, "x", Some(("x", BANK_PASSWORD))))
        .await
        .err();
    let nameless = Client::connect(options(stage.at, &one, None)).await.err();
    let refused = |code| {
        matches!(
            code,
            Some(ConnectReturnCode::BadUserNamePassword | ConnectReturnCode::NotAuthorized)
        )
    };
    for code in [wrong, unknown, nameless] {
        assert!(refused(code), "{code:?}");
    }
    if stage.is_embedded() {
        let as_another = Client::connect(options(stage.at, &two, Some((&one, BANK_PASSWORD))))
            .await
            .err();
        assert_eq!(as_another, Some(ConnectReturnCode::ClientIdentifierNotValid));
        let node = format!("cloakroom-server-{}", NODES[0]);
        let as_server = Client::connect(options(stage.at, &node, Some((&one, BANK_PASSWORD))))
            .await
            .err();
        assert_eq!(as_server, Some(ConnectReturnCode::ClientIdentifierNotValid));
    }
    let intruder = stage.start_link(NODES[1], Share::Alone, "guess");
    tokio::time::sleep(A_WHILE).await;
    assert!(!*intruder.publisher.connected().borrow());
    assert!(*server.publisher.connected().borrow(), "the real one is not disturbed");
}

async fn too_large_is_refused(stage: Stage) {
    let mut server = stage.link().await;
    let commands = topic(1, Stream::Commands);
    let too_large = server
        .publisher
        .publish(&commands, vec![b' '; MAX_BYTES + 1], None)
        .await;
    assert_eq!(too_large, Err(PublishError::TooLarge));

    let mut honest = Client::bank(&stage, 1).await;
    honest
        .publish(&topic(1, Stream::Events), false, vec![b' '; MAX_BYTES])
        .await;
    assert_eq!(server.take().await.len(), MAX_BYTES);
    for size in [MAX_BYTES + 1, MAX_BYTES + 4096] {
        let (mut raw, reason) = Raw::connect(stage.at, 5, &bank(2).to_string(), BANK_PASSWORD).await;
        assert_eq!(reason, 0);
        let answer = raw.publish(&topic(2, Stream::Events), &vec![b' '; size]).await;
        assert!(
            size == MAX_BYTES + 1 || answer != Some(4),
            "a packet over the limit is not acknowledged"
        );
    }
    server.assert_quiet().await;
}

async fn a_slow_server_loses_nothing_and_keeps_the_order(stage: Stage) {
    const MANY: usize = 500;
    let mut server = stage.link().await;
    let mut bank = Client::bank(&stage, 1).await;
    for number in 0..MANY {
        bank.publish(&topic(1, Stream::Events), false, number.to_string()).await;
    }
    tokio::time::sleep(A_WHILE).await;
    // A server that is behind still sends commands.
    let commands = server
        .publisher
        .publish(&topic(1, Stream::Commands), b"open".to_vec(), Some(5))
        .await;
    assert!(
        matches!(commands, Ok(()) | Err(PublishError::NobodyListens)),
        "{commands:?}"
    );
    for number in 0..MANY {
        let incoming = server.next().await;
        assert_eq!(incoming.payload, number.to_string().as_bytes());
        incoming.ack.done();
    }
    server.assert_quiet().await;
    assert!(*server.publisher.connected().borrow());
}

async fn retained_state_reaches_a_server_that_comes_late(stage: Stage) {
    let server = stage.link().await;
    let mut bank = Client::bank(&stage, 1).await;
    bank.publish(&topic(1, Stream::State), true, "all closed").await;
    let mut late = stage.start_link(NODES[1], Share::Alone, SERVER_PASSWORD);
    let found = late.next().await;
    assert!(found.retained);
    assert_eq!(found.payload, b"all closed");
    drop(server);
}

async fn a_last_will_tells_that_the_bank_is_gone(stage: Stage) {
    let mut server = stage.link().await;
    let id = bank(1).to_string();
    let options = options(stage.at, &id, Some((&id, BANK_PASSWORD)));
    let options = Client::with_will(options, &topic(1, Stream::Presence), "offline", true);
    let mut bank = Client::admitted(options).await;
    bank.publish(&topic(1, Stream::Presence), true, "online").await;
    assert_eq!(server.take().await, b"online");
    bank.die().await;
    assert_eq!(server.take().await, b"offline");
    let mut late = stage.start_link(NODES[1], Share::Alone, SERVER_PASSWORD);
    assert_eq!(late.take().await, b"offline");
}

async fn nodes_that_share_get_each_message_once(stage: Stage) {
    let mut nodes = NODES.map(|node| stage.start_link(node, together(), SERVER_PASSWORD));
    for node in &nodes {
        node.wait_connected(true).await;
    }
    let mut bank = Client::bank(&stage, 1).await;
    for number in 0..20 {
        bank.publish(&topic(1, Stream::Events), false, number.to_string()).await;
    }
    let mut seen = Vec::new();
    for node in &mut nodes {
        while let Ok(Some(incoming)) = tokio::time::timeout(A_WHILE, node.incoming.recv()).await {
            seen.push(String::from_utf8(incoming.payload).unwrap().parse::<u32>().unwrap());
            incoming.ack.done();
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..20).collect::<Vec<_>>());
}

/// Server, broker, bank, broker, server. With Nagle's algorithm on any of the sockets it takes 40 ms and more.
async fn there_and_back_takes_a_moment(stage: Stage) {
    const TURNS: usize = 101;
    let mut server = stage.link().await;
    let mut bank = Client::listening_bank(&stage, 1).await;
    let echo = tokio::spawn(async move {
        while let Some(command) = bank.next(SOON).await {
            bank.publish(&topic(1, Stream::Events), false, command.payload.to_vec())
                .await;
        }
    });
    let mut times = Vec::new();
    for turn in 0..TURNS {
        let began = Instant::now();
        server
            .publisher
            .publish(&topic(1, Stream::Commands), turn.to_string().into_bytes(), Some(5))
            .await
            .unwrap();
        let echoed = server.next().await;
        times.push(began.elapsed());
        assert_eq!(echoed.payload, turn.to_string().as_bytes());
        echoed.ack.done();
    }
    times.sort_unstable();
    println!(
        "there and back: median {:?}, 95 % within {:?}",
        times[TURNS / 2],
        times[TURNS * 95 / 100]
    );
    assert!(
        times[TURNS / 2] < Duration::from_millis(30),
        "median {:?}",
        times[TURNS / 2]
    );
    echo.abort();
}

//! Without database or broker: said plainly, and recovered from by itself.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use server::broker::{Account, Accounts, Broker, BrokerConfig};
use server::config::BrokerChoice;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::browser::{Answer, Browser};
use crate::log;
use crate::stage::{Stage, secret};

/// Asks until it is as expected; links and pools need a moment to notice.
async fn becomes(browser: &mut Browser, path: &str, status: u16) -> Answer {
    for _ in 0..150 {
        let answer = browser.get(path).await;
        if answer.status == status {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} did not become {status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_database_closed_pages_say_so_and_it_is_not_ready() {
    let stage = Stage::start().await.with_employee().await;
    let mut browser = stage.signed_in().await;
    becomes(&mut browser, "/readyz", 200).await;
    stage.running.parts.house.db.close().await;
    let answer = browser.get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains(r#""database":false"#), "{}", answer.body);
    assert_eq!(browser.get("/healthz").await.status, 200);
    for path in ["/ro/", "/ro/employee/deliveries", "/ro/sign-in"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 503, "{path}");
        assert!(
            answer.body.contains("<html lang=\"ro\"") && answer.body.ends_with("</html>"),
            "{path}"
        );
        assert_eq!(answer.header("retry-after"), "10");
    }
    let answer = browser.post("/api/fn/anything", &[]).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (503, "application/json")
    );
    stage.stop().await;
}

/// A wire that can be cut.
async fn wire(to: String) -> (u16, watch::Sender<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (cut, whole) = watch::channel(true);
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let (to, mut whole) = (to.clone(), whole.clone());
            tokio::spawn(async move {
                if !*whole.borrow() {
                    return;
                }
                let Ok(mut far) = TcpStream::connect(&to).await else {
                    return;
                };
                tokio::select! {
                    _ = copy_bidirectional(&mut near, &mut far) => {}
                    _ = whole.wait_for(|whole| !whole) => {}
                }
            });
        }
    });
    (port, cut)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_database_comes_back_everything_goes_on() {
    let url = std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL; scripts/test starts a server and sets it");
    let (account, rest) = url.split_once('@').unwrap();
    let (host, name) = rest.split_once('/').unwrap();
    let (port, cut) = wire(host.to_owned()).await;
    let url = format!("{account}@127.0.0.1:{port}/{name}");
    let stage = Stage::start_with(|config| config.database = secret(&url)).await;
    let mut browser = stage.browser();
    becomes(&mut browser, "/readyz", 200).await;
    assert_eq!(browser.get("/ro/").await.status, 200);
    cut.send_replace(false);
    assert_eq!(browser.get("/readyz").await.status, 503);
    let answer = browser.get("/ro/").await;
    assert_eq!(answer.status, 503, "{}", log::lines_with("\"ERROR\""));
    assert!(answer.body.contains("<html lang=\"ro\""));
    cut.send_replace(true);
    becomes(&mut browser, "/readyz", 200).await;
    assert_eq!(browser.get("/ro/").await.status, 200);
    stage.stop().await;
}

/// Lets the server in.
struct Anybody;

#[async_trait]
impl Accounts for Anybody {
    async fn check(&self, _: &str, _: &[u8]) -> Option<Account> {
        Some(Account::Server)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_broker_it_is_not_ready_and_with_it_it_is() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let stage = Stage::start_with(|config| {
        config.broker = BrokerChoice::External {
            address: format!("mqtt://server:x@{free}").parse().unwrap(),
            ca_file: None,
            node: "n1".to_owned(),
            shared: false,
            public_url: None,
        };
    })
    .await;
    let mut browser = stage.browser();
    let answer = browser.get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains(r#""broker":false"#), "{}", answer.body);
    assert_eq!(browser.get("/en/").await.status, 200, "pages do not need the broker");
    let broker = Broker::start(BrokerConfig::new(free), Arc::new(Anybody)).await.unwrap();
    becomes(&mut browser, "/readyz", 200).await;
    broker.stop().await;
    becomes(&mut browser, "/readyz", 503).await;
    stage.stop().await;
}

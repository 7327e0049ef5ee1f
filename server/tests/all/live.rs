//! Open screens: each hears of its own, and none of them keeps the server from stopping.

use std::time::Duration;

use domain::live::Nudge;

use crate::stage::Stage;

const PATIENCE: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_hears_of_its_own_organisation_until_the_server_stops() {
    let stage = Stage::start().await.with_employee().await;
    assert_eq!(stage.browser().get("/live").await.status, 401);
    let browser = stage.signed_in().await;
    let mut stream = browser.request("GET", "/live").send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert_eq!(stream.headers()["cache-control"], "no-store");

    let parts = stage.running.parts.clone();
    let own = parts.accounts.seed_organisation("Test house").await.unwrap();
    let bank = "01920000-0000-7000-8000-000000000002".parse().unwrap();
    let foreign = "01920000-0000-7000-8000-000000000001".parse().unwrap();
    parts.house.live.tell(Nudge::Bank {
        organisation: foreign,
        bank,
    });
    parts.house.live.tell(Nudge::Bank {
        organisation: own,
        bank,
    });
    let first = tokio::time::timeout(PATIENCE, stream.chunk())
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    let first = String::from_utf8(first.to_vec()).unwrap();
    let json = first.trim().strip_prefix("data: ").unwrap();
    let nudge: Nudge = serde_json::from_str(json).unwrap();
    assert_eq!(
        nudge,
        Nudge::Bank {
            organisation: own,
            bank
        }
    );

    tokio::time::timeout(PATIENCE, stage.stop())
        .await
        .expect("an open stream does not hold the stop up");
    let end = tokio::time::timeout(PATIENCE, stream.chunk()).await.unwrap();
    assert!(matches!(end, Ok(None) | Err(_)), "the stream ended");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_ends_with_its_session_and_with_no_other() {
    let stage = Stage::start().await.with_employee().await;
    let (mut one, two) = (stage.signed_in().await, stage.signed_in().await);
    let mut ended = one.request("GET", "/live").send().await.unwrap();
    let mut other = two.request("GET", "/live").send().await.unwrap();
    assert_eq!(one.post("/en/sign-out", &[]).await.status, 303);
    let last = tokio::time::timeout(PATIENCE, ended.chunk())
        .await
        .expect("told at once");
    assert!(String::from_utf8_lossy(&last.unwrap().unwrap()).contains("data: ended"));
    let end = tokio::time::timeout(PATIENCE, ended.chunk())
        .await
        .expect("ended at once");
    assert!(matches!(end, Ok(None) | Err(_)), "{end:?}");
    let quiet = tokio::time::timeout(Duration::from_millis(500), other.chunk()).await;
    assert!(quiet.is_err(), "the other session goes on: {quiet:?}");
    stage.stop().await;
}

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

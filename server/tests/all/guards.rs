//! What other sites, strangers and floods are told.

use crate::stage::{EMPLOYEE, PASSWORD, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_sites_form_is_refused() {
    let stage = Stage::start().await.with_employee().await;
    let own = stage.origin();
    let form = [("email", EMPLOYEE), ("password", PASSWORD)];
    let cases: [(&[(&'static str, &str)], u16); 6] = [
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("sec-fetch-site", "same-origin"), ("origin", &own)], 303),
        (&[("origin", &own)], 303),
    ];
    for (headers, status) in cases {
        let mut browser = headers
            .iter()
            .fold(stage.browser(), |browser, (name, value)| browser.with(name, value));
        assert_eq!(browser.post("/en/sign-in", &form).await.status, status, "{headers:?}");
    }
    // With the session's cookie, too, and for what pages ask by themselves.
    let mut browser = stage.signed_in().await.with("sec-fetch-site", "cross-site");
    for path in ["/en/sign-out", "/api/fn/anything", "/en/pickup/open"] {
        assert_eq!(browser.post(path, &[]).await.status, 403, "{path}");
    }
    let mut same = stage.browser();
    same.cookies = browser.cookies.clone();
    assert_eq!(same.get("/en/employee/deliveries").await.status, 200, "still signed in");
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kiosks_page_is_for_the_screen_that_was_paired() {
    let stage = Stage::start().await.with_employee().await;
    let bank = "01920000-0000-7000-8000-000000000001";
    let mut browser = stage.signed_in().await;
    let answer = browser.get(&format!("/kiosk/{bank}")).await;
    assert_eq!((answer.status, answer.location()), (303, "/en/pair"));
    let answer = browser.post("/en/pair", &[("code", "12345678")]).await;
    assert_eq!(answer.status, 422);
    assert!(!browser.cookies.contains_key("cloakroom_kiosk"));
    assert_eq!(browser.get("/live/kiosk").await.status, 401);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_not_read() {
    let stage = Stage::start().await;
    let flood = "x".repeat(200 * 1024);
    let answer = stage.browser().post("/en/sign-in", &[("email", &flood)]).await;
    assert_eq!(answer.status, 413);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_tries_too_often_waits_and_nobody_else_does() {
    let stage = Stage::start_with(|config| {
        config.limits.entrance = 5;
        config.proxies = server::config::Proxies::parse(&["127.0.0.1".to_owned()]).unwrap();
    })
    .await;
    let mut browser = stage.browser().with("x-forwarded-for", "203.0.113.9");
    for _ in 0..5 {
        assert_eq!(browser.post("/ro/pair", &[("code", "12345678")]).await.status, 422);
    }
    let answer = browser.post("/ro/pair", &[("code", "12345678")]).await;
    assert_eq!(answer.status, 429);
    assert!(
        answer.body.contains("<html lang=\"ro\"") && answer.body.contains("Un moment"),
        "{}",
        answer.body
    );
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(browser.get("/ro/pair").await.status, 200, "looking costs nothing");
    let mut other = stage.browser().with("x-forwarded-for", "203.0.113.10");
    assert_eq!(other.post("/ro/pair", &[("code", "12345678")]).await.status, 422);
    stage.stop().await;
}

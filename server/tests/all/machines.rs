//! Files for browsers, and what machines that watch us are told.

use crate::stage::{Stage, secret};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_with_hashed_names_are_kept_for_ever_and_come_compressed() {
    let stage = Stage::start().await;
    let check = [
        ("br, gzip", "brotli", "br"),
        ("gzip", "gzip", "gzip"),
        ("", "plain", ""),
    ];
    for (accepted, body, encoding) in check {
        let mut browser = stage.browser().with("accept-encoding", accepted);
        let answer = browser.get("/assets/main.1.css").await;
        assert_eq!((answer.status, answer.body.as_str()), (200, body));
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
        assert!(answer.header("cache-control").contains("immutable"));
    }
    let mut browser = stage.browser();
    assert_eq!(
        browser.get("/assets/cloakroom_bg.1.wasm").await.header("content-type"),
        "application/wasm"
    );
    for path in [
        "/assets/../manifest.json",
        "/assets/%2e%2e/manifest.json",
        "/assets/..%2fmanifest.json",
        "/assets/.x",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    let answer = browser.get("/favicon.svg").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/svg+xml"));
    let mut again = stage.browser().with("if-none-match", answer.header("etag"));
    assert_eq!(again.get("/favicon.svg").await.status, 304);

    // The worker of a kiosk may run wasm, and hears so again when it is only asked whether it changed.
    let answer = browser.get("/scan.js").await;
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
    let again = again.get("/scan.js").await;
    assert_eq!((again.status, again.header("content-security-policy")), (304, policy));
    assert!(browser.get("/robots.txt").await.body.contains("Disallow: /ro/pickup"));
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_are_for_this_machine_and_for_the_token() {
    let stage = Stage::start_with(|config| {
        config.metrics_token = Some(secret("token-for-figures"));
        config.proxies = server::config::Proxies::parse(&["127.0.0.1".to_owned()]).unwrap();
    })
    .await;
    let mut here = stage.browser();
    here.get("/ro/pickup").await;
    let answer = here.get("/metrics").await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .body
            .contains(r#"cloakroom_http_requests_total{method="GET",route="/{lang}/pickup",status="410"} 1"#),
        "{}",
        answer.body
    );
    let mut elsewhere = stage.browser().with("x-forwarded-for", "203.0.113.7");
    assert_eq!(elsewhere.get("/metrics").await.status, 404);
    let mut wrong = stage
        .browser()
        .with("x-forwarded-for", "203.0.113.7")
        .with("authorization", "Bearer x");
    assert_eq!(wrong.get("/metrics").await.status, 404);
    let mut right = stage
        .browser()
        .with("x-forwarded-for", "203.0.113.7")
        .with("authorization", "Bearer token-for-figures");
    assert_eq!(right.get("/metrics").await.status, 200);
    stage.stop().await;
}

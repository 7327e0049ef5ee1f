//! Public pages: languages, headers, pages that are not there.

use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_finds_the_home_page_in_their_language() {
    let stage = Stage::start().await;
    let mut browser = stage.browser().with("accept-language", "fr, ro;q=0.9, en;q=0.5");
    let answer = browser.get("/").await;
    assert_eq!((answer.status, answer.location()), (303, "/ro/"));
    assert!(answer.header("vary").contains("accept-language"));
    for (code, tag) in [("en", "en"), ("ro", "ro"), ("ru", "ru"), ("zh", "zh-Hans")] {
        let answer = browser.get(&format!("/{code}/")).await;
        assert_eq!(answer.status, 200);
        assert!(
            answer.body.contains(&format!("<html lang=\"{tag}\"")),
            "{code}: {}",
            answer.body
        );
        assert!(answer.body.ends_with("</html>"));
    }
    // The language chosen last is kept.
    assert_eq!(browser.get("/").await.location(), "/zh/");
    assert_eq!(browser.get("/ru").await.location(), "/ru/");
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_carries_the_headers_that_protect_it() {
    let stage = Stage::start().await;
    let mut browser = stage.browser();
    for path in [
        "/en/",
        "/en/sign-in",
        "/en/pair",
        "/en/nowhere",
        "/en/pickup",
        "/assets/none.js",
        "/healthz",
    ] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'nonce-",
            "'strict-dynamic'",
            "style-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {part} in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}: not over http");
        assert!(!answer.body.contains(" style="), "{path}");
    }
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_said_in_the_readers_language() {
    let stage = Stage::start().await;
    let mut browser = stage.browser().with("accept-language", "ru");
    let check = [
        ("/ro/nowhere", "ro"),
        ("/zh/employee/nowhere", "zh-Hans"),
        ("/nowhere", "ru"),
        ("/xx/sign-in", "ru"),
        ("/xx/employee/deliveries", "ru"),
        ("/nowhere/at/all", "ru"),
        ("/.env", "ru"),
    ];
    for (path, tag) in check {
        let mut browser = stage.browser().with("accept-language", "ru");
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains(&format!("<html lang=\"{tag}\"")), "{path}");
        assert!(answer.body.ends_with("</html>"), "{path}");
    }
    let answer = browser.get("/ro/sign-in/").await;
    assert_eq!((answer.status, answer.location()), (303, "/ro/sign-in"));
    let answer = browser.get("//evil.example/").await;
    assert_eq!(answer.status, 404);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_opens_nothing_is_gone_whoever_made_it_up() {
    let stage = Stage::start().await;
    let mut browser = stage.browser();
    for path in [
        "/p/AAAAAAAAAAAAAAAAAAAAAA",
        "/ro/p/AAAAAAAAAAAAAAAAAAAAAA",
        "/ro/p/short",
        "/ro/pickup",
        "/ro/invitation",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 410, "{path}");
        assert!(!browser.cookies.contains_key("cloakroom_pickup"));
    }
    // Nor is there anything to say about what nobody holds a link to.
    let bank = "01920000-0000-7000-8000-000000000001";
    let answer = browser
        .post("/ro/pickup/rating", &[("consignment", bank), ("overall", "5")])
        .await;
    assert_eq!((answer.status, answer.location()), (303, "/ro/pickup?notice=not_found"));
    let answer = browser.post("/ro/pickup/rating", &[("consignment", bank)]).await;
    assert_eq!(answer.status, 410);
    let answer = browser.get(&format!("/here/{bank}/23456789ABCD")).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/ro/pickup?notice=presence_needed")
    );
    assert_eq!(browser.get("/here/nonsense/x").await.status, 404);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_https_cookies_are_bound_to_the_host() {
    let stage = Stage::start_with(|config| config.public_url = Some("https://locker.example.org".to_owned())).await;
    let answer = stage.browser().get("/ro/").await;
    let cookie = answer.set_cookie("__Host-cloakroom_language");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(answer.header("strict-transport-security").contains("max-age="));
    assert!(
        answer
            .header("content-security-policy")
            .contains("upgrade-insecure-requests")
    );
    assert!(
        answer.body.contains("href=\"https://locker.example.org/ro/\""),
        "the canonical address"
    );
    stage.stop().await;
}

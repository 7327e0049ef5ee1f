//! The ways in and out of the portals.

use domain::accounts::{AccountsPort as _, Actor};

use crate::log;
use crate::stage::{EMPLOYEE, PASSWORD, Stage};

const DELIVERIES: &str = "/ro/employee/deliveries";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_road_in_and_out() {
    let stage = Stage::start().await.with_employee().await;
    let mut browser = stage.browser();
    let answer = browser.get(DELIVERIES).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/ro/sign-in?next=/ro/employee/deliveries")
    );

    let answer = browser.get(answer.location()).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.body.contains(&format!("value=\"{DELIVERIES}\"")),
        "next is kept in the form"
    );

    let wrong = [
        ("email", EMPLOYEE),
        ("password", "not the password"),
        ("next", DELIVERIES),
    ];
    let answer = browser.post("/ro/sign-in", &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains(EMPLOYEE), "what was typed is still there");
    assert!(!answer.body.contains("not the password"), "the password is not");
    assert!(!browser.cookies.contains_key("cloakroom_session"));
    // The slow-down after a failure is one second.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;

    let right = [("email", EMPLOYEE), ("password", PASSWORD), ("next", DELIVERIES)];
    let answer = browser.post("/ro/sign-in", &right).await;
    assert_eq!((answer.status, answer.location()), (303, DELIVERIES), "{}", answer.body);
    let cookie = answer.set_cookie("cloakroom_session");
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && !cookie.contains("Secure"),
        "{cookie}"
    );

    let answer = browser.get(DELIVERIES).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.ends_with("</html>") && answer.body.contains("<html lang=\"ro\""));
    let answer = browser.get("/ro/sign-in").await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, DELIVERIES),
        "whoever is signed in goes on"
    );

    let old = browser.cookies.clone();
    let answer = browser.post("/ro/sign-out", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/ro/"));
    assert!(!browser.cookies.contains_key("cloakroom_session"));
    browser.cookies = old;
    let answer = browser.get(DELIVERIES).await;
    assert_eq!(answer.status, 303, "the old cookie opens nothing");
    assert!(
        answer.set_cookie("cloakroom_session").contains("Max-Age=0"),
        "and is taken away"
    );
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_led_away_by_signing_in() {
    let stage = Stage::start().await.with_employee().await;
    for next in [
        "https://evil.example",
        "//evil.example/x",
        "/\\evil.example",
        "/en/%0d%0aset-cookie:x",
        "/en/sign-in",
    ] {
        let mut browser = stage.browser();
        let form = [("email", EMPLOYEE), ("password", PASSWORD), ("next", next)];
        let answer = browser.post("/en/sign-in", &form).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/en/employee/deliveries"),
            "{next:?}"
        );
    }
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portals_page_runs_its_own_script_and_wasm_only() {
    let stage = Stage::start().await.with_employee().await;
    let mut browser = stage.signed_in().await;
    let answer = browser.get("/en/manager/banks").await;
    assert_eq!(answer.status, 200);
    let policy = answer.header("content-security-policy");
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .unwrap();
    assert!(policy.contains("'wasm-unsafe-eval'"), "{policy}");
    for tag in answer.body.split("<script").skip(1) {
        let tag = tag.split('>').next().unwrap();
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "<script{tag}>");
    }
    assert!(answer.body.contains("/assets/cloakroom.1.js"));
    assert!(!answer.body.contains(" style="));
    let second = browser.get("/en/manager/banks").await;
    assert!(
        !second.header("content-security-policy").contains(nonce),
        "a nonce is used once"
    );
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleague_begins_by_their_invitation_and_leaves_no_secret_behind() {
    let stage = Stage::start().await;
    let accounts = &stage.running.parts.accounts;
    let link = accounts
        .invite_administrator(&Actor::House, "first@example.org")
        .await
        .unwrap();
    let mut browser = stage.browser();
    let answer = browser.get(&format!("/ro/invitation/{}", link.expose())).await;
    assert_eq!((answer.status, answer.location()), (303, "/ro/invitation"));

    let answer = browser.get("/ro/invitation").await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("first@example.org") && !answer.body.contains(link.expose()));

    let answer = browser
        .post("/ro/invitation", &[("name", "Prima Persoană"), ("password", "short")])
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Prima Persoană"), "what was typed is still there");

    let password = "a-password-nobody-logs";
    let answer = browser
        .post("/ro/invitation", &[("name", "Prima Persoană"), ("password", password)])
        .await;
    assert_eq!((answer.status, answer.location()), (303, "/ro/manager/banks"));
    assert!(!browser.cookies.contains_key("cloakroom_invitation"));
    let session = browser.cookies["cloakroom_session"].clone();
    assert_eq!(browser.get("/ro/manager/banks").await.status, 200);
    let answer = browser.get(&format!("/ro/invitation/{}", link.expose())).await;
    assert_eq!(answer.status, 410, "a link works once");
    browser.get("/ro/p/AAAAAAAAAAAAAAAAAAAAAQ").await;

    let log = log::text();
    assert!(log.contains("/{lang}/invitation/{secret}"), "the pattern is logged");
    for secret in [
        link.expose(),
        password,
        &session,
        "first@example.org",
        "Prima Persoană",
        "AAAAAAAAAAAAAAAAAAAAAQ",
    ] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
    stage.stop().await;
}

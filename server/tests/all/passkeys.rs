//! Passkeys, as far as a browser without a phone meets them. What a phone answers is tested in `backend`, and with a browser's own
//! in `end2end/tests/passkeys.spec.mjs`.

use crate::browser::Browser;
use crate::stage::{EMPLOYEE, PASSWORD, Stage};

const OWN: &str = "/en/account/passkeys";
const NEW: &str = "/en/account/passkeys/new";
const DOOR: &str = "/en/sign-in/passkey";

/// What the page asks the browser.
fn asked(body: &str) -> String {
    let options = body.split("data-options=\"").nth(1).unwrap();
    options.split('"').next().unwrap().replace("&quot;", "\"")
}

async fn begin(browser: &mut Browser) -> String {
    let form = [("name", "My <phone>"), ("password", PASSWORD)];
    let answer = browser.post(&format!("{OWN}/begin"), &form).await;
    assert_eq!((answer.status, answer.location()), (303, NEW), "{}", answer.body);
    let page = browser.get(NEW).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("My &lt;phone&gt;"), "{}", page.body);
    asked(&page.body)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_is_asked_for_and_nonsense_is_none() {
    let stage = Stage::start().await.with_employee().await;
    let mut browser = stage.signed_in().await;
    let own = browser.get(OWN).await;
    assert!(
        own.body.contains("src=\"/passkey.js\"") && own.body.contains("id=\"begin-name\""),
        "{}",
        own.body
    );
    let refused = browser
        .post(&format!("{OWN}/begin"), &[("name", "My phone"), ("password", "wrong")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"begin-password-error\"") && refused.body.contains("value=\"My phone\""));
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let options = begin(&mut browser).await;
    // The address of this house is an IP address of this machine: its other name is the one that browsers take.
    let options: serde_json::Value = serde_json::from_str(&options).unwrap();
    assert_eq!(options["publicKey"]["rp"]["id"], "localhost");
    assert_eq!(options["publicKey"]["user"]["name"], EMPLOYEE);
    let answer = browser.post(NEW, &[("answer", "{\"id\":\"x\"}")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("This passkey did not work"), "{}", answer.body);
    // The question is used up, and nothing was switched on.
    let again = browser.get(NEW).await;
    assert_eq!((again.status, again.location()), (303, OWN));
    stage.signed_in_again(EMPLOYEE).await;
    let removed = browser
        .post(&format!("{OWN}/remove"), &[("id", "nonsense"), ("password", PASSWORD)])
        .await;
    assert_eq!((removed.status, removed.location()), (303, OWN));
    assert_eq!(
        stage.browser().get(OWN).await.status,
        303,
        "whoever is not signed in signs in first"
    );
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_by_passkey_tells_nobody_who_is_there() {
    let stage = Stage::start().await.with_employee().await;
    let mut browser = stage.browser();
    assert!(
        browser
            .get("/en/sign-in?next=/en/employee/deliveries")
            .await
            .body
            .contains("/en/sign-in/passkey?next=/en/employee/deliveries")
    );
    let page = browser.get(DOOR).await;
    assert!(
        page.body.contains("action=\"/en/sign-in/passkey/begin\""),
        "{}",
        page.body
    );
    let answer = browser
        .post(&format!("{DOOR}/begin"), &[("next", "/en/employee/deliveries")])
        .await;
    assert_eq!(answer.location(), "/en/sign-in/passkey?next=/en/employee/deliveries");
    assert!(answer.set_cookie("cloakroom_passkey").contains("; HttpOnly"));
    let page = browser.get(answer.location()).await;
    let options: serde_json::Value = serde_json::from_str(&asked(&page.body)).unwrap();
    assert_eq!(
        options["publicKey"]["allowCredentials"],
        serde_json::json!([]),
        "it names nobody's"
    );
    assert_eq!(options["publicKey"]["userVerification"], "required");
    // Another browser has not been asked.
    let answer = stage.browser().post(DOOR, &[("answer", "{}")]).await;
    assert_eq!(answer.status, 422);
    let answer = browser
        .post(DOOR, &[("answer", "{}"), ("next", "/en/employee/deliveries")])
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("This passkey did not work"), "{}", answer.body);
    assert!(
        answer.body.contains("value=\"/en/employee/deliveries\""),
        "where one was going is kept"
    );
    assert!(
        !browser.cookies.contains_key("cloakroom_passkey"),
        "the question is used up"
    );
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_an_address_of_numbers_the_page_says_why_there_are_none() {
    let stage = Stage::start_with(|config| config.public_url = Some("http://192.0.2.7:3000".to_owned())).await;
    let stage = stage.with_employee().await;
    let mut browser = stage.signed_in().await;
    let own = browser.get(OWN).await;
    assert!(
        own.body.contains("browsers want a name and https") && !own.body.contains("begin-name"),
        "{}",
        own.body
    );
    let answer = browser
        .post(&format!("{OWN}/begin"), &[("name", "My phone"), ("password", PASSWORD)])
        .await;
    assert_eq!((answer.status, answer.location()), (303, OWN));
    let mut visitor = stage.browser();
    assert!(!visitor.get("/en/sign-in").await.body.contains("/sign-in/passkey"));
    let answer = visitor.post(&format!("{DOOR}/begin"), &[]).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.body.contains("browsers want a name and https"),
        "{}",
        answer.body
    );
    stage.stop().await;
}

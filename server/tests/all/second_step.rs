//! The second step at sign-in, as a browser meets it.

use backend::secrets::digits as digits_of;
use domain::accounts::Role;
use domain::accounts::second_step::{HalfMinute, TotpSecret};

use crate::browser::Browser;
use crate::stage::{EMPLOYEE, PASSWORD, Stage};

const OWN: &str = "/en/account/second-step";
const SET_UP: &str = "/en/account/second-step/set-up";
const CODE: &str = "/en/sign-in/code";

/// The secret in the page, as a phone would read it from the QR.
fn read(body: &str) -> TotpSecret {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let written = body.split("?secret=").nth(1).unwrap();
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for sign in written.chars().take_while(char::is_ascii_alphanumeric) {
        held = (held << 5) | u32::try_from(SIGNS.find(sign).unwrap()).unwrap();
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
            held &= (1 << bits) - 1;
        }
    }
    TotpSecret::from_bytes(bytes.try_into().unwrap())
}

/// What the phone shows, so many half minutes from now.
fn shown(stage: &Stage, phone: &TotpSecret, from_now: i64) -> String {
    let HalfMinute(here) = HalfMinute::at(stage.running.parts.house.now());
    digits_of(phone, HalfMinute(here + from_now)).expose().to_owned()
}

/// Sets it up as far as the recovery codes.
async fn set_up(stage: &Stage, browser: &mut Browser) -> (TotpSecret, Vec<String>) {
    let answer = browser.post(&format!("{OWN}/begin"), &[("password", PASSWORD)]).await;
    assert_eq!((answer.status, answer.location()), (303, SET_UP), "{}", answer.body);
    let phone = read(&browser.get(SET_UP).await.body);
    let answer = browser.post(SET_UP, &[("code", "000000")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("id=\"code-error\""));
    let answer = browser.post(SET_UP, &[("code", &shown(stage, &phone, 0))]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    let lines = answer.body.split("<li>").skip(1).filter_map(|rest| rest.get(..11));
    let paper: Vec<String> = lines
        .filter(|code| code.as_bytes()[5] == b'-')
        .map(str::to_owned)
        .collect();
    assert_eq!(paper.len(), 10, "{paper:?}");
    (phone, paper)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_password_a_code_is_asked_for() {
    let stage = Stage::start().await.with_employee().await;
    let mut browser = stage.signed_in().await;
    let before = browser.cookies["cloakroom_session"].clone();
    let (phone, paper) = set_up(&stage, &mut browser).await;
    assert_ne!(browser.cookies["cloakroom_session"], before, "the rights changed");
    assert_eq!(browser.get(OWN).await.status, 200);
    assert_eq!(browser.post("/en/sign-out", &[]).await.status, 303);

    let to = "/en/employee/deliveries?q=maria&page=2";
    let form = [("email", EMPLOYEE), ("password", PASSWORD), ("next", to)];
    let answer = browser.post("/en/sign-in", &form).await;
    assert_eq!(answer.status, 303);
    assert!(
        answer.location().starts_with("/en/sign-in/code?next="),
        "{}",
        answer.location()
    );
    assert!(answer.set_cookie("cloakroom_half").contains("; HttpOnly"));
    assert!(!browser.cookies.contains_key("cloakroom_session"));
    let page = browser.get(answer.location()).await;
    assert!(
        page.body
            .contains("value=\"/en/employee/deliveries?q=maria&amp;page=2\""),
        "{}",
        page.body
    );
    // The half opens nothing, whichever way it is shown.
    let half = browser.cookies["cloakroom_half"].clone();
    for cookie in ["cloakroom_half", "cloakroom_session"] {
        let mut other = stage.browser();
        other.cookies.insert(cookie.to_owned(), half.clone());
        for path in ["/en/employee/deliveries", "/en/account", OWN] {
            let answer = other.get(path).await;
            assert_eq!(answer.status, 303, "{path}");
            assert!(answer.location().starts_with("/en/sign-in"), "{path}");
        }
    }
    let wrong = browser.post(CODE, &[("code", "000000"), ("next", to)]).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong
            .body
            .contains("value=\"/en/employee/deliveries?q=maria&amp;page=2\""),
        "where one was going is kept"
    );
    let digits = shown(&stage, &phone, 1);
    let right = browser.post(CODE, &[("code", &digits), ("next", to)]).await;
    assert_eq!((right.status, right.location()), (303, to), "{}", right.body);
    assert!(!browser.cookies.contains_key("cloakroom_half"));
    assert_eq!(browser.get("/en/employee/deliveries").await.status, 200);

    let mut other = stage.browser();
    let form = [("email", EMPLOYEE), ("password", PASSWORD)];
    assert_eq!(other.post("/en/sign-in", &form).await.location(), CODE);
    let used = other.post(CODE, &[("code", &digits)]).await;
    assert_eq!(used.status, 422, "digits count once");
    let right = other.post(CODE, &[("code", ""), ("recovery", &paper[0])]).await;
    assert_eq!(right.status, 303, "{}", right.body);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fifth_wrong_code_leads_back_to_the_password() {
    let stage = Stage::start().await.with_employee().await;
    set_up(&stage, &mut stage.signed_in().await).await;
    let mut browser = stage.browser();
    let form = [("email", EMPLOYEE), ("password", PASSWORD)];
    browser.post("/en/sign-in", &form).await;
    for _ in 0..4 {
        let answer = browser.post(CODE, &[("code", "000000")]).await;
        assert!(answer.body.contains("action=\"/en/sign-in/code\""), "{}", answer.body);
    }
    let answer = browser.post(CODE, &[("code", "000000")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("action=\"/en/sign-in\"") && answer.body.contains("begin with your password again"));
    assert!(!browser.cookies.contains_key("cloakroom_half"));
    let answer = browser.get(CODE).await;
    assert_eq!((answer.status, answer.location()), (303, "/en/sign-in"));
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_is_a_must_there_is_no_other_way() {
    let stage = Stage::start().await.with_employee().await;
    stage
        .add_person("Test house", "boss.test@example.org", &[Role::Administrator])
        .await;
    let mut boss = stage.browser();
    let form = [("email", "boss.test@example.org"), ("password", PASSWORD)];
    boss.post("/en/sign-in", &form).await;
    let answer = boss.post("/en/manager/second-step", &[("required", "yes")]).await;
    assert_eq!(answer.location(), "/en/manager/second-step?done=saved");

    let mut browser = stage.browser();
    let form = [
        ("email", EMPLOYEE),
        ("password", PASSWORD),
        ("next", "/en/employee/deliveries"),
    ];
    let answer = browser.post("/en/sign-in", &form).await;
    assert_eq!((answer.status, answer.location()), (303, OWN));
    for path in [
        "/en/employee/deliveries",
        "/en/manager/offices",
        "/en/account",
        "/en/sign-in",
    ] {
        let answer = browser.get(path).await;
        assert_eq!((answer.status, answer.location()), (303, OWN), "{path}");
    }
    let request = browser
        .request("POST", "/api/fn/accounts/sessions")
        .header("content-type", "application/json")
        .body("{}");
    let answer = browser.send(request).await;
    assert!(
        answer.body.contains("sign_in_first"),
        "{} {}",
        answer.status,
        answer.body
    );
    let answer = browser.post("/en/manager/offices/new", &[("name", "X")]).await;
    assert_eq!((answer.status, answer.location()), (303, OWN));
    assert_eq!(
        browser.get("/en/").await.status,
        200,
        "what is for everybody is for them, too"
    );
    let own = browser.get(OWN).await;
    assert!(
        own.body.contains("Test house wants this") && !own.body.contains("shell-rail"),
        "{}",
        own.body
    );

    set_up(&stage, &mut browser).await;
    assert_eq!(browser.get("/en/employee/deliveries").await.status, 200);
    // What was done stands in the audit, and so does who did it.
    let log = boss.get("/en/manager/audit").await.body;
    for words in ["Switched the second step on", "Settled the second step of the staff"] {
        assert!(log.contains(words), "{words}");
    }
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_phone_is_the_administrators_matter() {
    let stage = Stage::start().await.with_employee().await;
    stage
        .add_person("Test house", "boss.test@example.org", &[Role::Administrator])
        .await;
    let (_, paper) = set_up(&stage, &mut stage.signed_in().await).await;
    let mut boss = stage.browser();
    let form = [("email", "boss.test@example.org"), ("password", PASSWORD)];
    boss.post("/en/sign-in", &form).await;
    let list = boss.get("/en/manager/second-step").await.body;
    let place = list.split("href=\"/en/manager/second-step/").nth(1).unwrap();
    let place = format!("/en/manager/second-step/{}", &place[..36]);
    let answer = boss.post(&place, &[("reason", " ")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("id=\"reason-error\""));
    let answer = boss.post(&place, &[("reason", "Fell into the river")]).await;
    assert_eq!(answer.location(), "/en/manager/second-step?done=taken_off");
    assert!(boss.get(&place).await.body.contains("Fell into the river"));
    assert!(boss.get("/en/manager/audit").await.body.contains("Took a colleague"));
    // The password is enough now; the paper is worthless.
    let mut browser = stage.signed_in().await;
    assert_eq!(browser.get("/en/employee/deliveries").await.status, 200);
    assert_eq!(browser.post(CODE, &[("recovery", &paper[0])]).await.status, 422);
    // A colleague without the right finds nothing there.
    assert_eq!(browser.get(&place).await.status, 404);
    stage.stop().await;
}

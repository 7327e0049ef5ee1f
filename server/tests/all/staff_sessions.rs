//! Who is signed in, as an administrator's browser meets it, and as the one who is signed out.

use domain::accounts::Role;

use crate::stage::Stage;

const PLACE: &str = "/en/manager/sessions";

/// Where the first form of the page leads: a colleague's sessions.
fn first_form(body: &str) -> String {
    let rest = body.split("/en/manager/sessions/").nth(1).unwrap();
    format!("{PLACE}/{}", rest.split('"').next().unwrap())
}

/// The session that the first form ends.
fn first_session(body: &str) -> String {
    let rest = body.split("name=\"session\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_signed_out_is_out_at_the_next_request() {
    let stage = Stage::start().await;
    let mut boss = stage.signed_in_as("boss.test@example.org", Role::Administrator).await;
    let mut ana = stage.signed_in_as("ana.sessions@example.org", Role::Employee).await;
    assert_eq!(ana.get("/en/employee/bulk").await.status, 200);
    let body = boss.get(PLACE).await.body;
    let form = first_form(&body);

    // It is nobody else's page, and nobody else's button.
    assert_eq!(ana.get(PLACE).await.status, 404);
    assert_eq!(ana.post(&form, &[]).await.status, 404);
    assert_eq!(ana.get("/en/employee/bulk").await.status, 200);

    let session = first_session(&body);
    let answer = boss.post(&form, &[("session", &session)]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/en/manager/sessions?done=one")
    );
    let answer = ana.get("/en/employee/bulk").await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/en/sign-in?next=/en/employee/bulk")
    );
    // A second press tells that it is over.
    let answer = boss.post(&form, &[("session", &session)]).await;
    assert_eq!(answer.location(), "/en/manager/sessions?done=over");

    let mut ana = stage.signed_in_again("ana.sessions@example.org").await;
    let answer = boss.post(&form, &[]).await;
    assert_eq!(answer.location(), "/en/manager/sessions?done=all");
    assert_eq!(ana.get("/en/employee/bulk").await.status, 303);
    assert_eq!(boss.get(PLACE).await.status, 200, "nobody else was signed out");
    for nonsense in ["/en/manager/sessions/x", "/en/manager/sessions/01890a5d"] {
        assert_eq!(boss.post(nonsense, &[]).await.status, 404);
    }
    let audit = boss.get("/en/manager/audit?act=end_session&came=done").await.body;
    assert!(audit.matches("Ended a session").count() > 3, "{audit}");
    stage.stop().await;
}

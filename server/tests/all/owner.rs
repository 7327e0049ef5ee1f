//! The owner's portal over HTTP: who gets in, and what becomes of numbers that are typed in.

use domain::accounts::Role;

use crate::stage::Stage;

const OWNER: &str = "sarah.test@example.org";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn owners_have_a_place_and_others_have_nothing_there() {
    let stage = Stage::start().await;
    let mut visitor = stage.browser();
    let answer = visitor.get("/ro/owner/purchases").await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/ro/sign-in?next=/ro/owner/purchases")
    );
    let mut owner = stage.signed_in_as(OWNER, Role::Owner).await;
    assert_eq!(
        owner.get("/en/sign-in").await.location(),
        "/en/owner",
        "where owners begin"
    );
    for path in ["/en/owner", "/zh/owner", "/ru/owner/activate", "/ro/owner/purchases"] {
        let answer = owner.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.ends_with("</html>"), "{path}");
    }
    let nobodys = "01890a5d-ac96-774b-bcce-000000000001";
    for path in [format!("/en/owner/keys/{nobodys}"), "/en/owner/keys/x".to_owned()] {
        assert_eq!(owner.get(&path).await.status, 404, "{path}");
    }
    for act in [
        "renew",
        "auto",
        "lost",
        "transfer",
        "cancel-transfer",
        "describe",
        "sell",
    ] {
        let path = format!("/en/owner/keys/{nobodys}/{act}");
        let form = [("email", "a@example.org"), ("kind", "keys"), ("thing", "Keys")];
        assert_eq!(owner.post(&path, &form).await.status, 404, "{act}");
    }
    let mut courier = stage.signed_in_as("mihai.test@example.org", Role::Courier).await;
    for path in ["/en/owner", "/en/owner/purchases"] {
        assert_eq!(courier.get(path).await.status, 404, "{path}");
    }
    let answer = courier.get("/en/owner/activate").await;
    assert_eq!(answer.status, 403);
    for way in ["/en/sign-up?next=/en/owner/activate", "\"/en/owner/activate\""] {
        assert!(answer.body.contains(way), "says what fits: {way}");
    }
    let out = courier
        .post("/en/sign-out", &[("next", "/en/sign-up?next=/en/owner/activate")])
        .await;
    assert_eq!(
        (out.status, out.location()),
        (303, "/en/sign-up?next=/en/owner/activate")
    );
    let out = courier.post("/en/sign-out", &[("next", "https://evil.example")]).await;
    assert_eq!(out.location(), "/en/");
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_number_is_shown_again_and_numbers_cannot_be_tried_at_speed() {
    let stage = Stage::start_with(|config| config.limits.entrance = 4).await;
    let mut owner = stage.signed_in_as(OWNER, Role::Owner).await;
    let answer = owner.get("/en/owner/activate?key=7QK4-M2XP").await;
    assert!(answer.body.contains("value=\"7QK4-M2XP\""), "a scan fills it in");
    for typed in ["7QK4-M2X9", "2222-2222", "<b>"] {
        let answer = owner
            .post("/en/owner/activate", &[("key", typed), ("thing", "Office <i>keys")])
            .await;
        assert_eq!(answer.status, 422, "{typed}: {}", answer.body);
        assert!(answer.body.contains("id=\"key-error\""), "{typed}");
        assert!(
            answer.body.contains("Office &lt;i&gt;keys"),
            "{typed}: the thing travels along"
        );
        assert!(!answer.body.contains("<b>") && !answer.body.contains("<i>"), "{typed}");
    }
    let answer = owner.post("/en/owner/activate", &[("key", "2222-2222")]).await;
    assert_eq!(answer.status, 429);
    assert!(!answer.header("retry-after").is_empty());
    stage.stop().await;
}

//! Forms with a photo over HTTP: what is read of them, what is said, and who gets nothing there.

use domain::accounts::Role;

use crate::browser::{Answer, Browser};
use crate::stage::Stage;

const NOBODYS: &str = "01890a5d-ac96-774b-bcce-000000000001";

/// Sends a form as browsers send one with a file.
async fn send(browser: &mut Browser, path: &str, words: &[(&str, &str)], file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in words {
        let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = "--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = browser
        .request("POST", path)
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(body);
    browser.send(request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_survives_a_file_that_is_too_large() {
    let stage = Stage::start_with(|config| config.limits.entrance = 6).await;
    let mut owner = stage.signed_in_as("sarah.test@example.org", Role::Owner).await;
    let words = [
        ("key", "7QK4-M2XP"),
        ("kind", "keys"),
        ("thing", "Office <i>keys"),
        ("description", "Red"),
    ];
    let path = "/en/owner/activate/thing";
    for (file, size) in [(vec![0xFF; 9_000_000], "too large"), (b"<svg/>".to_vec(), "no picture")] {
        let answer = send(&mut owner, path, &words, &file).await;
        assert_eq!(answer.status, 422, "{size}: {}", answer.body);
        for typed in ["7QK4-M2XP", "Office &lt;i&gt;keys", "Red"] {
            assert!(answer.body.contains(typed), "{size}: {typed} travels along");
        }
        assert!(!answer.body.contains("<i>"), "{size}");
    }
    assert_eq!(owner.get(path).await.location(), "/en/owner/activate", "begins again");
    // Numbers of tags cannot be tried at speed here, either.
    let mut last = 0;
    for _ in 0..6 {
        last = send(&mut owner, path, &words, b"").await.status;
    }
    assert_eq!(last, 429);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_of_others_are_not_there() {
    let stage = Stage::start().await;
    let mut owner = stage.signed_in_as("sarah.test@example.org", Role::Owner).await;
    let mut courier = stage.signed_in_as("mihai.test@example.org", Role::Courier).await;
    let mut visitor = stage.browser();
    let mine = format!("/en/owner/keys/{NOBODYS}/photo");
    let pick_up = format!("/en/courier/{NOBODYS}/pick-up");
    assert_eq!(owner.get(&mine).await.status, 404);
    assert_eq!(send(&mut owner, &mine, &[], b"x").await.status, 404);
    assert_eq!(
        send(&mut courier, &pick_up, &[("signed", "Ion")], b"").await.status,
        404
    );
    for path in [
        format!("/en/desk/keys/{NOBODYS}/photo"),
        "/en/desk/cases/1234-5678/photo".to_owned(),
        "/en/desk/cases/1234-5678/thing-photo".to_owned(),
        format!("/en/desk/tickets/{NOBODYS}/photo/delivery"),
    ] {
        assert_eq!(owner.get(&path).await.status, 404, "{path}");
        assert_eq!(courier.get(&path).await.status, 404, "{path}");
        let answer = visitor.get(&path).await;
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.location().starts_with("/en/sign-in"), "{path}");
    }
    stage.stop().await;
}

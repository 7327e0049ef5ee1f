//! The way to a bank over HTTP: kept by its manager, and nothing of it for strangers.

use domain::accounts::Role;
use domain::lockers::{NewBank, Place, Size};

use crate::browser::{Answer, Browser};
use crate::stage::Stage;

const NOBODYS: &str = "01890a5d-ac96-774b-bcce-000000000001";

/// A picture of one point.
fn picture() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], inside: &[u8]| {
        let length = u32::try_from(inside.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, inside, &[0; 4]].concat()
    };
    [
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A].as_slice(),
        &chunk(b"IHDR", &[0; 13]),
        &chunk(b"IDAT", &[1]),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}

/// Sends a photo as browsers do.
async fn send(browser: &mut Browser, path: &str, file: &[u8]) -> Answer {
    let head = "--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
    let request = browser
        .request("POST", path)
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(body);
    browser.send(request).await
}

/// A bank of the house to which everybody here belongs, as the address of its pages.
async fn with_bank(stage: &Stage) -> String {
    let place = Place {
        name: "Primăria".to_owned(),
        address: "Strada Mare 1".to_owned(),
        city: "Cluj".to_owned(),
        latitude: 46.7,
        longitude: 23.6,
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "24/7".to_owned(),
        hotline: "+40215550100".to_owned(),
    };
    let parts = &stage.running.parts;
    let organisation = parts.accounts.seed_organisation("Test house").await.unwrap();
    let columns = vec![vec![Size::S, Size::M]];
    let bank = parts.lockers.add_bank(organisation, &NewBank { place, columns }).await;
    format!("/en/manager/banks/{}/way", bank.unwrap())
}

/// The first address of a photo in a page.
fn photo_in(page: &str) -> String {
    let rest = page.split("src=\"").skip(1);
    let mut all = rest.filter_map(|rest| rest.split('"').next());
    all.find(|address| address.contains("/way/photos/")).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_writes_shows_and_takes_away() {
    let stage = Stage::start().await;
    let mut manager = stage.signed_in_as("elena.test@example.org", Role::Manager).await;
    let way = with_bank(&stage).await;
    let preview = format!("{way}/preview");
    let typed = [
        ("whole", "yes"),
        ("words_ro", "Prin <b>curte</b>.\r\nLa stânga."),
        ("first", "ro"),
    ];
    let answer = manager.post(&preview, &typed).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("Prin &lt;b&gt;curte&lt;/b&gt;.") && !answer.body.contains("<b>"));
    assert!(
        !manager.get(&way).await.body.contains("curte"),
        "a preview keeps nothing"
    );

    let wrong = [
        ("whole", "yes"),
        ("words_ro", "Vedeți primaria.ro"),
        ("words_zh", "从院子进"),
    ];
    for path in [&way, &preview] {
        let answer = manager.post(path, &wrong).await;
        assert_eq!(answer.status, 422, "{path}");
        for part in ["id=\"words_ro-error\"", "Vedeți primaria.ro", "从院子进"] {
            assert!(answer.body.contains(part), "{path}: {part}");
        }
    }
    let answer = manager.post(&way, &typed).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, format!("{way}?done=saved").as_str())
    );
    // A form that could not be read must not look as if all was left empty.
    assert_eq!(manager.post(&way, &[("words_en", "x")]).await.status, 422);
    assert!(manager.get(&way).await.body.contains("curte"));

    let upload = format!("{way}/photo");
    let too_large = vec![0xFF; 9_000_000];
    for file in [b"<svg/>".as_slice(), b"", &too_large] {
        let answer = send(&mut manager, &upload, file).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("id=\"photo-error\""));
    }
    let answer = send(&mut manager, &upload, &picture()).await;
    assert_eq!(answer.location(), format!("{way}?done=added#photos"));
    let photo = photo_in(&manager.get(&way).await.body);
    let answer = manager.get(&photo).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/png"));
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert!(answer.header("content-security-policy").contains("sandbox"));

    let long = "a".repeat(121);
    let captions = [
        ("whole", "yes"),
        ("caption_ro", "Intrarea"),
        ("caption_en", long.as_str()),
    ];
    let answer = manager.post(&photo, &captions).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("id=\"caption_en-1-error\"") && answer.body.contains("value=\"Intrarea\""));
    let answer = manager.post(&photo, &captions[..2]).await;
    assert_eq!(answer.location(), format!("{way}?done=captioned#photos"));
    assert_eq!(manager.post(&format!("{photo}/later"), &[]).await.status, 303);
    assert_eq!(manager.post(&format!("{photo}/remove"), &[]).await.status, 303);
    assert_eq!(manager.get(&photo).await.status, 404);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_are_told_nothing() {
    let stage = Stage::start().await;
    let mut manager = stage.signed_in_as("elena.test@example.org", Role::Manager).await;
    let mut employee = stage.signed_in_as("ana.other@example.org", Role::Employee).await;
    let way = with_bank(&stage).await;
    send(&mut manager, &format!("{way}/photo"), &picture()).await;
    let photo = photo_in(&manager.get(&way).await.body);
    manager
        .post(&photo, &[("whole", "yes"), ("caption_en", "The door")])
        .await;
    stage
        .add_person("Other house", "oana.test@example.org", &[Role::Manager])
        .await;
    let mut other = stage.signed_in_again("oana.test@example.org").await;
    let mut visitor = stage.browser();
    for stranger in [&mut employee, &mut other] {
        for path in [&way, &photo] {
            assert_eq!(stranger.get(path).await.status, 404, "{path}");
            assert_eq!(stranger.post(path, &[("whole", "yes")]).await.status, 404, "{path}");
        }
        for end in ["earlier", "later", "remove"] {
            assert_eq!(stranger.post(&format!("{photo}/{end}"), &[]).await.status, 404, "{end}");
        }
        assert_eq!(send(stranger, &format!("{way}/photo"), &picture()).await.status, 404);
    }
    assert_eq!(manager.get(&photo).await.status, 200, "it is still there");
    assert!(visitor.get(&photo).await.location().starts_with("/en/sign-in"));

    // Whoever holds no link of something that waits there is no recipient, whatever they know.
    let (before, id) = photo.rsplit_once('/').unwrap();
    let bank = before.split('/').nth(4).unwrap();
    for path in [
        format!("/en/pickup/way/{bank}"),
        format!("/en/pickup/way/{bank}/photos/{id}"),
        format!("/en/pickup/way/{NOBODYS}"),
        format!("/en/pickup/way/{NOBODYS}/photos/{id}"),
    ] {
        for browser in [&mut visitor, &mut manager] {
            assert_eq!(browser.get(&path).await.status, 410, "{path}");
        }
    }
    assert_eq!(visitor.get("/en/pickup/way/nonsense").await.status, 404);
    stage.stop().await;
}

//! A colleague before a kiosk, as two browsers meet it: the screen and the phone.

use domain::accounts::{Actor, Role};
use domain::audit::{Act, AuditFilter, AuditThing, AuditWho, Came};
use domain::lockers::{NewBank, Place, Size};

use crate::browser::Browser;
use crate::stage::{EMPLOYEE, PASSWORD, Stage};

const BANK: &str = "Primăria Sector 3";
const PHONE: &str = "/en/here/staff";
const REFUSED: &str = "You were not signed in";

/// The screen of a bank of the employee's organisation.
async fn a_kiosk(stage: &Stage) -> Browser {
    let parts = &stage.running.parts;
    let organisation = parts.accounts.seed_organisation("Test house").await.unwrap();
    let form = NewBank {
        place: Place {
            name: BANK.to_owned(),
            address: "Calea Dudești 191".to_owned(),
            city: "București".to_owned(),
            latitude: 44.423,
            longitude: 26.136,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: vec![vec![Size::S]],
    };
    let bank = parts.lockers.add_bank(organisation, &form).await.unwrap();
    let code = parts.services.lockers.pairing_code(&Actor::House, bank).await.unwrap();
    let mut screen = stage.browser();
    let answer = screen.post("/en/pair", &[("code", &code)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    screen
}

/// Presses *Staff*; gives the path in the QR, in English.
async fn pressed(screen: &mut Browser) -> String {
    let answer = screen.post("/api/fn/kiosk/staff-begin", &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(said["who"], "nobody");
    let url = said["presence"]["url"].as_str().unwrap().to_owned();
    let (_, path) = url.split_once("/here/staff/").unwrap();
    format!("{PHONE}/{path}")
}

/// What the screen knows of colleagues.
async fn there(screen: &mut Browser) -> serde_json::Value {
    let answer = screen.post("/api/fn/kiosk/staff", &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_signs_in_at_the_screen_and_out_again() {
    let stage = Stage::start().await.with_employee().await;
    let mut screen = a_kiosk(&stage).await;
    for wrong in ["222222", "333333", "444444"] {
        let answer = screen.post("/api/fn/kiosk/enter", &[("typed", wrong)]).await;
        assert_eq!(answer.status, 422);
    }
    assert_eq!(
        screen.post("/api/fn/kiosk/free-keypad", &[]).await.status,
        422,
        "nobody is there"
    );
    let path = pressed(&mut screen).await;

    // The token is gone from the address at once, and whoever is not signed in comes back after it.
    let mut phone = stage.browser();
    let answer = phone.get(&path).await;
    assert_eq!((answer.status, answer.location()), (303, PHONE));
    assert!(answer.set_cookie("cloakroom_onsite").contains("HttpOnly"));
    let answer = phone.get(PHONE).await;
    let door = "/en/sign-in?next=/en/here/staff";
    assert_eq!((answer.status, answer.location()), (303, door));
    let form = [("email", EMPLOYEE), ("password", PASSWORD), ("next", PHONE)];
    let answer = phone.post("/en/sign-in", &form).await;
    assert_eq!((answer.status, answer.location()), (303, PHONE));
    let page = phone.get(PHONE).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains(BANK) && page.body.contains("action=\"/en/here/staff\""),
        "{}",
        page.body
    );
    assert_eq!(there(&mut screen).await["who"], "nobody", "a scan signs nobody in");

    // Another site cannot press the button.
    let mut elsewhere = stage.browser().with("sec-fetch-site", "cross-site");
    elsewhere.cookies = phone.cookies.clone();
    assert_eq!(elsewhere.post(PHONE, &[]).await.status, 403);
    let answer = phone.post(PHONE, &[]).await;
    assert_eq!((answer.status, answer.location()), (303, PHONE), "{}", answer.body);
    assert!(!phone.cookies.contains_key("cloakroom_onsite"), "it signs in once");

    let shown = there(&mut screen).await;
    assert_eq!(
        (shown["who"].as_str(), shown["name"].as_str()),
        (Some("somebody"), Some("Ana Test"))
    );
    assert!(shown["keypad_locked_until"].is_object(), "{shown}");
    assert_eq!(screen.post("/api/fn/kiosk/free-keypad", &[]).await.status, 200);
    assert!(there(&mut screen).await["keypad_locked_until"].is_null());
    let page = phone.get(PHONE).await;
    assert!(page.body.contains("action=\"/en/here/staff/end\""), "{}", page.body);
    assert_eq!(phone.post("/en/here/staff/end", &[]).await.status, 303);
    assert_eq!(there(&mut screen).await["who"], "nobody");
    assert_eq!(screen.post("/api/fn/kiosk/free-keypad", &[]).await.status, 422);

    // The same picture again.
    phone.get(&path).await;
    assert!(phone.get(PHONE).await.body.contains(REFUSED));
    assert_eq!(phone.post(PHONE, &[]).await.status, 422);
    assert_eq!(there(&mut screen).await["who"], "nobody");
    noted(&stage).await;
    stage.stop().await;
}

/// Who did what where stands in the audit; what the screen could not do in nobody's name does not.
async fn noted(stage: &Stage) {
    let parts = &stage.running.parts;
    let administrator = Actor::Person {
        person: "01920000-0000-7000-8000-000000000001".parse().unwrap(),
        session: "01920000-0000-7000-8000-000000000002".parse().unwrap(),
        organisation: parts.accounts.seed_organisation("Test house").await.unwrap(),
        office: None,
        roles: vec![Role::Administrator],
    };
    let acts = parts.services.audit.acts(&administrator, &AuditFilter::default()).await;
    let rows = acts.unwrap().acts.rows;
    let done = |act| {
        let fits = rows.iter().filter(|row| row.act == act && row.came == Came::Done);
        let named = |thing: &AuditThing| *thing == AuditThing::Named(BANK.to_owned());
        let by = |who: &AuditWho| *who == AuditWho::Person("Ana Test".to_owned());
        fits.filter(|row| by(&row.who) && named(&row.thing)).count()
    };
    assert_eq!(done(Act::KioskSignIn), 1, "{rows:?}");
    assert_eq!(done(Act::FreeKeypad), 1, "{rows:?}");
    assert_eq!(done(Act::KioskSignOut), 1, "{rows:?}");
    let freed = rows.iter().filter(|row| row.act == Act::FreeKeypad).count();
    assert_eq!(freed, 1, "{rows:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_work_there_is_told_so_and_the_screen_shows_nothing() {
    let stage = Stage::start().await.with_employee().await;
    let mut screen = a_kiosk(&stage).await;
    let path = pressed(&mut screen).await;
    stage
        .add_person("Another house", "far@example.org", &[Role::Employee])
        .await;
    let mut stranger = stage.signed_in_again("far@example.org").await;
    let mut dealer = stage.signed_in_as("dealer@example.org", Role::Dealer).await;
    for phone in [&mut stranger, &mut dealer] {
        assert_eq!(phone.get(&path).await.location(), PHONE);
        let page = phone.get(PHONE).await;
        assert!(
            page.body.contains(REFUSED) && !page.body.contains(BANK),
            "{}",
            page.body
        );
        let answer = phone.post(PHONE, &[]).await;
        assert!(answer.status == 422 && answer.body.contains(REFUSED), "{}", answer.body);
        assert_eq!(there(&mut screen).await["who"], "nobody");
    }
    // A token that was never shown, and a screen that is nobody's.
    let mut own = stage.signed_in().await;
    let forged = [&path[..path.len() - 4], "2222"].concat();
    assert_eq!(own.get(&forged).await.location(), "/en/here/staff?stale=1");
    assert!(own.get("/en/here/staff?stale=1").await.body.contains(REFUSED));
    assert_eq!(own.post("/api/fn/kiosk/staff", &[]).await.status, 422);
    stage.stop().await;
}

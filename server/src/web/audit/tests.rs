//! What the audit notes, and what it leaves alone.

use super::*;

#[test]
fn acts_are_known_by_their_addresses() {
    let check = |path: &str, expected| assert_eq!(act_of(&Method::POST, path), expected, "{path}");
    check("/ro/sign-in", Some(Act::SignIn));
    check("/ro/demo/sign-in", Some(Act::SignIn));
    check("/ro/demo", Some(Act::SignIn));
    check("/ro/sign-in/code", Some(Act::SignIn));
    check("/ro/account/second-step/set-up", Some(Act::SecondStepOn));
    check("/ro/account/second-step/off", Some(Act::SecondStepOff));
    check("/ro/manager/second-step", Some(Act::SignInRules));
    check("/ro/manager/second-step/x", Some(Act::SecondStepTakenOff));
    check("/ro/demo/kiosk", None);
    check("/en/manager/payments/incidents/x", Some(Act::PaymentIncident));
    check("/en/manager/payments/x/refund", Some(Act::Refund));
    check("/en/manager/banks/x/layout", Some(Act::BankLayout));
    check("/zh/desk/cases/26-000123/close", Some(Act::Case));
    check("/api/fn/delivery/open", Some(Act::OpenDoor));
    check("/api/fn/delivery/list", None);
    check("/en/pickup/open", None);
    check("/en/owner/keys/x/lost", None);
    check("/en/employee/take-back", Some(Act::OpenDoor));
    check("/en/employee/bulk/at/x", Some(Act::OpenDoor));
    check("/en/employee/bulk/enter", Some(Act::NewDelivery));
    check("/en/employee/bulk/preview", None);
    check("/en/employee/bulk/x/drop", Some(Act::Delivery));
    check("/en/employee/deliveries/x/code", Some(Act::Delivery));
    check("/ro/register/x/hand-out", Some(Act::Register));
    check("/ro/manager/keeping", Some(Act::Manage));
    check("/ro/manager/notices", Some(Act::TestMessage));
    check("/ro/manager/sessions/x", Some(Act::EndSession));
    check("/ro/manager/questions/preview", None);
    check("/ro/manager/texts/ready", Some(Act::Texts));
    check("/ro/manager/texts/ready/standard", Some(Act::Texts));
    check("/ro/manager/texts/ready/preview", None);
    check("/ro/account/passkeys/new", Some(Act::PasskeyAdded));
    check("/ro/account/passkeys/remove", Some(Act::PasskeyRemoved));
    check("/ro/sign-in/passkey", Some(Act::SignIn));
    check("/en/manager/banks/x/place", Some(Act::BankPlace));
    check("/en/manager/banks/x/way", Some(Act::BankWay));
    check("/en/manager/banks/x/way/preview", None);
    check("/en/manager/banks/x/way/photo", Some(Act::BankWay));
    check("/en/manager/banks/x/way/photos/y/remove", Some(Act::BankWay));
    check("/en/here/staff", Some(Act::KioskSignIn));
    check("/en/here/staff/end", Some(Act::KioskSignOut));
    check("/api/fn/kiosk/free-keypad", Some(Act::FreeKeypad));
    check("/api/fn/kiosk/staff", None);
    check("/x", None);
    assert_eq!(act_of(&Method::GET, "/en/manager/offices/new"), None);
}

#[test]
fn things_are_ids_and_numbers_and_never_secrets() {
    let check = |path: &str, expected: Option<&str>| assert_eq!(thing_in(path).as_deref(), expected, "{path}");
    let id = "01890a5d-ac96-774b-bcce-000000000001";
    check(&format!("/en/manager/offices/{id}/people"), Some(id));
    check("/en/desk/cases/26-000123/close", Some("26-000123"));
    check("/en/desk/keys/7QK4M2XP/block", Some("7QK4M2XP"));
    check("/en/manager/products/save", None);
    check("/en/invitation/Zm9vYmFyYmF6cXV1eGZvb2JhcmJhenF1dXg", None);
    let said = |body: &str| thing_said(body.as_bytes());
    assert_eq!(
        said(&format!("{{\"id\":\"{id}\",\"reason\":\"x\"}}")).as_deref(),
        Some(id)
    );
    assert_eq!(said("{\"reason\":\"1234\"}"), None);
    assert_eq!(said("nonsense"), None);
}

#[test]
fn a_handler_may_name_what_it_changed() {
    let path = "/en/manager/texts/ready";
    let named = |names: &[&str]| {
        let mut answer = StatusCode::SEE_OTHER.into_response();
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        answer.extensions_mut().insert(NotedThings(names));
        things(&answer, None, path)
    };
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(named(&["ready/ro", "ready/zh"]), [some("ready/ro"), some("ready/zh")]);
    assert!(named(&[]).is_empty(), "nothing changed, nothing is noted");
    assert_eq!(
        things(&StatusCode::FORBIDDEN.into_response(), None, path),
        [None::<String>]
    );
}

#[test]
fn owners_and_kiosks_are_none_of_the_audits_business() {
    let person = |roles: &[Role]| Actor::Person {
        person: "01890a5d-ac96-774b-bcce-000000000001".parse().unwrap(),
        session: "01890a5d-ac96-774b-bcce-000000000002".parse().unwrap(),
        organisation: "01890a5d-ac96-774b-bcce-000000000003".parse().unwrap(),
        office: None,
        roles: roles.to_vec(),
    };
    assert!(is_one_of_us(&person(&[Role::Employee]), Act::OpenDoor));
    assert!(is_one_of_us(&person(&[Role::Owner, Role::Dealer]), Act::Pool));
    assert!(!is_one_of_us(&person(&[Role::Owner]), Act::SignOut));
    let visitor = Actor::Visitor { address: String::new() };
    assert!(is_one_of_us(&visitor, Act::SignIn) && !is_one_of_us(&visitor, Act::Case));
}

/// Every source of the pages.
fn pages(folder: &std::path::Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, found);
        } else {
            found.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Whoever adds a form says here whether it is an act of ours.
#[test]
fn every_form_is_known() {
    let mut sources = String::new();
    pages(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/pages"),
        &mut sources,
    );
    let (mut seen, mut unknown) = (0, Vec::new());
    for rest in sources.split(".route(").skip(1) {
        let path = rest.split('"').nth(1).unwrap();
        let Some(page) = path.strip_prefix("/{lang}").filter(|_| rest.contains("post(")) else {
            continue;
        };
        seen += 1;
        let ours = act_of(&Method::POST, &["/en", page].concat()).is_some() || page.ends_with(PREVIEW);
        if ours == CITIZENS.iter().any(|known| page.starts_with(known)) {
            unknown.push(page.to_owned());
        }
    }
    assert!(seen > 60, "the test looks in the wrong place: {seen}");
    assert!(unknown.is_empty(), "in the audit or a citizen's? {unknown:?}");
}

/// Whoever adds a server function says here whether it does something.
#[test]
fn every_server_function_is_known() {
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src");
    let mut unknown = Vec::new();
    let mut seen = 0;
    for slice in std::fs::read_dir(home).unwrap() {
        let Ok(source) = std::fs::read_to_string(slice.unwrap().path().join("api.rs")) else {
            continue;
        };
        for rest in source.split("endpoint = \"").skip(1) {
            let name = rest.split('"').next().unwrap();
            seen += 1;
            if !ASKING.contains(&name) && FUNCTIONS.iter().all(|(known, _)| *known != name) {
                unknown.push(name.to_owned());
            }
        }
    }
    assert!(
        seen >= FUNCTIONS.len() + ASKING.len(),
        "the test looks in the wrong place"
    );
    assert!(unknown.is_empty(), "in the audit or only asking? {unknown:?}");
}

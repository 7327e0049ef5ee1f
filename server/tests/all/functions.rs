//! Whose things are whose, over every server function: what a page asks after it was loaded, anybody can ask without the page.
//!
//! The functions are those that the program registered, so a new one without a row in [`table`] fails here. Each is asked by
//! nobody, by screens, by every role of another house and by every role of this one that may not, about things that are there
//! and about one that is not: both get the same answer, to the letter, and nothing of this house stands in it.

use std::collections::{BTreeMap, BTreeSet};

use app::wire::ApiError;
use backend::demo::{PASSWORD, Past, furnish};
use domain::accounts::{Actor, Operation, PersonView, Role, SessionView};
use domain::delivery::{DeliveryFilter, DeliveryRow, DeliveryState, NewDelivery};
use domain::ids::{BankId, ConsignmentId, OrganisationId, PersonId};
use domain::lockers::{BankForm, BankView, NewBank, Place, Size};
use domain::{Error, Locale, Page, RefusalCode};
use leptos::server_fn::axum::server_fn_paths;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::compose::{Extras, Parts, start};

use crate::browser::Browser;
use crate::stage::{Folder, config, prepare};

/// An id that nothing has.
const NONE: &str = "01920000-0000-7000-8000-00000000dead";
/// Who owns the session, leaves the documents and asks as the owner of things.
const OWNER: Role = Role::Employee;

/// Who may ask a function at all.
#[derive(Clone, Copy)]
enum By {
    Person(Operation),
    Kiosk,
}

/// What its arguments name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Nothing,
    Delivery,
    Bank,
    Compartment,
    Person,
    Session,
}

/// How the arguments travel.
enum Words {
    Json(Value),
    Form(Vec<(&'static str, String)>),
}

struct Function {
    path: &'static str,
    by: By,
    what: What,
    words: fn(&str) -> Words,
}

const fn row(path: &'static str, by: By, what: What, words: fn(&str) -> Words) -> Function {
    Function { path, by, what, words }
}

fn nothing(_: &str) -> Words {
    Words::Json(json!({}))
}

fn empty(_: &str) -> Words {
    Words::Form(Vec::new())
}

fn about(id: &str) -> Words {
    Words::Json(json!({ "id": id }))
}

/// Every function that there is, and what to ask it.
fn table() -> Vec<Function> {
    use By::{Kiosk, Person};
    use Operation as O;
    use Words::{Form, Json};
    vec![
        row("accounts/choose-locale", Person(O::OwnAccount), What::Nothing, |_| {
            Json(json!({ "locale": "en" }))
        }),
        row("accounts/end-session", Person(O::OwnAccount), What::Session, |id| {
            Json(json!({ "session": id }))
        }),
        row("accounts/invite", Person(O::ManagePeople), What::Nothing, |_| {
            Json(json!({ "form": { "name": "", "email": "", "locale": "en", "roles": [] } }))
        }),
        row("accounts/invite-again", Person(O::ManagePeople), What::Person, |id| {
            Json(json!({ "person": id }))
        }),
        row("accounts/people", Person(O::SeePeople), What::Nothing, |_| {
            Json(json!({ "search": "" }))
        }),
        row("accounts/sessions", Person(O::OwnAccount), What::Nothing, nothing),
        row("accounts/set-enabled", Person(O::ManagePeople), What::Person, |id| {
            Json(json!({ "person": id, "enabled": true }))
        }),
        row("delivery/cancel", Person(O::CancelDelivery), What::Delivery, |id| {
            Json(json!({ "id": id, "reason": "A test" }))
        }),
        row("delivery/create", Person(O::CreateDelivery), What::Bank, |id| {
            Json(json!({ "form": a_document(id) }))
        }),
        row("delivery/list", Person(O::SeeDeliveries), What::Nothing, |_| {
            Json(json!({ "filter": DeliveryFilter::default() }))
        }),
        row("delivery/one", Person(O::SeeDeliveries), What::Delivery, |id| {
            Json(json!({ "id": id, "locale": "en" }))
        }),
        row("delivery/open", Person(O::OpenForDeposit), What::Delivery, about),
        row(
            "delivery/to_take_back",
            Person(O::SeeDeliveries),
            What::Nothing,
            nothing,
        ),
        row("kiosk/enter", Kiosk, What::Nothing, |_| {
            Form(vec![("typed", "234567".to_owned())])
        }),
        row("kiosk/free-keypad", Kiosk, What::Nothing, empty),
        row("kiosk/leave", Kiosk, What::Delivery, |id| {
            Form(vec![("collected", id.to_owned())])
        }),
        row("kiosk/next", Kiosk, What::Delivery, |id| {
            Form(vec![("thing", id.to_owned())])
        }),
        row("kiosk/rate", Kiosk, What::Delivery, |id| {
            Form(vec![("thing", id.to_owned()), ("stars", "5".to_owned())])
        }),
        row("kiosk/staff", Kiosk, What::Nothing, empty),
        row("kiosk/state", Kiosk, What::Nothing, empty),
        row("kiosk/take-back", Kiosk, What::Delivery, |id| {
            Json(json!({ "consignment": id }))
        }),
        row("support/at-kiosk", Kiosk, What::Nothing, |_| {
            Form(vec![("problem", "other".to_owned())])
        }),
        // These two sign out whoever is signed in at the kiosk, so they come after what needs them there.
        row("kiosk/staff-leave", Kiosk, What::Nothing, empty),
        row("kiosk/staff-begin", Kiosk, What::Nothing, empty),
        row("lockers/bank", Person(O::SeeBanks), What::Bank, about),
        row("lockers/banks", Person(O::SeeBanks), What::Nothing, nothing),
        row("lockers/create", Person(O::ManageBanks), What::Nothing, |_| {
            Json(json!({ "form": BankForm::default() }))
        }),
        row("lockers/pairing-code", Person(O::ManageBanks), What::Bank, about),
        row("lockers/provision", Person(O::ManageBanks), What::Bank, about),
        row("lockers/set-service", Person(O::ManageBanks), What::Compartment, |id| {
            Json(json!({ "compartment": id, "out": "A test" }))
        }),
        row("lockers/test-door", Person(O::TestDoors), What::Compartment, |id| {
            Json(json!({ "compartment": id }))
        }),
        row("lockers/unpair-kiosks", Person(O::ManageBanks), What::Bank, about),
    ]
}

fn a_document(bank: &str) -> NewDelivery {
    NewDelivery {
        name: "Ion Popescu".to_owned(),
        phone: "+40721555010".to_owned(),
        locale: "en".to_owned(),
        item: "passport".to_owned(),
        bank: bank.to_owned(),
        size: "S".to_owned(),
        once: "every-function".to_owned(),
        ..NewDelivery::default()
    }
}

/// Status and body.
type Said = (u16, String);

async fn ask(browser: &mut Browser, path: &str, words: Words) -> Said {
    let request = browser.request("POST", &["/api/fn/", path].concat());
    let request = match words {
        Words::Json(value) => request.json(&value),
        Words::Form(fields) => request.form(&fields),
    };
    let answer = browser.send(request).await;
    (answer.status, answer.body)
}

async fn told<T: DeserializeOwned>(browser: &mut Browser, path: &str, value: Value) -> T {
    let (status, body) = ask(browser, path, Words::Json(value)).await;
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// Why it was refused, if it was.
fn refused((status, body): &Said) -> Option<RefusalCode> {
    match serde_json::from_str::<ApiError>(body) {
        Ok(ApiError::Port(Error::Refused(refusal))) if *status == 422 => Some(refusal.code),
        _ => None,
    }
}

/// What is in the house.
#[derive(Default)]
struct Things(BTreeMap<What, Vec<String>>);

impl Things {
    fn of(&self, what: What) -> Vec<&str> {
        self.0.get(&what).into_iter().flatten().map(String::as_str).collect()
    }

    /// Something of the house that stands in this text.
    fn in_text(&self, text: &str) -> Option<&str> {
        let mut all = self.0.values().flatten();
        all.find(|id| text.contains(id.as_str())).map(String::as_str)
    }

    async fn look(house: &mut People, bank: BankId, signing_in: &BTreeSet<&str>) -> Self {
        let owner = house.0.get_mut(&OWNER).unwrap();
        let filter = json!({ "filter": DeliveryFilter::default() });
        let page: Page<DeliveryRow> = told(owner, "delivery/list", filter).await;
        // One of each state.
        let of_state: BTreeMap<&str, ConsignmentId> = page.rows.iter().map(|row| (row.state.wire(), row.id)).collect();
        for state in [DeliveryState::Stored, DeliveryState::Collected] {
            assert!(of_state.contains_key(state.wire()), "{of_state:?}");
        }
        let sessions: Vec<SessionView> = told(owner, "accounts/sessions", json!({})).await;
        let other = sessions.iter().find(|session| !session.current).unwrap();
        let manager = house.0.get_mut(&Role::Manager).unwrap();
        let view: BankView = told(manager, "lockers/bank", json!({ "id": bank })).await;
        let invite = json!({ "form": { "name": "Somebody new", "email": "new@demo.example", "locale": "en", "roles": ["employee"] } });
        let invited: PersonId = told(manager, "accounts/invite", invite).await;
        let people: Vec<PersonView> = told(manager, "accounts/people", json!({ "search": "" })).await;
        let people = people
            .iter()
            .filter(|person| !signing_in.contains(person.email.as_str()));
        let text = |id: &dyn std::fmt::Display| id.to_string();
        let mut all = Self::default();
        all.0
            .insert(What::Delivery, of_state.values().map(|id| text(id)).collect());
        all.0.insert(What::Bank, vec![text(&bank)]);
        all.0.insert(
            What::Compartment,
            view.doors.iter().take(3).map(|door| text(&door.id)).collect(),
        );
        let mut people: Vec<String> = people.take(3).map(|person| text(&person.id)).collect();
        people.push(text(&invited));
        all.0.insert(What::Person, people);
        all.0.insert(What::Session, vec![text(&other.id)]);
        all
    }
}

/// Somebody of each role, signed in.
struct People(BTreeMap<Role, Browser>);

async fn signed_in(origin: &str, email: &str) -> Browser {
    let mut browser = Browser::new(origin.to_owned());
    let form = [("email", email), ("password", PASSWORD)];
    let answer = browser.post("/en/sign-in", &form).await;
    assert_eq!(answer.status, 303, "{email}: {}", answer.body);
    browser
}

impl People {
    /// The people of another house.
    async fn strangers(origin: &str, parts: &Parts, house: OrganisationId) -> Self {
        let mut all = BTreeMap::new();
        for role in Role::ALL {
            let email = format!("{}@other.example", role.wire());
            let roles = [role];
            let seeded = parts
                .accounts
                .seed_person(house, "Somebody else", &email, Locale::En, &roles, Some(PASSWORD));
            seeded.await.unwrap();
            all.insert(role, signed_in(origin, &email).await);
        }
        Self(all)
    }
}

/// A screen that is the kiosk of this bank.
async fn screen(origin: &str, parts: &Parts, bank: BankId) -> Browser {
    let code = parts.services.lockers.pairing_code(&Actor::House, bank).await.unwrap();
    let mut screen = Browser::new(origin.to_owned());
    let answer = screen.post("/en/pair", &[("code", &code)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    screen
}

/// A bank of the other house, with its employee signed in at its kiosk.
async fn elsewhere(origin: &str, parts: &Parts, house: OrganisationId, people: &mut People) -> Browser {
    let form = NewBank {
        place: Place {
            name: "Elsewhere".to_owned(),
            address: "Strada Mare 1".to_owned(),
            city: "Cluj".to_owned(),
            latitude: 46.7,
            longitude: 23.6,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: vec![vec![Size::S]],
    };
    let bank = parts.lockers.add_bank(house, &form).await.unwrap();
    let mut kiosk = screen(origin, parts, bank).await;
    sign_in_at(&mut kiosk, people.0.get_mut(&OWNER).unwrap()).await;
    kiosk
}

/// Somebody signs in at a kiosk with their phone.
async fn sign_in_at(kiosk: &mut Browser, phone: &mut Browser) {
    let (status, body) = ask(kiosk, "kiosk/staff-begin", empty("")).await;
    assert_eq!(status, 200, "{body}");
    let said: Value = serde_json::from_str(&body).unwrap();
    let url = said["presence"]["url"].as_str().unwrap();
    let (_, token) = url.split_once("/here/staff/").unwrap();
    let answer = phone.get(&["/en/here/staff/", token].concat()).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(phone.post("/en/here/staff", &[]).await.status, 303);
    let (_, body) = ask(kiosk, "kiosk/staff", empty("")).await;
    assert!(body.contains("somebody"), "{body}");
}

/// What went wrong so far.
struct Walk {
    things: Things,
    refusals: usize,
    trouble: Vec<String>,
}

impl Walk {
    /// Somebody asks about everything of the kind that the function is about, and about nothing: whatever it is, they must not
    /// be able to tell the one from the other. With `code` they are refused for that reason.
    async fn shut(&mut self, who: &str, browser: &mut Browser, function: &Function, code: Option<RefusalCode>) {
        let path = function.path;
        let none = ask(browser, path, (function.words)(NONE)).await;
        let why = refused(&none);
        if code.is_some() && why != code {
            self.trouble
                .push(format!("{who} at {path} gets {none:?} and not {code:?}"));
        }
        if let Some(id) = self.things.in_text(&none.1) {
            self.trouble.push(format!("{who} at {path} is told of {id}"));
        }
        for id in self.things.of(function.what) {
            let there = ask(browser, path, (function.words)(id)).await;
            if there != none {
                self.trouble.push(format!(
                    "{who} at {path}: {there:?} for what is there, {none:?} for nothing"
                ));
            }
            self.refusals += 1;
        }
    }

    /// As whoever may: something that is there is answered in another way than what is not. Else the rest proves nothing.
    async fn open(&mut self, browser: &mut Browser, function: &Function) {
        let path = function.path;
        let none = ask(browser, path, (function.words)(NONE)).await;
        let mut others = 0;
        for id in self.things.of(function.what) {
            let there = ask(browser, path, (function.words)(id)).await;
            others += usize::from(there != none);
        }
        if refused(&none).is_none() || others == 0 {
            self.trouble
                .push(format!("{path}: whoever may is told {none:?}, whatever they ask for"));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_server_function_refuses_whoever_has_no_business_there() {
    let registered: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let known: BTreeSet<String> = table().iter().map(|row| ["/api/fn/", row.path].concat()).collect();
    assert_eq!(registered, known, "every function has a row, and every row a function");
    prepare();
    let folder = Folder::new();
    let mut config = config(folder.path());
    config.limits.entrance = 1_000;
    let extras = Extras {
        demo: Some(axum::Router::new()),
    };
    let running = start(&config, extras).await.unwrap();
    let origin = format!("http://{}", running.address);
    let parts = &running.parts;
    let past = Past { days: 6, cases: 16 };
    let demo = furnish(&parts.house, &parts.signing, past).await.unwrap();
    let mut house = People(BTreeMap::new());
    for person in &demo.people {
        house.0.insert(person.role, signed_in(&origin, person.email).await);
    }
    assert_eq!(house.0.len(), Role::ALL.len());
    let signing_in: BTreeSet<&str> = demo.people.iter().map(|person| person.email).collect();
    let owner = demo.people.iter().find(|person| person.role == OWNER).unwrap();
    signed_in(&origin, owner.email).await;
    let other = parts.accounts.seed_organisation("Another house").await.unwrap();
    let mut strangers = People::strangers(&origin, parts, other).await;
    let bank = demo.banks[0].id;
    let mut kiosks = [
        elsewhere(&origin, parts, other, &mut strangers).await,
        screen(&origin, parts, bank).await,
    ];
    let mut walk = Walk {
        things: Things::look(&mut house, bank, &signing_in).await,
        refusals: 0,
        trouble: Vec::new(),
    };
    for function in table() {
        all_ask(&mut walk, &function, &origin, (&mut house, &mut strangers), &mut kiosks).await;
    }
    assert!(walk.trouble.is_empty(), "{}", walk.trouble.join("\n"));
    assert!(walk.refusals > 600, "only {} times something was there", walk.refusals);
    running.stop().await;
}

/// Everybody asks this one, and who may last.
async fn all_ask(
    walk: &mut Walk,
    function: &Function,
    origin: &str,
    (house, strangers): (&mut People, &mut People),
    [foreign, own]: &mut [Browser; 2],
) {
    let first = Some(RefusalCode::SignInFirst);
    let mut visitor = Browser::new(origin.to_owned());
    walk.shut("a visitor", &mut visitor, function, first).await;
    let By::Person(operation) = function.by else {
        for (role, person) in house.0.iter_mut().chain(&mut strangers.0) {
            walk.shut(&format!("{role:?} and no screen"), person, function, first)
                .await;
        }
        return walk.shut("another house's kiosk", foreign, function, None).await;
    };
    for kiosk in [foreign, own] {
        walk.shut("a kiosk", kiosk, function, first).await;
    }
    let names = function.what != What::Nothing;
    for (role, person) in &mut strangers.0 {
        let who = format!("{role:?} of another house");
        let code = (!role.may(operation)).then_some(RefusalCode::NotAllowed);
        walk.shut(&who, person, function, code).await;
        if code.is_none() && names {
            let none = ask(person, function.path, (function.words)(NONE)).await;
            if refused(&none).is_none() {
                walk.trouble.push(format!("{who} at {}: {none:?}", function.path));
            }
        }
    }
    for (role, person) in &mut house.0 {
        let who = format!("{role:?} of this house");
        if !role.may(operation) {
            walk.shut(&who, person, function, Some(RefusalCode::NotAllowed)).await;
        } else if function.what == What::Session && *role != OWNER {
            walk.shut(&who, person, function, Some(RefusalCode::NotFound)).await;
        }
    }
    if names {
        let may = |role: &Role| role.may(operation);
        let role = [OWNER, Role::Manager].into_iter().find(may).unwrap();
        walk.open(house.0.get_mut(&role).unwrap(), function).await;
    }
}

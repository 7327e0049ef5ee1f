//! Notes in the audit what people of the house do: the act by its address, the thing by its id, the outcome by the answer.
//!
//! After the answer, in a transaction of its own: an act is never held up or refused because of its note. What owners do with
//! their own things and what citizens do is in the histories of those things, and not here. What must not be here: a name, a
//! secret, or anything else that was typed.

use app::asking::Asking;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::accounts::{Actor, Role, Secret};
use domain::audit::{Act, AuditNote, Came};

use super::cookies::Cookie;
use super::{Seen, Web};

/// As large as any body may be.
const LARGEST: usize = 64 * 1024;

/// Server functions that do something; those that only ask are in [`ASKING`].
const FUNCTIONS: &[(&str, Act)] = &[
    ("accounts/invite", Act::Invite),
    ("accounts/invite-again", Act::Invite),
    ("accounts/set-enabled", Act::SwitchAccount),
    ("accounts/end-session", Act::EndSession),
    ("delivery/create", Act::NewDelivery),
    ("delivery/open", Act::OpenDoor),
    ("delivery/cancel", Act::CancelDelivery),
    ("lockers/create", Act::NewBank),
    ("lockers/provision", Act::BankPapers),
    ("lockers/set-service", Act::DoorService),
    ("lockers/test-door", Act::OpenDoor),
    ("lockers/pairing-code", Act::Kiosk),
    ("lockers/unpair-kiosks", Act::Kiosk),
];

/// Server functions that only ask, or change nothing but what one sees oneself; and what a kiosk does for citizens.
#[cfg_attr(not(test), expect(dead_code, reason = "a test holds it against the sources"))]
const ASKING: &[&str] = &[
    "accounts/people",
    "accounts/sessions",
    "accounts/choose-locale",
    "kiosk/state",
    "kiosk/enter",
    "kiosk/next",
    "kiosk/leave",
    "support/at-kiosk",
    "kiosk/rate",
    "delivery/list",
    "delivery/one",
    "delivery/to_take_back",
    "lockers/banks",
    "lockers/bank",
];

/// Addresses of forms, by how they begin after the language; the first that fits.
const PAGES: &[(&str, Act)] = &[
    ("/sign-in", Act::SignIn),
    ("/demo/sign-in", Act::SignIn),
    ("/sign-out", Act::SignOut),
    ("/invitation", Act::Join),
    ("/account/second-step/off", Act::SecondStepOff),
    ("/account/second-step/codes", Act::RecoveryCodes),
    ("/account/second-step", Act::SecondStepOn),
    ("/manager/second-step/", Act::SecondStepTakenOff),
    ("/manager/second-step", Act::SignInRules),
    ("/manager/notices", Act::TestMessage),
    ("/manager/sessions/", Act::EndSession),
    ("/manager/offices", Act::Office),
    ("/manager/texts", Act::Texts),
    ("/manager/banks/", Act::BankLayout),
    ("/manager/payments/incidents", Act::PaymentIncident),
    ("/manager/payments", Act::Refund),
    ("/manager/pools", Act::Pool),
    ("/manager/products", Act::Product),
    ("/manager/offers", Act::Product),
    ("/manager/dealers", Act::Dealer),
    ("/manager/", Act::Manage),
    ("/employee/take-back", Act::OpenDoor),
    ("/employee/bulk/at/", Act::OpenDoor),
    ("/employee/bulk/enter", Act::NewDelivery),
    ("/employee/", Act::Delivery),
    ("/register/", Act::Register),
    ("/support/", Act::Support),
    ("/desk/activate", Act::Key),
    ("/desk/keys", Act::Key),
    ("/desk/tickets", Act::Ticket),
    ("/desk/", Act::Case),
    ("/courier/", Act::Ticket),
    ("/dealer/pools", Act::Pool),
    ("/dealer/keys", Act::Key),
    ("/dealer/", Act::Dealer),
];

/// Forms of people who are none of us, and what stands in a history of its own.
#[cfg_attr(not(test), expect(dead_code, reason = "a test holds it against the sources"))]
const CITIZENS: &[&str] = &[
    "/partners",
    "/pay/",
    "/test-pay/",
    "/found/",
    "/case/",
    "/lost/",
    "/pair",
    "/pickup/",
    "/owner/",
    "/offered",
    "/sign-up",
    "/confirm",
    "/forgotten",
    "/reset",
    "/new-address",
];

/// What a handler says of its act, in the extensions of its answer, where the address alone does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noted {
    /// It was only a first half: nothing is done yet.
    NotYet,
    /// This was done, too.
    Also(Act),
}

/// What a handler says of the things that it changed, in the extensions of its answer, where no id in the address does: a
/// note is made of each, and none where nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotedThings(pub(super) Vec<String>);

/// Where a demo signs in with one click; below it are the inbox and the banks.
const ONE_CLICK: &str = "/demo";

/// Forms that only show what would be.
const PREVIEW: &str = "/preview";

/// What a request would do, if that is noted.
fn act_of(method: &Method, path: &str) -> Option<Act> {
    if *method != Method::POST || path.ends_with(PREVIEW) {
        return None;
    }
    let of = |table: &[(&str, Act)], fits: &dyn Fn(&str) -> bool| {
        let found = table.iter().find(|(known, _)| fits(known));
        found.map(|(_, act)| *act)
    };
    if let Some(name) = path.strip_prefix("/api/fn/") {
        return of(FUNCTIONS, &|known| known == name);
    }
    let page = path.get(3..).filter(|page| page.starts_with('/')).unwrap_or(path);
    if page == ONE_CLICK {
        return Some(Act::SignIn);
    }
    of(PAGES, &|known| page.starts_with(known))
}

/// Whether acts of this actor are noted.
fn is_one_of_us(actor: &Actor, act: Act) -> bool {
    match actor {
        Actor::Person { roles, .. } => roles.iter().any(|role| *role != Role::Owner),
        Actor::Confined { .. } => true,
        // Also when it fails: somebody is trying.
        Actor::Visitor { .. } => matches!(act, Act::SignIn | Act::Join),
        Actor::Kiosk { .. } | Actor::House => false,
    }
}

/// Ids and numbers stand in addresses as segments of their own; secrets are longer than numbers and no ids.
fn thing_in(path: &str) -> Option<String> {
    let is_id = |text: &str| text.len() == 36 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let is_number = |text: &str| {
        (4..=14).contains(&text.len())
            && text.bytes().any(|b| b.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let mut segments = path.split('/');
    segments
        .find(|segment| is_id(segment) || is_number(segment))
        .map(str::to_owned)
}

/// The id in the arguments of a server function.
fn thing_said(body: &[u8]) -> Option<String> {
    let said: serde_json::Value = serde_json::from_slice(body).ok()?;
    let keys = ["consignment", "id", "bank", "person", "session"];
    let thing = keys.iter().find_map(|key| said.get(key)?.as_str())?;
    thing_in(thing)
}

/// What became of it, by the answer.
fn came(status: StatusCode) -> Came {
    if status.is_server_error() {
        Came::Failed
    } else if status.is_client_error() {
        Came::Refused
    } else {
        Came::Done
    }
}

/// Notes the act after it was answered.
pub(super) async fn audit(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let (seen, asking) = (request.extensions().get::<Seen>(), request.extensions().get::<Asking>());
    let noted = act_of(request.method(), &path).zip(seen.zip(asking));
    let Some((act, (seen, asking))) = noted.filter(|(act, (_, asking))| is_one_of_us(who(asking), *act)) else {
        return next.run(request).await;
    };
    let (origin, actor) = (seen.visitor.to_string(), who(asking).clone());
    let (request, said) = match read(request, &path).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let answer = next.run(request).await;
    let word = answer.extensions().get::<Noted>().copied();
    if word == Some(Noted::NotYet) {
        return answer;
    }
    let actor = if act == Act::SignIn {
        // An answer cannot be lent over a wait.
        let secret = session_set(&web, &answer);
        signed_in(&web, secret).await.unwrap_or(actor)
    } else {
        actor
    };
    let also = match word {
        Some(Noted::Also(also)) => Some(also),
        _ => None,
    };
    let things = things(&answer, said, &path);
    for act in std::iter::once(act).chain(also) {
        for thing in &things {
            let note = AuditNote {
                act,
                thing: thing.clone(),
                came: came(answer.status()),
                origin: Some(origin.clone()),
            };
            if let Err(error) = web.services.audit.note(&actor, note).await {
                // The cause was logged where it failed.
                tracing::error!(%error, act = act.wire(), "an act could not be noted in the audit");
            }
        }
    }
    answer
}

/// To which things: those that the handler names; else the one that was asked about, or stands in the address, if any.
fn things(answer: &Response, said: Option<String>, path: &str) -> Vec<Option<String>> {
    match answer.extensions().get::<NotedThings>() {
        Some(named) => named.0.iter().cloned().map(Some).collect(),
        None => vec![said.or_else(|| thing_in(path))],
    }
}

/// Who acts: also somebody who must set up a second step first.
fn who(asking: &Asking) -> &Actor {
    asking.setting_up.as_ref().map_or(&asking.actor, |(actor, _)| actor)
}

/// Reads the arguments of a server function; every other body goes by unread.
async fn read(request: Request, path: &str) -> Result<(Request, Option<String>), Response> {
    if !path.starts_with("/api/fn/") {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, LARGEST)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
    let thing = thing_said(&bytes);
    Ok((Request::from_parts(parts, Body::from(bytes)), thing))
}

/// The cookie of somebody who has just signed in.
fn session_set(web: &Web, answer: &Response) -> Option<Secret> {
    let mut set = answer.headers().get_all(header::SET_COOKIE).iter();
    let name = format!("{}=", web.cookies.name(Cookie::Session));
    set.find_map(|value| {
        let rest = value.to_str().ok()?.strip_prefix(name.as_str())?.to_owned();
        rest.split(';').next().map(|secret| Secret::new(secret.to_owned()))
    })
}

/// Who that is.
async fn signed_in(web: &Web, secret: Option<Secret>) -> Option<Actor> {
    let (actor, _) = web.services.accounts.who(&secret?).await.ok()?;
    Some(actor)
}

#[cfg(test)]
mod tests {
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
}

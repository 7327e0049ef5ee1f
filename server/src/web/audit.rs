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
    ("kiosk/staff-leave", Act::KioskSignOut),
    ("kiosk/free-keypad", Act::FreeKeypad),
    ("kiosk/take-back", Act::OpenDoor),
];

/// Server functions of a kiosk. What is noted of them, a colleague did who is signed in there.
const AT_KIOSK: &str = "/api/fn/kiosk/";

/// Server functions that only ask, or change nothing but what one sees oneself; and what a kiosk does for citizens.
#[cfg_attr(not(test), expect(dead_code, reason = "a test holds it against the sources"))]
const ASKING: &[&str] = &[
    "accounts/people",
    "accounts/sessions",
    "accounts/choose-locale",
    "kiosk/state",
    "kiosk/enter",
    "kiosk/staff",
    "kiosk/staff-begin",
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
    ("/account/passkeys/remove", Act::PasskeyRemoved),
    ("/account/passkeys", Act::PasskeyAdded),
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
    ("/here/staff/end", Act::KioskSignOut),
    ("/here/staff", Act::KioskSignIn),
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

/// Below the address of one bank, what is not about its doors: how one gets there, and where it stands.
const OF_A_BANK: &[(&str, Act)] = &[("way", Act::BankWay), ("place", Act::BankPlace)];

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
    let below_bank = page.starts_with("/manager/banks/").then(|| page.split('/').nth(4));
    if let Some(part) = below_bank.flatten()
        && let Some(act) = of(OF_A_BANK, &|known| known == part)
    {
        return Some(act);
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
    let Some((act, (seen, asking))) = noted else {
        return next.run(request).await;
    };
    // A request cannot be lent over a wait.
    let (origin, asking) = (seen.visitor.to_string(), asking.clone());
    let acting = acting(&web, &path, &asking).await;
    let Some((actor, place)) = acting.filter(|(actor, _)| is_one_of_us(actor, act)) else {
        return next.run(request).await;
    };
    let (request, said) = match read(request, &path).await {
        Ok((request, said)) => (request, said.or(place)),
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

/// Who acts, and at which bank where that is known: at a kiosk the colleague who is signed in there, asked before they may have
/// signed out.
async fn acting(web: &Web, path: &str, asking: &Asking) -> Option<(Actor, Option<String>)> {
    if !path.starts_with(AT_KIOSK) {
        return Some((who(asking).clone(), None));
    }
    let kiosk = asking.kiosk.as_ref()?;
    let colleague = web.services.onsite.who(kiosk).await.ok().flatten()?;
    Some((colleague, kiosk.kiosk_bank().ok().map(|bank| bank.to_string())))
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
mod tests;

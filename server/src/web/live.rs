//! Open screens are told that something changed, as server-sent events. An event names a change and carries no data.
//! A stream ends at once when the session behind it does, and when the server stops.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::StatusCode;
use axum::http::header::{self, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::RefusalCode;
use domain::accounts::{Actor, Operation, Secret};
use domain::ids::PersonId;
use domain::live::Nudge;
use futures::Stream;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::cookies::Cookie;
use super::{Here, Web};
use crate::metrics::OpenStream;

/// A word so often, so that proxies, browsers and pages see that the connection stands: whoever has not heard it for long may
/// have slept, and makes the connection anew. A page that only listens for news does not hear it.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
const BEAT: &str = "beat";
/// So often it is asked whether the session still stands: it may have run out, or the word of its end been lost on its
/// way from another node.
const CHECK: Duration = Duration::from_secs(15);
/// The screen missed something: it looks at everything again.
const MISSED: &str = "missed";
/// The last word of a stream whose session ended: the screen asks once more, and is led to the door.
const ENDED: &str = "ended";

/// `/live`: what happens in the organisation of the person who asks.
pub(super) async fn person(here: Here) -> Response {
    if here.asking.profile.is_none() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let listener = Listener::Person(here.asking.actor.clone());
    answer(here.web, listener)
}

/// `/live/kiosk`: what happens at the bank of the kiosk that asks.
pub(super) async fn kiosk(here: Here) -> Response {
    let secret = here.cookie(Cookie::Kiosk).map(Secret::new);
    match (here.asking.kiosk.clone(), secret) {
        (Some(actor), Some(secret)) => answer(here.web, Listener::Kiosk { actor, secret }),
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}

fn answer(web: Web, listener: Listener) -> Response {
    let mut check = interval(CHECK);
    // The first one comes at once: the session may have ended before we listened.
    check.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let screen = Screen {
        nudges: web.house.live.listen(),
        ends: web.house.live.listen_for_ends(),
        misses: web.house.live.listen_for_misses(),
        over: false,
        check,
        listener,
        _counted: web.metrics.stream(),
        web,
    };
    // Browsers pass an event on only if it says something.
    let beat = Event::default().event(BEAT).data("1");
    let stream = Sse::new(events(screen)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE).event(beat));
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        // nginx would keep events back until its buffer is full.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, stream).into_response()
}

fn events(screen: Screen) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold(screen, |mut screen| async move {
        let event = screen.next().await?;
        Some((Ok(event), screen))
    })
}

/// Who listens.
enum Listener {
    Person(Actor),
    Kiosk { actor: Actor, secret: Secret },
}

/// One open stream.
struct Screen {
    web: Web,
    nudges: broadcast::Receiver<Nudge>,
    ends: broadcast::Receiver<PersonId>,
    misses: broadcast::Receiver<()>,
    over: bool,
    check: Interval,
    listener: Listener,
    _counted: OpenStream,
}

impl Screen {
    async fn next(&mut self) -> Option<Event> {
        if self.over {
            return None;
        }
        loop {
            tokio::select! {
                () = self.web.stop.cancelled() => return None,
                _ = self.check.tick() => if self.is_over().await { return Some(Event::default().data(ENDED)) },
                ended = self.ends.recv() => {
                    let meant = ended.map_or(true, |person| self.listener.is(person));
                    if meant && self.is_over().await {
                        return Some(Event::default().data(ENDED));
                    }
                }
                // Once too often, or too late to count, is still once: it looks again.
                _ = self.misses.recv() => return Some(Event::default().data(MISSED)),
                heard = self.nudges.recv() => match heard {
                    Ok(nudge) if self.listener.hears(&nudge) => {
                        return serde_json::to_string(&nudge).ok().map(|json| Event::default().data(json));
                    }
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return Some(Event::default().data(MISSED)),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }
}

impl Screen {
    async fn is_over(&mut self) -> bool {
        self.over = !self.listener.still_there(&self.web).await;
        self.over
    }
}

impl Listener {
    fn is(&self, person: PersonId) -> bool {
        matches!(self, Self::Person(actor) if actor.person().is_ok_and(|own| own == person))
    }

    fn hears(&self, nudge: &Nudge) -> bool {
        let (whose, at, office) = match *nudge {
            Nudge::Consignment { organisation, bank, .. }
            | Nudge::Bank { organisation, bank }
            | Nudge::Colleague { organisation, bank, .. } => (organisation, Some(bank), None),
            Nudge::Payment { organisation, .. }
            | Nudge::Pool { organisation, .. }
            | Nudge::Help { organisation, .. } => (organisation, None, None),
            Nudge::Case {
                organisation, office, ..
            }
            | Nudge::Ticket {
                organisation, office, ..
            } => (organisation, None, office),
        };
        match self {
            Self::Person(actor) => {
                let covered = actor.reach().covers(office);
                let allowed = match nudge {
                    Nudge::Case { owner, .. } => {
                        (covered && actor.may(Operation::SeeCases)) || owner.is_some_and(|owner| self.is(owner))
                    }
                    Nudge::Ticket { .. } => {
                        covered && (actor.may(Operation::SeeTickets) || actor.may(Operation::CarryTickets))
                    }
                    Nudge::Help { .. } => actor.may(Operation::GiveHelp),
                    // For that screen alone.
                    Nudge::Colleague { .. } => false,
                    _ => true,
                };
                allowed && actor.organisation().is_ok_and(|own| own == whose)
            }
            Self::Kiosk { actor, .. } => {
                let meant = match (nudge, actor) {
                    (Nudge::Colleague { kiosk: meant, .. }, Actor::Kiosk { kiosk, .. }) => meant == kiosk,
                    _ => true,
                };
                meant && actor.kiosk_bank().is_ok_and(|own| Some(own) == at)
            }
        }
    }

    /// Whether the session stands. Asked so that it does not count as use: an open screen keeps nobody signed in.
    async fn still_there(&self, web: &Web) -> bool {
        let gone = |error: domain::Error| error.is(RefusalCode::SignInFirst) || error.is(RefusalCode::NotAllowed);
        match self {
            Self::Person(actor) => match web.services.accounts.sessions(actor).await {
                Ok(sessions) => sessions.iter().any(|session| session.current),
                Err(error) => !gone(error),
            },
            Self::Kiosk { secret, .. } => !web.services.lockers.kiosk(secret).await.is_err_and(gone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{BankId, KioskId, OrganisationId, SessionId};

    #[test]
    fn each_hears_of_its_own() {
        let id = |n: &str| format!("01920000-0000-7000-8000-00000000000{n}");
        let organisation: OrganisationId = id("1").parse().unwrap();
        let bank: BankId = id("2").parse().unwrap();
        let nudge = Nudge::Bank { organisation, bank };
        let person = |organisation| {
            Listener::Person(Actor::Person {
                person: id("3").parse::<PersonId>().unwrap(),
                session: id("4").parse::<SessionId>().unwrap(),
                organisation,
                office: None,
                roles: Vec::new(),
            })
        };
        let kiosk = |bank| Listener::Kiosk {
            actor: Actor::Kiosk {
                kiosk: id("5").parse::<KioskId>().unwrap(),
                bank,
            },
            secret: Secret::new("x"),
        };
        let case = |owner: Option<&str>| Nudge::Case {
            organisation,
            office: None,
            case: id("6").parse().unwrap(),
            owner: owner.map(|n| id(n).parse().unwrap()),
        };
        let owner = person(organisation);
        assert!(owner.hears(&case(Some("3"))), "of one's own thing");
        assert!(
            !owner.hears(&case(Some("7"))) && !owner.hears(&case(None)),
            "of nobody else's"
        );
        let told = serde_json::to_string(&case(Some("3"))).unwrap();
        assert!(!told.contains(&id("3")), "{told}");
        let colleague = |n: &str| Nudge::Colleague {
            organisation,
            bank,
            kiosk: id(n).parse().unwrap(),
        };
        assert!(kiosk(bank).hears(&colleague("5")), "who signed in at this screen");
        assert!(!kiosk(bank).hears(&colleague("8")), "and not at the one beside it");
        assert!(!person(organisation).hears(&colleague("5")));
        assert!(person(organisation).hears(&nudge) && kiosk(bank).hears(&nudge));
        assert!(!person(id("9").parse().unwrap()).hears(&nudge) && !kiosk(id("9").parse().unwrap()).hears(&nudge));
    }
}

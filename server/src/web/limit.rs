//! How often one address may try the ways in: sign-in, pairing, links with a secret, reports of finders, ratings.
//!
//! Counted in this process, by the house's clock; nothing is written down. The slow-down of one account and the lock of
//! a keypad are rules of their slices; this only keeps a machine from trying them all. What must not be here: who asks.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::{RefusalCode, Timestamp};

use super::here::{frame, page};
use super::{Seen, Web};
use crate::config::Limits;

const MINUTE: i64 = 60_000_000;
/// So many addresses are told apart; those beyond share one count.
const MOST: usize = 50_000;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// Passwords, invitations, pairing codes and numbers of tags, when they are sent.
    Entrance,
    /// Addresses that hold a secret.
    Link,
    /// What finders do, and what else the public writes.
    Found,
}

impl Way {
    /// By the pattern of the route; none for pages that may be asked for without end.
    fn of(method: &Method, route: &str) -> Option<Self> {
        let rest = route.strip_prefix("/{lang}").unwrap_or(route);
        let first = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
        match first {
            "found" | "case" | "f" | "lost" => Some(Self::Found),
            "pickup" if rest == "/pickup/rating" => Some(Self::Found),
            // The page on a colleague's phone looks again by itself.
            "here" if rest == "/here/staff" && *method == Method::GET => None,
            "p" | "c" | "here" | "pay" => Some(Self::Link),
            "invitation" | "confirm" | "reset" | "new-address" | "offered"
                if *method == Method::GET && rest.contains('{') =>
            {
                Some(Self::Link)
            }
            "sign-in" | "sign-up" | "invitation" | "pair" | "confirm" | "forgotten" | "reset" | "new-address"
                if *method == Method::POST =>
            {
                Some(Self::Entrance)
            }
            // Passwords and codes of whoever sits at an open screen.
            "account" if *method == Method::POST => Some(Self::Entrance),
            // Numbers of tags must not be tried at speed, whoever is signed in.
            "owner" if rest.starts_with("/owner/activate") && *method == Method::POST => Some(Self::Entrance),
            _ => None,
        }
    }
}

/// Who counts as one: an IPv4 address, or the network that an IPv6 customer gets.
fn one(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits() >> 64 << 64,
    }
}

/// The counts of this process.
pub struct Limiter {
    limits: Limits,
    /// Until when each has used up what it may.
    used: Mutex<HashMap<(Way, u128), i64>>,
}

impl Limiter {
    /// With these limits.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            used: Mutex::default(),
        }
    }

    const fn per_minute(&self, way: Way) -> u32 {
        match way {
            Way::Entrance => self.limits.entrance,
            Way::Link => self.limits.links,
            Way::Found => self.limits.found,
        }
    }

    /// Counts a try; refused with the seconds to wait. A minute's worth may come at once, then one after another.
    fn count(&self, way: Way, address: IpAddr, now: Timestamp) -> Result<(), i64> {
        let per_minute = i64::from(self.per_minute(way));
        if per_minute == 0 {
            return Ok(());
        }
        let price = MINUTE / per_minute;
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST {
            used.retain(|_, until| *until > now.0);
        }
        let own = (way, one(address));
        let key = if used.len() < MOST || used.contains_key(&own) {
            own
        } else {
            (way, 0)
        };
        // A clock that was set back must lock nobody out for longer than a minute.
        let until = used
            .get(&key)
            .map_or(now.0, |until| (*until).clamp(now.0, now.0 + MINUTE));
        let after = until + price;
        if after - now.0 > MINUTE {
            return Err((after - now.0 - MINUTE) / 1_000_000 + 1);
        }
        used.insert(key, after);
        Ok(())
    }
}

/// Lets a request through, or answers that it was one too many.
pub(super) async fn limit(State(web): State<Web>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let way = route.and_then(|route| Way::of(request.method(), route.as_str()));
    let (Some(way), Some(seen)) = (way, request.extensions().get::<Seen>()) else {
        return next.run(request).await;
    };
    match web.limiter.count(way, seen.visitor, web.house.now()) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            tracing::warn!(?way, wait, "one address tries too often");
            too_often(&web, seen, wait)
        }
    }
}

fn too_often(web: &Web, seen: &Seen, wait: i64) -> Response {
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut answer = if seen.for_program {
        (status, axum::Json(app::wire::ApiError::from(RefusalCode::SlowDown))).into_response()
    } else {
        page(status, app::site::too_often(&frame(web, seen)))
    };
    answer
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(wait));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_781_000_000_000_000);

    fn limiter() -> Limiter {
        Limiter::new(Limits {
            entrance: 6,
            links: 0,
            found: 60,
        })
    }

    fn after(seconds: i64) -> Timestamp {
        Timestamp(NOW.0 + seconds * 1_000_000)
    }

    #[test]
    fn a_minutes_worth_at_once_and_then_one_by_one() {
        let (limiter, home) = (limiter(), "203.0.113.7".parse().unwrap());
        for _ in 0..6 {
            assert_eq!(limiter.count(Way::Entrance, home, NOW), Ok(()));
        }
        let wait = limiter.count(Way::Entrance, home, NOW).unwrap_err();
        assert!((10..=11).contains(&wait), "{wait}");
        assert_eq!(limiter.count(Way::Entrance, home, after(9)), Err(2));
        assert_eq!(limiter.count(Way::Entrance, home, after(11)), Ok(()));
        assert!(limiter.count(Way::Entrance, home, after(11)).is_err());
        // Another address, another way, and no limit.
        assert_eq!(
            limiter.count(Way::Entrance, "203.0.113.8".parse().unwrap(), NOW),
            Ok(())
        );
        assert_eq!(limiter.count(Way::Found, home, NOW), Ok(()));
        for _ in 0..1000 {
            assert_eq!(limiter.count(Way::Link, home, NOW), Ok(()));
        }
        // The clock is set back by an hour.
        assert!(limiter.count(Way::Entrance, home, after(-3600)).unwrap_err() <= 61);
    }

    #[test]
    fn a_network_of_one_customer_counts_as_one_and_floods_of_addresses_share() {
        let limiter = limiter();
        for n in 0..6_u16 {
            let address = format!("2001:db8:1:2::{n:x}").parse().unwrap();
            assert_eq!(limiter.count(Way::Entrance, address, NOW), Ok(()));
        }
        assert!(
            limiter
                .count(Way::Entrance, "2001:db8:1:2:ffff::1".parse().unwrap(), NOW)
                .is_err()
        );
        assert_eq!(
            limiter.count(Way::Entrance, "2001:db8:1:3::1".parse().unwrap(), NOW),
            Ok(())
        );
        for n in 0..60_000_u32 {
            let _ = limiter.count(Way::Found, IpAddr::V4((0x0a00_0000 + n).into()), NOW);
        }
        assert!(limiter.used.lock().unwrap().len() <= MOST + 3);
        assert!(
            limiter
                .count(Way::Found, "198.51.100.200".parse().unwrap(), NOW)
                .is_err()
        );
        assert_eq!(
            limiter.count(Way::Found, "198.51.100.200".parse().unwrap(), after(120)),
            Ok(())
        );
    }

    #[test]
    fn the_ways_in_are_known_by_their_routes() {
        let check = |method: Method, route, expected| assert_eq!(Way::of(&method, route), expected, "{method} {route}");
        check(Method::POST, "/{lang}/sign-in", Some(Way::Entrance));
        check(Method::GET, "/{lang}/sign-in", None);
        check(Method::POST, "/{lang}/sign-in/code", Some(Way::Entrance));
        check(Method::POST, "/{lang}/account/second-step/off", Some(Way::Entrance));
        check(Method::GET, "/{lang}/account/second-step", None);
        check(Method::POST, "/{lang}/pair", Some(Way::Entrance));
        check(Method::POST, "/{lang}/invitation", Some(Way::Entrance));
        check(Method::GET, "/{lang}/invitation/{secret}", Some(Way::Link));
        check(Method::GET, "/{lang}/p/{link}", Some(Way::Link));
        check(Method::GET, "/p/{link}", Some(Way::Link));
        check(Method::GET, "/here/{bank}/{token}", Some(Way::Link));
        check(Method::GET, "/here/staff/{kiosk}/{token}", Some(Way::Link));
        check(Method::GET, "/{lang}/here/staff/{kiosk}/{token}", Some(Way::Link));
        check(Method::POST, "/{lang}/here/staff", Some(Way::Link));
        check(Method::GET, "/{lang}/here/staff", None);
        check(Method::POST, "/{lang}/found/{key}", Some(Way::Found));
        check(Method::GET, "/f/{key}", Some(Way::Found));
        check(Method::GET, "/c/{link}", Some(Way::Link));
        check(Method::GET, "/{lang}/confirm/{secret}", Some(Way::Link));
        check(Method::GET, "/{lang}/reset/{secret}", Some(Way::Link));
        check(Method::POST, "/{lang}/forgotten", Some(Way::Entrance));
        check(Method::GET, "/{lang}/offered/{secret}", Some(Way::Link));
        check(Method::GET, "/{lang}/offered", None);
        check(Method::POST, "/{lang}/owner/activate", Some(Way::Entrance));
        check(Method::POST, "/{lang}/owner/activate/thing", Some(Way::Entrance));
        check(Method::GET, "/{lang}/owner/activate", None);
        check(Method::POST, "/{lang}/owner/keys/{id}/{act}", None);
        check(Method::GET, "/{lang}/pickup", None);
        check(Method::POST, "/{lang}/pickup/open", None);
        check(Method::POST, "/{lang}/pickup/rating", Some(Way::Found));
        check(Method::GET, "/{lang}/", None);
    }
}

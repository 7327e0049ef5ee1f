//! Public pages and their forms. A map.
//!
//! * `home.rs`: `/` and `/{lang}/`. `entrance.rs`: sign-in and sign-out. `invitation.rs`: a colleague begins.
//! * `pickup.rs`: the recipient's link, page, button and rating. `ratings.rs`: what managers read of ratings. `receipts.rs`: receipts of hand-overs, and the key that signs them. `presence.rs`: the QR of a kiosk's screen. `onsite.rs`: that for staff, and signing in there.
//! * `care.rs`: what employees do about what lies in lockers. `keeping.rs`: the terms of an organisation. `support.rs`: help from afar. `texts.rs`: words that an organisation adds to messages.
//! * `bulk/`: lists of recipients, and their documents put in door after door.
//! * `payments.rs`: pay links, the playing provider, what providers tell. `payments_desk.rs`: the manager's payments.
//! * `found/`: finders, and a case as both sides see it.
//! * `sign_up.rs`: owners begin, and get new passwords. `settings.rs`: what an owner settles.
//! * `second_step.rs`: after the password, a code; one's own second step. `sign_in_rules.rs`: that of the staff.
//! * `passkeys.rs`: one's own passkeys, and signing in with one.
//! * `desk/`: the telephone desk. `courier.rs`: the courier's day. `offices.rs`: the manager's offices. `banks.rs`: the editor of a bank's doors; `place.rs`: where it stands; `way.rs`: how one gets there; `codes.rs`: the form of its codes. `audit.rs`: who did what.
//! * `pair.rs`: a screen becomes a kiosk. `bureau.rs`: catalogue, partners, questions. `sitemap.rs`: the map for searching machines.
//! * `owner/`: an owner's things, tags from our shop, what the link of a transfer opens.
//! * `register/`: the register of found things, and the public search in it.
//! * `photos.rs`: forms that carry a photo, and photos in pages.
//! * `trade/`: the portals of dealers and of the bureau's managers. `work.rs`: figures of desk and couriers.
//! * `ways_out.rs`: how mails and text messages leave. `staff_sessions.rs`: who is signed in. `keys.rs`: the key that signs commands.
//! * `usage.rs`: how lockers stand and how they were used. `sheets.rs`: tables as files.
//!
//! A form that was refused is shown again with what was typed; one that was taken is followed by a redirect.

mod audit;
mod banks;
mod bulk;
mod bureau;
mod care;
mod codes;
mod courier;
mod desk;
mod entrance;
mod found;
mod home;
mod invitation;
mod keeping;
mod keys;
mod offices;
mod onsite;
mod owner;
mod pair;
mod passkeys;
mod payments;
mod payments_desk;
mod photos;
mod pickup;
mod place;
mod presence;
mod ratings;
mod receipts;
mod register;
mod second_step;
mod settings;
mod sheets;
mod sign_in_rules;
mod sign_up;
mod sitemap;
mod staff_sessions;
mod support;
mod texts;
mod trade;
mod usage;
mod way;
mod ways_out;
mod work;

use axum::Router;
use axum::routing::{get, post};

use super::Web;

pub(super) use payments::webhooks;
pub(super) use receipts::keys as proof_keys;

/// All public pages.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/", get(home::choose_language))
        .route("/robots.txt", get(home::robots))
        .route("/sitemap.xml", get(sitemap::sitemap))
        .route("/{lang}", get(home::add_slash))
        .route("/{lang}/", get(home::show))
        .route("/{lang}/sign-in", get(entrance::show).post(entrance::sign_in))
        .route("/{lang}/sign-out", post(entrance::sign_out))
        .route("/{lang}/invitation", get(invitation::show).post(invitation::accept))
        .route("/{lang}/invitation/{secret}", get(invitation::follow))
        .route("/{lang}/pair", get(pair::show).post(pair::pair))
        .merge(pickup::routes())
        .merge(receipts::routes())
        .merge(audit::routes())
        .merge(care::routes())
        .merge(keeping::routes())
        .merge(support::routes())
        .merge(texts::routes())
        .merge(bulk::routes())
        .merge(bureau::routes())
        .merge(places())
        .merge(onsite::routes())
        .merge(payments::routes())
        .merge(payments_desk::routes())
        .merge(found::routes())
        .merge(trade::routes())
        .merge(owner::routes())
        .merge(work::routes())
        .merge(usage::routes())
        .merge(ratings::routes())
        .merge(account())
        .merge(administrator())
        .merge(desk::routes())
        .merge(courier::routes())
        .merge(register::routes())
        .route("/here/{bank}/{token}", get(presence::prove_any))
        .route("/{lang}/here/{bank}/{token}", get(presence::prove))
}

/// Where things are kept, as its manager arranges it.
fn places() -> Router<Web> {
    offices::routes()
        .merge(banks::routes())
        .merge(place::routes())
        .merge(way::routes())
        .merge(codes::routes())
}

/// One's own account.
fn account() -> Router<Web> {
    sign_up::routes()
        .merge(settings::routes())
        .merge(second_step::routes())
        .merge(passkeys::routes())
}

/// What an administrator sees to.
fn administrator() -> Router<Web> {
    ways_out::routes()
        .merge(sign_in_rules::routes())
        .merge(staff_sessions::routes())
        .merge(keys::routes())
}

/// The forms that carry a picture: they may be larger than others.
pub(super) fn uploads() -> Router<Web> {
    trade::uploads()
        .merge(bulk::uploads())
        .merge(register::uploads())
        .merge(owner::uploads())
        .merge(found::uploads())
        .merge(courier::uploads())
        .merge(way::uploads())
}

//! The first root: public pages, rendered by the server as whole documents. No wasm, no need of JavaScript.
//!
//! A map. Each function takes a [`Frame`] and a view and gives the document as a `String`, in one synchronous
//! call: nothing is fetched here, nobody is asked, and nothing of Leptos outlives the call.
//!
//! | page | function | its forms POST to |
//! |---|---|---|
//! | `/{lang}/` | [`home`] | |
//! | `/{lang}/pickup` | [`pickup`] | `/{lang}/pickup/open`: `consignment`; `…/rating`: [`domain::feedback::RatingForm`] |
//! | `/{lang}/pickup/way/{bank}` | [`pickup_way`] | |
//! | a link that opens nothing | [`link_expired`] | |
//! | `/{lang}/sign-in` | [`sign_in`] | itself: `email`, `password`, `next` |
//! | `/{lang}/sign-up`, `/forgotten` | [`sign_up()`], [`forgotten`], then [`mail_sent`] | itself: `email`, `next` |
//! | `/{lang}/confirm`, `/reset`, `/new-address` | [`confirm_sign_up`], [`reset_password`], [`new_address`] | itself |
//! | `/{lang}/invitation` | [`invitation`] | itself: `name`, `password`, `secret` (if one was given) |
//! | `/{lang}/pair` | [`pair`] | itself: `code` |
//! | `/{lang}/catalogue`, `/{slug}` | [`catalogue`], [`product`] | |
//! | `/{lang}/partners` | [`partners`] | itself: [`domain::tags::DealerApplicationForm`] |
//! | `/{lang}/questions` | [`questions`] | |
//! | `/{lang}/found` | [`found_key`] | itself, by GET: `key` |
//! | `/{lang}/found/{key}` | [`found_report`] | itself: the answers so far, `step`, `go` |
//! | `/{lang}/found/known/{number}` | [`found_known`] | |
//! | `/{lang}/case/{number}` | [`found_case`] | `…/write`, `propose`, `answer`, `choose`, `drop`, `call-off`, `confirm`, `withdraw`, `pay` |
//! | `/{lang}/lost` | [`lost`] | itself, by GET: [`domain::register::LostForm`] |
//! | `/{lang}/lost/{id}`, `/claimed/{number}` | [`lost_claim`], [`lost_claimed`] | itself: [`domain::register::ClaimForm`] |
//! | 404, 429, 503, 500 | [`not_found`], [`too_often`], [`unavailable`], [`broken`] | |
//! | `/{lang}/demo` | [`demo`](demo::demo), before it [`being_set_up`] | itself: `role`; `/{lang}/demo/kiosk`: `bank` |
//! | `/{lang}/demo/inbox`, `/{id}` | [`demo_inbox`], [`demo_message`] | |
//! | `/{lang}/demo/banks/{bank}` | [`demo_bank`] | itself: `act` ([`SimAct::wire`]), `door` |
//! | `/{lang}/demo/banks/{bank}/status` | [`demo_status`] (JSON) | |
//!
//! Every signed-in page has a form that POSTs to `/{lang}/sign-out`.
//! What must not be here: anything that hydrates.

mod bureau;
mod demo;
mod entrance;
mod found;
mod frame;
mod home;
mod lost;
mod pickup;
mod register;
mod sign_up;

pub use bureau::{
    Catalogue, PartnersPage, ProductPage, QuestionsPage, catalogue, part_title, partners, product, questions,
    ready_made,
};
pub use demo::{DemoLogin, SimAct, SimBank, SimDoor, demo, demo_bank, demo_inbox, demo_message, demo_status};
pub use entrance::{InvitationPage, invitation, pair, sign_in};
pub use found::{CasePage, ReportPage, Step, found_case, found_key, found_known, found_report};
pub(crate) use frame::page;
pub(crate) use frame::page as public_page;
pub use frame::{Frame, workplace};
pub use home::home;
pub use lost::{being_set_up, broken, link_expired, not_found, too_often, unavailable};
pub(crate) use pickup::item_noun;
pub use pickup::{PickupPage, PickupRating, pickup, pickup_way};
pub use register::{LostClaimPage, LostPage, lost, lost_claim, lost_claimed};
pub use sign_up::{
    ConfirmPage, address_done, confirm_sign_up, forgotten, mail_sent, new_address, reset_password, sign_up,
};

#[cfg(test)]
mod preview;
#[cfg(test)]
pub(crate) use bureau::samples as bureau_samples;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

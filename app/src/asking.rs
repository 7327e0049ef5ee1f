//! Who asks, and whom a server function may ask: the only door from pages to the ports (server side only).

use std::sync::Arc;

use domain::accounts::owners::{DeskOwnersPort, OwnersPort};
use domain::accounts::second_step::SecondStepPort;
use domain::accounts::{AccountsPort, Actor, OfficesPort, Profile};
use domain::audit::AuditPort;
use domain::custody::CustodyPort;
use domain::delivery::bulk::BulkPort;
use domain::delivery::{CarePort, DeliveryPort};
use domain::feedback::FeedbackPort;
use domain::found::{FinderPort, FoundDeskPort};
use domain::lockers::{LockersPort, WayPort};
use domain::notices::{NoticesPort, OwnTextsPort, WaysOutPort};
use domain::onsite::OnsitePort;
use domain::payments::{PaymentsPort, TestPayPort};
use domain::proofs::ProofsPort;
use domain::register::{LostPort, RegisterPort};
use domain::reports::ReportsPort;
use domain::support::{HelpPort, SupportPort};
use domain::tags::{BureauPort, CataloguePort, ContentPort, DealerPort, DeskTagsPort, OwnerTagsPort};
use domain::tickets::{CourierPort, DispatchPort};
use domain::{FaultKind, Locale, RefusalCode};
use leptos::prelude::use_context;

use crate::wire::ApiError;

/// The ports, put together by `server`, provided as a Leptos context.
#[derive(Clone)]
#[expect(missing_docs, reason = "one port per slice, named after it")]
pub struct Services {
    pub accounts: Arc<dyn AccountsPort>,
    pub second_step: Arc<dyn SecondStepPort>,
    pub offices: Arc<dyn OfficesPort>,
    pub owners: Arc<dyn OwnersPort>,
    pub desk_owners: Arc<dyn DeskOwnersPort>,
    pub lockers: Arc<dyn LockersPort>,
    pub way: Arc<dyn WayPort>,
    pub audit: Arc<dyn AuditPort>,
    pub custody: Arc<dyn CustodyPort>,
    pub delivery: Arc<dyn DeliveryPort>,
    pub care: Arc<dyn CarePort>,
    pub feedback: Arc<dyn FeedbackPort>,
    pub bulk: Arc<dyn BulkPort>,
    pub finders: Arc<dyn FinderPort>,
    pub found_desk: Arc<dyn FoundDeskPort>,
    pub notices: Arc<dyn NoticesPort>,
    pub own_texts: Arc<dyn OwnTextsPort>,
    pub ways_out: Arc<dyn WaysOutPort>,
    pub payments: Arc<dyn PaymentsPort>,
    pub proofs: Arc<dyn ProofsPort>,
    /// The playing provider's page; none where it is not allowed.
    pub test_pay: Option<Arc<dyn TestPayPort>>,
    pub catalogue: Arc<dyn CataloguePort>,
    pub content: Arc<dyn ContentPort>,
    pub owner_tags: Arc<dyn OwnerTagsPort>,
    pub dealer: Arc<dyn DealerPort>,
    pub bureau: Arc<dyn BureauPort>,
    pub desk_tags: Arc<dyn DeskTagsPort>,
    pub dispatch: Arc<dyn DispatchPort>,
    pub courier: Arc<dyn CourierPort>,
    pub register: Arc<dyn RegisterPort>,
    pub lost: Arc<dyn LostPort>,
    pub reports: Arc<dyn ReportsPort>,
    pub help: Arc<dyn HelpPort>,
    pub support: Arc<dyn SupportPort>,
    pub onsite: Arc<dyn OnsitePort>,
}

/// Who stands behind a request: `server` puts it into the request's extensions, looked up anew each time.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The signed-in person, or a visitor.
    pub actor: Actor,
    /// Their profile, if signed in.
    pub profile: Option<Profile>,
    /// Somebody who signed in and must set up a second step before anything else ([`Actor::Confined`]). Everywhere but on
    /// the pages for that they are a visitor.
    pub setting_up: Option<(Actor, Profile)>,
    /// The kiosk that this screen was paired as, if it was.
    pub kiosk: Option<Actor>,
    /// The language of the address, else the cookie, else the browser's wish.
    pub locale: Locale,
    /// Whether the house runs as a demo.
    pub demo: bool,
}

/// The ports and the person that asks.
///
/// # Errors
/// `SignInFirst` when nobody is signed in.
pub fn asking() -> Result<(Services, Actor), ApiError> {
    let (services, asking) = context()?;
    if asking.profile.is_none() {
        return Err(RefusalCode::SignInFirst.into());
    }
    Ok((services, asking.actor))
}

/// The ports and the kiosk that asks.
///
/// # Errors
/// `SignInFirst` when this screen is not paired (any more).
pub fn asking_kiosk() -> Result<(Services, Actor), ApiError> {
    let (services, asking) = context()?;
    let kiosk = asking.kiosk.ok_or(ApiError::from(RefusalCode::SignInFirst))?;
    Ok((services, kiosk))
}

/// Who asks, whoever it is.
///
/// # Errors
/// `Broken` when `server` did not say: a defect.
pub fn context() -> Result<(Services, Asking), ApiError> {
    let broken = || ApiError::Port(domain::Error::Failed(FaultKind::Broken));
    let services = use_context::<Services>().ok_or_else(broken)?;
    let asking = use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Asking>().cloned())
        .ok_or_else(broken)?;
    Ok((services, asking))
}

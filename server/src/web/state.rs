//! What handlers share. Cheap to clone.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::asking::Services;
use app::portal::root::SiteFiles;
use backend::house::House;
use domain::accounts::Secret;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::cookies::CookieRules;
use super::limit::Limiter;
use super::site::Site;
use crate::compose::Parts;
use crate::config::{Limits, Proxies};
use crate::metrics::Metrics;

/// What the web is made of.
#[expect(missing_docs, reason = "each is a part of the house, named after it")]
pub struct Needs {
    pub parts: Parts,
    pub site: Site,
    pub proxies: Proxies,
    pub limits: Limits,
    pub metrics: Metrics,
    pub metrics_token: Option<Secret>,
    /// Whether the link to the broker stands.
    pub link_stands: watch::Receiver<bool>,
    /// Ends streams that would otherwise never end.
    pub stop: CancellationToken,
}

/// What handlers share.
#[derive(Clone)]
pub struct Web(Arc<Shared>);

/// The contents of [`Web`].
pub struct Shared {
    pub services: Services,
    pub house: House,
    pub site: Site,
    pub files: SiteFiles,
    pub cookies: CookieRules,
    pub proxies: Proxies,
    pub limiter: Limiter,
    pub metrics: Metrics,
    pub metrics_token: Option<Secret>,
    pub link_stands: watch::Receiver<bool>,
    pub stop: CancellationToken,
    /// Whether the house is known to run a lost-property bureau. Once it does, it always will.
    bureau: AtomicBool,
}

impl Web {
    /// From what was put together.
    pub fn new(needs: Needs) -> Self {
        let house = needs.parts.house;
        Self(Arc::new(Shared {
            services: needs.parts.services,
            files: needs.site.files(),
            cookies: CookieRules::new(house.settings.public_url.starts_with("https://")),
            house,
            site: needs.site,
            proxies: needs.proxies,
            limiter: Limiter::new(needs.limits),
            metrics: needs.metrics,
            metrics_token: needs.metrics_token,
            link_stands: needs.link_stands,
            stop: needs.stop,
            bureau: AtomicBool::new(false),
        }))
    }

    /// Whether the house runs a lost-property bureau, as far as is known: see [`Self::look_for_bureau`].
    pub fn has_bureau(&self) -> bool {
        self.bureau.load(Ordering::Relaxed)
    }

    /// Asks for a bureau until there is one. When the database is away, the page itself will say so.
    pub async fn look_for_bureau(&self) {
        if !self.has_bureau() && matches!(self.services.offices.has_bureau().await, Ok(true)) {
            self.bureau.store(true, Ordering::Relaxed);
        }
    }

    /// Scheme and host under which people reach us.
    pub fn origin(&self) -> &str {
        &self.house.settings.public_url
    }

    /// Whether people reach us by https.
    pub fn is_https(&self) -> bool {
        self.origin().starts_with("https://")
    }
}

impl Deref for Web {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

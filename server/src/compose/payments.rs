//! Which providers people pay with, what stands on receipts, and the jobs of payments.

use std::sync::Arc;
use std::time::Duration;

use backend::house::{House, PaymentSettings};
use backend::payments::{PaymentJobs, PaymentProvider, TestPay};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Parts;
use crate::config::Config;
use crate::failure::Failure;

/// How often the playing provider looks whether it has something to tell.
const PLAY_EVERY: Duration = Duration::from_secs(1);

/// What the operator set, for the house.
pub fn settings(config: &Config) -> PaymentSettings {
    PaymentSettings {
        seller: config.payments.seller.clone(),
        time_zone: config.payments.time_zone.clone(),
        test: config.payments.test,
    }
}

/// The provider that only plays: in a demo, or where a setting says so, and nowhere else.
pub(super) fn test_pay(house: &House) -> Option<TestPay> {
    let allowed = house.settings.demo || house.settings.payments.test;
    allowed.then(|| TestPay::new(house.clone()))
}

/// People pay with the first.
pub(super) fn providers(config: &Config, house: &House) -> Result<Vec<Arc<dyn PaymentProvider>>, Failure> {
    let mut all: Vec<Arc<dyn PaymentProvider>> = Vec::new();
    all.extend(stripe(config)?);
    all.extend(test_pay(house).map(|test| Arc::new(test) as Arc<dyn PaymentProvider>));
    Ok(all)
}

#[cfg(feature = "stripe")]
fn stripe(config: &Config) -> Result<Option<Arc<dyn PaymentProvider>>, Failure> {
    use backend::payments::{Stripe, StripeConfig};
    let Some(settings) = &config.payments.stripe else {
        return Ok(None);
    };
    let stripe = Stripe::new(StripeConfig {
        key: settings.key.clone(),
        webhook_secret: settings.webhook_secret.clone(),
        url: settings.url.clone(),
    })?;
    Ok(Some(Arc::new(stripe)))
}

#[cfg(not(feature = "stripe"))]
fn stripe(config: &Config) -> Result<Option<Arc<dyn PaymentProvider>>, Failure> {
    if config.payments.stripe.is_some() {
        return Err(Failure::new(
            "payments.stripe_key is set, and this program was built without Stripe (cargo feature `stripe`)",
        ));
    }
    Ok(None)
}

/// Starts the jobs of payments.
pub(super) fn start_jobs(parts: &Parts, jobs: &TaskTracker, stop: &CancellationToken) {
    jobs.spawn(PaymentJobs::new(parts.payments.clone()).run(stop.clone()));
    if let Some(test) = parts.test_pay.clone() {
        jobs.spawn(play(test, parts.payments.clone(), stop.clone()));
    }
}

/// The playing provider tells what became of its pages, until the house stops.
async fn play(test: TestPay, payments: backend::payments::Payments, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PLAY_EVERY) => {}
        }
        // Logged where it failed; what was not taken is told again.
        let _ = test.send_words(&payments).await;
    }
}

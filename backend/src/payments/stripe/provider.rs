//! Stripe as a provider: sessions of Checkout, refunds, a day's sessions.
//!
//! What must not be here: its webhooks' bodies; they are only hints (`word.rs`).

use std::collections::HashMap;
use std::time::Duration;

use ::stripe::{Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError, StripeRequest as _};
use async_trait::async_trait;
use domain::accounts::Secret;
use domain::ids::CheckoutId;
use domain::{Currency, Locale, Money, Timestamp};
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    ListCheckoutSession, ProductData, RetrieveCheckoutSession,
};
use stripe_core::refund::CreateRefund;
use stripe_shared::{CheckoutSession, CheckoutSessionLocale, CheckoutSessionMode};
use stripe_types::RangeQueryTs;

use super::word;
use crate::fault::{Fault, Result};
use crate::payments::provider::{
    Ask, BookLine, Opened, PaymentProvider, RefundAnswer, RefundAsk, Snapshot, Standing, Word,
};

/// How long one call may take.
const LIMIT: Duration = Duration::from_secs(15);
/// What a session is fetched with: the charge knows what was given back.
const EXPAND: &str = "payment_intent.latest_charge";

/// Our account at Stripe.
#[derive(Clone)]
pub struct StripeConfig {
    /// The secret key.
    pub key: Secret,
    /// What its webhooks are signed with.
    pub webhook_secret: Secret,
    /// Where its API is, with a slash at the end; none: Stripe's own.
    pub url: Option<String>,
}

/// Stripe as a provider.
#[derive(Clone)]
pub struct Stripe {
    client: Client,
    webhook_secret: Secret,
}

impl Stripe {
    /// With our account.
    ///
    /// # Errors
    /// `Broken` for a key or an address that cannot be.
    pub fn new(config: StripeConfig) -> Result<Self> {
        let mut builder = ClientBuilder::new(config.key.expose()).timeout(LIMIT).app_info(
            "Cloakroom",
            Some(env!("CARGO_PKG_VERSION").to_owned()),
            None,
        );
        if let Some(url) = config.url {
            builder = builder.url(format!("{}/", url.trim_end_matches('/')));
        }
        // The error may name the key: it is not kept.
        let client = builder
            .build()
            .map_err(|_| Fault::broken("stripe.config", "reading the settings of Stripe"))?;
        Ok(Self {
            client,
            webhook_secret: config.webhook_secret,
        })
    }

    /// The session of a payment, which a word about its charge names.
    async fn session_of_payment(&self, payment: &str) -> Result<Option<String>> {
        let list = ListCheckoutSession::new().payment_intent(payment).limit(1_i64);
        let found = list.customize().send(&self.client).await.map_err(|e| foreign(&e))?;
        Ok(found.data.into_iter().next().map(|s| s.id.as_str().to_owned()))
    }

    async fn fetch(&self, session: &str) -> Result<Option<CheckoutSession>> {
        let request = RetrieveCheckoutSession::new(session.to_owned()).expand(vec![EXPAND.to_owned()]);
        match request.customize().send(&self.client).await {
            Ok(session) => Ok(Some(session)),
            Err(StripeError::Stripe(_, 404)) => Ok(None),
            Err(error) => Err(foreign(&error)),
        }
    }
}

/// Of its error only the kind is kept: its texts quote what was sent.
fn foreign(error: &StripeError) -> Fault {
    let what = match error {
        StripeError::Stripe(_, status) => format!("asking Stripe, which answered {status}"),
        StripeError::Timeout => "asking Stripe, which did not answer in time".to_owned(),
        StripeError::JSONDeserialize(_) => "reading Stripe's answer".to_owned(),
        StripeError::ClientError(_) => "reaching Stripe".to_owned(),
        StripeError::ConfigError(_) => "asking Stripe with these settings".to_owned(),
    };
    Fault::foreign("stripe.call", what)
}

fn key(text: impl std::fmt::Display) -> Result<RequestStrategy> {
    let key =
        IdempotencyKey::new(text.to_string()).map_err(|_| Fault::broken("stripe.key", "making an idempotency key"))?;
    Ok(RequestStrategy::Idempotent(key))
}

const fn their_currency(currency: Currency) -> stripe_types::Currency {
    use stripe_types::Currency as C;
    match currency {
        Currency::Ron => C::RON,
        Currency::Eur => C::EUR,
        Currency::Usd => C::USD,
        Currency::Rub => C::RUB,
        Currency::Cny => C::CNY,
        Currency::Mdl => C::MDL,
        Currency::Gbp => C::GBP,
    }
}

fn their_locale(l: Locale) -> CheckoutSessionLocale {
    match l {
        Locale::En => CheckoutSessionLocale::En,
        Locale::Ro => CheckoutSessionLocale::Ro,
        Locale::Ru => CheckoutSessionLocale::Ru,
        Locale::Zh => CheckoutSessionLocale::Zh,
    }
}

/// A session's amount in our words; none for a currency that we do not take.
fn amount(session: &CheckoutSession) -> Option<Money> {
    let currency = session.currency.as_ref()?;
    let currency = Currency::from_code(&currency.to_string())?;
    Some(Money::new(session.amount_total?, currency))
}

fn refunded(session: &CheckoutSession) -> i64 {
    let payment = session.payment_intent.as_ref().and_then(|p| p.as_object());
    let charge = payment
        .and_then(|p| p.latest_charge.as_ref())
        .and_then(|c| c.as_object());
    charge.map_or(0, |c| c.amount_refunded)
}

/// Whether the last try was refused, and whether the money came. Words that Stripe may add later count as "not yet".
fn standing(session: &CheckoutSession) -> Standing {
    let status = session.status.as_ref().map_or("", |s| s.as_str());
    match (status, session.payment_status.as_str()) {
        (_, "paid") => Standing::Paid,
        ("expired", _) => Standing::Expired,
        ("complete", _) if refused(session) => Standing::Declined,
        ("complete", _) => Standing::Processing,
        _ => Standing::Open,
    }
}

/// A payment that takes days (a bank debit) may be refused after the session was completed.
fn refused(session: &CheckoutSession) -> bool {
    let payment = session.payment_intent.as_ref().and_then(|p| p.as_object());
    payment.is_some_and(|p| matches!(p.status.as_str(), "requires_payment_method" | "canceled"))
}

fn snapshot(session: &CheckoutSession) -> Snapshot {
    let standing = standing(session);
    let payment = session.payment_intent.as_ref().map(|p| p.id().as_str().to_owned());
    Snapshot {
        reference: session.id.as_str().to_owned(),
        checkout: session
            .client_reference_id
            .as_deref()
            .and_then(|id| id.parse::<CheckoutId>().ok()),
        standing,
        paid: (standing == Standing::Paid).then(|| amount(session)).flatten(),
        refunded: refunded(session),
        payment,
    }
}

#[async_trait]
impl PaymentProvider for Stripe {
    fn wire(&self) -> &'static str {
        "stripe"
    }

    fn title(&self) -> &'static str {
        "Stripe"
    }

    async fn checkout(&self, ask: &Ask) -> Result<Opened> {
        let mut price = CreateCheckoutSessionLineItemsPriceData::new(their_currency(ask.amount.currency));
        price.unit_amount = Some(ask.amount.minor);
        price.product_data = Some(ProductData::new(ask.what.clone()));
        let mut line = CreateCheckoutSessionLineItems::new();
        line.price_data = Some(price);
        line.quantity = Some(1);
        let own = ask.checkout.to_string();
        let mut request = CreateCheckoutSession::new()
            .mode(CheckoutSessionMode::Payment)
            .line_items(vec![line])
            .client_reference_id(own.clone())
            .metadata(HashMap::from([("cloakroom_checkout".to_owned(), own)]))
            .success_url(ask.back.clone())
            .cancel_url(ask.back.clone())
            .locale(their_locale(ask.locale))
            .expires_at(ask.until.0.div_euclid(1_000_000));
        if let Some(email) = &ask.email {
            request = request.customer_email(email.as_str());
        }
        let strategy = key(format_args!("checkout-{}", ask.checkout))?;
        let sent = request.customize().request_strategy(strategy).send(&self.client).await;
        let session = sent.map_err(|e| foreign(&e))?;
        let url = session
            .url
            .ok_or_else(|| Fault::foreign("stripe.no_url", "looking for the address of Stripe's page"))?;
        Ok(Opened {
            reference: session.id.as_str().to_owned(),
            url,
            until: Timestamp(session.expires_at.saturating_mul(1_000_000)),
        })
    }

    async fn look(&self, reference: &str) -> Result<Option<Snapshot>> {
        let session = if reference.starts_with("pi_") {
            match self.session_of_payment(reference).await? {
                Some(session) => self.fetch(&session).await?,
                None => None,
            }
        } else {
            self.fetch(reference).await?
        };
        Ok(session.as_ref().map(snapshot))
    }

    async fn refund(&self, ask: &RefundAsk) -> Result<RefundAnswer> {
        let payment = ask
            .payment
            .clone()
            .ok_or_else(|| Fault::broken("stripe.payment", "looking for what a refund must name"))?;
        let request = CreateRefund::new().payment_intent(payment).amount(ask.amount.minor);
        let strategy = key(format_args!("refund-{}", ask.refund))?;
        match request.customize().request_strategy(strategy).send(&self.client).await {
            Ok(_) => Ok(RefundAnswer::Done),
            // It understood us and will not; what it did not understand is ours to look at, and is tried again.
            Err(StripeError::Stripe(_, 400 | 402)) => Ok(RefundAnswer::Refused),
            Err(error) => Err(foreign(&error)),
        }
    }

    fn word(&self, body: &[u8], signature: &str, now: Timestamp) -> Option<Word> {
        word::read(self.webhook_secret.expose(), body, signature, now)
    }

    async fn day(&self, from: Timestamp, to: Timestamp) -> Result<Vec<BookLine>> {
        let second = |at: Timestamp| at.0.div_euclid(1_000_000);
        let mut lines = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let range = RangeQueryTs::Bounds(stripe_types::RangeBoundsTs {
                gte: Some(second(from)),
                lt: Some(second(to)),
                ..Default::default()
            });
            let mut request = ListCheckoutSession::new()
                .created(range)
                .limit(100_i64)
                .expand(vec![format!("data.{EXPAND}")]);
            if let Some(after) = &after {
                request = request.starting_after(after.clone());
            }
            let page = request.customize().send(&self.client).await.map_err(|e| foreign(&e))?;
            after = page.data.last().map(|s| s.id.as_str().to_owned());
            lines.extend(page.data.iter().filter_map(line));
            if !page.has_more || after.is_none() {
                return Ok(lines);
            }
        }
    }
}

fn line(session: &CheckoutSession) -> Option<BookLine> {
    let asked = amount(session)?;
    let paid = if standing(session) == Standing::Paid {
        asked
    } else {
        Money::zero(asked.currency)
    };
    Some(BookLine {
        reference: session.id.as_str().to_owned(),
        at: Timestamp(session.created.saturating_mul(1_000_000)),
        paid,
        refunded: refunded(session),
    })
}

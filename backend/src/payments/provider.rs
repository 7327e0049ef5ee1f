//! What we ask of a payment provider: one trait, so that another provider is one file.
//!
//! A provider's own words (webhooks) are only hints: after each, [`PaymentProvider::look`] asks what is so. What must
//! not be here: our books.

use async_trait::async_trait;
use domain::ids::{CheckoutId, RefundId};
use domain::{Email, Locale, Money, Timestamp};

use crate::fault::Result;

/// A payment page that we want opened.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Our id of it; the provider gives it back to us. The same id asked twice opens one page.
    pub checkout: CheckoutId,
    /// What for, in one line.
    pub what: String,
    /// The gross amount.
    pub amount: Money,
    /// In which language.
    pub locale: Locale,
    /// The payer's address, if we know it.
    pub email: Option<Email>,
    /// Where the payer comes back to, paid or not: a whole address.
    pub back: String,
    /// Until when it shall be open.
    pub until: Timestamp,
}

/// A payment page that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The provider's own number of it.
    pub reference: String,
    /// Where the payer is sent. Whoever has it may pay.
    pub url: String,
    /// Until when it is open.
    pub until: Timestamp,
}

/// Where a payment page stands, by the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The payer may still pay.
    Open,
    /// The payer is done, the money is not here yet.
    Processing,
    /// The money is here.
    Paid,
    /// The payer tried and was refused.
    Declined,
    /// Nobody paid, and nobody can any more.
    Expired,
}

impl Standing {
    pub(super) const fn wire(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Processing => "processing",
            Self::Paid => "paid",
            Self::Declined => "declined",
            Self::Expired => "expired",
        }
    }
}

/// What the provider answered when it was asked about a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its own number.
    pub reference: String,
    /// Our id, as it carries it; none for what was never ours.
    pub checkout: Option<CheckoutId>,
    /// Where it stands.
    pub standing: Standing,
    /// So much was paid; none while nothing was.
    pub paid: Option<Money>,
    /// So much of it was given back, in minor units.
    pub refunded: i64,
    /// What a refund must name.
    pub payment: Option<String>,
}

/// Money that we want given back.
#[derive(Debug, Clone)]
pub struct RefundAsk {
    /// Our id of it: asked twice, it is done once.
    pub refund: RefundId,
    /// What the provider calls the page.
    pub reference: String,
    /// What the provider calls the payment, if it said.
    pub payment: Option<String>,
    /// How much.
    pub amount: Money,
}

/// What the provider said to a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundAnswer {
    /// It is done, or under way.
    Done,
    /// It will not do it; asking again does not help.
    Refused,
}

/// What a provider told on its own, believed but not yet acted upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its own number of the message: each is heard once.
    pub event_id: String,
    /// What sort, for the log.
    pub kind: String,
    /// Which page it is about; none: nothing that we care for.
    pub reference: Option<String>,
}

/// One payment page in the provider's books of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookLine {
    /// Its own number.
    pub reference: String,
    /// When it was opened.
    pub at: Timestamp,
    /// So much was paid.
    pub paid: Money,
    /// So much of it was given back, in minor units.
    pub refunded: i64,
}

/// A payment provider. Every call may be repeated.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Its name in the database and in our addresses.
    fn wire(&self) -> &'static str;

    /// Its name for people.
    fn title(&self) -> &'static str;

    /// Whether it only plays.
    fn plays(&self) -> bool {
        false
    }

    /// Opens a payment page. `Foreign` when it does not answer or will not.
    async fn checkout(&self, ask: &Ask) -> Result<Opened>;

    /// What became of a page; none if it knows of none.
    async fn look(&self, reference: &str) -> Result<Option<Snapshot>>;

    /// Gives money back.
    async fn refund(&self, ask: &RefundAsk) -> Result<RefundAnswer>;

    /// Reads what came in under its name; none if its signature is not right or too old.
    fn word(&self, body: &[u8], signature: &str, now: Timestamp) -> Option<Word>;

    /// All pages that were opened from then (inclusive) to then (exclusive).
    async fn day(&self, from: Timestamp, to: Timestamp) -> Result<Vec<BookLine>>;
}

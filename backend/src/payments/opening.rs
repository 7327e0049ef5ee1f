//! How upper slices ask for money, within their own transactions.
//!
//! What must not be here: a provider. Nobody has gone to pay yet.

use domain::accounts::Actor;
use domain::ids::{IntentId, OrganisationId, PersonId};
use domain::payments::{Books, Event, PaymentHappening, Phase, Purpose};
use domain::{Email, Locale, Money, Span};
use uuid::Uuid;

use super::sql;
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

/// How long somebody may take to pay.
const LIFE: Span = Span::days(30);

/// What sealed columns are sealed as.
pub(super) const EMAIL_LABEL: &str = "payments.email";

/// Money that somebody shall pay.
#[derive(Debug, Clone)]
pub struct NewIntent {
    /// Who is paid.
    pub organisation: OrganisationId,
    /// Who pays, if they have an account.
    pub payer: Option<PersonId>,
    /// Where the receipt goes; none: to the payer's account, if there is one.
    pub payer_email: Option<Email>,
    /// In which language.
    pub payer_locale: Locale,
    /// What for: whose listener hears of it.
    pub purpose: Purpose,
    /// What that listener knows it by.
    pub subject: Uuid,
    /// The gross amount; more than nothing.
    pub amount: Money,
    /// The tax in it, in thousandths: 210 is 21 %.
    pub vat_permille: u32,
    /// One line for the pay page and the receipt, in the payer's language. It names nobody: receipts are never erased.
    pub what: String,
    /// Where the payer goes on afterwards: a local path without its language, such as `/owner/keys`.
    pub return_to: String,
}

/// Asks for money. Send the payer to [`pay_link`] after the commit.
///
/// # Errors
/// `Broken` for an amount that is none or a path that is not local: a defect of the caller. What the database says.
pub async fn open(tx: &mut Tx, house: &House, intent: NewIntent) -> Result<IntentId> {
    let local = intent.return_to.starts_with('/') && !intent.return_to.starts_with("//");
    if intent.amount.minor <= 0 || intent.amount.minor > Money::LARGEST || intent.vat_permille >= 1000 || !local {
        return Err(Fault::broken(
            "payments.open",
            "asking for money in a way that cannot be",
        ));
    }
    let id = IntentId(house.outside.uuid7());
    let chance = house.outside.chance.as_ref();
    let email = match &intent.payer_email {
        Some(email) => Some(
            house
                .key
                .seal(chance, EMAIL_LABEL, &id.to_string(), email.as_str().as_bytes())?,
        ),
        None => None,
    };
    let now = house.now();
    let row = sql::NewRow {
        id,
        intent: &intent,
        email_sealed: email,
        link_hash: link_hash(house, &link_secret(house, id)),
        books: Books::new(intent.amount),
        expires_at: now + LIFE,
    };
    sql::insert(tx, row, now).await?;
    sql::add_event(tx, id, &PaymentHappening::Opened, &Actor::House, now).await?;
    Ok(id)
}

/// The local path of the pay page, which leads to the payer's own language: for redirects, mails and QR codes.
pub fn pay_link(house: &House, id: IntentId) -> String {
    format!("/pay/{}", link_secret(house, id))
}

/// The secret in the pay link: derived, so that it can be written again and is not kept.
pub(super) fn link_secret(house: &House, id: IntentId) -> String {
    house.key.lookup_hash("payments.link.make", id.0.as_bytes())
}

/// Under which it is found.
pub(super) fn link_hash(house: &House, secret: &str) -> String {
    house.key.lookup_hash("payments.link", secret.as_bytes())
}

/// Nobody wants this money any more: an order was cancelled. `false` when it was paid already (give it back instead).
///
/// # Errors
/// What the database says.
pub async fn withdraw(tx: &mut Tx, house: &House, id: IntentId) -> Result<bool> {
    let Some(mut intent) = sql::take(tx, id).await? else {
        return Ok(false);
    };
    let now = house.now();
    let Ok((books, _)) = intent.books()?.apply(Event::Withdraw, now) else {
        return Ok(false);
    };
    sql::set_books(tx, &mut intent, &books).await?;
    sql::add_event(tx, id, &PaymentHappening::Withdrawn, &Actor::House, now).await?;
    Ok(true)
}

/// Where an intent stands; none for one that is not there.
///
/// # Errors
/// What the database says.
pub async fn phase(h: &mut impl Handle, id: IntentId) -> Result<Option<Phase>> {
    let intent = sql::get(h, id).await?;
    intent.map(|intent| Ok(intent.books()?.phase())).transpose()
}

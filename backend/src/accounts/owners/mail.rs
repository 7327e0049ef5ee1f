//! One-time links that travel by mail, and how often one may ask for them.
//!
//! What must not be here: what a link opens.

use domain::accounts::Secret;
use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Email, Locale, Outcome, RefusalCode, Span};
use serde_json::json;

use super::sql_links::{self, NewLink};
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;
use crate::notices::{Draft, enqueue};
use crate::secrets::SecretToken;

/// What the address of a link's mail is sealed under.
pub(super) const EMAIL_LABEL: &str = "accounts.link_email";
/// A sign-up and a new address wait so long for an answer.
pub(super) const DAY_HOURS: i64 = 24;
/// A reset waits so long.
pub(super) const RESET_HOURS: i64 = 1;
const LINK_LABEL: &str = "accounts.mailed_link";
const TO_LABEL: &str = "accounts.mail_to";
const FROM_LABEL: &str = "accounts.mail_from";
/// Mails to one address within an hour.
const MOST_TO: i64 = 3;
/// Mails asked for from one place within an hour.
const MOST_FROM: i64 = 30;

/// The keyed hash of a link's secret.
pub(super) fn link_hash(house: &House, secret: &Secret) -> String {
    house.key.lookup_hash(LINK_LABEL, secret.expose().as_bytes())
}

/// The keyed hash of a new link.
pub(super) fn token_hash(house: &House, token: &SecretToken) -> String {
    token.lookup_hash(&house.key, LINK_LABEL)
}

/// The keyed hash of an address.
pub(super) fn email_hash(house: &House, folded: &str) -> String {
    house.key.lookup_hash(TO_LABEL, folded.as_bytes())
}

/// Whether one more mail may go to this address; counts it. Who asks for too many is told, to whom is not.
pub(super) async fn one_more(tx: &mut Tx, house: &House, to: &Email, from: &str) -> Outcome<bool> {
    let now = house.now();
    let since = now - Span::hours(1);
    let to = email_hash(house, &to.folded());
    if !from.is_empty() {
        let from = house.key.lookup_hash(FROM_LABEL, from.as_bytes());
        if sql_links::asks(tx, &from, since).await? >= MOST_FROM {
            return Err(RefusalCode::SlowDown.into());
        }
        sql_links::note_ask(tx, &from, now).await?;
    }
    let open = sql_links::asks(tx, &to, since).await? < MOST_TO;
    if open {
        sql_links::note_ask(tx, &to, now).await?;
    } else {
        tracing::info!("an address had enough mail this hour");
    }
    Ok(open)
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An account that the desk made gets its owner.
    Claim,
    /// A new password.
    Reset,
    /// A new address.
    Email,
}

impl Purpose {
    pub(super) const fn wire(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Reset => "reset",
            Self::Email => "email",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Claim => "confirm",
            Self::Reset => "reset",
            Self::Email => "new-address",
        }
    }

    pub(super) const fn hours(self) -> i64 {
        match self {
            Self::Claim | Self::Email => DAY_HOURS,
            Self::Reset => RESET_HOURS,
        }
    }
}

/// Makes a person's one open link of this purpose; gives its address.
pub(super) async fn new_link(
    tx: &mut Tx,
    house: &House,
    person: PersonId,
    purpose: Purpose,
    locale: Locale,
    email: Option<&Email>,
) -> Result<String> {
    let now = house.now();
    let token = SecretToken::new(house.outside.chance.as_ref());
    let id = house.outside.uuid7();
    let chance = house.outside.chance.as_ref();
    let sealed = match email {
        Some(email) => Some(
            house
                .key
                .seal(chance, EMAIL_LABEL, &id.to_string(), email.as_str().as_bytes())?,
        ),
        None => None,
    };
    sql_links::kill(tx, person, purpose.wire(), now).await?;
    let link = NewLink {
        id,
        purpose: purpose.wire(),
        hash: &token_hash(house, &token),
        person,
        email_sealed: sealed.as_deref(),
        now,
        expires_at: now + Span::hours(purpose.hours()),
    };
    sql_links::insert_link(tx, &link).await?;
    Ok(address(house, locale, purpose.path(), &token))
}

/// The address of a link.
pub(super) fn address(house: &House, locale: Locale, path: &str, token: &SecretToken) -> String {
    format!(
        "{}/{}/{path}/{}",
        house.settings.public_url,
        locale.code(),
        token.expose()
    )
}

/// Who a letter goes to, and from whom.
pub(super) struct Letter<'a> {
    pub template: Template,
    pub locale: Locale,
    pub to: &'a Email,
    pub name: &'a str,
    pub organisation: &'a str,
    pub link: &'a str,
    pub hours: i64,
}

/// Writes a letter. Wake the notices after the commit.
pub(super) async fn send(tx: &mut Tx, house: &House, letter: &Letter<'_>) -> Result<()> {
    let draft = Draft {
        template: letter.template,
        locale: letter.locale,
        email: Some(letter.to),
        phone: None,
        data: json!({
            "name": letter.name,
            "organisation": letter.organisation,
            "link": letter.link,
            "hours": letter.hours,
        }),
    };
    enqueue(tx, house, draft).await.map(drop)
}

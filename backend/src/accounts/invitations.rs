//! Invitations: a one-time link that lives for 72 hours, and what becomes of it.
//!
//! What must not be here: sign-in by password.

use domain::accounts::{AcceptInvitation, Invitation, OpenedSession, Password, Secret};
use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Email, FormCheck, Locale, Outcome, RefusalCode, ShortText, Span};
use serde_json::json;

use super::entry::{self, Origin};
use super::service::Accounts;
use super::sql::{self, PersonRow};
use super::sql_access;
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;
use crate::notices::{Draft, enqueue};
use crate::secrets::SecretToken;

const LINK_LABEL: &str = "accounts.invitation";
const LIFE_HOURS: i64 = 72;

/// Makes a person's one open link; every earlier one dies.
pub(super) async fn new_link(tx: &mut Tx, house: &House, person: PersonId) -> Result<SecretToken> {
    let now = house.now();
    let secret = SecretToken::new(house.outside.chance.as_ref());
    sql_access::kill_links(tx, person, now).await?;
    let hash = secret.lookup_hash(&house.key, LINK_LABEL);
    let expires_at = now + Span::hours(LIFE_HOURS);
    sql_access::insert_link(tx, house.outside.uuid7(), &hash, person, expires_at, now).await?;
    Ok(secret)
}

/// Whom an invitation goes to.
pub(super) struct Invitee<'a> {
    pub person: PersonId,
    pub name: &'a str,
    pub email: &'a Email,
    pub locale: Locale,
    pub organisation_name: &'a str,
}

/// Makes the link and writes the mail that carries it. Wake the notices after the commit.
pub(super) async fn send(tx: &mut Tx, house: &House, invitee: &Invitee<'_>) -> Result<()> {
    let secret = new_link(tx, house, invitee.person).await?;
    let link = format!(
        "{}/{}/invitation/{}",
        house.settings.public_url,
        invitee.locale.code(),
        secret.expose()
    );
    let draft = Draft {
        template: Template::Invitation,
        locale: invitee.locale,
        email: Some(invitee.email),
        phone: None,
        data: json!({
            "name": invitee.name,
            "organisation": invitee.organisation_name,
            "link": link,
            "hours": LIFE_HOURS,
        }),
    };
    enqueue(tx, house, draft).await.map(drop)
}

/// What an open link says.
pub(super) async fn read(accounts: &Accounts, secret: &Secret) -> Outcome<Invitation> {
    let row = invitee(accounts, &hash(&accounts.house, secret)).await?;
    Ok(Invitation {
        name: row.name,
        email: row.email,
        organisation_name: row.organisation_name,
    })
}

async fn invitee(accounts: &Accounts, hash: &str) -> Outcome<PersonRow> {
    let house = &accounts.house;
    let mut reader = house.db.read().await?;
    let person = sql_access::open_link(&mut reader, hash, house.now())
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    Ok(sql::person(&mut reader, person)
        .await?
        .ok_or(RefusalCode::LinkExpired)?)
}

/// Uses the link up: the password is set, the account is active, a session is open.
pub(super) async fn accept(accounts: &Accounts, form: &AcceptInvitation) -> Outcome<OpenedSession> {
    let house = &accounts.house;
    let hash = hash(house, &form.secret);
    // Asked before the password is hashed, which costs; asked again, as a write, after it.
    invitee(accounts, &hash).await?;
    let mut check = FormCheck::default();
    let name = check.take("name", ShortText::parse(&form.name));
    let password = check.take("password", Password::choose(&form.password));
    check.finish()?;
    let (Some(name), Some(password)) = (name, password) else {
        return Err(RefusalCode::Form.into());
    };
    let phc = accounts.passwords.hash(password.expose()).await?;
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let person = sql_access::use_link(&mut tx, &hash, now)
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    if sql::activate(&mut tx, person, name.as_str(), &phc, now).await? == 0 {
        return Err(RefusalCode::LinkExpired.into());
    }
    let origin = Origin {
        address: &form.address,
        device: &form.device,
    };
    let opened = entry::open_session(&mut tx, accounts, person, &origin).await?;
    tx.commit().await?;
    tracing::info!(%person, "an invitation was accepted");
    Ok(opened)
}

fn hash(house: &House, secret: &Secret) -> String {
    house.key.lookup_hash(LINK_LABEL, secret.expose().as_bytes())
}

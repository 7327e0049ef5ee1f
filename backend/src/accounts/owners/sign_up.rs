//! Signing up: a mail is asked for, its link is looked at, and answered with a password.
//!
//! What must not be here: an answer that tells whether an address is known. Only the mail says so.

use domain::accounts::owners::{ConfirmSignUp, OpenSignUp, SignUp, Welcome};
use domain::accounts::{Password, PersonState, Role, Secret};
use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Email, FormCheck, Locale, Outcome, Phone, RefusalCode, ShortText, Span};

use super::mail::{self, Letter, Purpose};
use super::sql_links::{self, NewSignUp};
use super::{desk, password, phones, sql};
use crate::accounts::entry::{self, Origin};
use crate::accounts::service::Accounts;
use crate::accounts::sql as people;
use crate::accounts::sql::{NewPerson, PersonRow};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::{House, is_time_zone};
use crate::secrets::SecretToken;

/// Writes the mail that fits the address.
pub(super) async fn ask(accounts: &Accounts, form: &SignUp) -> Outcome<()> {
    let house = &accounts.house;
    let email = typed(&form.email)?;
    let mut tx = house.db.begin().await?;
    if mail::one_more(&mut tx, house, &email, &form.address).await? {
        match people::person_by_email(&mut tx, &email.folded()).await? {
            None => stranger(&mut tx, house, &email, form).await?,
            Some(row) => known(&mut tx, house, &email, &row).await?,
        }
    }
    tx.commit().await?;
    house.wake.notices.notify_one();
    Ok(())
}

/// Reads the field `email` of a form.
pub(super) fn typed(text: &str) -> Outcome<Email> {
    Email::parse(text).map_err(|code| password::at("email", code))
}

async fn stranger(tx: &mut Tx, house: &House, email: &Email, form: &SignUp) -> Outcome<()> {
    let bureau = sql::bureau(tx).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let id = house.outside.uuid7();
    let chance = house.outside.chance.as_ref();
    let token = SecretToken::new(chance);
    let sealed = house
        .key
        .seal(chance, mail::EMAIL_LABEL, &id.to_string(), email.as_str().as_bytes())?;
    let email_hash = mail::email_hash(house, &email.folded());
    let new = NewSignUp {
        id,
        hash: &mail::token_hash(house, &token),
        email_sealed: &sealed,
        email_hash: &email_hash,
        locale: form.locale,
        return_to: form.return_to.as_deref().filter(|path| is_ours(path)),
        now,
        expires_at: now + Span::hours(mail::DAY_HOURS),
    };
    sql_links::drop_sign_ups(tx, &email_hash).await?;
    sql_links::insert_sign_up(tx, &new).await?;
    let letter = Letter {
        template: Template::SignUp,
        locale: form.locale,
        to: email,
        name: "",
        organisation: &bureau.name,
        link: &mail::address(house, form.locale, "confirm", &token),
        hours: mail::DAY_HOURS,
    };
    Ok(mail::send(tx, house, &letter).await?)
}

/// A path of our own, not an address of somebody else's that looks like one.
fn is_ours(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && path.len() <= 500 && !path.contains(['\\', '\r', '\n', '\0'])
}

/// Somebody signs up with an address that we know: an account of the desk is claimed, any other has its mail.
pub(super) async fn known(tx: &mut Tx, house: &House, email: &Email, row: &PersonRow) -> Result<()> {
    let person = row.id.0;
    let locale = row.locale()?;
    let owner = people::roles(tx, person).await?.contains(&Role::Owner);
    let (template, purpose) = match row.state()? {
        PersonState::Invited if owner => (Template::SignUp, Purpose::Claim),
        PersonState::Invited | PersonState::Active => (Template::KnownAddress, Purpose::Reset),
        PersonState::Disabled | PersonState::Erased => return Ok(()),
    };
    let link = mail::new_link(tx, house, person, purpose, locale, None).await?;
    let letter = Letter {
        template,
        locale,
        to: email,
        name: &row.name,
        organisation: &row.organisation_name,
        link: &link,
        hours: purpose.hours(),
    };
    mail::send(tx, house, &letter).await
}

/// What the link says.
pub(super) async fn look(accounts: &Accounts, secret: &Secret) -> Outcome<OpenSignUp> {
    let house = &accounts.house;
    let hash = mail::link_hash(house, secret);
    let mut reader = house.db.read().await?;
    if let Some(row) = sql_links::sign_up(&mut reader, &hash, house.now()).await? {
        return Ok(OpenSignUp {
            email: house.key.open_text(mail::EMAIL_LABEL, &row.id, &row.email_sealed)?,
            name: String::new(),
        });
    }
    let link = sql_links::open(&mut reader, Purpose::Claim.wire(), &hash, house.now())
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    let row = people::person(&mut reader, link.person_id.0)
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    Ok(OpenSignUp {
        email: row.email,
        name: row.name,
    })
}

/// What the form of a sign-up becomes.
struct Chosen {
    name: ShortText,
    phone: Option<Phone>,
    hash: String,
}

/// Makes or claims the account, and opens a session.
pub(super) async fn confirm(accounts: &Accounts, form: &ConfirmSignUp) -> Outcome<Welcome> {
    let house = &accounts.house;
    // Asked before the password is hashed, which costs; asked again, as a write, after it.
    look(accounts, &form.secret).await?;
    let chosen = check(accounts, form).await?;
    let hash = mail::link_hash(house, &form.secret);
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let (person, return_to) = match sql_links::take_sign_up(&mut tx, &hash, now).await? {
        Some(row) => (new_owner(&mut tx, house, &row, &chosen).await?, row.return_to),
        None => (claimed(&mut tx, house, &hash, &chosen).await?, None),
    };
    if let Some(phone) = chosen.phone {
        let mut all = phones::read(&mut tx, house, person).await?;
        all.retain(|known| *known != phone);
        all.insert(0, phone);
        phones::keep(&mut tx, house, person, &all).await?;
    }
    if is_time_zone(&form.time_zone) {
        sql::set_quiet(&mut tx, person, None, &form.time_zone).await?;
    }
    desk::index_name(&mut tx, person, chosen.name.as_str()).await?;
    let origin = Origin {
        address: &form.address,
        device: &form.device,
    };
    let session = entry::open_session(&mut tx, accounts, person, &origin).await?;
    tx.commit().await?;
    tracing::info!(%person, "an owner signed up");
    Ok(Welcome { session, return_to })
}

async fn check(accounts: &Accounts, form: &ConfirmSignUp) -> Outcome<Chosen> {
    let mut check = FormCheck::default();
    let name = check.take("name", ShortText::parse(&form.name));
    let phone = check.take_optional("phone", Phone::parse(&form.phone));
    let password = check.take("password", Password::choose(&form.password));
    check.finish()?;
    let (Some(name), Some(password)) = (name, password) else {
        return Err(RefusalCode::Form.into());
    };
    let hash = accounts.passwords.hash(password.expose()).await?;
    Ok(Chosen { name, phone, hash })
}

async fn new_owner(tx: &mut Tx, house: &House, row: &sql_links::SignUpRow, chosen: &Chosen) -> Outcome<PersonId> {
    let now = house.now();
    let bureau = sql::bureau(tx).await?.ok_or(RefusalCode::NotFound)?;
    let email = house.key.open_text(mail::EMAIL_LABEL, &row.id, &row.email_sealed)?;
    let email = Email::parse(&email).map_err(|_| Fault::broken("accounts.email", "reading a sign-up's address"))?;
    let locale: Locale = row.locale()?;
    let new = NewPerson {
        id: PersonId(house.outside.uuid7()),
        organisation: bureau.id.0,
        name: chosen.name.as_str(),
        email: email.as_str(),
        folded: &email.folded(),
        locale,
        password_hash: Some(&chosen.hash),
        state: "active",
    };
    if people::insert_person(tx, &new, now).await? == 0 {
        return Err(RefusalCode::LinkExpired.into());
    }
    people::add_role(tx, new.id, Role::Owner).await?;
    people::signed_in(tx, new.id, now).await?;
    sql_links::drop_sign_ups(tx, &mail::email_hash(house, &email.folded())).await?;
    Ok(new.id)
}

async fn claimed(tx: &mut Tx, house: &House, hash: &str, chosen: &Chosen) -> Outcome<PersonId> {
    let now = house.now();
    let link = sql_links::take(tx, Purpose::Claim.wire(), hash, now)
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    let person = link.person_id.0;
    if people::activate(tx, person, chosen.name.as_str(), &chosen.hash, now).await? == 0 {
        return Err(RefusalCode::LinkExpired.into());
    }
    sql_links::kill_all(tx, person, now).await?;
    Ok(person)
}

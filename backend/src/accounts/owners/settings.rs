//! What people settle about themselves: profile, address, contacts, quiet hours.

use domain::accounts::owners::{ChangeEmail, PersonSettings, ProfileForm, QuietForm, TrustedContact};
use domain::accounts::{Role, Secret};
use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Email, Outcome, RefusalCode};

use super::mail::{self, Letter, Purpose};
use super::{desk, password, phones, sign_up, sql, sql_links};
use crate::accounts::service::Accounts;
use crate::accounts::sql as people;
use crate::db::Handle;
use crate::fault::Fault;
use crate::house::{House, is_time_zone};

pub(super) async fn read(h: &mut impl Handle, house: &House, person: PersonId) -> Outcome<PersonSettings> {
    let row = sql::owner(h, person).await?.ok_or(RefusalCode::SignInFirst)?;
    let roles = people::roles(h, person).await?;
    let waiting = match sql_links::waiting_email(h, person, house.now()).await? {
        Some(link) => match link.email_sealed {
            Some(sealed) => Some(house.key.open_text(mail::EMAIL_LABEL, &link.id, &sealed)?),
            None => None,
        },
        None => None,
    };
    Ok(PersonSettings {
        locale: row.locale()?,
        quiet: row.quiet(),
        phones: phones::read(h, house, person).await?,
        contacts: phones::read_contacts(h, house, person).await?,
        email_waiting: waiting,
        name: row.name,
        email: row.email,
        time_zone: row.time_zone,
        may_erase: roles == [Role::Owner],
    })
}

pub(super) async fn profile(house: &House, person: PersonId, form: &ProfileForm) -> Outcome<()> {
    let (name, numbers) = form.check()?;
    let mut tx = house.db.begin().await?;
    sql::set_profile(&mut tx, person, name.as_str(), form.locale).await?;
    phones::keep(&mut tx, house, person, &numbers).await?;
    if people::roles(&mut tx, person).await?.contains(&Role::Owner) {
        desk::index_name(&mut tx, person, name.as_str()).await?;
    }
    Ok(tx.commit().await?)
}

pub(super) async fn contacts(house: &House, person: PersonId, contacts: &[TrustedContact]) -> Outcome<()> {
    let mut tx = house.db.begin().await?;
    phones::keep_contacts(&mut tx, house, person, contacts).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn quiet(house: &House, person: PersonId, form: &QuietForm) -> Outcome<()> {
    let quiet = form.check()?;
    if !is_time_zone(&form.time_zone) {
        return Err(password::at("time_zone", RefusalCode::NotAChoice));
    }
    let mut tx = house.db.begin().await?;
    sql::set_quiet(&mut tx, person, quiet, &form.time_zone).await?;
    Ok(tx.commit().await?)
}

/// Sends the link to the new address, and word of it to the present one.
pub(super) async fn email(accounts: &Accounts, person: PersonId, form: &ChangeEmail) -> Outcome<()> {
    let house = &accounts.house;
    let email = sign_up::typed(&form.email)?;
    password::prove(accounts, person, &form.password, "password").await?;
    let mut tx = house.db.begin().await?;
    let row = people::person(&mut tx, person).await?.ok_or(RefusalCode::SignInFirst)?;
    if Email::parse(&row.email).is_ok_and(|present| present == email) {
        return Ok(());
    }
    if !mail::one_more(&mut tx, house, &email, "").await? {
        return Err(password::at("email", RefusalCode::SlowDown));
    }
    match people::person_by_email(&mut tx, &email.folded()).await? {
        Some(other) if other.id.0 != person => sign_up::known(&mut tx, house, &email, &other).await?,
        _ => {
            let locale = row.locale()?;
            let link = mail::new_link(&mut tx, house, person, Purpose::Email, locale, Some(&email)).await?;
            let letter = Letter {
                template: Template::NewEmail,
                locale,
                to: &email,
                name: &row.name,
                organisation: &row.organisation_name,
                link: &link,
                hours: Purpose::Email.hours(),
            };
            mail::send(&mut tx, house, &letter).await?;
        }
    }
    if let Ok(present) = Email::parse(&row.email) {
        let letter = Letter {
            template: Template::EmailLeaves,
            locale: row.locale()?,
            to: &present,
            name: &row.name,
            organisation: &row.organisation_name,
            link: "",
            hours: 0,
        };
        mail::send(&mut tx, house, &letter).await?;
    }
    tx.commit().await?;
    house.wake.notices.notify_one();
    Ok(())
}

/// The address that a link would confirm.
pub(super) async fn open_email(house: &House, secret: &Secret) -> Outcome<String> {
    let hash = mail::link_hash(house, secret);
    let mut reader = house.db.read().await?;
    let link = sql_links::open(&mut reader, Purpose::Email.wire(), &hash, house.now())
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    let sealed = link.email_sealed.ok_or(RefusalCode::LinkExpired)?;
    Ok(house.key.open_text(mail::EMAIL_LABEL, &link.id, &sealed)?)
}

/// The new address counts.
pub(super) async fn confirm_email(house: &House, secret: &Secret) -> Outcome<()> {
    // Read before it is used up: whoever uses it up empties it.
    let email = open_email(house, secret).await?;
    let email = Email::parse(&email).map_err(|_| Fault::broken("accounts.email", "reading a new address"))?;
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let link = sql_links::take(&mut tx, Purpose::Email.wire(), &mail::link_hash(house, secret), now)
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    let person = link.person_id.0;
    let own = people::person_by_email(&mut tx, &email.folded()).await?;
    if own.is_some_and(|row| row.id.0 != person) {
        return Err(RefusalCode::Taken.into());
    }
    sql::set_email(&mut tx, person, email.as_str(), &email.folded()).await?;
    sql_links::kill_all(&mut tx, person, now).await?;
    tx.commit().await?;
    tracing::info!(%person, "confirmed a new address");
    Ok(())
}

//! Passwords: forgotten, set anew through a mail, changed, and asked for once more before what cannot be undone.
//!
//! What must not be here: sign-in.

use domain::accounts::owners::{ChangePassword, Forgotten, OpenReset, ResetPassword};
use domain::accounts::{Actor, Entered, Password, Secret};
use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Error, FieldError, Outcome, Refusal, RefusalCode};

use super::mail::{self, Letter, Purpose};
use super::{contact, sign_up, sql, sql_links};
use crate::accounts::entry::{self, Origin};
use crate::accounts::service::Accounts;
use crate::accounts::{second_step, sql as people, sql_access};

/// A refusal at one field.
pub(in crate::accounts) fn at(field: &str, code: RefusalCode) -> Error {
    Refusal {
        fields: vec![FieldError {
            field: field.to_owned(),
            code,
        }],
        ..Refusal::act(RefusalCode::Form)
    }
    .into()
}

/// Writes the mail that fits the address.
pub(super) async fn forgotten(accounts: &Accounts, form: &Forgotten) -> Outcome<()> {
    let house = &accounts.house;
    let email = sign_up::typed(&form.email)?;
    let mut tx = house.db.begin().await?;
    if mail::one_more(&mut tx, house, &email, &form.address).await? {
        match people::person_by_email(&mut tx, &email.folded()).await? {
            Some(row) if row.state()? != domain::accounts::PersonState::Disabled => {
                let locale = row.locale()?;
                let link = mail::new_link(&mut tx, house, row.id.0, Purpose::Reset, locale, None).await?;
                let letter = Letter {
                    template: Template::NewPassword,
                    locale,
                    to: &email,
                    name: &row.name,
                    organisation: &row.organisation_name,
                    link: &link,
                    hours: Purpose::Reset.hours(),
                };
                mail::send(&mut tx, house, &letter).await?;
            }
            Some(_) => {}
            None => {
                let bureau = sql::bureau(&mut tx).await?.ok_or(RefusalCode::NotFound)?;
                let link = format!("{}/{}/sign-up", house.settings.public_url, form.locale.code());
                let letter = Letter {
                    template: Template::UnknownAddress,
                    locale: form.locale,
                    to: &email,
                    name: "",
                    organisation: &bureau.name,
                    link: &link,
                    hours: 0,
                };
                mail::send(&mut tx, house, &letter).await?;
            }
        }
    }
    tx.commit().await?;
    house.wake.notices.notify_one();
    Ok(())
}

/// What the link says.
pub(super) async fn look(accounts: &Accounts, secret: &Secret) -> Outcome<OpenReset> {
    let house = &accounts.house;
    let hash = mail::link_hash(house, secret);
    let mut reader = house.db.read().await?;
    let link = sql_links::open(&mut reader, Purpose::Reset.wire(), &hash, house.now())
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    let row = people::person(&mut reader, link.person_id.0)
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    Ok(OpenReset { email: row.email })
}

/// Sets the password, ends all sessions, opens one, or as much of one as a password opens.
pub(super) async fn reset(accounts: &Accounts, form: &ResetPassword) -> Outcome<Entered> {
    let house = &accounts.house;
    look(accounts, &form.secret).await?;
    let password = Password::choose(&form.password).map_err(|code| at("password", code))?;
    let phc = accounts.passwords.hash(password.expose()).await?;
    let hash = mail::link_hash(house, &form.secret);
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let link = sql_links::take(&mut tx, Purpose::Reset.wire(), &hash, now)
        .await?
        .ok_or(RefusalCode::LinkExpired)?;
    let person = link.person_id.0;
    if sql::set_password(&mut tx, person, &phc, now).await? == 0 {
        return Err(RefusalCode::LinkExpired.into());
    }
    sql_access::end_sessions(&mut tx, person).await?;
    second_step::drop_halves(&mut tx, person).await?;
    sql_links::kill_all(&mut tx, person, now).await?;
    contact::tell(&mut tx, house, person, Template::PasswordChanged, serde_json::json!({})).await?;
    let origin = Origin {
        address: &form.address,
        device: &form.device,
    };
    let entered = entry::enter(&mut tx, accounts, person, &origin).await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    house.live.sessions_ended(person);
    tracing::info!(%person, "a password was set through a mail");
    Ok(entered)
}

/// Whether the one who sits there knows the password; counted and slowed as a sign-in is.
pub(in crate::accounts) async fn prove(
    accounts: &Accounts,
    person: PersonId,
    password: &Password,
    field: &str,
) -> Outcome<()> {
    let house = &accounts.house;
    let mut tx = house.db.begin().await?;
    let row = people::person(&mut tx, person).await?.ok_or(RefusalCode::NotFound)?;
    let open = people::take_try(&mut tx, person, house.now()).await? == 1;
    tx.commit().await?;
    if !open {
        return Err(at(field, RefusalCode::SlowDown));
    }
    let right = match row.password_hash.as_deref() {
        Some(hash) => accounts.passwords.verify(password.expose(), hash).await?,
        None => accounts.passwords.verify_dummy(password.expose()).await?,
    };
    if !right {
        tracing::info!(%person, "a password was asked for again and was wrong");
        return Err(at(field, RefusalCode::WrongPassword));
    }
    let mut tx = house.db.begin().await?;
    people::signed_in(&mut tx, person, house.now()).await?;
    Ok(tx.commit().await?)
}

/// Another password; every other session ends.
pub(super) async fn change(accounts: &Accounts, actor: &Actor, form: &ChangePassword) -> Outcome<()> {
    let Actor::Person { person, session, .. } = actor else {
        return Err(RefusalCode::SignInFirst.into());
    };
    let chosen = Password::choose(&form.new).map_err(|code| at("new", code))?;
    prove(accounts, *person, &form.current, "current").await?;
    let house = &accounts.house;
    let phc = accounts.passwords.hash(chosen.expose()).await?;
    let now = house.now();
    let mut tx = house.db.begin().await?;
    if sql::set_password(&mut tx, *person, &phc, now).await? == 0 {
        return Err(RefusalCode::SignInFirst.into());
    }
    sql_access::end_other_sessions(&mut tx, *person, *session).await?;
    second_step::drop_halves(&mut tx, *person).await?;
    sql_links::kill(&mut tx, *person, Purpose::Reset.wire(), now).await?;
    contact::tell(
        &mut tx,
        house,
        *person,
        Template::PasswordChanged,
        serde_json::json!({}),
    )
    .await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    tracing::info!(%person, "changed their password");
    Ok(())
}

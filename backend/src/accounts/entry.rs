//! Sign-in and sessions: the steps, inside a transaction or over a reader.
//!
//! What must not be here: who may ask for it (the port decides), and plain secrets in rows.

use domain::accounts::{Actor, Entered, OpenedSession, Profile, Secret, SignIn};
use domain::ids::{PersonId, SessionId};
use domain::{Outcome, RefusalCode, Span, Timestamp};

use super::second_step;
use super::service::Accounts;
use super::sql::{self, PersonRow};
use super::sql_access::{self, NewSession};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::secrets::SecretToken;

const SESSION_LABEL: &str = "accounts.session";
const STRANGER_LABEL: &str = "accounts.stranger";
/// A session ends after so long without use.
const IDLE: Span = Span::hours(12);
/// A session ends after so long, however it is used.
const ABSOLUTE: Span = Span::days(7);
/// The idle end is written at most so often.
const SLIDE_EVERY: Span = Span::minutes(1);

/// Where a session was opened from.
pub(super) struct Origin<'a> {
    pub address: &'a str,
    pub device: &'a str,
}

/// Checks the password, with the same answer and the same work for unknown, wrong and switched off.
pub(super) async fn sign_in(accounts: &Accounts, request: &SignIn) -> Outcome<Entered> {
    let house = &accounts.house;
    let folded = fold(&request.email);
    let mut reader = house.db.read().await?;
    let found = sql::person_by_email(&mut reader, &folded).await?;
    drop(reader);
    let open = if let Some(person) = &found {
        let mut tx = house.db.begin().await?;
        let taken = sql::take_try(&mut tx, person.id.0, house.now()).await?;
        tx.commit().await?;
        taken == 1
    } else {
        let hash = house.key.lookup_hash(STRANGER_LABEL, folded.as_bytes());
        accounts.strangers.take_try(hash, house.now())
    };
    if !open {
        tracing::info!(person = label(found.as_ref()), "a sign-in was slowed down");
        return Err(RefusalCode::SlowDown.into());
    }
    let password = request.password.expose();
    let right = match found.as_ref().and_then(|person| person.password_hash.as_deref()) {
        Some(hash) => accounts.passwords.verify(password, hash).await?,
        None => accounts.passwords.verify_dummy(password).await?,
    };
    let wrong = || {
        tracing::info!(person = label(found.as_ref()), "a sign-in failed");
        RefusalCode::WrongCredentials
    };
    let Some(person) = found.as_ref().filter(|_| right) else {
        return Err(wrong().into());
    };
    let mut tx = house.db.begin().await?;
    let there = if second_step::is_on(&mut tx, person.id.0).await? {
        sql::half_signed_in(&mut tx, person.id.0).await?
    } else {
        sql::signed_in(&mut tx, person.id.0, house.now()).await?
    };
    if there == 0 {
        return Err(wrong().into());
    }
    let origin = Origin {
        address: &request.address,
        device: &request.device,
    };
    let entered = enter(&mut tx, accounts, person.id.0, &origin).await?;
    tx.commit().await?;
    let half = matches!(entered, Entered::Half(_));
    tracing::info!(person = %person.id.0, half, "signed in");
    Ok(entered)
}

/// What a right password opens: a session, or half of one where a second step is asked for.
pub(super) async fn enter(tx: &mut Tx, accounts: &Accounts, person: PersonId, origin: &Origin<'_>) -> Outcome<Entered> {
    if second_step::is_on(tx, person).await? {
        return Ok(Entered::Half(
            second_step::half::open(tx, &accounts.house, person).await?,
        ));
    }
    open_session(tx, accounts, person, origin).await.map(Entered::Open)
}

fn label(person: Option<&PersonRow>) -> String {
    person.map_or_else(|| "unknown".to_owned(), |person| person.id.0.to_string())
}

/// The form under which an account is looked up, whatever was typed.
pub(super) fn fold(email: &str) -> String {
    email.trim().to_ascii_lowercase()
}

/// Opens a session for a person who has proven who they are, as far as one does without a second step: confined where the
/// organisation wants one.
pub(super) async fn open_session(
    tx: &mut Tx,
    accounts: &Accounts,
    person: PersonId,
    origin: &Origin<'_>,
) -> Outcome<OpenedSession> {
    let confined = second_step::must_set_up(tx, person).await?;
    open(tx, accounts, person, origin, confined).await
}

/// Opens a session for whoever has passed the second step, and for the demo, which asks for none.
pub(super) async fn open_whole(
    tx: &mut Tx,
    accounts: &Accounts,
    person: PersonId,
    origin: &Origin<'_>,
) -> Outcome<OpenedSession> {
    open(tx, accounts, person, origin, false).await
}

async fn open(
    tx: &mut Tx,
    accounts: &Accounts,
    person: PersonId,
    origin: &Origin<'_>,
    confined: bool,
) -> Outcome<OpenedSession> {
    let house = &accounts.house;
    let now = house.now();
    let secret = SecretToken::new(house.outside.chance.as_ref());
    let session = NewSession {
        id: SessionId(house.outside.uuid7()),
        secret_hash: &secret.lookup_hash(&house.key, SESSION_LABEL),
        person,
        idle_end: now + IDLE,
        absolute_end: now + ABSOLUTE,
        address: &shortened(origin.address, 64),
        device: &shortened(origin.device, 120),
        confined,
    };
    sql_access::insert_session(tx, &session, now).await?;
    let row = sql::person(tx, person).await?.ok_or(RefusalCode::SignInFirst)?;
    Ok(OpenedSession {
        secret: Secret::new(secret.expose()),
        profile: profile(tx, &row).await?,
        confined,
    })
}

/// The rights of a session changed: it goes on under a new secret.
pub(super) async fn renew(tx: &mut Tx, house: &House, session: SessionId) -> Result<Secret> {
    let secret = SecretToken::new(house.outside.chance.as_ref());
    sql_access::renew(tx, session, &secret.lookup_hash(&house.key, SESSION_LABEL)).await?;
    Ok(Secret::new(secret.expose()))
}

/// What a browser says of itself is shown to its owner: one short line.
fn shortened(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

pub(super) async fn profile(h: &mut impl Handle, row: &PersonRow) -> Result<Profile> {
    Ok(Profile {
        person: row.id.0,
        name: row.name.clone(),
        email: row.email.clone(),
        locale: row.locale()?,
        roles: sql::roles(h, row.id.0).await?,
        organisation: row.organisation_id.0,
        organisation_name: row.organisation_name.clone(),
    })
}

/// Who holds this secret, with rights as they are now.
pub(super) async fn who(accounts: &Accounts, secret: &Secret) -> Outcome<(Actor, Profile)> {
    let house = &accounts.house;
    let now = house.now();
    let hash = house.key.lookup_hash(SESSION_LABEL, secret.expose().as_bytes());
    let mut reader = house.db.read().await?;
    let session = sql_access::live_session(&mut reader, &hash, now)
        .await?
        .ok_or(RefusalCode::SignInFirst)?;
    let row = sql::person(&mut reader, session.person_id.0)
        .await?
        .ok_or(RefusalCode::SignInFirst)?;
    let profile = profile(&mut reader, &row).await?;
    drop(reader);
    if Timestamp(session.last_used_at) + SLIDE_EVERY <= now {
        let idle_end = (now + IDLE).min(Timestamp(session.absolute_end));
        // Whoever asks is known by now; a database that cannot write this moment must not send them away.
        if let Err(fault) = slide(accounts, session.id.0, idle_end, now).await {
            fault.log();
        }
    }
    let (person, session_id, organisation) = (row.id.0, session.id.0, row.organisation_id.0);
    let actor = if session.confined == 1 {
        Actor::Confined {
            person,
            session: session_id,
            organisation,
        }
    } else {
        Actor::Person {
            person,
            session: session_id,
            organisation,
            office: row.office_id.map(|office| office.0),
            roles: profile.roles.clone(),
        }
    };
    Ok((actor, profile))
}

async fn slide(accounts: &Accounts, session: SessionId, idle_end: Timestamp, now: Timestamp) -> Result<()> {
    let mut tx = accounts.house.db.begin().await?;
    sql_access::slide(&mut tx, session, idle_end, now, now - SLIDE_EVERY).await?;
    tx.commit().await
}

//! Who of the staff is signed in, and how an administrator signs a colleague out.
//!
//! A session is a row: without it, its secret opens nothing at any node from the next request on. What must not be here: from
//! which address somebody came; the audit tells that of acts.

use std::collections::HashMap;

use domain::accounts::{Actor, Role, SessionView, StaffSessions};
use domain::ids::{PersonId, SessionId};
use domain::{Moment, Outcome, RefusalCode, Timestamp};

use super::service::{Accounts, view};
use super::sql_access::SessionRow;
use super::{second_step, sql, sql_access};
use crate::db::Tx;

/// A session as its owner or an administrator sees it; `asking` is the one that asks.
pub(super) fn seen(row: SessionRow, asking: SessionId) -> SessionView {
    SessionView {
        id: row.id.0,
        since: Moment::utc(Timestamp(row.created_at)),
        last_used: Moment::utc(Timestamp(row.last_used_at)),
        device: row.device,
        current: row.id.0 == asking,
    }
}

pub(super) async fn list(accounts: &Accounts, actor: &Actor, search: &str) -> Outcome<Vec<StaffSessions>> {
    let (organisation, own, asking) = (actor.organisation()?, actor.person()?, actor.session()?);
    let house = &accounts.house;
    let mut reader = house.db.read().await?;
    let mut open: HashMap<PersonId, Vec<SessionView>> = HashMap::new();
    for row in sql_access::sessions_at(&mut reader, organisation, house.now()).await? {
        let person = row.person_id.0;
        open.entry(person).or_default().push(seen(row, asking));
    }
    let mut roles: HashMap<PersonId, Vec<Role>> = HashMap::new();
    for (person, role) in sql::roles_of(&mut reader, organisation).await? {
        roles.entry(person).or_default().push(role);
    }
    let rows = sql::people(&mut reader, organisation).await?;
    drop(reader);
    // Not by LIKE: the databases fold letters differently.
    let search = search.trim().to_lowercase();
    let mut staff = Vec::new();
    for row in rows {
        let fits = row.name.to_lowercase().contains(&search) || row.email.to_lowercase().contains(&search);
        let mut held = roles.remove(&row.id.0).unwrap_or_default();
        let Some(sessions) = open.remove(&row.id.0).filter(|_| fits) else {
            continue;
        };
        if !held.iter().any(|role| role.is_staff()) {
            continue;
        }
        held.sort();
        staff.push(StaffSessions {
            person: view(&row, held)?,
            own: row.id.0 == own,
            sessions,
        });
    }
    Ok(staff)
}

/// Somebody of the staff of one's organisation who is not oneself.
async fn colleague(accounts: &Accounts, tx: &mut Tx, actor: &Actor, person: PersonId) -> Outcome<()> {
    accounts.own(tx, actor, person).await?;
    if actor.person().is_ok_and(|own| own == person) {
        return Err(RefusalCode::NotAllowed.into());
    }
    if !sql::roles(tx, person).await?.into_iter().any(Role::is_staff) {
        return Err(RefusalCode::NotFound.into());
    }
    Ok(())
}

pub(super) async fn end(accounts: &Accounts, actor: &Actor, person: PersonId, session: SessionId) -> Outcome<bool> {
    let mut tx = accounts.house.db.begin().await?;
    colleague(accounts, &mut tx, actor, person).await?;
    if sql_access::end_session(&mut tx, session, person).await? == 0 {
        return Ok(false);
    }
    tx.commit().await?;
    accounts.house.live.sessions_ended(person);
    tracing::info!(actor = actor.label(), %person, %session, "ended a colleague's session");
    Ok(true)
}

pub(super) async fn end_all(accounts: &Accounts, actor: &Actor, person: PersonId) -> Outcome<bool> {
    let mut tx = accounts.house.db.begin().await?;
    colleague(accounts, &mut tx, actor, person).await?;
    let ended = sql_access::end_sessions(&mut tx, person).await?;
    let halves = second_step::drop_halves(&mut tx, person).await?;
    if ended + halves == 0 {
        return Ok(false);
    }
    tx.commit().await?;
    accounts.house.live.sessions_ended(person);
    tracing::info!(actor = actor.label(), %person, ended, "signed a colleague out everywhere");
    Ok(true)
}

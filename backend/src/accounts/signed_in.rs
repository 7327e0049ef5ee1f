//! Whether somebody whom another slice let in by their session is still who they were.
//!
//! What must not be here: anything that counts as use of the session. Whoever looks keeps nobody signed in.

use domain::Timestamp;
use domain::accounts::Actor;
use domain::ids::SessionId;

use super::{sql, sql_access};
use crate::db::Handle;
use crate::fault::Result;

/// The person behind a session with the rights that they have now, and their name. None when the session is over, the account is
/// switched off, or a second step must be set up first.
///
/// # Errors
/// What the database says.
pub(crate) async fn still_signed_in(
    h: &mut impl Handle,
    session: SessionId,
    now: Timestamp,
) -> Result<Option<(Actor, String)>> {
    let Some(live) = sql_access::session_by_id(h, session, now).await? else {
        return Ok(None);
    };
    let Some(row) = sql::person(h, live.person_id.0).await? else {
        return Ok(None);
    };
    if live.confined == 1 {
        return Ok(None);
    }
    let actor = Actor::Person {
        person: row.id.0,
        session,
        organisation: row.organisation_id.0,
        office: row.office_id.map(|office| office.0),
        roles: sql::roles(h, row.id.0).await?,
    };
    Ok(Some((actor, row.name)))
}

//! For how long an organisation remembers whose a finished thing was, and which are to be forgotten.
//!
//! What must not be here: how other slices forget their own. Whoever stands above all of them asks each.

use domain::Timestamp;
use domain::accounts::Actor;
use domain::custody::Forgetting;
use domain::ids::{ConsignmentId, OrganisationId};

use super::sql_forgetting as sql;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// The term of an organisation.
///
/// # Errors
/// What the database says.
pub async fn forgetting(h: &mut impl Handle, organisation: OrganisationId) -> Result<Forgetting> {
    sql::term(h, organisation).await
}

/// Changes the term of an organisation.
///
/// # Errors
/// What the database says.
pub async fn set_forgetting(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    organisation: OrganisationId,
    term: Forgetting,
) -> Result<()> {
    sql::set_term(tx, organisation, term, actor, house.now()).await
}

/// Finished things whose recipients are to be forgotten now, of all organisations, at most so many.
///
/// # Errors
/// What the database says.
pub(crate) async fn to_forget(h: &mut impl Handle, now: Timestamp, most: usize) -> Result<Vec<ConsignmentId>> {
    let mut due = Vec::new();
    for (organisation, term) in sql::terms(h).await? {
        let left = most.saturating_sub(due.len());
        if left == 0 {
            break;
        }
        let left = i64::try_from(left).unwrap_or(i64::MAX);
        due.extend(sql::due(h, organisation, term.before(now), left).await?);
    }
    Ok(due)
}

/// Takes a finished thing to forget it; false when that was done.
///
/// # Errors
/// What the database says.
pub(crate) async fn begin_to_forget(tx: &mut Tx, id: ConsignmentId, now: Timestamp) -> Result<bool> {
    sql::claim(tx, id, now).await
}

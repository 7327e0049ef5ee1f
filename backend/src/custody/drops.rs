//! Drops by finders: a secret for an empty compartment; and things that are held until somebody lets them go.
//!
//! "One secret stands behind a consignment" holds here too: while nothing is inside, the secret is the finder's, and
//! opens for putting in; the moment the thing is stored, the recipient's takes its place, in the same columns and in
//! the same statement. What must not be here: who may drop, and why a thing is held.

use domain::custody::{AccessCode, CodeForm, Event, LinkSecret, QrToken, Rest, State};
use domain::ids::ConsignmentId;
use domain::{Error, RefusalCode};

use super::sql::{self, Consignment};
use super::{deadline, secrets, sql_state, steps};
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;

/// Lets the holder of this seed open the empty compartment that is kept for a thing. Code and QR are derived from the
/// seed, see [`drop_secrets`]; the database keeps their keyed hashes.
///
/// # Errors
/// `WrongState` when something is or may be inside.
pub async fn allow_drop(tx: &mut Tx, house: &House, id: ConsignmentId, seed: &LinkSecret) -> Result<(), Error> {
    let consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    if consignment.state()? != State::NEW {
        return Err(RefusalCode::WrongState.into());
    }
    // Of signs at every bank: nobody knows the number of a finder.
    let fresh = secrets::free_code(tx, house, consignment.bank_id.0, seed, None).await?;
    let qr = secrets::qr_hash(&house.key, &secrets::qr(&house.key, seed));
    sql::set_drop(tx, id, &fresh, &qr).await?;
    Ok(())
}

/// Code and QR of a drop, from the seed that its finder holds.
pub fn drop_secrets(house: &House, consignment: &Consignment, seed: &LinkSecret) -> (AccessCode, QrToken) {
    (
        secrets::code(&house.key, seed, consignment.code_salt, CodeForm::Signs),
        secrets::qr(&house.key, seed),
    )
}

/// Lets a held thing go: its recipient gets code and link now, if it is stored, or as soon as it is. The time to
/// collect begins anew, since until now nobody could. Nothing happens to a thing that is not held.
///
/// # Errors
/// What the database says.
pub async fn release(tx: &mut Tx, house: &House, id: ConsignmentId) -> Result<(), Error> {
    let mut consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    if consignment.held == 0 {
        return Ok(());
    }
    sql::let_go(tx, id).await?;
    consignment.held = 0;
    let now = house.now();
    let until = deadline::first(tx, &consignment, now).await?;
    if let Ok((next, _)) = consignment.state()?.apply(Event::Prolong { until }, now) {
        sql_state::set_state(tx, &mut consignment, next).await?;
    }
    if let State::Resting {
        rest: Rest::Stored { .. },
    }
    | State::Opening {
        rest: Rest::Stored { .. },
        ..
    }
    | State::Open {
        rest: Rest::Stored { .. },
        ..
    } = consignment.state()?
    {
        steps::issue(tx, house, &consignment, now).await?;
    }
    Ok(())
}

//! Where a bank stands: read for its page, and corrected, all or nothing.
//!
//! What must not be here: what may be typed (`domain::lockers::PlaceForm`), and deadlines. They are instants: a correction
//! moves none (docs/decisions/0048).

use domain::ids::BankId;
use domain::lockers::{Place, PlaceChange, PlaceView};
use domain::{Error, FieldError, Refusal, RefusalCode};

use super::{sql, sql_place};
use crate::db::{Handle, Tx};
use crate::house::is_time_zone;

/// Whether there is such a time zone.
///
/// # Errors
/// `Form` with the field.
pub(super) fn in_a_known_zone(place: &Place) -> Result<(), Refusal> {
    if is_time_zone(&place.time_zone) {
        return Ok(());
    }
    let field = FieldError {
        field: "time_zone".to_owned(),
        code: RefusalCode::NotAChoice,
    };
    Err(Refusal::with_fields(RefusalCode::Form, vec![field]))
}

/// Where it stands now.
///
/// # Errors
/// `NotFound` when there is no such bank.
pub(super) async fn view(h: &mut impl Handle, bank: BankId) -> Result<PlaceView, Error> {
    let row = sql::bank(h, bank).await?.ok_or(RefusalCode::NotFound)?;
    Ok(PlaceView {
        bank,
        version: row.place_version,
        place: row.place(),
    })
}

/// Corrects it.
///
/// # Errors
/// `Form` for what cannot be kept; `Changed` when somebody saved something else since the form was begun.
pub(super) async fn correct(tx: &mut Tx, bank: BankId, form: &PlaceChange) -> Result<(), Error> {
    let before = view(tx, bank).await?;
    let wanted = form.place.check()?;
    in_a_known_zone(&wanted)?;
    // A second click, or a colleague who corrected the same: it stands there as they want it.
    if wanted == before.place {
        return Ok(());
    }
    form.is_over(before.version)?;
    if sql_place::correct(tx, bank, before.version, &wanted).await? == 0 {
        return Err(RefusalCode::Changed.into());
    }
    Ok(())
}

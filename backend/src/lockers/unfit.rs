//! A compartment from which a thing is moved because something is wrong with it: as long as the thing needs its door, it stays
//! in service; from then on it is out, with the reason of the move, until a human has tried it or cleared it.
//!
//! That its bank takes back a fault meanwhile clears nothing: a lock that jammed and opened once more may jam again.
//! What must not be here: the order to the bank. The reconciler sees the difference by the bank's next snapshot.

use domain::ShortText;
use domain::ids::CompartmentId;

use super::sql_moving;
use crate::db::Tx;
use crate::fault::Result;

/// Its thing leaves it because it is unfit: it goes out of service as soon as nobody counts on it any more.
///
/// # Errors
/// What the database says.
pub async fn leave_unfit(tx: &mut Tx, compartment: CompartmentId, reason: &ShortText) -> Result<()> {
    sql_moving::set_out_after(tx, compartment, Some(reason.as_str())).await?;
    Ok(())
}

/// Somebody decides that it will do after all.
///
/// # Errors
/// What the database says.
pub async fn will_do(tx: &mut Tx, compartment: CompartmentId) -> Result<()> {
    sql_moving::set_out_after(tx, compartment, None).await?;
    Ok(())
}

//! The depositor's own number of a document, for slices above.

use domain::ids::ConsignmentId;

use super::{sql, view};
use crate::db::Handle;
use crate::fault::Result;
use crate::house::House;

/// The number, opened; none when there is none, or when it was erased.
///
/// # Errors
/// `Broken` when the sealed text does not open.
pub(crate) async fn reference_of(h: &mut impl Handle, house: &House, id: ConsignmentId) -> Result<Option<String>> {
    let sealed = sql::reference(h, id).await?;
    sealed
        .map(|sealed| house.key.open_text(view::REFERENCE, &id.to_string(), &sealed))
        .transpose()
}

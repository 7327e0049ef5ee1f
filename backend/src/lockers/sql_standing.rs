//! The SQL of how the banks of all houses stand, in two figures for whoever watches the machines.

use crate::db::{Handle, one};
use crate::fault::Result;

/// Banks that were there once and are away now.
pub(super) async fn away(h: &mut impl Handle) -> Result<i64> {
    let (count,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM banks WHERE online = 0 AND online_since IS NOT NULL"
    )?;
    Ok(count)
}

/// Doors that are broken, forced, or open for too long. By `compartments_in_trouble`.
pub(super) async fn in_trouble(h: &mut impl Handle) -> Result<i64> {
    let (count,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM compartments WHERE faults <> '' OR left_open = 1"
    )?;
    Ok(count)
}

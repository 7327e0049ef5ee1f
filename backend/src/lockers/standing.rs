//! How the banks of all houses stand, in figures for whoever watches the machines. Nobody's things are in them.

use super::sql_standing;
use crate::db::Handle;
use crate::fault::Result;

/// How the banks stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Banks that were there once and are away now.
    pub away: i64,
    /// Doors that are broken, forced, or open for too long.
    pub in_trouble: i64,
}

/// How they stand now.
///
/// # Errors
/// What the database says.
pub async fn standing(h: &mut impl Handle) -> Result<Standing> {
    Ok(Standing {
        away: sql_standing::away(h).await?,
        in_trouble: sql_standing::in_trouble(h).await?,
    })
}

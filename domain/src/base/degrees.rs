//! Degrees of latitude and longitude as people type them.

use super::error::RefusalCode;

/// Reads degrees; a comma may stand for the point.
///
/// # Errors
/// `Missing` when empty, `OutOfRange` for what is no number or beyond `most` on either side.
pub(crate) fn degrees(text: &str, most: f64) -> Result<f64, RefusalCode> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let value: f64 = text.parse().map_err(|_| RefusalCode::OutOfRange)?;
    if value.is_finite() && value.abs() <= most {
        Ok(value)
    } else {
        Err(RefusalCode::OutOfRange)
    }
}

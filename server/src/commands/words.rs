//! How instants are told to an operator.

use domain::Timestamp;

/// An instant in UTC, to the second.
pub(super) fn utc(at: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(at.0).map_or_else(
        |_| "an unknown time".to_owned(),
        |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

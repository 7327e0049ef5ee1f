//! How often somebody may be wrong with the second step, and what happens then. See docs/decisions/0029.
//!
//! What must not be here: a limit that shuts an account to its owner. Whoever gets this far knows the password, which a thief
//! may know too: what they waste is theirs.

use crate::Span;

/// So long after the password the second step is awaited.
pub const HALF_LIFE: Span = Span::minutes(5);
/// After so many wrong codes one begins with the password again.
pub const MOST: u8 = 5;
/// So many wrong digits of one account within [`DAY`], from wherever; then only recovery codes count for the rest of it.
/// A thief who knows the password guesses right with a chance of one to three thousand a day.
pub const MOST_A_DAY: i64 = 100;
/// See [`MOST_A_DAY`].
pub const DAY: Span = Span::hours(24);
/// So long a secret that was shown waits for its first code.
pub const SET_UP_LIFE: Span = Span::hours(1);

//! Where a test lets the bank's program die: a line of the journal, a rewritten journal, the pulse of a lock, a message that goes
//! to the broker, an acknowledgement in either direction. How is in the crate `failpoint`; a release has none of it.

use ::failpoint::Failpoints;

static POINTS: Failpoints = Failpoints::armed_by("CLOAKROOM_TEST_BANK_DEATH");

/// Dies here if a test wants it so.
pub(crate) fn reached(step: &str) {
    POINTS.reached(step);
}

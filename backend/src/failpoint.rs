//! Where a test lets the server die: the commit of a write transaction, and a door command that goes to the broker, each just
//! before and just after. How is in the crate `failpoint`; a release has none of it.

use ::failpoint::Failpoints;

static POINTS: Failpoints = Failpoints::armed_by("CLOAKROOM_TEST_DEATH");

/// Dies here if a test wants it so.
pub(crate) fn reached(step: &str) {
    POINTS.reached(step);
}

//! What the demo's pages know: who can sign in, and the simulated banks.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use backend::demo::DemoPerson;
use domain::ids::BankId;

use super::sims::Sim;

/// What stands in this demo.
pub(super) struct Stage {
    pub people: Vec<DemoPerson>,
    pub sims: BTreeMap<BankId, Sim>,
}

/// Empty until the house is furnished: the web answers a little earlier.
pub(super) type Curtain = Arc<OnceLock<Stage>>;

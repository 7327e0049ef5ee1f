//! Banks: their doors, commands to them, events from them. A map.
//!
//! * [`Lockers`] (`service.rs`): the port.
//! * `steps.rs`: what other slices do with compartments and commands inside their own transactions.
//! * `intake.rs`: what comes from banks, applied once (`whole.rs`: snapshots and presence); `heard.rs`: how upper slices hear of it; `late.rs`: what came too late; `alarms.rs`: what a human must look at.
//! * `test_opening.rs`: trying a door that is out of service. `unfit.rs`: one that goes out of service when the thing inside has left it.
//! * `layout.rs`: how the doors of a bank are arranged. `clearing.rs`: two people clear a door that was forced.
//! * `place.rs`: where a bank stands is corrected.
//! * `way.rs`: how one gets to a bank, in words and photos; `way_port.rs`: what a manager does about it.
//! * `set_aside.rs`: what could never be applied. `standing.rs`: how all banks stand, in figures.
//! * `jobs.rs`: publishes commands and ends those whose time has passed.
//! * `reconcile.rs`: keeps doors out of service at their banks as they are here.
//! * `turn.rs`: tells banks of keys, while one takes the place of another; `standings.rs`: how they stand to them.
//! * `kiosks.rs`: pairing of screens. `sql.rs`, `sql_clearing.rs`, `sql_commands.rs`, `sql_events.rs`, `sql_keys.rs`, `sql_kiosks.rs`, `sql_layout.rs`, `sql_moving.rs`, `sql_place.rs`, `sql_service.rs`, `sql_set_aside.rs`, `sql_standing.rs`,
//!   `sql_test_opening.rs`, `sql_troubles.rs`, `sql_way.rs`: all SQL of the slice.
//!
//! What must not be here: what lies in a compartment. A claim is an opaque text.

mod alarms;
mod clearing;
mod heard;
mod intake;
mod jobs;
mod kiosks;
mod late;
mod layout;
mod place;
mod reconcile;
mod service;
mod set_aside;
mod sql;
mod sql_clearing;
mod sql_commands;
mod sql_events;
mod sql_keys;
mod sql_kiosks;
mod sql_layout;
mod sql_moving;
mod sql_place;
mod sql_service;
mod sql_set_aside;
mod sql_standing;
mod sql_test_opening;
mod sql_troubles;
mod sql_way;
mod standing;
mod standings;
mod steps;
mod test_opening;
#[cfg(test)]
mod tests;
mod turn;
mod unfit;
mod way;
mod way_port;
mod whole;

pub use clearing::Served;
pub use heard::{Alarm, AlarmKind, BankListener, Heard, HeardKind};
pub use intake::{Intake, Taken};
pub use jobs::{CommandJobs, Outlet, OutletError};
pub(crate) use kiosks::bank_of_kiosk;
pub use service::Lockers;
pub use set_aside::{Aside, SetAside, Tries, set_aside};
pub(crate) use sql_commands::CommandRow;
pub use standing::{Standing, standing};
pub use standings::{key_standings, last_mark, mark_keys};
pub use steps::{
    ClaimedCompartment, UnlockOrder, claim_another, claim_compartment, connection, occupy_compartment, order_unlock,
    organisation_of, place_of, release_compartment, release_one, set_service,
};
pub(crate) use steps::{bank_view, first_place, is_left_open, last_unlock, summaries, summary};
pub use test_opening::order_test;
pub use unfit::{leave_unfit, will_do};
pub(crate) use way::{directions, shown_photo, way_there, way_view};

//! The whole thing on this machine with nothing kept: `cloakroom demo`. A map.
//!
//! * [`DemoArgs`], [`run`] (`run.rs`): a throw-away folder, the server in it, the banks around it, and the end of all.
//! * `folder.rs`: the folder that is gone afterwards. `table.rs`: what the terminal says.
//! * `sims.rs`, `keeper.rs`: the banks: processes of their own, kept alive unless their plug is pulled.
//! * `pages.rs`, `bank_pages.rs`: the demo's own pages. `stage.rs`: what they know.
//!
//! The past of the house is told in `backend::demo`. What must not be here: anything that `serve` needs.

mod bank_pages;
mod folder;
mod keeper;
mod pages;
mod run;
mod sims;
mod stage;
mod table;

pub use run::{DemoArgs, run};

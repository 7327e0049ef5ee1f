//! Pages of accounts that are documents. A map.
//!
//! * [`settings()`], [`erased`] (`settings.rs`): what an owner settles about themselves; `guarded.rs`: what asks for the password;
//!   `sheet.rs`: one form of them.
//! * [`offices`], [`office`] (`offices.rs`): the manager's pages of regional branches.
//! * [`staff_sessions()`] (`staff_sessions.rs`): who is signed in, for administrators.
//! * `second_step/`: the second step at sign-in, one's own and that of the staff.

mod guarded;
mod offices;
mod second_step;
mod settings;
mod sheet;
mod staff_sessions;

pub use offices::{OfficePage, office, offices};
pub use second_step::{
    CodePage, DoorPage, OwnStepPage, PasskeyMatter, PasskeysPage, RulesPage, StepMatter, StepOfPage, StepReader,
    own_passkeys, own_step, passkey_door, passkey_set_up, sign_in_rules, step_code, step_codes, step_of, step_set_up,
};
pub use settings::{Matter, SettingsPage, erased, settings};
pub use staff_sessions::{SessionsPage, staff_sessions};

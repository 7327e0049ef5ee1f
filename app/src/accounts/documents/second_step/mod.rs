//! The pages of the second step at sign-in. A map.
//!
//! * [`step_code`] (`code.rs`): after the password, six digits or a recovery code.
//! * [`own_step`] (`own.rs`): one's own second step. [`step_set_up`], [`step_codes`] (`set_up.rs`): the secret on its way to the
//!   phone, and the recovery codes, shown once.
//! * [`own_passkeys`], [`passkey_set_up`] (`passkeys.rs`): one's own passkeys. [`passkey_door`] (`door.rs`): signing in with one and nothing
//!   else. `ask.rs`: the part of a page that a browser answers.
//! * [`sign_in_rules`], [`step_of`] (`staff.rs`): the rule for the staff, and the colleague who lost the phone.
//!
//! Whoever must set it up before anything else has no rail around these pages: there is nowhere else to go.

mod ask;
mod code;
mod door;
mod own;
mod passkeys;
mod set_up;
mod staff;
#[cfg(test)]
mod tests;

pub use code::{CodePage, step_code};
pub use door::{DoorPage, passkey_door};
pub use own::{OwnStepPage, StepMatter, StepReader, own_step};
pub use passkeys::{PasskeyMatter, PasskeysPage, own_passkeys, passkey_set_up};
pub use set_up::{step_codes, step_set_up};
pub use staff::{RulesPage, StepOfPage, sign_in_rules, step_of};

//! The second step at sign-in: after the password, six digits from the phone, or a recovery code from paper. A map.
//!
//! * [`TotpSecret`], [`HalfMinute`], [`StepCode`] (`totp.rs`): RFC 6238 with SHA-1, six digits, thirty seconds. The HMAC itself is the
//!   backend's.
//! * [`RecoveryCode`], [`SecondCode`] (`recovery.rs`): the ten codes on paper, and whatever of the two somebody typed.
//! * [`Party`] and what belongs to passkeys, which count in the digits' place (`passkeys.rs`).
//! * `forms.rs`: what is typed. `views.rs`: what is shown. [`SecondStepPort`] (`port.rs`): what may be asked.
//! * [`tries`] (`tries.rs`): how often somebody may be wrong before what.
//!
//! No secret and no code is kept in a type here that can be printed or serialised. What must not be here: passwords.

mod forms;
mod passkeys;
mod port;
mod recovery;
mod totp;
pub mod tries;
mod views;

pub use forms::{BeginSecondStep, FinishSignIn, ProveSecondStep, TakeOff};
pub use passkeys::{
    BeginPasskey, CEREMONY_LIFE, CodeAsked, FRESH, MOST_PASSKEYS, OwnPasskeys, Party, PasskeyAsked, PasskeyEntered,
    PasskeyKept, PasskeySetUp, PasskeySignIn, PasskeyView, RemovePasskey, StepAwaited,
};
pub use port::SecondStepPort;
pub use recovery::{RecoveryCode, SecondCode};
pub use totp::{HalfMinute, StepCode, TotpSecret};
pub use views::{
    ColleagueStep, FinishedSignIn, Removal, SecondStepOf, SecondStepSetUp, SecondStepView, SignInRules, SwitchedOn,
};

//! What is typed about the second step.

use serde::{Deserialize, Serialize};

use crate::accounts::{Password, Secret};
use crate::{FormCheck, Refusal, RefusalCode, ShortText};

/// A form: the second step of a sign-in.
#[derive(Clone)]
pub struct FinishSignIn {
    /// The secret of the half sign-in, from its cookie.
    pub half: Secret,
    /// Six digits or a recovery code, as typed.
    pub code: String,
    /// Where from, for the list of sessions.
    pub address: String,
    /// What the browser calls itself.
    pub device: String,
}

/// A form: I want a second step, or another phone for it.
#[derive(Clone)]
pub struct BeginSecondStep {
    /// The present password.
    pub password: Password,
    /// A code of the second step that there is, as typed; nothing where there is none.
    pub code: String,
}

/// A form: what only somebody may do who has password and phone (or paper).
#[derive(Clone)]
pub struct ProveSecondStep {
    /// The present password.
    pub password: Password,
    /// Six digits or a recovery code, as typed.
    pub code: String,
}

/// A form of the administrator: the second step of a colleague who lost the phone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeOff {
    /// Why. The colleague reads it, and whoever looks later.
    pub reason: String,
}

impl TakeOff {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with the field `reason`.
    pub fn check(&self) -> Result<ShortText, Refusal> {
        let mut form = FormCheck::default();
        let reason = form.take("reason", ShortText::parse(&self.reason));
        form.finish()?;
        reason.ok_or(Refusal::act(RefusalCode::Form))
    }
}

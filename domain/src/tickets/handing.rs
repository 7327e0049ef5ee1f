//! What couriers type when a thing changes hands, or does not, and its check.

use serde::{Deserialize, Serialize};

use super::state::FailReason;
use crate::custody::AccessCode;
use crate::photos::{CleanPhoto, Upload};
use crate::{FormCheck, Refusal, RefusalCode, ShortText};

/// A form: a thing changes hands. Either the code that the other side says, or their name as a signature.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Handing {
    /// The code, as typed.
    pub code: String,
    /// The name of who signs, if there is no code.
    pub signed: String,
    /// Whether the fee was taken in cash, where one is due: not empty means yes.
    pub cash: String,
    /// The thing at that moment, as proof beside the code or the signature; may be left out.
    #[serde(skip)]
    pub photo: Upload,
}

/// What a courier offers as proof.
#[derive(Clone, PartialEq, Eq)]
pub enum Offered {
    /// A code; whether it is right, the backend says.
    Code(AccessCode),
    /// A name.
    Signature(ShortText),
}

impl Handing {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form`: `Missing` at `code` when neither was given; `WrongHandingCode` at `code` for what cannot be one; what is wrong
    /// with the photo at `photo`.
    pub fn check(&self) -> Result<(Offered, Option<CleanPhoto>), Refusal> {
        let mut form = FormCheck::default();
        let photo = form.take_optional("photo", self.photo.check());
        let code = self.code.trim();
        let offered = if code.is_empty() {
            let signed = match ShortText::parse(&self.signed) {
                Err(RefusalCode::Missing) => form.take("code", Err(RefusalCode::Missing)),
                other => form.take("signed", other),
            };
            signed.map(Offered::Signature)
        } else {
            let code = AccessCode::parse(code).ok_or(RefusalCode::WrongHandingCode);
            form.take("code", code).map(Offered::Code)
        };
        form.finish()?;
        Ok((offered.ok_or(Refusal::act(RefusalCode::Form))?, photo))
    }

    /// Whether the courier took the fee in cash.
    pub fn took_cash(&self) -> bool {
        !self.cash.is_empty()
    }
}

/// A form: the courier comes back without success.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Failing {
    /// [`FailReason::wire`].
    pub reason: String,
    /// In the courier's words; may be empty.
    pub note: String,
}

impl Failing {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(FailReason, Option<String>), Refusal> {
        let mut form = FormCheck::default();
        let missing = if self.reason.is_empty() {
            RefusalCode::Missing
        } else {
            RefusalCode::NotAChoice
        };
        let reason = form.take("reason", FailReason::from_wire(&self.reason).ok_or(missing));
        let note = form.take_optional("note", ShortText::parse(&self.note));
        form.finish()?;
        let reason = reason.ok_or(Refusal::act(RefusalCode::Form))?;
        Ok((reason, note.map(String::from)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_goes_before_a_signature_and_one_of_them_is_needed() {
        let handing = |code: &str, signed: &str| Handing {
            code: code.into(),
            signed: signed.into(),
            ..Handing::default()
        };
        assert!(matches!(
            handing("7qk 4m2", "Ion").check(),
            Ok((Offered::Code(_), None))
        ));
        assert!(matches!(handing("", "Ion").check(), Ok((Offered::Signature(_), None))));
        let code = |form: Handing| form.check().err().and_then(|refusal| refusal.at("code"));
        assert_eq!(code(handing(" ", "")), Some(RefusalCode::Missing));
        assert_eq!(code(handing("12", "Ion")), Some(RefusalCode::WrongHandingCode));
        let form = Handing {
            photo: Upload::of(b"%PDF".to_vec()),
            ..handing("", "Ion")
        };
        assert_eq!(
            form.check().err().and_then(|refusal| refusal.at("photo")),
            Some(RefusalCode::NotAPicture)
        );
    }
}

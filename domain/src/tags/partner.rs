//! How somebody becomes a dealer, and how dealers are shown to the public.

use serde::{Deserialize, Serialize};

use super::InFour;
use super::dealer::website;
use super::words::paragraphs;
use crate::ids::{ApplicationId, DealerId};
use crate::{Email, FormCheck, Locale, Moment, Phone, Refusal, RefusalCode, ShortText};

/// A form of the public site: I would like to sell your tags.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DealerApplicationForm {
    /// The firm's name.
    pub firm: String,
    /// Who writes.
    pub name: String,
    /// Where to answer.
    pub email: String,
    /// Their telephone; may be empty.
    pub phone: String,
    /// In which town.
    pub city: String,
    /// Their web site; may be empty.
    pub website: String,
    /// What they sell and where; may be empty.
    pub message: String,
    /// Left empty by people; filled in by programs that fill in everything.
    pub nickname: String,
}

/// What [`DealerApplicationForm::check`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in DealerApplicationForm")]
pub struct CheckedApplication {
    pub firm: ShortText,
    pub name: ShortText,
    pub email: Email,
    pub phone: Option<Phone>,
    pub city: ShortText,
    pub website: Option<String>,
    pub message: Option<String>,
}

impl DealerApplicationForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedApplication, Refusal> {
        let mut check = FormCheck::default();
        let firm = check.take("firm", ShortText::parse(&self.firm));
        let name = check.take("name", ShortText::parse(&self.name));
        let email = check.take("email", Email::parse(&self.email));
        let phone = check.take_optional("phone", Phone::parse(&self.phone));
        let city = check.take("city", ShortText::parse(&self.city));
        let website = check.take_optional("website", website(&self.website));
        let message = check.take_optional("message", paragraphs(&self.message, 2_000));
        check.finish()?;
        match (firm, name, email, city) {
            (Some(firm), Some(name), Some(email), Some(city)) => Ok(CheckedApplication {
                firm,
                name,
                email,
                phone,
                city,
                website,
                message,
            }),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }

    /// Whether a program filled it in. It is thanked and forgotten.
    pub fn is_of_a_program(&self) -> bool {
        !self.nickname.is_empty()
    }
}

/// What became of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// Nobody has decided.
    New,
    /// They became a dealer.
    Accepted,
    /// They did not.
    Refused,
}

impl ApplicationState {
    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::New, Self::Accepted, Self::Refused]
            .into_iter()
            .find(|state| state.wire() == text)
    }
}

/// An application, as the manager reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationView {
    /// Which.
    pub id: ApplicationId,
    /// The firm's name.
    pub firm: String,
    /// Who wrote.
    pub name: String,
    /// Where to answer.
    pub email: Email,
    /// Their telephone.
    pub phone: Option<Phone>,
    /// In which town.
    pub city: String,
    /// Their web site.
    pub website: Option<String>,
    /// What they said.
    pub message: Option<String>,
    /// In which language they wrote.
    pub locale: Locale,
    /// When.
    pub at: Moment,
    /// What became of it.
    pub state: ApplicationState,
    /// The dealer that it became.
    pub dealer: Option<DealerId>,
}

/// A dealer in the public list of partners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// Which, for the address of the logo.
    pub id: DealerId,
    /// The firm's name.
    pub name: String,
    /// In which town.
    pub city: String,
    /// Where the firm is.
    pub address: String,
    /// Their web site.
    pub website: Option<String>,
    /// Whether they have a logo.
    pub has_logo: bool,
    /// The names of the products that they have had issued.
    pub products: Vec<InFour>,
}

//! Identifiers: one type per thing, so that a bank's id is never taken for a person's.
//!
//! All are UUID version 7 (time-ordered), made by the backend from its clock and its chance.
//! No id is a secret, and none is shown to a person.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an identifier of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid identifier")]
pub struct NotAnId;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )+};
}

id! {
    /// A person with an account.
    PersonId;
    /// An organisation: the town hall, the network, the bureau.
    OrganisationId;
    /// A regional branch of an organisation.
    OfficeId;
    /// A passkey of a person (not what the browser calls it).
    PasskeyId;
    /// A signed-in session (not its secret).
    SessionId;
    /// One locker installation at one place.
    BankId;
    /// One photo of the place where a bank stands.
    PlacePhotoId;
    /// One door of a bank.
    CompartmentId;
    /// One item (or set) in our custody.
    ConsignmentId;
    /// A list of recipients whose documents are put in door after door.
    BatchId;
    /// One line of such a list.
    BatchLineId;
    /// One order to a bank.
    CommandId;
    /// One message to a person.
    NoticeId;
    /// A kiosk screen that was paired with its bank.
    KioskId;
    /// A colleague who is signed in at a kiosk, once.
    GrantId;
    /// One case: a thing that somebody found, on its way home.
    CaseId;
    /// A time and a place to meet about a case.
    ProposalId;
    /// One tag's key (not the number on it).
    KeyId;
    /// A batch of keys that was ordered together.
    PoolId;
    /// One product of the catalogue.
    ProductId;
    /// One special offer.
    OfferId;
    /// A question of the public site, in the bureau's own words.
    QuestionId;
    /// A firm that sells our tags.
    DealerId;
    /// An application to become a dealer.
    ApplicationId;
    /// A payment of cover, or of a tag from our shop.
    PurchaseId;
    /// Somebody asks support for help.
    RequestId;
    /// One job of a courier.
    TicketId;
    /// One thing in the register of found things.
    ThingId;
    /// Somebody says that a thing of the register is theirs.
    ClaimId;
    /// One thing to be paid.
    IntentId;
    /// One visit to a payment provider's page.
    CheckoutId;
    /// One giving back of money.
    RefundId;
    /// One receipt or credit note (not its number).
    ReceiptId;
    /// One payment that a human must look at.
    PaymentIncidentId;
}

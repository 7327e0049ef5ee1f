//! What may travel between Rust and SQL: whole numbers and text, nothing that the two databases see
//! differently. Anything else does not compile.

use std::fmt::Display;
use std::str::FromStr;

use domain::{Span, Timestamp, ids};
use sqlx::{Database, Decode, Type};
use uuid::Uuid;

/// A value that may be bound to a placeholder. Implement it for a domain type beside the slice's SQL.
pub trait Bind {
    /// What the database gets: `i64`, text, or an option of these.
    type As;
    /// The value in that form.
    fn bind(self) -> Self::As;
}

macro_rules! bind {
    ($from:ty => $to:ty, |$value:ident| $how:expr) => {
        impl Bind for $from {
            type As = $to;
            fn bind(self) -> $to {
                let $value = self;
                $how
            }
        }
    };
}

bind!(i64 => i64, |n| n);
bind!(i32 => i64, |n| n.into());
bind!(u32 => i64, |n| n.into());
bind!(u16 => i64, |n| n.into());
bind!(u8 => i64, |n| n.into());
bind!(bool => i64, |yes| yes.into());
bind!(Timestamp => i64, |at| at.0);
bind!(Span => i64, |length| length.0);
bind!(String => String, |text| text);
bind!(Uuid => String, |id| id.as_hyphenated().to_string());

impl<'a> Bind for &'a str {
    type As = &'a str;
    fn bind(self) -> &'a str {
        self
    }
}

impl<'a> Bind for &'a String {
    type As = &'a str;
    fn bind(self) -> &'a str {
        self
    }
}

impl<T: Bind> Bind for Option<T> {
    type As = Option<T::As>;
    fn bind(self) -> Self::As {
        self.map(Bind::bind)
    }
}

macro_rules! bind_ids {
    ($($id:ident)+) => {$(
        bind!(ids::$id => String, |id| id.to_string());
    )+};
}

bind_ids!(PersonId OrganisationId OfficeId SessionId BankId CompartmentId ConsignmentId CommandId NoticeId KioskId);
bind_ids!(GrantId);
bind_ids!(BatchId BatchLineId);
bind_ids!(PlacePhotoId);
bind_ids!(KeyId PoolId ProductId OfferId DealerId ApplicationId PurchaseId QuestionId);
bind_ids!(IntentId CheckoutId RefundId ReceiptId PaymentIncidentId);
bind_ids!(CaseId ProposalId);
bind_ids!(TicketId RequestId);
bind_ids!(ThingId ClaimId);
bind_ids!(PasskeyId);

/// A TEXT column that is parsed into `T` while the row is read: `id: Text<BankId>` in a row type.
/// A text that does not parse makes the statement fail as `Broken`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text<T>(pub T);

impl<DB: Database, T> Type<DB> for Text<T>
where
    String: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <String as Type<DB>>::type_info()
    }
    fn compatible(ty: &DB::TypeInfo) -> bool {
        <String as Type<DB>>::compatible(ty)
    }
}

impl<'r, DB: Database, T> Decode<'r, DB> for Text<T>
where
    String: Decode<'r, DB>,
    T: FromStr,
    T::Err: Display,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        let text = <String as Decode<'r, DB>>::decode(value)?;
        text.parse()
            .map(Self)
            .map_err(|error: T::Err| format!("a stored text does not parse: {error}").into())
    }
}

//! What the outside may ask of payments.

use async_trait::async_trait;

use super::{
    DayFilter, IncidentView, NewRefund, PayPage, PaymentFilter, PaymentRow, PaymentView, ReceiptView, Reconciliation,
};
use crate::accounts::{Actor, Secret};
use crate::ids::{IntentId, PaymentIncidentId};
use crate::{Locale, Outcome, Page, ShortText};

/// A paper or a table, ready to be handed out.
pub type File = Vec<u8>;

/// Paying, and looking after payments.
#[async_trait]
pub trait PaymentsPort: Send + Sync {
    /// The payer's own language. `NotFound` for a link that is none.
    async fn payer_locale(&self, actor: &Actor, link: &Secret) -> Outcome<Locale>;

    /// What the holder of a pay link sees. `NotFound` for a link that is none.
    async fn pay_page(&self, actor: &Actor, link: &Secret) -> Outcome<PayPage>;

    /// The address of the provider's page to send the payer to; the same one as long as it is open.
    /// `WrongState` when there is nothing to pay any more, `PaymentsOff`, `ProviderAway`.
    async fn go_and_pay(&self, actor: &Actor, link: &Secret, locale: Locale) -> Outcome<String>;

    /// The payer came back: the provider is asked what became of it. Its silence is no error.
    async fn came_back(&self, actor: &Actor, link: &Secret) -> Outcome<PayPage>;

    /// The receipts and credit notes of a pay link, newest first.
    async fn receipts(&self, actor: &Actor, link: &Secret) -> Outcome<Vec<ReceiptView>>;

    /// One of them on paper (PDF), by its number as printed.
    async fn receipt_paper(&self, actor: &Actor, link: &Secret, number: &str, locale: Locale) -> Outcome<File>;

    /// What a provider tells on its own. `provider` is its name in our addresses. Answered `true` for believed (also
    /// when it is repeated, or of no interest), `false` for forged. `Failed` asks it to say it again.
    async fn provider_says(&self, actor: &Actor, provider: &str, body: &[u8], signature: &str) -> Outcome<bool>;

    /// One's own payments, newest first, at most 200.
    async fn own_payments(&self, actor: &Actor) -> Outcome<Vec<PaymentRow>>;

    /// The payments of one's organisation, newest first, 50 a page.
    async fn payments(&self, actor: &Actor, filter: &PaymentFilter) -> Outcome<Page<PaymentRow>>;

    /// One payment with all that happened.
    async fn payment(&self, actor: &Actor, id: IntentId) -> Outcome<PaymentView>;

    /// A receipt of one's organisation on paper (PDF), by its number as printed.
    async fn organisation_receipt(&self, actor: &Actor, id: IntentId, number: &str, locale: Locale) -> Outcome<File>;

    /// Orders money given back. `Form` with the fields; `Changed` when less is left by now.
    async fn refund(&self, actor: &Actor, id: IntentId, form: &NewRefund) -> Outcome<()>;

    /// What a human must look at, oldest first, at most 200.
    async fn incidents(&self, actor: &Actor) -> Outcome<Vec<IncidentView>>;

    /// Somebody looked, and says what was done. `WrongState` when somebody else did.
    async fn settle(&self, actor: &Actor, id: PaymentIncidentId, note: ShortText) -> Outcome<()>;

    /// A day's checkouts by our books and by the provider's. `OutOfRange` for a day that is none or not yet.
    async fn reconciliation(&self, actor: &Actor, filter: &DayFilter) -> Outcome<Reconciliation>;
}

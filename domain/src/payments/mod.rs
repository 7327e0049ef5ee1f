//! Money that people owe the house and pay online. A map.
//!
//! * `books.rs`: what one intent owes and got: [`Books`], the pure state machine; the order of its facts does not matter.
//! * `vat.rs`: [`Vat`], the tax inside a gross amount. `types.rs`: words and what a payer sees; `desk.rs`: what managers ask and see. `port.rs`: [`PaymentsPort`].
//! * `testpay.rs`: [`TestPayPort`], the provider that only plays.
//!
//! An upper slice opens an intent in its own transaction and hears once, in the transaction that records the money, that
//! it is paid (`backend::payments::PaymentListener`). What must not be here: card data. It never touches us.

mod books;
mod desk;
mod port;
mod testpay;
mod types;
mod vat;

pub use books::{Books, Effect, Event, NotPossible, Phase, Taken};
pub use desk::{
    DayFilter, IncidentView, Movement, NewRefund, PaymentEntry, PaymentFilter, PaymentHappening, PaymentRow,
    PaymentView, Reconciliation, ReconciliationRow, RefundView, TakenView,
};
pub use port::{File, PaymentsPort};
pub use testpay::{Play, TestPayPort, TestPayView};
pub use types::{IncidentKind, PayPage, PayStep, Purpose, ReceiptKind, ReceiptNumber, ReceiptView, RefundState};
pub use vat::Vat;

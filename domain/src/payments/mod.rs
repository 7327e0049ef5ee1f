//! Money that people owe the house and pay online. A map.
//!
//! * `books.rs`: what one intent owes and got: [`Books`], the pure state machine; the order of its facts does not matter.
//! * `vat.rs`: [`Vat`], the tax inside a gross amount. `types.rs`: requests and views. `port.rs`: [`PaymentsPort`].
//! * `testpay.rs`: [`TestPayPort`], the provider that only plays.
//!
//! An upper slice opens an intent in its own transaction and hears once, in the transaction that records the money, that
//! it is paid (`backend::payments::PaymentListener`). What must not be here: card data. It never touches us.

mod books;
mod port;
mod testpay;
mod types;
mod vat;

pub use books::{Books, Effect, Event, NotPossible, Phase, Taken};
pub use port::{File, PaymentsPort};
pub use testpay::{Play, TestPayPort, TestPayView};
pub use types::{
    DayFilter, IncidentKind, IncidentView, Movement, NewRefund, PayPage, PayStep, PaymentEntry, PaymentFilter,
    PaymentHappening, PaymentRow, PaymentView, Purpose, ReceiptKind, ReceiptNumber, ReceiptView, Reconciliation,
    ReconciliationRow, RefundState, RefundView, TakenView,
};
pub use vat::Vat;

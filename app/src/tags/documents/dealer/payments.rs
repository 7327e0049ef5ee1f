//! What the dealer paid or has to pay online, with the receipts; and what stands on the invoice.

use domain::Locale;
use domain::accounts::Profile;
use domain::payments::PaymentRow;
use domain::tags::PoolRow;
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::date_short;
use crate::t::trade as text;
use crate::tags::documents::parts::{head, sheet};
use crate::tags::documents::pools::row as pool_row;
use crate::ui::{Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, StatusBadge, Tone};

/// The page. A payment's own page has its receipts.
pub fn payments(frame: &Frame<'_>, profile: &Profile, payments: &[PaymentRow], on_invoice: &[PoolRow]) -> String {
    let l = frame.locale;
    let pools = frame.to("/dealer/pools");
    sheet(frame, profile, head(text::payments_title(l)).live("payment"), || {
        let rows = payments.iter().map(|payment| row(l, payment)).collect();
        let columns = vec![
            Column::new(text::what(l)),
            Column::figures(text::amount(l)),
            Column::new(text::state(l)),
            Column::new(text::opened(l)),
            Column::new(text::receipt(l)),
        ];
        let empty = move || {
            view! { <Empty drawing=Drawing::Envelope title=text::payments_none(l) text=text::payments_none_text(l)/> }
                .into_any()
        };
        view! {
            <PageHeader title=text::payments_title(l) lead=text::payments_lead(l)/>
            {invoices(l, &pools, on_invoice)}
            <section class="stack" data-live="payments">
                <h2>{text::paid_online(l)}</h2>
                <DataTable caption=text::paid_online(l) columns rows empty/>
            </section>
        }
        .into_any()
    })
}

fn invoices(l: Locale, place: &str, pools: &[PoolRow]) -> Option<AnyView> {
    if pools.is_empty() {
        return None;
    }
    let rows = pools.iter().map(|pool| pool_row(l, place, false, pool)).collect();
    let columns = vec![
        Column::new(text::number(l)),
        Column::new(text::product(l)),
        Column::figures(text::quantity(l)),
        Column::new(text::state(l)),
        Column::figures(text::total(l)),
        Column::new(text::ordered(l)),
    ];
    let part = view! {
        <section class="stack">
            <h2>{text::invoices(l)}</h2>
            <DataTable caption=text::invoices(l) columns rows/>
        </section>
    };
    Some(part.into_any())
}

fn row(l: Locale, payment: &PaymentRow) -> Row {
    let (tone, word) = if payment.paid.is_some() {
        (Tone::Good, text::pool_paid(l))
    } else {
        (Tone::Neutral, text::not_paid(l))
    };
    let href = ["/", l.code(), payment.pay_path.as_str()].concat();
    let paper = match payment.receipt.as_ref().map(ToString::to_string) {
        Some(number) => {
            view! { <LinkButton href icon=Glyph::Document><span translate="no">{number}</span></LinkButton> }.into_any()
        }
        None => view! { <LinkButton href icon=Glyph::Eye>{text::look_at(l)}</LinkButton> }.into_any(),
    };
    Row::new(vec![
        view! { <span translate="no">{payment.what.clone()}</span> }.into_any(),
        payment.amount.written(l).into_any(),
        view! { <StatusBadge tone label=word/> }.into_any(),
        date_short(l, payment.opened).into_any(),
        paper,
    ])
}

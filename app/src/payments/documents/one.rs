//! The manager's page of one payment: what came, what went back, receipts, history, and the form that gives money back.

use domain::accounts::Profile;
use domain::payments::{NewRefund, PaymentView, ReceiptKind, ReceiptView};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::list::incident_line;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date_time, field_error};
use crate::payments::look;
use crate::t::payments as text;
use crate::ui::{
    Button, ButtonLook, Detail, DetailList, Field, FormErrors, Glyph, Icon, PageHeader, SelectField, StatusBadge,
    Timeline, TimelineItem, form_errors,
};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct OnePage<'a> {
    /// The payment.
    pub view: &'a PaymentView,
    /// The refund's form as typed.
    pub form: &'a NewRefund,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// One payment.
pub fn one(frame: &Frame<'_>, profile: &Profile, shown: OnePage<'_>) -> String {
    let l = frame.locale;
    let view = shown.view;
    let head = Head::private([view.row.what.as_str(), " · Cloakroom"].concat(), text::lead(l)).live("payment");
    portal_page(frame, profile, head, || {
        let place = frame.to("/manager/payments");
        let here = [place.as_str(), "/", &view.row.id.to_string()].concat();
        let back = (place.clone(), text::back_to_list(l).to_owned());
        let incidents = view
            .incidents
            .iter()
            .map(|i| incident_line(l, i, &place))
            .collect_view();
        let form = view.may_refund.then(|| refund_form(l, shown, &here));
        view! {
            <div class="stack stack-l">
                <PageHeader title=view.row.what.clone() own=true eyebrow=look::purpose(l, view.row.purpose) back/>
                <div class="stack stack-l" data-live="facts">
                    <ul class="pay-incidents">{incidents}</ul>
                    <div class="split">
                        <div class="stack stack-l">{particulars(l, view)} {money(l, view)}</div>
                        {history(l, view)}
                    </div>
                    {receipts(l, &view.receipts, &here)}
                    {refunds(l, view)}
                </div>
                {form}
            </div>
        }
        .into_any()
    })
}

fn particulars(l: Locale, view: &PaymentView) -> AnyView {
    let (tone, word) = look::phase(l, view.row.phase);
    let payer = match &view.payer {
        Some(name) => view! { <span translate="no">{name.clone()}</span> }.into_any(),
        None => text::no_account(l).into_any(),
    };
    let rate = [
        view.vat.percent().as_str(),
        " %, ",
        &view.vat.of(view.row.amount).written(l),
    ]
    .concat();
    let mut details = vec![
        Detail::new(text::state(l), view! { <StatusBadge tone label=word/> }.into_any()),
        Detail::new(text::amount(l), view.row.amount.written(l).into_any()),
        Detail::new(text::vat(l), rate.into_any()),
        Detail::new(text::payer(l), payer),
        Detail::new(text::opened(l), date_time(l, view.row.opened).into_any()),
    ];
    if let Some(paid) = view.row.paid {
        details.push(Detail::new(text::paid_on(l), date_time(l, paid).into_any()));
    }
    view! {
        <section class="card stack">
            <h2>{text::particulars(l)}</h2>
            <DetailList details/>
        </section>
    }
    .into_any()
}

fn money(l: Locale, view: &PaymentView) -> AnyView {
    let lines = view.taken.iter().map(|taken| {
        let mut details = vec![
            Detail::new(text::amount(l), taken.paid.written(l).into_any()),
            Detail::own(text::provider(l), taken.provider.clone().into_any()),
            Detail::own(text::reference(l), taken.reference.clone().into_any()),
        ];
        if taken.refunded.minor > 0 {
            details.push(Detail::new(text::went_back(l), taken.refunded.written(l).into_any()));
        }
        view! { <DetailList details/> }
    });
    let none = view
        .taken
        .is_empty()
        .then(|| view! { <p class="quiet-text">{text::no_money(l)}</p> });
    view! {
        <section class="card stack">
            <h2>{text::money_title(l)}</h2>
            {none}
            {lines.collect_view()}
        </section>
    }
    .into_any()
}

fn history(l: Locale, view: &PaymentView) -> AnyView {
    let items: Vec<TimelineItem> = view
        .history
        .iter()
        .rev()
        .map(|entry| {
            let (tone, icon, title, detail) = look::happening(l, &entry.what);
            let by = entry
                .by
                .as_ref()
                .map(|name| text::by_person(l, name))
                .unwrap_or_default();
            let between = if detail.is_empty() || by.is_empty() { "" } else { " · " };
            TimelineItem {
                tone,
                icon,
                title,
                detail: [detail.as_str(), between, &by].concat(),
                when: date_time(l, entry.at),
            }
        })
        .collect();
    view! {
        <section class="card stack">
            <h2>{text::history(l)}</h2>
            <Timeline label=text::history(l) items/>
        </section>
    }
    .into_any()
}

fn receipts(l: Locale, all: &[ReceiptView], here: &str) -> Option<AnyView> {
    let lines = all.iter().map(|receipt| {
        let number = receipt.number.to_string();
        let href = [here, "/receipts/", &number, ".pdf"].concat();
        let words = match receipt.kind {
            ReceiptKind::Receipt => text::h_receipt(l, &number),
            ReceiptKind::Credit => text::h_credit(l, &number),
        };
        view! {
            <li class="row">
                <a href=href><Icon glyph=Glyph::Print/> {words}</a>
                <span>{receipt.gross.written(l)}</span>
                <span class="small-text quiet-text">{date_time(l, receipt.issued)}</span>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!all.is_empty()).then(|| {
        view! {
            <section class="card stack">
                <h2>{text::receipts_title(l)}</h2>
                <ul class="pay-lines">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn refunds(l: Locale, view: &PaymentView) -> Option<AnyView> {
    let lines = view.refunds.iter().map(|refund| {
        let (tone, word) = look::refund(l, refund.state);
        view! {
            <li class="row">
                <StatusBadge tone label=word/>
                <span>{refund.amount.written(l)}</span>
                <span>{refund.reason.clone()}</span>
                <span class="small-text quiet-text">{refund.by.clone()} ", " {date_time(l, refund.at)}</span>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!view.refunds.is_empty()).then(|| {
        view! {
            <section class="card stack">
                <h2>{text::refunds_title(l)}</h2>
                <ul class="pay-lines">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn refund_form(l: Locale, shown: OnePage<'_>, here: &str) -> AnyView {
    let labels = [
        ("checkout", text::refund_of(l)),
        ("amount", text::refund_amount(l)),
        ("reason", text::refund_reason(l)),
    ];
    let error = |field| shown.refusal.and_then(|e| field_error(l, e, field));
    let errors = shown.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let left = shown.view.taken.iter().filter(|t| t.refundable.minor > 0);
    let options: Vec<(String, String)> = left
        .clone()
        .map(|t| {
            let words = [t.refundable.written(l).as_str(), " · ", &t.provider, " ", &t.reference].concat();
            (t.checkout.to_string(), words)
        })
        .collect();
    let first = left.clone().next();
    let chosen = if shown.form.checkout.is_empty() {
        first.map(|t| t.checkout.to_string()).unwrap_or_default()
    } else {
        shown.form.checkout.clone()
    };
    let currency = shown.view.row.amount.currency.code();
    let amount = [text::refund_amount(l), " (", currency, ")"].concat();
    let action = [here, "/refund"].concat();
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::refund_title(l)}</h2>
            <p class="quiet-text">{text::refund_lead(l)}</p>
            <FormErrors errors/>
            <SelectField name="checkout" label=text::refund_of(l) options value=chosen error=error("checkout") required=true/>
            <Field name="amount" label=amount value=shown.form.amount.clone() error=error("amount") required=true/>
            <Field name="reason" label=text::refund_reason(l) value=shown.form.reason.clone() error=error("reason") required=true/>
            <Button look=ButtonLook::Danger icon=Glyph::Return>{text::refund_submit(l)}</Button>
        </form>
    }
    .into_any()
}

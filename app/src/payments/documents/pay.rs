//! The payer's pages: what is to be paid and how it went, and the receipts. They name nobody: a pay link may be
//! forwarded.

use domain::payments::{PayPage, PayStep, ReceiptKind, ReceiptView};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::{Frame, Head, Script};
use crate::i18n::{date, date_time, error_text};
use crate::site::page;
use crate::t::payments as text;
use crate::ui::{Banner, Button, ButtonLook, Detail, DetailList, Empty, Glyph, LinkButton, PageHeader, Tone};

fn head(title: &str, l: Locale) -> Head {
    Head::private([title, " · Cloakroom"].concat(), text::pay_lead(l))
}

/// What is to be paid, and where it stands. `secret` is the link's own; `refusal` what became of the last press.
pub fn pay(frame: &Frame<'_>, view: &PayPage, secret: &str, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let here = frame.to(&["/pay/", secret].concat());
    // While the provider thinks, the page follows what it answers.
    let script = (view.step == PayStep::Processing).then_some(Script::Follow);
    page(frame, head(text::pay_title(l), l).with(script), || {
        let amount = view.amount.written(l);
        let vat = (view.vat.0 > 0).then(|| {
            let words = text::vat_in(l, &view.vat.percent());
            Detail::new(words, view.vat.of(view.amount).written(l).into_any())
        });
        let mut details = vec![Detail::own(text::paid_to(l), view.seller.clone().into_any())];
        details.extend(vat);
        if matches!(view.step, PayStep::Open | PayStep::Declined) {
            details.push(Detail::new(text::until(l), date_time(l, view.until).into_any()));
        }
        let refusal = refusal.map(|e| view! { <Banner tone=Tone::Bad title=error_text(l, e)/> });
        let plays = view
            .plays
            .then(|| view! { <p class="small-text quiet-text">{text::plays(l)}</p> });
        view! {
            <div class="stack stack-l site-narrow pay" data-follow="">
                <PageHeader title=text::pay_title(l)/>
                {refusal}
                {standing(l, view.step)}
                <section class="card stack">
                    <p class="pay-what">{view.what.clone()}</p>
                    <p class="pay-amount">{amount.clone()}</p>
                    <DetailList details/>
                    {acts(frame, view, &here, &amount)}
                    {plays}
                </section>
            </div>
        }
        .into_any()
    })
}

fn standing(l: Locale, step: PayStep) -> Option<AnyView> {
    let banner = |tone, title: &'static str, words: &'static str| {
        Some(view! { <Banner tone title=title>{words}</Banner> }.into_any())
    };
    match step {
        PayStep::Open => None,
        PayStep::Declined => banner(Tone::Warn, text::declined_title(l), text::declined_text(l)),
        PayStep::Processing => banner(Tone::Active, text::processing_title(l), text::processing_text(l)),
        PayStep::Paid => banner(Tone::Good, text::paid_title(l), text::paid_text(l)),
        PayStep::Refunded => banner(Tone::Neutral, text::refunded_title(l), ""),
        PayStep::Over => banner(Tone::Neutral, text::over_title(l), text::over_text(l)),
        PayStep::Off => banner(Tone::Neutral, text::off_title(l), text::off_text(l)),
    }
}

fn acts(frame: &Frame<'_>, view: &PayPage, here: &str, amount: &str) -> AnyView {
    let l = frame.locale;
    match view.step {
        PayStep::Open | PayStep::Declined => {
            let word = if view.step == PayStep::Open {
                text::pay_now(l, amount)
            } else {
                text::try_again(l).to_owned()
            };
            view! {
                <form method="post" action=here.to_owned()>
                    <Button look=ButtonLook::Primary>{word}</Button>
                </form>
                <p class="small-text quiet-text">{text::pay_lead(l)}</p>
            }
            .into_any()
        }
        PayStep::Processing => {
            let href = [here, "/back"].concat();
            view! { <LinkButton href icon=Glyph::Clock>{text::look_again(l)}</LinkButton> }.into_any()
        }
        PayStep::Paid | PayStep::Refunded => {
            let receipt = view.receipt.map(|_| {
                let href = [here, "/receipt"].concat();
                view! { <LinkButton href icon=Glyph::Document>{text::see_receipt(l)}</LinkButton> }
            });
            let on = frame.to(&view.return_to);
            view! {
                <div class="row">
                    {receipt}
                    <LinkButton href=on look=ButtonLook::Primary>{text::go_on(l)}</LinkButton>
                </div>
            }
            .into_any()
        }
        PayStep::Over | PayStep::Off => ().into_any(),
    }
}

/// The receipts and credit notes of a payment, newest first.
pub fn receipts(frame: &Frame<'_>, all: &[ReceiptView], secret: &str) -> String {
    let l = frame.locale;
    let here = frame.to(&["/pay/", secret].concat());
    page(frame, head(text::receipts_title(l), l), || {
        let cards = all.iter().map(|receipt| card(l, receipt, &here)).collect_view();
        let none = all.is_empty().then(|| {
            view! { <Empty title=text::no_receipt_title(l) text=text::no_receipt_text(l)/> }
        });
        view! {
            <div class="stack stack-l site-narrow pay">
                <PageHeader title=text::receipts_title(l) back=(here.clone(), text::pay_title(l).to_owned())/>
                {none}
                {cards}
            </div>
        }
        .into_any()
    })
}

fn card(l: Locale, receipt: &ReceiptView, here: &str) -> AnyView {
    let number = receipt.number.to_string();
    let title = match receipt.kind {
        ReceiptKind::Receipt => text::receipt_page(l, &number),
        ReceiptKind::Credit => text::credit_page(l, &number),
    };
    let vat = [text::vat(l), " ", &receipt.vat.percent(), " %"].concat();
    let paid_by = [receipt.provider.as_str(), " · ", &receipt.reference].concat();
    let mut details = vec![
        Detail::new(text::date(l), date(l, receipt.issued).into_any()),
        Detail::own(text::paid_to(l), receipt.seller.clone().into_any()),
        Detail::new(text::what(l), receipt.what.clone().into_any()),
        Detail::new(text::net(l), receipt.vat.net(receipt.gross).written(l).into_any()),
        Detail::new(vat, receipt.vat.of(receipt.gross).written(l).into_any()),
        Detail::own(text::paid_by(l), paid_by.into_any()),
    ];
    if let Some(credits) = receipt.credits {
        details.push(Detail::new(text::credits(l), credits.to_string().into_any()));
    }
    let pdf = [here, "/receipt/", &number, ".pdf"].concat();
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            <p class="pay-amount">{receipt.gross.written(l)}</p>
            <DetailList details/>
            <LinkButton href=pdf icon=Glyph::Print>{text::download(l)}</LinkButton>
        </section>
    }
    .into_any()
}

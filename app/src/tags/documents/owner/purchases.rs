//! What an owner bought and paid: tags from our shop and where they are, then every payment with its receipt.

use domain::Locale;
use domain::accounts::Profile;
use domain::payments::{PaymentRow, Phase};
use domain::tags::{MyKey, PurchaseView};
use leptos::prelude::*;

use super::look;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date, date_short};
use crate::t::things as text;
use crate::ui::{
    ButtonLook, CodePlate, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, StatusBadge, TagSize,
};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct PurchasesPage<'a> {
    /// Tags from our shop, newest first.
    pub purchases: &'a [PurchaseView],
    /// One's keys: a bought tag that is not among them waits to be activated.
    pub keys: &'a [MyKey],
    /// Everything that was or is to be paid, newest first.
    pub payments: &'a [PaymentRow],
}

/// The page.
pub fn purchases(frame: &Frame<'_>, profile: &Profile, page: PurchasesPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private(
        [text::payments_title(l), " · Cloakroom"].concat(),
        text::payments_lead(l),
    )
    .live("payment");
    portal_page(frame, profile, head, || {
        let tags = (!page.purchases.is_empty()).then(|| tags(frame, page));
        let rows = page.payments.iter().map(|payment| row(frame, payment)).collect();
        let columns = vec![
            Column::new(text::what(l)),
            Column::figures(text::amount(l)),
            Column::new(text::state(l)),
            Column::new(text::opened(l)),
            Column::new(text::receipt(l)),
        ];
        let shop = frame.to("/catalogue");
        let empty = move || {
            let href = shop.clone();
            view! {
                <Empty drawing=Drawing::Envelope title=text::no_payments(l) text=text::no_payments_text(l)>
                    <LinkButton href icon=Glyph::Tag>{text::shop(l)}</LinkButton>
                </Empty>
            }
            .into_any()
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::payments_title(l) lead=text::payments_lead(l)/>
                {tags}
                <section class="stack" data-live="payments">
                    <h2>{text::all_payments(l)}</h2>
                    <DataTable caption=text::all_payments(l) columns rows empty/>
                </section>
            </div>
        }
        .into_any()
    })
}

fn tags(frame: &Frame<'_>, page: PurchasesPage<'_>) -> AnyView {
    let l = frame.locale;
    let mine = |purchase: &PurchaseView| page.keys.iter().find(|own| Some(&own.key) == purchase.key.as_ref());
    let cards = page
        .purchases
        .iter()
        .map(|purchase| card(frame, purchase, mine(purchase)));
    let cards = cards.collect_view();
    view! {
        <section class="stack" data-live="tags">
            <h2>{text::my_tags(l)}</h2>
            <ul class="things">{cards}</ul>
        </section>
    }
    .into_any()
}

fn card(frame: &Frame<'_>, purchase: &PurchaseView, mine: Option<&MyKey>) -> AnyView {
    let l = frame.locale;
    let (tone, icon, word) = look::purchase(l, purchase);
    let plate = purchase.key.as_ref().map(|key| {
        view! { <div class="thing-hook"><CodePlate code=key.plain() size=TagSize::Medium/></div> }
    });
    let on = on(frame, purchase, mine);
    let pay = purchase.pay_at.as_ref().map(|path| {
        let href = frame.to(path);
        view! { <LinkButton href look=ButtonLook::Primary icon=Glyph::ArrowRight>{text::pay(l)}</LinkButton> }
    });
    let sent = purchase.sent.map(|at| text::sent_on(l, &date(l, at)));
    view! {
        <li class="thing card">
            {plate}
            <div class="thing-words">
                <h3>{purchase.product.get(l).to_owned()}</h3>
                <p class="quiet-text small-text">{purchase.amount.written(l)} " · " {date_short(l, purchase.at)}</p>
            </div>
            <StatusBadge tone icon label=word/>
            {sent.map(|words| view! { <p class="small-text">{words}</p> })}
            <div class="row">{pay}{on}</div>
        </li>
    }
    .into_any()
}

/// To the thing that it hangs on, or to saying what that is.
fn on(frame: &Frame<'_>, purchase: &PurchaseView, mine: Option<&MyKey>) -> Option<AnyView> {
    let l = frame.locale;
    let key = purchase.key.as_ref()?;
    if let Some(own) = mine {
        let href = frame.to(&format!("/owner/keys/{}", own.id));
        let name = own.thing.name.as_str().to_owned();
        return Some(
            view! { <LinkButton href icon=Glyph::Tag><span translate="no">{name}</span></LinkButton> }.into_any(),
        );
    }
    let href = [frame.to("/owner/activate").as_str(), "?key=", &key.plain()].concat();
    Some(
        view! { <LinkButton href look=ButtonLook::Primary icon=Glyph::Check>{text::activate_it(l)}</LinkButton> }
            .into_any(),
    )
}

fn row(frame: &Frame<'_>, payment: &PaymentRow) -> Row {
    let l = frame.locale;
    let (tone, word) = look::payment(l, payment.phase);
    let href = frame.to(&payment.pay_path);
    let paper = match (payment.receipt.as_ref(), payment.phase) {
        (Some(number), _) => {
            let href = [href.as_str(), "/receipt"].concat();
            let number = number.to_string();
            view! { <LinkButton href icon=Glyph::Document><span translate="no">{number}</span></LinkButton> }.into_any()
        }
        (None, Phase::Waiting) => {
            view! { <LinkButton href icon=Glyph::ArrowRight>{text::pay(l)}</LinkButton> }.into_any()
        }
        (None, _) => view! { <span class="quiet-text">"–"</span> }.into_any(),
    };
    Row::new(vec![
        view! { <span translate="no">{payment.what.clone()}</span> }.into_any(),
        payment.amount.written(l).into_any(),
        view! { <StatusBadge tone label=word/> }.into_any(),
        moment(l, payment).into_any(),
        paper,
    ])
}

fn moment(l: Locale, payment: &PaymentRow) -> String {
    date_short(l, payment.paid.unwrap_or(payment.opened))
}

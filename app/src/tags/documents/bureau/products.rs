//! The bureau's products and offers, and the parcels that wait to be sent.

use domain::accounts::Profile;
use domain::tags::{OfferView, Parcel, Product};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::{date_short, number};
use crate::t::trade as text;
use crate::tags::documents::dealer::last_day;
use crate::tags::documents::parts::{head, refused, sheet};
use crate::tags::look;
use crate::ui::{
    Button, ButtonLook, CodePlate, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, StatusBadge,
    Tone,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct ProductsPage<'a> {
    /// All products.
    pub products: &'a [Product],
    /// All offers.
    pub offers: &'a [OfferView],
    /// Purchases that are paid and not sent.
    pub parcels: &'a [Parcel],
    /// Why the last act did nothing.
    pub refusal: Option<&'a domain::Error>,
}

/// The page.
pub fn products(frame: &Frame<'_>, profile: &Profile, what: ProductsPage<'_>) -> String {
    let l = frame.locale;
    let new = frame.to("/manager/products/new");
    let questions = frame.to("/manager/questions");
    let new_offer = frame.to("/manager/offers/new");
    sheet(frame, profile, head(text::products_title(l)), || {
        view! {
            <PageHeader title=text::products_title(l) lead=text::products_lead(l)>
                <LinkButton href=questions icon=Glyph::Info>{text::questions_title(l)}</LinkButton>
                <LinkButton href=new look=ButtonLook::Primary icon=Glyph::Plus>{text::product_new(l)}</LinkButton>
            </PageHeader>
            {refused(l, what.refusal)}
            {goods(frame, what.products)}
            <section class="stack" id="offers">
                <div class="row row-between">
                    <h2>{text::offers(l)}</h2>
                    <LinkButton href=new_offer icon=Glyph::Plus>{text::offer_new(l)}</LinkButton>
                </div>
                {offers(frame, what.offers)}
            </section>
            {parcels(frame, what.parcels)}
        }
        .into_any()
    })
}

fn goods(frame: &Frame<'_>, products: &[Product]) -> AnyView {
    let l = frame.locale;
    let place = frame.to("/manager/products");
    let rows = products.iter().map(|product| {
        let (tone, word) = if product.listed {
            (Tone::Good, text::listed(l))
        } else {
            (Tone::Neutral, text::not_listed(l))
        };
        let dealer = product
            .dealer_price
            .map_or_else(|| "\u{2013}".to_owned(), |price| price.written(l));
        let cells = vec![
            product.name.get(l).to_owned().into_any(),
            look::kind(l, product.kind).into_any(),
            product.price.written(l).into_any(),
            dealer.into_any(),
            product.cover_price.written(l).into_any(),
            view! { <StatusBadge tone label=word/> }.into_any(),
        ];
        Row::linked(format!("{place}/{}", product.id), cells)
    });
    let rows = rows.collect();
    let columns = vec![
        Column::new(text::name(l)),
        Column::new(text::kind(l)),
        Column::figures(text::price(l)),
        Column::figures(text::dealer_price(l)),
        Column::figures(text::cover_price(l)),
        Column::new(text::catalogue(l)),
    ];
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::products_none(l) text=text::products_none_text(l)/> }
            .into_any()
    };
    view! { <DataTable caption=text::products_title(l) columns rows empty/> }.into_any()
}

fn offers(frame: &Frame<'_>, offers: &[OfferView]) -> AnyView {
    let l = frame.locale;
    let place = frame.to("/manager/offers");
    let rows = offers.iter().map(|offer| {
        let (tone, word) = if offer.running {
            (Tone::Good, text::running(l))
        } else {
            (Tone::Neutral, text::not_running(l))
        };
        let product = offer
            .product_name
            .as_ref()
            .map_or(text::all_products(l), |name| name.get(l))
            .to_owned();
        let code = offer.promo_code.clone().unwrap_or_else(|| "\u{2013}".to_owned());
        let days = [
            date_short(l, offer.from).as_str(),
            " – ",
            &date_short(l, last_day(offer.until)),
        ]
        .concat();
        let used = offer.most.map_or_else(
            || number(l, i64::from(offer.used)),
            |most| text::used_of(l, &number(l, i64::from(offer.used)), &number(l, i64::from(most))),
        );
        let cells = vec![
            offer.title.get(l).to_owned().into_any(),
            product.into_any(),
            view! { <span class="number" translate="no">{code}</span> }.into_any(),
            days.into_any(),
            used.into_any(),
            view! { <StatusBadge tone label=word/> }.into_any(),
        ];
        Row::linked(format!("{place}/{}", offer.id), cells)
    });
    let rows = rows.collect();
    let columns = vec![
        Column::new(text::offer_title(l)),
        Column::new(text::product(l)),
        Column::new(text::promo_code(l)),
        Column::new(text::days(l)),
        Column::figures(text::used(l)),
        Column::new(text::state(l)),
    ];
    let empty = move || {
        view! { <Empty drawing=Drawing::Envelope title=text::offers_none(l) text=text::offers_none_text(l)/> }
            .into_any()
    };
    view! { <DataTable caption=text::offers(l) columns rows empty/> }.into_any()
}

fn parcels(frame: &Frame<'_>, parcels: &[Parcel]) -> Option<AnyView> {
    let l = frame.locale;
    if parcels.is_empty() {
        return None;
    }
    let place = frame.to("/manager/products/parcels");
    let rows = parcels.iter().map(|parcel| {
        let code: String = parcel
            .key
            .to_string()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let address = [parcel.name.as_str(), parcel.address.as_str(), parcel.city.as_str()].join(", ");
        let action = format!("{place}/{}/sent", parcel.id);
        Row::new(vec![
            parcel.product.get(l).to_owned().into_any(),
            view! { <CodePlate code/> }.into_any(),
            view! { <span translate="no">{address}</span> }.into_any(),
            date_short(l, parcel.paid).into_any(),
            view! { <form method="post" action=action><Button icon=Glyph::Send>{text::mark_sent(l)}</Button></form> }
                .into_any(),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        Column::new(text::product(l)),
        Column::new(text::key(l)),
        Column::new(text::parcel_to(l)),
        Column::new(text::paid_at(l)),
        Column::new(text::parcel(l)),
    ];
    let part = view! {
        <section class="stack" id="parcels">
            <h2>{text::parcels(l)}</h2>
            <DataTable caption=text::parcels(l) columns rows/>
        </section>
    };
    Some(part.into_any())
}

//! How a product is shown: its picture, its price, its cover. Decisions here, markup of whole pages elsewhere.

use domain::tags::{CatalogueItem, Discount, OfferView, Product, ProductKind};
use domain::{Locale, Money};
use leptos::prelude::*;

use super::drawings;
use crate::i18n::date;
use crate::site::frame::Frame;
use crate::t::bureau as text;

/// The word for several things of this kind.
pub(super) fn kind_words(l: Locale, kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Keyring => text::kind_keyring(l),
        ProductKind::Sticker => text::kind_sticker(l),
        ProductKind::Card => text::kind_card(l),
    }
}

/// The word for one thing of this kind.
pub(super) fn kind_word(l: Locale, kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Keyring => text::one_keyring(l),
        ProductKind::Sticker => text::one_sticker(l),
        ProductKind::Card => text::one_card(l),
    }
}

/// The address of a product's page.
pub(super) fn href(frame: &Frame<'_>, product: &Product) -> String {
    frame.to(&["/catalogue/", &product.slug].concat())
}

/// Its own picture, or the drawing of its kind.
pub(super) fn picture(frame: &Frame<'_>, product: &Product) -> AnyView {
    let l = frame.locale;
    if product.pictured {
        let source = [href(frame, product).as_str(), "/picture"].concat();
        let name = product.name.get(l).to_owned();
        return view! { <img class="good-picture" src=source alt=name width="480" height="300" loading="lazy"/> }
            .into_any();
    }
    let (drawing, words) = match product.kind {
        ProductKind::Keyring => (drawings::TIE, text::picture_keyring(l)),
        ProductKind::Sticker => (drawings::STICKER, text::picture_sticker(l)),
        ProductKind::Card => (drawings::CARD, text::picture_card(l)),
    };
    view! { <svg class="good-picture" viewBox="0 0 240 150" role="img" aria-label=words inner_html=drawing></svg> }
        .into_any()
}

/// What it costs now, and before an offer.
pub(super) fn price(l: Locale, item: &CatalogueItem) -> AnyView {
    let before = (item.price_now != item.product.price).then(|| text::before(l, &item.product.price.written(l)));
    view! {
        <p class="price">
            <span class="unseen">{text::from_price(l)} ": "</span>
            <span class="price-now">{item.price_now.written(l)}</span>
            {before.map(|words| view! { <span class="price-before">{words}</span> })}
        </p>
    }
    .into_any()
}

/// How much cover comes with it.
pub(super) fn included(l: Locale, product: &Product) -> String {
    match product.included_days {
        0 => text::not_included(l).to_owned(),
        365 | 366 => text::year_included(l).to_owned(),
        days => text::included(l, i64::from(days)),
    }
}

/// What more cover costs.
pub(super) fn cover(l: Locale, days: u16, price: Money) -> String {
    let price = price.written(l);
    match days {
        365 | 366 => text::year_cover(l, &price),
        days => text::cover(l, i64::from(days), &price),
    }
}

/// How much less an offer makes it: "15 % off".
pub(super) fn discount(l: Locale, discount: Discount) -> String {
    match discount {
        Discount::Share { permille } => {
            let whole = (permille / 10).to_string();
            let percent = match permille % 10 {
                0 => whole,
                tenth => {
                    let point = if matches!(l, Locale::En | Locale::Zh) { "." } else { "," };
                    [whole.as_str(), point, &tenth.to_string()].concat()
                }
            };
            text::offer_share(l, &percent)
        }
        Discount::Amount { amount } => text::offer_amount(l, &amount.written(l)),
    }
}

/// An offer as a ticket.
pub(super) fn offer(l: Locale, offer: &OfferView) -> AnyView {
    let product = offer
        .product_name
        .as_ref()
        .map_or_else(|| text::offer_all(l).to_owned(), |name| text::offer_for(l, name.get(l)));
    let words = offer.text.get(l).to_owned();
    let code = offer.promo_code.clone().map(|code| {
        view! {
            <p class="row">
                {text::offer_code(l)} <span class="offer-code" translate="no">{code}</span>
            </p>
        }
    });
    // It runs until the beginning of the day after its last.
    let last = domain::Moment {
        at: domain::Timestamp(offer.until.at.0 - 1),
        ..offer.until
    };
    view! {
        <li class="offer">
            <p class="eyebrow">{discount(l, offer.discount)}</p>
            <h3>{offer.title.get(l).to_owned()}</h3>
            {(!words.is_empty()).then(|| view! { <p>{words}</p> })}
            {code}
            <p class="small-text">{product} " · " {text::offer_until(l, &date(l, last))}</p>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_the_language_does() {
        let share = |permille| Discount::Share { permille };
        assert_eq!(discount(Locale::En, share(150)), "15 % off");
        assert_eq!(discount(Locale::Ro, share(95)), "9,5 % reducere");
        assert!(discount(Locale::Zh, share(95)).contains("9.5"));
    }
}

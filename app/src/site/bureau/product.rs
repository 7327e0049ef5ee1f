//! One product: what it is, what it costs, who sells it, and the way to one's own.

use domain::Locale;
use domain::tags::CatalogueItem;
use leptos::prelude::*;

use super::{goods, preview};
use crate::site::frame::{Frame, Head, for_owners, page};
use crate::t::bureau as text;
use crate::ui::{ButtonLook, Glyph, Icon, LinkButton, PageHeader};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct ProductPage<'a> {
    /// The product.
    pub item: &'a CatalogueItem,
    /// Whether it only shows how a change would look.
    pub preview: bool,
}

/// The page.
pub fn product(frame: &Frame<'_>, what: ProductPage<'_>) -> String {
    let l = frame.locale;
    let item = what.item;
    let name = item.product.name.get(l);
    let kind = goods::kind_word(l, item.product.kind);
    let description = text::product_description(l, name, kind, &item.price_now.written(l));
    let title = [name, " · Cloakroom"].concat();
    let head = if what.preview {
        Head::private(title, description)
    } else {
        Head::public(title, description)
    };
    let back = (frame.to("/catalogue"), text::all_tags(l).to_owned());
    page(frame, head, || {
        view! {
            <div class="public-wide stack stack-l">
                {what.preview.then(|| preview::banner(l))}
                <PageHeader title=name.to_owned() eyebrow=kind back/>
                <div class="good-page">
                    {goods::picture(frame, &item.product)}
                    <div class="stack">
                        {paragraphs(item.product.text.get(l))}
                        {goods::price(l, item)}
                        <ul class="home-points">{terms(l, item)}</ul>
                        {ways(frame, item)}
                        {sellers(l, item)}
                    </div>
                </div>
                {gets(l)}
            </div>
        }
        .into_any()
    })
}

/// A text of several lines, an empty line between two paragraphs.
fn paragraphs(words: &str) -> Vec<AnyView> {
    words
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| view! { <p class="page-lead">{line.to_owned()}</p> }.into_any())
        .collect()
}

fn terms(l: Locale, item: &CatalogueItem) -> impl IntoView + use<> {
    let lines = [
        (Glyph::Shield, goods::included(l, &item.product)),
        (Glyph::Clock, goods::cover(l, item.product.cover_days, item.cover_now)),
    ];
    lines
        .map(|(glyph, words)| view! { <li><Icon glyph/>{words}</li> })
        .collect_view()
}

fn ways(frame: &Frame<'_>, item: &CatalogueItem) -> AnyView {
    let l = frame.locale;
    let buy = (item.product.sold_here && item.in_stock).then(|| {
        let href = for_owners(frame, &["/owner/buy/", &item.product.slug].concat());
        view! { <LinkButton href look=ButtonLook::Primary icon=Glyph::Tag>{text::buy(l)}</LinkButton> }
    });
    let hint = buy.is_none().then(|| view! { <p>{text::buy_at_dealer(l)}</p> });
    view! {
        {hint}
        <div class="row">
            {buy}
            <LinkButton href=for_owners(frame, "/owner/activate") icon=Glyph::Check>{text::have_one(l)}</LinkButton>
        </div>
    }
    .into_any()
}

fn sellers(l: Locale, item: &CatalogueItem) -> Option<AnyView> {
    let here = (item.product.sold_here && item.in_stock).then(|| view! { <li>{text::sold_here(l)}</li> });
    if here.is_none() && item.partners.is_empty() {
        return None;
    }
    let others = item
        .partners
        .iter()
        .map(|name| view! { <li translate="no">{name.clone()}</li> });
    let part = view! {
        <section class="stack stack-s">
            <h2 class="product-small">{text::sold_by(l)}</h2>
            <ul class="product-sellers">{here}{others.collect_view()}</ul>
        </section>
    };
    Some(part.into_any())
}

fn gets(l: Locale) -> AnyView {
    let points = [text::get_1(l), text::get_2(l), text::get_3(l), text::get_4(l)]
        .map(|words| view! { <li><Icon glyph=Glyph::Check/>{words}</li> });
    view! {
        <section class="card">
            <h2>{text::what_you_get(l)}</h2>
            <ul class="home-points">{points.collect_view()}</ul>
        </section>
    }
    .into_any()
}

//! The catalogue: offers, a search, and a shelf of what is sold.

use domain::Locale;
use domain::tags::{CatalogueItem, OfferView, ProductKind};
use leptos::prelude::*;

use super::{goods, preview};
use crate::site::frame::{Frame, Head, page};
use crate::t::bureau as text;
use crate::ui::{ButtonLook, Drawing, Empty, Glyph, LinkButton, PageHeader, SearchForm};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue<'a> {
    /// What was found.
    pub items: &'a [CatalogueItem],
    /// The public offers.
    pub offers: &'a [OfferView],
    /// What was searched for.
    pub search: &'a str,
    /// Only this kind.
    pub kind: Option<ProductKind>,
    /// Whether it only shows how a change would look.
    pub preview: bool,
}

/// The page. Its search is a GET of `q`, its kinds links with `kind`.
pub fn catalogue(frame: &Frame<'_>, what: Catalogue<'_>) -> String {
    let l = frame.locale;
    let title = [text::catalogue_page(l), " · Cloakroom"].concat();
    let head = if what.preview {
        Head::private(title, text::catalogue_description(l))
    } else {
        Head::public(title, text::catalogue_description(l))
    };
    let activate = frame.to("/owner/activate");
    page(frame, head, || {
        view! {
            <div class="public-wide stack stack-l">
                {what.preview.then(|| preview::banner(l))}
                <PageHeader title=text::catalogue_title(l) lead=text::catalogue_lead(l)>
                    <LinkButton href=activate icon=Glyph::Check>{text::have_one(l)}</LinkButton>
                </PageHeader>
                {offers(l, what.offers)}
                <div class="stack">
                    <SearchForm
                        action=frame.to("/catalogue")
                        value=what.search.to_owned()
                        hint=text::search_hint(l)
                    />
                    {kinds(frame, what)}
                </div>
                {shelf(frame, what)}
            </div>
        }
        .into_any()
    })
}

fn offers(l: Locale, offers: &[OfferView]) -> Option<AnyView> {
    if offers.is_empty() {
        return None;
    }
    let all = offers.iter().map(|offer| goods::offer(l, offer)).collect_view();
    let part = view! {
        <section class="stack" id="offers">
            <h2>{text::offers_title(l)}</h2>
            <ul class="offers">{all}</ul>
        </section>
    };
    Some(part.into_any())
}

fn kinds(frame: &Frame<'_>, what: Catalogue<'_>) -> AnyView {
    let l = frame.locale;
    let here = frame.to("/catalogue");
    let current = |kind: Option<ProductKind>| (what.search.is_empty() && what.kind == kind).then_some("page");
    let links = ProductKind::ALL.map(|kind| {
        let href = [here.as_str(), "?kind=", kind.wire()].concat();
        view! { <li><a href=href aria-current=current(Some(kind))>{goods::kind_words(l, kind)}</a></li> }
    });
    view! {
        <nav aria-label=text::kinds(l)>
            <ul class="filter-row">
                <li><a href=here.clone() aria-current=current(None)>{text::kind_all(l)}</a></li>
                {links.collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}

fn shelf(frame: &Frame<'_>, what: Catalogue<'_>) -> AnyView {
    let l = frame.locale;
    let fits = |item: &&CatalogueItem| what.kind.is_none_or(|kind| item.product.kind == kind);
    let goods: Vec<AnyView> = what.items.iter().filter(fits).map(|item| good(frame, item)).collect();
    if !goods.is_empty() {
        return view! { <ul class="goods">{goods}</ul> }.into_any();
    }
    let searched = what.kind.is_some() || !what.search.is_empty();
    let (title, words) = if searched {
        (text::nothing_title(l), text::nothing_text(l))
    } else {
        (text::empty_title(l), text::empty_text(l))
    };
    let all = searched.then(|| {
        let href = frame.to("/catalogue");
        view! { <LinkButton href look=ButtonLook::Primary>{text::all_tags(l)}</LinkButton> }
    });
    view! { <Empty drawing=Drawing::Search title=title text=words>{all}</Empty> }.into_any()
}

fn good(frame: &Frame<'_>, item: &CatalogueItem) -> AnyView {
    let l = frame.locale;
    let product = &item.product;
    view! {
        <li class="good">
            {goods::picture(frame, product)}
            <div class="good-words">
                <p class="eyebrow">{goods::kind_word(l, product.kind)}</p>
                <h2><a href=goods::href(frame, product)>{product.name.get(l).to_owned()}</a></h2>
                {goods::price(l, item)}
                <p class="good-text small-text">{goods::included(l, product)}</p>
            </div>
        </li>
    }
    .into_any()
}

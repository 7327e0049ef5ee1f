//! Buying a tag from our shop: what it costs, where it goes.

use domain::accounts::Profile;
use domain::tags::{CatalogueItem, PurchaseForm};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{error_text, field_error};
use crate::t;
use crate::t::things as text;
use crate::ui::{
    Banner, Button, ButtonLook, Detail, DetailList, Field, FormErrors, Glyph, LinkButton, PageHeader, Tone, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct BuyPage<'a> {
    /// What is bought.
    pub item: &'a CatalogueItem,
    /// The form as typed; the name at first that of the account.
    pub form: &'a PurchaseForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page. Its form POSTs to itself.
pub fn buy(frame: &Frame<'_>, profile: &Profile, page: BuyPage<'_>) -> String {
    let l = frame.locale;
    let product = &page.item.product;
    let name = product.name.get(l);
    let title = text::buy_title(l, name);
    let head = Head::private([&title, " · Cloakroom"].concat(), text::buy_lead(l));
    let place = ["/catalogue/", product.slug.as_str()].concat();
    let action = frame.to(&["/owner/buy/", &product.slug].concat());
    portal_page(frame, profile, head, || {
        let back = (frame.to(&place), name.to_owned());
        let body = if page.item.in_stock && product.sold_here {
            view! { <div class="split">{form(l, action, page)} {sum(l, page.item)}</div> }.into_any()
        } else {
            let all = frame.to("/catalogue");
            view! {
                <Banner tone=Tone::Neutral title=error_text(l, &domain::RefusalCode::SoldOut.into())>
                    <LinkButton href=all>{t::bureau::all_tags(l)}</LinkButton>
                </Banner>
            }
            .into_any()
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title lead=text::buy_lead(l) back/>
                {body}
            </div>
        }
        .into_any()
    })
}

fn form(l: Locale, action: String, page: BuyPage<'_>) -> AnyView {
    let typed = page.form;
    let labels = [
        ("name", text::ship_name(l)),
        ("address", text::ship_address(l)),
        ("city", text::ship_city(l)),
        ("promo_code", text::promo(l)),
    ];
    let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = |field| page.refusal.and_then(|e| field_error(l, e, field));
    let open = !typed.promo_code.is_empty();
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::ship_title(l)}</h2>
            <FormErrors errors/>
            <Field name="name" label=text::ship_name(l) value=typed.name.clone() error=error("name") autocomplete="name" required=true/>
            <Field
                name="address"
                label=text::ship_address(l)
                value=typed.address.clone()
                error=error("address")
                autocomplete="street-address"
                required=true
            />
            <Field name="city" label=text::ship_city(l) value=typed.city.clone() error=error("city") autocomplete="off" required=true/>
            <details class="owner-more" open=open>
                <summary>{text::have_promo(l)}</summary>
                <Field
                    name="promo_code"
                    label=text::promo(l)
                    value=typed.promo_code.clone()
                    error=error("promo_code")
                    autocomplete="off"
                    maxlength=40
                />
            </details>
            <Button look=ButtonLook::Primary icon=Glyph::ArrowRight>{text::buy_submit(l)}</Button>
            <p class="small-text quiet-text">{text::buy_then(l)}</p>
        </form>
    }
    .into_any()
}

fn sum(l: Locale, item: &CatalogueItem) -> AnyView {
    let product = &item.product;
    let before = (item.price_now != product.price).then(|| t::bureau::before(l, &product.price.written(l)));
    let included = match product.included_days {
        0 => t::bureau::not_included(l).to_owned(),
        365 | 366 => t::bureau::year_included(l).to_owned(),
        days => t::bureau::included(l, i64::from(days)),
    };
    let price = view! {
        <strong>{item.price_now.written(l)}</strong>
        {before.map(|words| view! { " " <span class="owner-before">{words}</span> })}
    };
    let details = vec![
        Detail::new(text::price(l), price),
        Detail::new(text::cover(l), included),
    ];
    view! {
        <section class="card stack">
            <h2>{product.name.get(l).to_owned()}</h2>
            <DetailList details/>
        </section>
    }
    .into_any()
}

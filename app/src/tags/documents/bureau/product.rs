//! A product's form, in four languages, and its picture.

use domain::accounts::Profile;
use domain::tags::{Product, ProductForm, ProductKind};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::field_error;
use crate::t::trade as text;
use crate::tags::documents::four::{Length, Typed, fields};
use crate::tags::documents::parts::{currencies, done, head, previews, sheet, wrong};
use crate::tags::look;
use crate::ui::{
    Button, ButtonLook, CheckField, Choice, ChoiceField, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct ProductPage<'a> {
    /// The product, unless it is a new one.
    pub product: Option<&'a Product>,
    /// The form as typed.
    pub form: &'a ProductForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether it was just saved.
    pub saved: bool,
}

/// Reads the form as a browser sends it.
pub fn product_typed(pairs: &[(String, String)]) -> ProductForm {
    let typed = Typed(pairs);
    ProductForm {
        id: typed.get("id"),
        slug: typed.get("slug"),
        kind: typed.get("kind"),
        name: typed.four("name"),
        text: typed.four("text"),
        currency: typed.get("currency"),
        price: typed.get("price"),
        dealer_price: typed.get("dealer_price"),
        cover_price: typed.get("cover_price"),
        cover_days: typed.get("cover_days"),
        included_days: typed.get("included_days"),
        vat: typed.get("vat"),
        sold_here: typed.ticked("sold_here"),
        listed: typed.ticked("listed"),
    }
}

/// The form of a product as it is now.
pub(super) fn filled(product: &Product) -> ProductForm {
    ProductForm {
        id: product.id.to_string(),
        slug: product.slug.clone(),
        kind: product.kind.wire().to_owned(),
        name: product.name.clone(),
        text: product.text.clone(),
        currency: product.price.currency.code().to_owned(),
        price: product.price.plain(),
        dealer_price: product.dealer_price.map(domain::Money::plain).unwrap_or_default(),
        cover_price: product.cover_price.plain(),
        cover_days: product.cover_days.to_string(),
        included_days: product.included_days.to_string(),
        vat: look::percent_typed(product.vat_permille),
        sold_here: product.sold_here,
        listed: product.listed,
    }
}

impl ProductPage<'_> {
    /// The form of a product as it is now, or an empty one.
    pub fn form_of(product: Option<&Product>) -> ProductForm {
        let empty = || ProductForm {
            cover_days: "365".to_owned(),
            included_days: "365".to_owned(),
            ..ProductForm::default()
        };
        product.map_or_else(empty, filled)
    }
}

/// The page.
pub fn product(frame: &Frame<'_>, profile: &Profile, what: ProductPage<'_>) -> String {
    let l = frame.locale;
    let title = what
        .product
        .map_or(text::product_new(l), |product| product.name.get(l))
        .to_owned();
    let place = frame.to("/manager/products");
    let back = (place.clone(), text::products_title(l).to_owned());
    sheet(frame, profile, head(&title), || {
        view! {
            <PageHeader title=title.clone() back/>
            {done(what.saved.then(|| text::saved(l)))}
            <div class="split">
                {form(l, [place.as_str(), "/save"].concat(), what)}
                {what.product.map(|product| picture(frame, product))}
            </div>
        }
        .into_any()
    })
}

fn form(l: Locale, action: String, what: ProductPage<'_>) -> AnyView {
    let texts = [(text::name(l), "name"), (text::words(l), "text")];
    let others = [
        ("slug", text::slug(l)),
        ("kind", text::kind(l)),
        ("currency", text::currency(l)),
        ("price", text::price(l)),
        ("dealer_price", text::dealer_price(l)),
        ("cover_price", text::cover_price(l)),
        ("cover_days", text::cover_days(l)),
        ("included_days", text::included_days(l)),
        ("vat", text::vat(l)),
    ];
    let errors = wrong(l, what.refusal, &texts, &others);
    let form = what.form;
    view! {
        <form class="form trade-form card" method="post" action=action novalidate>
            <FormErrors errors/>
            <input type="hidden" name="id" value=form.id.clone()/>
            {fields(text::name(l), "name", Length::Line, &form.name, what.refusal, l)}
            {fields(text::words(l), "text", Length::Paragraphs, &form.text, what.refusal, l)}
            {nature(l, what)}
            {money(l, what)}
            <CheckField name="sold_here" label=text::sold_here(l) checked=form.sold_here/>
            <CheckField name="listed" label=text::in_catalogue(l) checked=form.listed/>
            <Button look=ButtonLook::Primary icon=Glyph::Check>{text::save(l)}</Button>
            {previews(l, "/manager/products/preview")}
        </form>
    }
    .into_any()
}

fn nature(l: Locale, what: ProductPage<'_>) -> AnyView {
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let kinds = ProductKind::ALL
        .map(|kind| Choice::new(kind.wire(), look::kind(l, kind)))
        .to_vec();
    view! {
        <ChoiceField
            name="kind"
            label=text::kind(l)
            choices=kinds
            value=what.form.kind.clone()
            error=error("kind")
            required=true
        />
        <Field
            name="slug"
            label=text::slug(l)
            hint=text::slug_hint(l)
            value=what.form.slug.clone()
            error=error("slug")
            required=true
        />
    }
    .into_any()
}

fn money(l: Locale, what: ProductPage<'_>) -> AnyView {
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let number = |name: &'static str, label: &'static str, hint: Option<&'static str>, value: &str, required: bool| {
        let (value, error) = (value.to_owned(), error(name));
        match hint {
            Some(hint) => view! { <Field name label hint kind=FieldKind::Number value error required/> }.into_any(),
            None => view! { <Field name label kind=FieldKind::Number value error required/> }.into_any(),
        }
    };
    let form = what.form;
    view! {
        <div class="form-pair">
            <SelectField
                name="currency"
                label=text::currency(l)
                options=currencies()
                value=form.currency.clone()
                error=error("currency")
                required=true
            />
            {number("vat", text::vat(l), Some(text::vat_hint(l)), &form.vat, true)}
            {number("price", text::price(l), Some(text::price_hint(l)), &form.price, true)}
            {number("dealer_price", text::dealer_price(l), Some(text::dealer_price_hint(l)), &form.dealer_price, false)}
            {number("cover_price", text::cover_price(l), None, &form.cover_price, true)}
            {number("cover_days", text::cover_days(l), None, &form.cover_days, true)}
            {number("included_days", text::included_days(l), Some(text::included_hint(l)), &form.included_days, true)}
        </div>
    }
    .into_any()
}

fn picture(frame: &Frame<'_>, product: &Product) -> AnyView {
    let l = frame.locale;
    let action = frame.to(&format!("/manager/products/{}/picture", product.id));
    let shown = (product.pictured && product.listed).then(|| {
        let source = frame.to(&["/catalogue/", &product.slug, "/picture"].concat());
        view! { <img class="trade-picture" src=source alt=product.name.get(l).to_owned()/> }
    });
    let remove = product.pictured.then(|| {
        view! {
            <form method="post" action=[action.as_str(), "/remove"].concat()>
                <Button look=ButtonLook::Quiet icon=Glyph::Trash>{text::picture_remove(l)}</Button>
            </form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::picture(l)}</h2>
            {shown}
            <form class="form" method="post" action=action.clone() enctype="multipart/form-data">
                <div class="field">
                    <label class="field-label" for="file">{text::picture_choose(l)}</label>
                    <p class="field-hint" id="file-hint">{text::picture_hint(l)}</p>
                    <input class="input" id="file" type="file" name="file" accept="image/png,image/jpeg" required aria-describedby="file-hint"/>
                </div>
                <Button icon=Glyph::Check>{text::logo_upload(l)}</Button>
            </form>
            {remove}
        </section>
    }
    .into_any()
}

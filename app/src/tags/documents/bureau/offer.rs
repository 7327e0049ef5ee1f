//! A special offer's form, in four languages.

use domain::accounts::Profile;
use domain::tags::{Discount, OfferForm, OfferView, Product};
use domain::{Error, Locale, Moment};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::field_error;
use crate::t::trade as text;
use crate::tags::documents::dealer::last_day;
use crate::tags::documents::four::{Length, Typed, fields};
use crate::tags::documents::parts::{currencies, done, head, previews, sheet, wrong};
use crate::tags::look;
use crate::ui::{Button, ButtonLook, CheckField, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct OfferPage<'a> {
    /// The form as typed.
    pub form: &'a OfferForm,
    /// For what it can be.
    pub products: &'a [Product],
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether it was just saved.
    pub saved: bool,
}

impl OfferPage<'_> {
    /// The form of an offer as it is now.
    pub fn form_of(offer: &OfferView) -> OfferForm {
        let (percent, amount, currency) = match offer.discount {
            Discount::Share { permille } => (look::percent_typed(permille), String::new(), String::new()),
            Discount::Amount { amount } => (String::new(), amount.plain(), amount.currency.code().to_owned()),
        };
        OfferForm {
            id: offer.id.to_string(),
            title: offer.title.clone(),
            text: offer.text.clone(),
            percent,
            amount,
            currency,
            product: offer.product.map(|id| id.to_string()).unwrap_or_default(),
            promo_code: offer.promo_code.clone().unwrap_or_default(),
            from: day(offer.from),
            until: day(last_day(offer.until)),
            most: offer.most.map(|n| n.to_string()).unwrap_or_default(),
            public: offer.public,
        }
    }
}

/// As a date field takes it.
pub(super) fn day(moment: Moment) -> String {
    let c = Moment::utc(moment.at).civil();
    format!("{:04}-{:02}-{:02}", c.year, c.month, c.day)
}

/// Reads the form as a browser sends it.
pub fn offer_typed(pairs: &[(String, String)]) -> OfferForm {
    let typed = Typed(pairs);
    OfferForm {
        id: typed.get("id"),
        title: typed.four("title"),
        text: typed.four("text"),
        percent: typed.get("percent"),
        amount: typed.get("amount"),
        currency: typed.get("currency"),
        product: typed.get("product"),
        promo_code: typed.get("promo_code"),
        from: typed.get("from"),
        until: typed.get("until"),
        most: typed.get("most"),
        public: typed.ticked("public"),
    }
}

/// The page.
pub fn offer(frame: &Frame<'_>, profile: &Profile, what: OfferPage<'_>) -> String {
    let l = frame.locale;
    let title = if what.form.id.is_empty() {
        text::offer_new(l).to_owned()
    } else {
        what.form.title.get(l).to_owned()
    };
    let title = if title.is_empty() {
        text::offer_new(l).to_owned()
    } else {
        title
    };
    let back = (frame.to("/manager/products"), text::products_title(l).to_owned());
    let action = frame.to("/manager/offers/save");
    sheet(frame, profile, head(&title), || {
        view! {
            <PageHeader title=title.clone() back/>
            {done(what.saved.then(|| text::saved(l)))}
            {form(l, action, what)}
        }
        .into_any()
    })
}

fn form(l: Locale, action: String, what: OfferPage<'_>) -> AnyView {
    let texts = [(text::offer_title(l), "title"), (text::words(l), "text")];
    let others = [
        ("percent", text::percent(l)),
        ("amount", text::amount_off(l)),
        ("currency", text::currency(l)),
        ("product", text::product(l)),
        ("promo_code", text::promo_code(l)),
        ("from", text::from(l)),
        ("until", text::until(l)),
        ("most", text::most(l)),
    ];
    let errors = wrong(l, what.refusal, &texts, &others);
    let form = what.form;
    view! {
        <form class="form trade-form card" method="post" action=action novalidate>
            <FormErrors errors/>
            <input type="hidden" name="id" value=form.id.clone()/>
            {fields(text::offer_title(l), "title", Length::Line, &form.title, what.refusal, l)}
            {fields(text::words(l), "text", Length::Paragraphs, &form.text, what.refusal, l)}
            {less(l, what)}
            {when(l, what)}
            <CheckField name="public" label=text::public(l) hint=text::public_hint(l) checked=form.public/>
            <Button look=ButtonLook::Primary icon=Glyph::Check>{text::save(l)}</Button>
            {previews(l, "/manager/offers/preview")}
        </form>
    }
    .into_any()
}

fn less(l: Locale, what: OfferPage<'_>) -> AnyView {
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let form = what.form;
    let goods = what
        .products
        .iter()
        .map(|p| (p.id.to_string(), p.name.get(l).to_owned()));
    let goods = std::iter::once((String::new(), text::all_products(l).to_owned()))
        .chain(goods)
        .collect();
    view! {
        <div class="form-pair">
            <Field
                name="percent"
                label=text::percent(l)
                hint=text::percent_hint(l)
                kind=FieldKind::Number
                value=form.percent.clone()
                error=error("percent")
            />
            <Field
                name="amount"
                label=text::amount_off(l)
                kind=FieldKind::Number
                value=form.amount.clone()
                error=error("amount")
            />
            <SelectField
                name="currency"
                label=text::currency(l)
                options=currencies()
                value=form.currency.clone()
                error=error("currency")
            />
            <SelectField
                name="product"
                label=text::product(l)
                options=goods
                value=form.product.clone()
                error=error("product")
                required=true
            />
        </div>
    }
    .into_any()
}

fn when(l: Locale, what: OfferPage<'_>) -> AnyView {
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let form = what.form;
    view! {
        <div class="form-pair">
            <Field
                name="from"
                label=text::from(l)
                kind=FieldKind::Date
                value=form.from.clone()
                error=error("from")
                required=true
            />
            <Field
                name="until"
                label=text::until(l)
                kind=FieldKind::Date
                value=form.until.clone()
                error=error("until")
                required=true
            />
            <Field
                name="promo_code"
                label=text::promo_code(l)
                hint=text::promo_hint(l)
                value=form.promo_code.clone()
                error=error("promo_code")
            />
            <Field name="most" label=text::most(l) kind=FieldKind::Number value=form.most.clone() error=error("most")/>
        </div>
    }
    .into_any()
}

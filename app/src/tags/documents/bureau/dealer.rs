//! A dealer's contract, terms and prices, and who signs in for them.

use domain::accounts::Profile;
use domain::tags::{DealerForm, DealerView, Product};
use domain::{Error, Locale, Money};
use leptos::prelude::*;

use super::offer::day;
use crate::documents::Frame;
use crate::i18n::field_error;
use crate::t::trade as text;
use crate::tags::documents::dealer::last_day;
use crate::tags::documents::four::Typed;
use crate::tags::documents::parts::{currencies, done, head, languages, previews, sheet};
use crate::tags::look;
use crate::ui::{
    Button, ButtonLook, CheckField, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField, form_errors,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct DealerPage<'a> {
    /// The dealer, unless it is a new one.
    pub dealer: Option<&'a DealerView>,
    /// The form as typed.
    pub form: &'a DealerForm,
    /// All products, for the dealer's own prices.
    pub products: &'a [Product],
    /// The regions' offices: id and name.
    pub offices: &'a [(String, String)],
    /// People with the role of dealers: id and name.
    pub people: &'a [(String, String)],
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether it was just saved.
    pub saved: bool,
}

impl DealerPage<'_> {
    /// The form of a dealer as it is now, or an empty one.
    pub fn form_of(dealer: Option<&DealerView>) -> DealerForm {
        let Some(dealer) = dealer else {
            return DealerForm {
                most_keys: "5000".to_owned(),
                locale: Locale::default().code().to_owned(),
                active: true,
                ..DealerForm::default()
            };
        };
        let currency = dealer.credit.or_else(|| dealer.prices.first().map(|price| price.price));
        DealerForm {
            id: dealer.id.to_string(),
            name: dealer.name.clone(),
            contract: dealer.contract.clone().unwrap_or_default(),
            contract_until: dealer
                .contract_until
                .map(|until| day(last_day(until)))
                .unwrap_or_default(),
            address: dealer.address.clone(),
            city: dealer.city.clone(),
            website: dealer.website.clone().unwrap_or_default(),
            email: dealer.email.to_string(),
            phone: dealer.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
            locale: dealer.locale.code().to_owned(),
            office: dealer.office.map(|id| id.to_string()).unwrap_or_default(),
            commission: look::percent_typed(dealer.commission_permille),
            credit: dealer.credit.map(Money::plain).unwrap_or_default(),
            currency: currency
                .map(|money| money.currency.code().to_owned())
                .unwrap_or_default(),
            most_keys: dealer.most_keys.to_string(),
            listed: dealer.listed,
            active: dealer.active,
            prices: dealer
                .prices
                .iter()
                .map(|price| (price.product.to_string(), price.price.plain()))
                .collect(),
        }
    }
}

/// Reads the form as a browser sends it: of each own price `priceN` and `productN`.
pub fn dealer_typed(pairs: &[(String, String)]) -> DealerForm {
    let typed = Typed(pairs);
    let priced = pairs
        .iter()
        .filter_map(|(field, id)| Some((field.strip_prefix("product")?, id.clone())));
    DealerForm {
        id: typed.get("id"),
        name: typed.get("name"),
        contract: typed.get("contract"),
        contract_until: typed.get("contract_until"),
        address: typed.get("address"),
        city: typed.get("city"),
        website: typed.get("website"),
        email: typed.get("email"),
        phone: typed.get("phone"),
        locale: typed.get("locale"),
        office: typed.get("office"),
        commission: typed.get("commission"),
        credit: typed.get("credit"),
        currency: typed.get("currency"),
        most_keys: typed.get("most_keys"),
        listed: typed.ticked("listed"),
        active: typed.ticked("active"),
        prices: priced.map(|(n, id)| (id, typed.get(&["price", n].concat()))).collect(),
    }
}

/// The page.
pub fn dealer(frame: &Frame<'_>, profile: &Profile, what: DealerPage<'_>) -> String {
    let l = frame.locale;
    let place = frame.to("/manager/dealers");
    let title = what
        .dealer
        .map_or_else(|| text::dealer_new(l).to_owned(), |dealer| dealer.name.clone());
    let back = (place.clone(), text::dealers_title(l).to_owned());
    sheet(frame, profile, head(&title), || {
        view! {
            <PageHeader title=title.clone() own=what.dealer.is_some() back/>
            {done(what.saved.then(|| text::saved(l)))}
            <div class="split">
                {form(l, [place.as_str(), "/save"].concat(), what)}
                {what.dealer.map(|dealer| people(l, &place, dealer, what.people))}
            </div>
        }
        .into_any()
    })
}

/// Fields of one line: name, label, kind, whether it is needed.
type Line = (&'static str, &'static str, FieldKind, bool);

fn line(l: Locale, what: DealerPage<'_>, (name, label, kind, required): Line, value: &str) -> AnyView {
    let error = what.refusal.and_then(|e| field_error(l, e, name));
    let value = value.to_owned();
    view! { <Field name label kind value error required/> }.into_any()
}

fn form(l: Locale, action: String, what: DealerPage<'_>) -> AnyView {
    let labels = [
        ("name", text::name(l)),
        ("contract", text::contract(l)),
        ("contract_until", text::contract_until(l)),
        ("address", text::address(l)),
        ("city", text::city(l)),
        ("website", text::website(l)),
        ("email", text::email(l)),
        ("phone", text::phone(l)),
        ("locale", text::language(l)),
        ("office", text::office(l)),
        ("commission", text::commission_share(l)),
        ("credit", text::credit(l)),
        ("currency", text::currency(l)),
        ("most_keys", text::most_keys(l)),
    ];
    let errors = what.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let form = what.form;
    view! {
        <form class="form trade-form card" method="post" action=action novalidate>
            <FormErrors errors/>
            <input type="hidden" name="id" value=form.id.clone()/>
            {line(l, what, ("name", text::name(l), FieldKind::Text, true), &form.name)}
            {firm(l, what)}
            {terms(l, what)}
            {prices(l, what)}
            <CheckField name="listed" label=text::dealer_listed(l) checked=form.listed/>
            <CheckField name="active" label=text::dealer_may_order(l) checked=form.active/>
            <Button look=ButtonLook::Primary icon=Glyph::Check>{text::save(l)}</Button>
            {previews(l, "/manager/dealers/preview")}
        </form>
    }
    .into_any()
}

fn firm(l: Locale, what: DealerPage<'_>) -> AnyView {
    let form = what.form;
    let offices = std::iter::once((String::new(), text::no_region(l).to_owned())).chain(what.offices.iter().cloned());
    view! {
        <div class="form-pair">
            {line(l, what, ("address", text::address(l), FieldKind::Text, false), &form.address)}
            {line(l, what, ("city", text::city(l), FieldKind::Text, false), &form.city)}
            {line(l, what, ("email", text::email(l), FieldKind::Email, true), &form.email)}
            {line(l, what, ("phone", text::phone(l), FieldKind::Tel, false), &form.phone)}
            {line(l, what, ("website", text::website(l), FieldKind::Text, false), &form.website)}
            <SelectField name="locale" label=text::language(l) options=languages() value=form.locale.clone() required=true/>
            <SelectField
                name="office"
                names=true
                label=text::office(l)
                options=offices.collect()
                value=form.office.clone()
                required=true
            />
        </div>
    }
    .into_any()
}

fn terms(l: Locale, what: DealerPage<'_>) -> AnyView {
    let form = what.form;
    view! {
        <div class="form-pair">
            {line(l, what, ("contract", text::contract(l), FieldKind::Text, false), &form.contract)}
            {line(l, what, ("contract_until", text::contract_until(l), FieldKind::Date, false), &form.contract_until)}
            {line(l, what, ("commission", text::commission_percent(l), FieldKind::Number, true), &form.commission)}
            {line(l, what, ("most_keys", text::most_keys(l), FieldKind::Number, true), &form.most_keys)}
            {line(l, what, ("credit", text::credit(l), FieldKind::Number, false), &form.credit)}
            <SelectField
                name="currency"
                label=text::currency(l)
                options=currencies()
                value=form.currency.clone()
                required=true
            />
        </div>
    }
    .into_any()
}

/// One field per product; left empty, the product's own price for dealers counts.
fn prices(l: Locale, what: DealerPage<'_>) -> AnyView {
    let lines = what.products.iter().enumerate().map(|(n, product)| {
        let id = product.id.to_string();
        let typed = what.form.prices.iter().find(|(own, _)| *own == id);
        let value = typed.map(|(_, price)| price.clone()).unwrap_or_default();
        let (name, hidden) = (format!("price{n}"), format!("product{n}"));
        let error = what.refusal.and_then(|e| field_error(l, e, &name));
        let usual = product
            .dealer_price
            .map_or_else(|| text::price_later(l).to_owned(), |price| price.written(l));
        view! {
            <input type="hidden" name=hidden value=id/>
            <Field
                name
                label=text::own_price(l, product.name.get(l))
                hint=text::usual_price(l, &usual)
                kind=FieldKind::Number
                value
                error
            />
        }
    });
    let lines = lines.collect_view();
    view! {
        <fieldset class="trade-prices">
            <legend>{text::prices(l)}</legend>
            <div class="form-pair">{lines}</div>
        </fieldset>
    }
    .into_any()
}

fn people(l: Locale, place: &str, dealer: &DealerView, all: &[(String, String)]) -> AnyView {
    let action = format!("{place}/{}/people", dealer.id);
    let own = dealer.people.iter().map(|person| {
        view! {
            <li class="row row-between">
                <span translate="no">{person.name.clone()} " · " {person.email.clone()}</span>
                <form method="post" action=action.clone()>
                    <input type="hidden" name="person" value=person.person.to_string()/>
                    <Button look=ButtonLook::Quiet icon=Glyph::Close>{text::person_remove(l)}</Button>
                </form>
            </li>
        }
    });
    let own = own.collect_view();
    let there = |id: &str| dealer.people.iter().any(|person| person.person.to_string() == id);
    let others: Vec<_> = all.iter().filter(|(id, _)| !there(id)).cloned().collect();
    let add = (!others.is_empty()).then(|| {
        view! {
            <form class="form" method="post" action=action.clone()>
                <input type="hidden" name="works" value="on"/>
                <SelectField name="person" names=true label=text::person_add(l) options=others required=true/>
                <Button icon=Glyph::Plus>{text::person_let_in(l)}</Button>
            </form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::people(l)}</h2>
            <p class="quiet-text">{text::people_text(l)}</p>
            <ul class="stack stack-s">{own}</ul>
            {add}
        </section>
    }
    .into_any()
}

//! Ordering a pool in two steps: what and how many; then its price, and the order. No script is needed for the sum.

use domain::accounts::Profile;
use domain::tags::{Orderable, PoolOrder};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::parts::{head, sheet};
use super::pools::PoolsPage;
use crate::documents::Frame;
use crate::i18n::{field_error, number};
use crate::t::trade as text;
use crate::ui::{
    Button, ButtonLook, Detail, DetailList, Field, FieldKind, FormErrors, Glyph, LinkButton, PageHeader, SelectField,
    form_errors,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct OrderPage<'a> {
    /// What can be ordered, and for how much.
    pub goods: &'a [Orderable],
    /// The form as typed; its `once` is made by whoever shows it first.
    pub form: &'a PoolOrder,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether a manager orders for our own shop.
    pub manager: bool,
}

/// The page. Without a whole form, or with a refused one, it asks; else it shows the price and offers to order.
pub fn order(frame: &Frame<'_>, profile: &Profile, what: OrderPage<'_>) -> String {
    let l = frame.locale;
    let place = frame.to(PoolsPage::place(what.manager));
    let title = if what.manager {
        text::order_own(l)
    } else {
        text::order_new(l)
    };
    let back = (place.clone(), text::pools_title(l).to_owned());
    let action = [place.as_str(), "/new"].concat();
    sheet(frame, profile, head(title), || {
        let chosen = chosen(what);
        let body = match (what.refusal, chosen) {
            (None, Some((good, quantity))) => offer(l, action, what, good, quantity),
            _ => questions(l, action, what),
        };
        view! { <PageHeader title=title back/> {body} }.into_any()
    })
}

/// What the form means, if it can be read.
fn chosen(what: OrderPage<'_>) -> Option<(&Orderable, u32)> {
    let checked = what.form.check().ok()?;
    let good = what.goods.iter().find(|good| good.product.id == checked.product)?;
    Some((good, checked.quantity))
}

fn questions(l: Locale, action: String, what: OrderPage<'_>) -> AnyView {
    let labels = [
        ("product", text::product(l)),
        ("quantity", text::quantity(l)),
        ("note", text::note(l)),
    ];
    // A form that was begun and cannot be read says why, even before it is sent for good.
    let begun = !what.form.product.is_empty() || !what.form.quantity.is_empty();
    let own = what.form.check().err().filter(|_| begun).map(Error::from);
    let refusal = what.refusal.or(own.as_ref());
    let errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = |field| refusal.and_then(|e| field_error(l, e, field));
    let options = what.goods.iter().map(|good| {
        let price = good
            .price
            .map_or_else(|| text::price_later(l).to_owned(), |p| p.price.written(l));
        let name = good.product.name.get(l);
        let words = if what.manager {
            name.to_owned()
        } else {
            [name, " · ", &price].concat()
        };
        (good.product.id.to_string(), words)
    });
    let options = std::iter::once((String::new(), text::choose(l).to_owned()))
        .chain(options)
        .collect();
    view! {
        <form class="form card" method="get" action=action novalidate>
            <FormErrors errors/>
            <SelectField
                name="product"
                label=text::product(l)
                options
                value=what.form.product.clone()
                error=error("product")
                required=true
            />
            <Field
                name="quantity"
                label=text::quantity(l)
                kind=FieldKind::Number
                hint=text::quantity_hint(l)
                value=what.form.quantity.clone()
                error=error("quantity")
                required=true
            />
            <Field name="note" label=text::note(l) hint=text::note_hint(l) value=what.form.note.clone() error=error("note")/>
            <Button look=ButtonLook::Primary icon=Glyph::ArrowRight>{text::show_price(l)}</Button>
        </form>
    }
    .into_any()
}

fn offer(l: Locale, action: String, what: OrderPage<'_>, good: &Orderable, quantity: u32) -> AnyView {
    let form = what.form.clone();
    let mut details = vec![
        Detail::new(text::product(l), good.product.name.get(l).to_owned()),
        Detail::new(text::quantity(l), number(l, i64::from(quantity))),
    ];
    if !what.manager {
        let total = good.price.and_then(|p| p.price.times(i64::from(quantity)));
        let unit = good
            .price
            .map_or_else(|| text::price_later(l).to_owned(), |p| p.price.written(l));
        details.push(Detail::new(text::unit(l), unit));
        if let Some(total) = total {
            details.push(Detail::new(
                text::total(l),
                view! { <strong class="trade-total">{total.written(l)}</strong> },
            ));
        }
    }
    if !form.note.is_empty() {
        details.push(Detail::own(text::note(l), form.note.clone()));
    }
    let next = match (what.manager, good.price.is_some()) {
        (true, _) => text::after_own(l),
        (false, true) => text::after_order(l),
        (false, false) => text::after_unpriced(l),
    };
    let again = action.clone();
    view! {
        <section class="card stack measure">
            <DetailList details/>
            <p class="quiet-text">{next}</p>
            <form class="row" method="post" action=action>
                <input type="hidden" name="product" value=form.product/>
                <input type="hidden" name="quantity" value=form.quantity/>
                <input type="hidden" name="note" value=form.note/>
                <input type="hidden" name="once" value=form.once/>
                <LinkButton href=again>{text::change(l)}</LinkButton>
                <Button look=ButtonLook::Primary icon=Glyph::Check>{text::order(l)}</Button>
            </form>
        </section>
    }
    .into_any()
}

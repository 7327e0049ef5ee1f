//! Entering a delivery: who gets what, and where. One form in three parts; the result is the page of the delivery.

use domain::Locale;
use domain::custody::Item;
use domain::delivery::NewDelivery;
use domain::lockers::BankSummary;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::delivery::parts::{BankAndSize, FormPart};
use crate::delivery::{api, look};
use crate::i18n::use_locale;
use crate::lockers::api::banks;
use crate::portal::form::{FormState, Typed};
use crate::portal::loaded::loaded;
use crate::portal::look::{Page, delivery_href};
use crate::portal::title;
use crate::t;
use crate::ui::{
    Button, ButtonLook, CheckField, Choice, ChoiceField, Drawing, Empty, Field, FieldKind, FormErrors, Glyph,
    PageHeader, SelectField,
};

/// Entering a delivery.
#[component]
pub fn NewDeliveryPage() -> impl IntoView {
    let l = use_locale();
    title(t::delivery::new_title(l));
    let back = (Page::Deliveries.href(l), t::delivery::list_title(l).to_owned());
    view! {
        <PageHeader title=t::delivery::new_title(l) lead=t::delivery::new_lead(l) back/>
        {loaded(
            banks,
            |banks| {
                if banks.is_empty() { no_banks() } else { view! { <NewDeliveryForm banks/> }.into_any() }
            },
        )}
    }
}

fn no_banks() -> AnyView {
    let l = use_locale();
    view! { <Empty drawing=Drawing::Bank title=t::delivery::no_banks_title(l) text=t::delivery::no_banks_text(l)/> }
        .into_any()
}

fn read(typed: &Typed, once: String) -> NewDelivery {
    NewDelivery {
        name: typed.text("name"),
        email: typed.text("email"),
        phone: typed.text("phone"),
        locale: typed.text("locale"),
        item: typed.text("item"),
        reference: typed.text("reference"),
        bank: typed.text("bank"),
        size: typed.text("size"),
        low_door: typed.text("low_door"),
        once,
    }
}

/// What makes a second click harmless: drawn once per form, in the browser; empty on the server.
fn drawn_once() -> Signal<String> {
    let once = RwSignal::new(String::new());
    Effect::new(move |_| {
        // Where there is no `randomUUID` (plain http on a LAN), random bytes do the same.
        if let Ok(crypto) = window().crypto() {
            let mut bytes = [0_u8; 16];
            if crypto.get_random_values_with_u8_array(&mut bytes).is_ok() {
                let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
                once.set(digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect());
            }
        }
    });
    once.into()
}

#[component]
fn NewDeliveryForm(banks: Vec<BankSummary>) -> impl IntoView {
    let l = use_locale();
    let form = FormState::new(look::field_label);
    let once = drawn_once();
    let submit = move |event: SubmitEvent| {
        let Some(typed) = Typed::take(&event) else { return };
        let request = read(&typed, once.get_untracked());
        form.send_and_go(request.check(), api::create(request.clone()), move |id| {
            delivery_href(l, id)
        });
    };
    view! {
        <form class="delivery-form" method="post" on:submit=submit novalidate>
            <FormErrors errors=form.summary()/>
            <FormPart title=t::delivery::who_title(l) text=t::delivery::who_text(l)>
                <Who form/>
            </FormPart>
            <FormPart title=t::delivery::what_title(l) text=t::delivery::what_text(l)>
                <What form/>
            </FormPart>
            <FormPart title=t::delivery::where_title(l) text=t::delivery::where_text(l)>
                <BankAndSize banks form/>
                <CheckField name="low_door" label=t::delivery::low_door(l) hint=t::delivery::low_door_hint(l)/>
            </FormPart>
            <div class="form-actions delivery-submit">
                <Button look=ButtonLook::Primary icon=Glyph::Tag pending=form.act.pending() disabled=form.act.asleep()>
                    {t::delivery::submit(l)}
                </Button>
                <p class="quiet-text small-text">{t::delivery::submit_hint(l)}</p>
            </div>
        </form>
    }
}

#[component]
fn Who(form: FormState) -> impl IntoView {
    let l = use_locale();
    let languages = Locale::ALL.map(|l| Choice::new(l.code(), l.name())).to_vec();
    view! {
        <Field
            name="name"
            label=t::delivery::name(l)
            hint=t::delivery::name_hint(l)
            error=form.error("name")
            autocomplete="off"
            required=true
            maxlength=120
        />
        <div class="form-pair">
            <Field
                name="email"
                label=t::delivery::email(l)
                hint=t::delivery::email_hint(l)
                kind=FieldKind::Email
                error=form.error("email")
                autocomplete="off"
                maxlength=250
            />
            <Field
                name="phone"
                label=t::delivery::phone(l)
                hint=t::delivery::phone_hint(l)
                kind=FieldKind::Tel
                error=form.error("phone")
                autocomplete="off"
                maxlength=40
            />
        </div>
        <ChoiceField
            name="locale"
            label=t::delivery::locale(l)
            hint=t::delivery::locale_hint(l)
            choices=languages
            value=l.code().to_owned()
            error=form.error("locale")
            required=true
        />
    }
}

#[component]
fn What(form: FormState) -> impl IntoView {
    let l = use_locale();
    let items = std::iter::once((String::new(), t::delivery::item_choose(l).to_owned()))
        .chain(Item::DOCUMENTS.map(|item| (item.wire().to_owned(), look::item_name(l, item).to_owned())))
        .collect();
    view! {
        <div class="form-pair">
            <SelectField name="item" label=t::delivery::item(l) options=items error=form.error("item") required=true/>
            <Field
                name="reference"
                label=t::delivery::reference(l)
                error=form.error("reference")
                autocomplete="off"
                maxlength=120
            />
        </div>
    }
}

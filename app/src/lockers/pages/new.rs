//! Setting up a bank: where it stands, whom to call, and its doors, drawn while they are typed.

use domain::lockers::{BankForm, PlaceForm};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use crate::i18n::use_locale;
use crate::lockers::place_fields::{place_fields, zone_example};
use crate::lockers::{api, look};
use crate::portal::form::{FormState, Typed};
use crate::portal::look::{Page, layout_href};
use crate::portal::title;
use crate::t;
use crate::ui::{Button, ButtonLook, DoorGrid, Field, FormErrors, Glyph, PageHeader};

/// What stands in the field of the layout at first: a small bank, to be changed.
const FIRST_LAYOUT: &str = "S S S M M / S S S S L / M M XL";

/// Setting up a bank.
#[component]
pub fn NewBankPage() -> impl IntoView {
    let l = use_locale();
    title(t::lockers::new_title(l));
    let back = (Page::Banks.href(l), t::lockers::list_title(l).to_owned());
    view! {
        <PageHeader title=t::lockers::new_title(l) lead=t::lockers::new_lead(l) back/>
        <NewBankForm/>
    }
}

fn read(typed: &Typed) -> BankForm {
    let place = PlaceForm {
        name: typed.text("name"),
        address: typed.text("address"),
        city: typed.text("city"),
        latitude: typed.text("latitude"),
        longitude: typed.text("longitude"),
        time_zone: typed.text("time_zone"),
        opening_hours: typed.text("opening_hours"),
        hotline: typed.text("hotline"),
    };
    BankForm {
        place,
        layout: typed.text("layout"),
    }
}

#[component]
fn NewBankForm() -> impl IntoView {
    let l = use_locale();
    let form = FormState::new(look::field_label);
    let submit = move |event: SubmitEvent| {
        let Some(typed) = Typed::take(&event) else { return };
        let request = read(&typed);
        form.send_and_go(request.check(), api::create(request.clone()), move |id| {
            layout_href(l, id)
        });
    };
    view! {
        <form class="lockers-new" method="post" on:submit=submit novalidate>
            <div class="lockers-new-errors"><FormErrors errors=form.summary()/></div>
            <div class="card stack">
                <h2>{t::lockers::place_title(l)}</h2>
                {place_fields(l, &PlaceForm::default(), &|field| form.error(field), zone_example(l))}
            </div>
            <div class="card stack">
                <h2>{t::lockers::layout_title(l)}</h2>
                <LayoutField form/>
            </div>
            <div class="form-actions lockers-new-submit">
                <Button look=ButtonLook::Primary icon=Glyph::Bank pending=form.act.pending() disabled=form.act.asleep()>
                    {t::lockers::create(l)}
                </Button>
            </div>
        </form>
    }
}

/// The layout as text, and beside it the bank that it makes.
#[component]
fn LayoutField(form: FormState) -> impl IntoView {
    let l = use_locale();
    let layout = RwSignal::new(FIRST_LAYOUT.to_owned());
    let doors = Memo::new(move |_| look::preview(l, &layout.read()));
    let count = move || t::lockers::doors(l, i64::try_from(doors.read().len()).unwrap_or(i64::MAX));
    view! {
        <Field
            name="layout"
            label=t::lockers::layout(l)
            hint=t::lockers::layout_hint(l)
            value=FIRST_LAYOUT.to_owned()
            error=form.error("layout")
            autocomplete="off"
            required=true
            on:input=move |event: Event| layout.set(event_target_value(&event))
        />
        <p role="status" class="quiet-text">{count}</p>
        <DoorGrid title=t::lockers::preview(l) doors=doors/>
    }
}

//! A new job for the couriers: filled in from its case, changed while somebody is on the telephone.

use domain::accounts::{OfficeView, Profile};
use domain::tickets::{NewTicket, StopForm, StopKind};
use domain::{Currency, Error, Locale};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::t;
use crate::tickets::look::stop_kind;
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct NewTicketPage<'a> {
    /// As typed, or filled in from the case.
    pub form: &'a NewTicket,
    /// Whose couriers may go.
    pub offices: &'a [OfficeView],
    /// Where the form goes, and where the way back leads.
    pub place: &'a str,
    /// The words of the way back.
    pub back: &'a str,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The form.
pub fn new_ticket(frame: &Frame<'_>, profile: &Profile, page: NewTicketPage<'_>) -> String {
    let l = frame.locale;
    let title = [t::tickets::new(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, t::tickets::lead(l)), || {
        let back = (page.place.to_owned(), page.back.to_owned());
        let action = [page.place, "/ticket"].concat();
        let form = page.form;
        let words = labels(l);
        let named: Vec<(&str, &str)> = words.iter().map(|(name, label)| (name.as_str(), *label)).collect();
        let errors = page.refusal.map(|e| form_errors(l, e, &named)).unwrap_or_default();
        let what_error = page.refusal.and_then(|e| field_error(l, e, "what"));
        view! {
            <div class="stack desk">
                <PageHeader title=t::tickets::new(l) back/>
                <form class="stack desk-new" method="post" action=action novalidate>
                    <FormErrors errors/>
                    <input type="hidden" name="once" value=form.once.clone()/>
                    <input type="hidden" name="case" value=form.case.clone()/>
                    <section class="card stack">
                        <Field name="what" label=t::tickets::what(l) hint=t::tickets::what_hint(l)
                            value=form.what.clone() error=what_error required=true maxlength=120/>
                    </section>
                    <div class="desk-two">
                        {stop(l, "from", t::courier::fetch(l), &form.from, page)}
                        {stop(l, "to", t::courier::bring(l), &form.to, page)}
                    </div>
                    {routing(l, page)}
                    <div class="row"><Button look=ButtonLook::Primary icon=Glyph::Courier>{t::tickets::make(l)}</Button></div>
                </form>
            </div>
        }
        .into_any()
    })
}

/// The fields in their order, with their labels.
fn labels(l: Locale) -> Vec<(String, &'static str)> {
    let mut all = vec![("what".to_owned(), t::tickets::what(l))];
    for side in ["from", "to"] {
        for (name, label) in [
            ("kind", t::tickets::kind(l)),
            ("name", t::tickets::name(l)),
            ("phone", t::tickets::phone(l)),
            ("email", t::tickets::email(l)),
            ("address", t::tickets::address(l)),
            ("city", t::tickets::city(l)),
            ("postcode", t::tickets::postcode(l)),
        ] {
            all.push(([side, ".", name].concat(), label));
        }
    }
    for (leg, label) in [
        ("pick", t::tickets::pick_window(l)),
        ("drop", t::tickets::drop_window(l)),
    ] {
        for part in ["day", "from", "until"] {
            all.push(([leg, "_", part].concat(), label));
        }
    }
    for (name, label) in [
        ("reward", t::tickets::reward_field(l)),
        ("currency", t::tickets::currency(l)),
        ("office", t::tickets::office(l)),
        ("country", t::tickets::country(l)),
    ] {
        all.push((name.to_owned(), label));
    }
    all
}

fn stop(l: Locale, side: &'static str, title: &'static str, form: &StopForm, page: NewTicketPage<'_>) -> AnyView {
    let error = |name: &str| page.refusal.and_then(|e| field_error(l, e, name));
    let at = |field: &str| [side, ".", field].concat();
    let field = |name: &str, label: &'static str, value: &str, kind: FieldKind, required: bool| {
        let name = at(name);
        let error = error(&name);
        let value = value.to_owned();
        view! { <Field name label value kind error required maxlength=120 autocomplete="off"/> }
    };
    let kinds: Vec<(String, String)> = StopKind::ALL
        .map(|kind| (kind.wire().to_owned(), stop_kind(l, kind).to_owned()))
        .to_vec();
    let text = FieldKind::Text;
    let leg = if side == "from" { "pick" } else { "drop" };
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            <input type="hidden" name=at("locale") value=form.locale.clone()/>
            <div class="form-pair">
                <SelectField name=at("kind") label=t::tickets::kind(l) options=kinds value=form.kind.clone() required=true/>
                {field("name", t::tickets::name(l), &form.name, text, true)}
            </div>
            <div class="form-pair">
                {field("phone", t::tickets::phone(l), &form.phone, FieldKind::Tel, false)}
                {field("email", t::tickets::email(l), &form.email, FieldKind::Email, false)}
            </div>
            {field("address", t::tickets::address(l), &form.address, text, true)}
            <div class="form-pair">
                {field("city", t::tickets::city(l), &form.city, text, true)}
                {field("postcode", t::tickets::postcode(l), &form.postcode, text, false)}
            </div>
            {hours(l, leg, page)}
        </section>
    }
    .into_any()
}

fn hours(l: Locale, leg: &'static str, page: NewTicketPage<'_>) -> AnyView {
    let form = page.form;
    let (title, day, from, until) = if leg == "pick" {
        (
            t::tickets::pick_window(l),
            &form.pick_day,
            &form.pick_from,
            &form.pick_until,
        )
    } else {
        (
            t::tickets::drop_window(l),
            &form.drop_day,
            &form.drop_from,
            &form.drop_until,
        )
    };
    let field = |part: &str, label: &'static str, value: &str, kind: FieldKind| {
        let name = [leg, "_", part].concat();
        let error = page.refusal.and_then(|e| field_error(l, e, &name));
        let value = value.to_owned();
        view! { <Field name label value kind error required=true/> }
    };
    view! {
        <fieldset class="desk-hours">
            <legend class="field-label">{title}</legend>
            {field("day", t::tickets::day(l), day, FieldKind::Date)}
            {field("from", t::tickets::from_time(l), from, FieldKind::Time)}
            {field("until", t::tickets::until_time(l), until, FieldKind::Time)}
        </fieldset>
    }
    .into_any()
}

fn routing(l: Locale, page: NewTicketPage<'_>) -> AnyView {
    let form = page.form;
    let error = |name: &str| page.refusal.and_then(|e| field_error(l, e, name));
    let mut offices = vec![(String::new(), t::tickets::office_auto(l).to_owned())];
    offices.extend(
        page.offices
            .iter()
            .map(|office| (office.id.to_string(), office.office.name.clone())),
    );
    let currencies = Currency::ALL
        .iter()
        .map(|currency| (currency.code().to_owned(), currency.code().to_owned()))
        .collect::<Vec<_>>();
    view! {
        <section class="card desk-line">
            <SelectField name="office" names=true label=t::tickets::office(l) options=offices value=form.office.clone()
                error=error("office") required=true/>
            <Field name="country" label=t::tickets::country(l) value=form.country.clone() error=error("country")
                maxlength=2 required=true autocomplete="off"/>
            <Field name="reward" label=t::tickets::reward_field(l) value=form.reward.clone() error=error("reward")
                autocomplete="off"/>
            <SelectField name="currency" label=t::tickets::currency(l) options=currencies value=form.currency.clone()
                required=true/>
        </section>
    }
    .into_any()
}

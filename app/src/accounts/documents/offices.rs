//! The manager's pages of offices: the list, and one office with its form and its people.

use domain::accounts::{Area, OfficeDetail, OfficeForm, OfficeView, PersonView, Profile};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::accounts::look::{person_state, role_names};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{field_error, number, time};
use crate::t;
use crate::ui::{
    Button, ButtonLook, Column, DataTable, Drawing, Empty, Field, FieldKind, FormErrors, Glyph, LinkButton, PageHeader,
    Row, SelectField, StatusBadge, form_errors,
};

fn head(title: &str, l: Locale) -> Head {
    Head::private([title, " · Cloakroom"].concat(), t::offices::lead(l))
}

/// All offices.
pub fn offices(frame: &Frame<'_>, profile: &Profile, offices: &[OfficeView]) -> String {
    let l = frame.locale;
    portal_page(frame, profile, head(t::offices::title(l), l), || {
        let columns = vec![
            Column::new(t::offices::name(l)),
            Column::new(t::offices::city(l)),
            Column::new(t::offices::areas(l)),
            Column::new(t::offices::phone(l)),
            Column::figures(t::offices::local_time(l)),
            Column::figures(t::offices::people(l)),
        ];
        let rows = offices.iter().map(|office| row(frame, office)).collect();
        let new = frame.to("/manager/offices/new");
        let again = new.clone();
        let empty = move || {
            let href = again.clone();
            view! {
                <Empty drawing=Drawing::Hooks title=t::offices::empty_title(l) text=t::offices::empty_text(l)>
                    <LinkButton href look=ButtonLook::Primary icon=Glyph::Plus>{t::offices::new(l)}</LinkButton>
                </Empty>
            }
            .into_any()
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=t::offices::title(l) lead=t::offices::lead(l)>
                    <LinkButton href=new look=ButtonLook::Primary icon=Glyph::Plus>{t::offices::new(l)}</LinkButton>
                </PageHeader>
                <DataTable caption=t::offices::title(l) columns rows empty/>
            </div>
        }
        .into_any()
    })
}

fn row(frame: &Frame<'_>, view: &OfficeView) -> Row {
    let l = frame.locale;
    let office = &view.office;
    let own = |text: String| view! { <span translate="no">{text}</span> }.into_any();
    let areas = if office.areas.is_empty() {
        view! { <span class="quiet-text">{t::offices::no_area(l)}</span> }.into_any()
    } else {
        own(office.areas.iter().map(Area::typed).collect::<Vec<_>>().join(", "))
    };
    Row::linked(
        [frame.to("/manager/offices/").as_str(), &view.id.to_string()].concat(),
        vec![
            own(office.name.clone()),
            own(office.city.clone()),
            areas,
            own(office.phone.grouped()),
            time(l, view.now).into_any(),
            number(l, i64::from(view.people)).into_any(),
        ],
    )
}

/// What the page of one office needs.
#[derive(Clone, Copy)]
pub struct OfficePage<'a> {
    /// The office as it is kept; none for a new one.
    pub detail: Option<&'a OfficeDetail>,
    /// The form as typed, or as kept.
    pub form: &'a OfficeForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// One office: its form, and its people beside it.
pub fn office(frame: &Frame<'_>, profile: &Profile, page: OfficePage<'_>) -> String {
    let l = frame.locale;
    let name = page.detail.map(|d| d.office.office.name.clone());
    let title = name.clone().unwrap_or_else(|| t::offices::new(l).to_owned());
    let place = page.detail.map_or_else(
        || frame.to("/manager/offices/new"),
        |d| [frame.to("/manager/offices/").as_str(), &d.office.id.to_string()].concat(),
    );
    portal_page(frame, profile, head(&title, l), || {
        let back = (frame.to("/manager/offices"), t::offices::back(l).to_owned());
        let people = page.detail.map(|detail| people(l, detail, &place));
        view! {
            <div class="stack stack-l">
                <PageHeader title own=name.is_some() back/>
                <div class="split">{form(l, page.form, page.refusal, place.clone())} {people}</div>
            </div>
        }
        .into_any()
    })
}

fn form(l: Locale, typed: &OfficeForm, refusal: Option<&Error>, action: String) -> AnyView {
    let labels = [
        ("name", t::offices::name(l)),
        ("address", t::offices::address(l)),
        ("city", t::offices::city(l)),
        ("phone", t::offices::phone(l)),
        ("opening_hours", t::offices::opening_hours(l)),
        ("time_zone", t::offices::time_zone(l)),
        ("latitude", t::offices::latitude(l)),
        ("longitude", t::offices::longitude(l)),
        ("areas", t::offices::areas(l)),
    ];
    let errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let label = |name: &str| labels.iter().find(|(n, _)| *n == name).map_or("", |(_, label)| *label);
    let field = |name: &'static str, value: &str, kind: FieldKind, hint: Option<&'static str>, required: bool| {
        let error = refusal.and_then(|e| field_error(l, e, name));
        let (label, value) = (label(name).to_owned(), value.to_owned());
        match hint {
            Some(hint) => view! { <Field name label kind value hint error required/> }.into_any(),
            None => view! { <Field name label kind value error required/> }.into_any(),
        }
    };
    let text = FieldKind::Text;
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{t::offices::what_title(l)}</h2>
            <FormErrors errors/>
            {field("name", &typed.name, text, None, true)}
            <div class="form-pair">
                {field("address", &typed.address, text, None, true)}
                {field("city", &typed.city, text, None, true)}
            </div>
            {field("phone", &typed.phone, FieldKind::Tel, Some(t::offices::phone_hint(l)), true)}
            {field("opening_hours", &typed.opening_hours, text, None, true)}
            {field("time_zone", &typed.time_zone, text, Some(t::offices::time_zone_hint(l)), true)}
            <div class="form-pair">
                {field("latitude", &typed.latitude, text, None, true)}
                {field("longitude", &typed.longitude, text, None, true)}
            </div>
            {field("areas", &typed.areas, text, Some(t::offices::areas_hint(l)), false)}
            <Button look=ButtonLook::Primary>{t::offices::save(l)}</Button>
        </form>
    }
    .into_any()
}

fn people(l: Locale, detail: &OfficeDetail, place: &str) -> AnyView {
    let action = [place, "/people"].concat();
    let lines = detail.people.iter().map(|person| member(l, person, action.clone()));
    let lines = lines.collect_view();
    let nobody = detail
        .people
        .is_empty()
        .then(|| view! { <p class="quiet-text">{t::offices::nobody(l)}</p> });
    let mut options = vec![(String::new(), t::offices::choose_person(l).to_owned())];
    options.extend(detail.elsewhere.iter().map(|person| {
        let words = [person.name.as_str(), " · ", &role_names(l, &person.roles)].concat();
        (person.id.to_string(), words)
    }));
    let add = (options.len() > 1).then(|| {
        view! {
            <form class="office-add" method="post" action=action>
                <SelectField name="add" names=true label=t::offices::add_person(l) options required=true/>
                <Button icon=Glyph::Plus>{t::offices::add(l)}</Button>
            </form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{t::offices::people_title(l)}</h2>
            <p class="small-text quiet-text">{t::offices::people_lead(l)}</p>
            {nobody}
            <ul class="office-people">{lines}</ul>
            {add}
        </section>
    }
    .into_any()
}

fn member(l: Locale, person: &PersonView, action: String) -> AnyView {
    let (tone, icon, state) = person_state(l, person.state);
    let label = t::offices::remove_label(l, &person.name);
    view! {
        <li class="office-person">
            <div class="office-person-words">
                <strong translate="no">{person.name.clone()}</strong>
                <span class="small-text quiet-text">{role_names(l, &person.roles)}</span>
            </div>
            <StatusBadge tone label=state icon/>
            <form method="post" action=action>
                <button class="button button-quiet" type="submit" name="remove" value=person.id.to_string() aria-label=label>
                    <span class="button-words">{t::offices::remove(l)}</span>
                </button>
            </form>
        </li>
    }
    .into_any()
}

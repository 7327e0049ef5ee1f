//! What is known of a thing: facts, what only its owner knows, its picture.

use domain::Locale;
use domain::register::{Contact, ThingView};
use leptos::prelude::*;

use crate::i18n::{date, date_time};
use crate::photos::PhotoCard;
use crate::register::look;
use crate::t;
use crate::t::register as text;
use crate::ui::{Detail, DetailList};

/// The facts.
pub(super) fn facts(l: Locale, view: &ThingView) -> AnyView {
    let row = &view.row;
    let mut details = vec![Detail::new(text::category(l), view.category.name.get(l).to_owned())];
    if !view.description.is_empty() {
        let words = view! { <span class="register-words">{view.description.clone()}</span> };
        details.push(Detail::own(text::description(l), words));
    }
    let lies = [row.office.as_str(), " · ", &row.storage].concat();
    details.push(Detail::own(text::storage(l), lies));
    details.push(Detail::new(text::found_on(l), date(l, row.found_on.moment())));
    details.push(Detail::own(text::area(l), view.area.clone()));
    details.push(Detail::new(text::source(l), look::source(l, view.source)));
    details.push(Detail::new(text::entered(l), date_time(l, row.entered)));
    details.push(Detail::new(text::keep_until(l), date(l, row.keep_until)));
    details.push(Detail::new(text::rule(l), rule(l, view)));
    details.push(Detail::new(text::finder(l), finder(l, view)));
    view! {
        <section class="card stack">
            <h2>{text::facts(l)}</h2>
            <DetailList details/>
        </section>
    }
    .into_any()
}

/// How long it is kept and why.
fn rule(l: Locale, view: &ThingView) -> AnyView {
    let days = look::days(l, view.keep_days);
    let country = (!view.country.is_empty()).then(|| view! { <span translate="no">{view.country.clone()}</span> ", " });
    let note = if view.keep_note.is_empty() {
        view! { <span>{text::house_rule(l)}</span> }.into_any()
    } else {
        view! { <span translate="no">{view.keep_note.clone()}</span> }.into_any()
    };
    view! { <span>{days} " (" {country} {note} ")"</span> }.into_any()
}

/// Ways to reach somebody.
pub(super) fn reach(contact: &Contact) -> AnyView {
    let phone = contact.phone.as_ref().map(|phone| {
        let href = ["tel:", phone.as_str()].concat();
        view! { <li><a class="tel" href=href translate="no">{phone.grouped()}</a></li> }
    });
    let email = contact.email.as_ref().map(|email| {
        let href = ["mailto:", email.as_str()].concat();
        view! { <li><a href=href translate="no">{email.to_string()}</a></li> }
    });
    if phone.is_none() && email.is_none() {
        return ().into_any();
    }
    view! { <ul class="register-ways">{phone}{email}</ul> }.into_any()
}

fn finder(l: Locale, view: &ThingView) -> AnyView {
    if view.finder.is_empty() {
        return text::finder_none(l).into_any();
    }
    let name = view.finder.name.as_ref().map(ToString::to_string);
    let name = name.map(|name| view! { <span translate="no">{name}</span> });
    let wants = view
        .finder_wants
        .then(|| view! { <p class="small-text">{text::finder_wants(l)}</p> });
    view! { {name} {reach(&view.finder)} {wants} }.into_any()
}

/// What only its owner knows.
pub(super) fn hidden(l: Locale, view: &ThingView) -> AnyView {
    let words = match view.details.as_deref() {
        None => text::forgotten(l).into_any(),
        Some("") => text::hidden_none(l).into_any(),
        Some(details) => view! { <span translate="no">{details.to_owned()}</span> }.into_any(),
    };
    let mut details = Vec::new();
    if let Some(question) = &view.question {
        details.push(Detail::own(text::question(l), question.clone()));
    }
    if let Some(place) = &view.place {
        details.push(Detail::own(text::place(l), place.clone()));
    }
    let more = (!details.is_empty()).then(|| view! { <DetailList details/> });
    view! {
        <section class="card stack register-hidden">
            <h2>{text::hidden(l)}</h2>
            <p class="register-words">{words}</p>
            {more}
        </section>
    }
    .into_any()
}

/// The picture, and how it is exchanged.
pub(super) fn photo(l: Locale, view: &ThingView, place: &str) -> AnyView {
    let card = PhotoCard {
        address: [place, "/photo"].concat(),
        remove: [place, "/photo-remove"].concat(),
        alt: t::photos::of_register(l),
        there: view.pictured,
        open: !view.row.stage.is_over(),
        refusal: None,
    };
    card.view(l)
}

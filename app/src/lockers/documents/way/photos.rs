//! The photos of a place on the manager's page: captions, order, taking away, one more. Every button is a form of its own.

use domain::Locale;
use domain::lockers::{CaptionForm, PlacePhoto, WayThere};
use leptos::prelude::*;

use super::page::{WayPage, WayRefusal};
use crate::i18n::{error_text, field_error};
use crate::photos::{PhotoField, photo_shown};
use crate::portal::look::{place_photo_href, way_href};
use crate::t;
use crate::t::way as text;
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, StatusBadge, Tone, form_errors};

/// All of them, and the way to one more.
pub(super) fn photos(l: Locale, page: WayPage<'_>) -> AnyView {
    let all = &page.view.way.photos;
    let cards: Vec<AnyView> = (1..)
        .zip(all)
        .map(|(number, photo)| card(l, page, number, photo))
        .collect();
    let cards = (!cards.is_empty()).then(|| view! { <ol class="way-cards">{cards}</ol> });
    view! {
        <section class="stack" aria-labelledby="photos">
            <h2 id="photos">{text::photos(l)}</h2>
            <p class="quiet-text measure">{text::photos_lead(l)}</p>
            {cards}
            {upload(l, page)}
        </section>
    }
    .into_any()
}

fn card(l: Locale, page: WayPage<'_>, number: usize, photo: &PlacePhoto) -> AnyView {
    let place = place_photo_href(l, page.view.bank, photo.id);
    let (last, number) = (number == page.view.way.photos.len(), number.to_string());
    let first = number == "1";
    let seen = photo.captions.shown(l, page.view.way.directions.first);
    let alt = seen.map_or_else(|| text::number(l, &number), |(_, words)| words.to_owned());
    let (tone, icon, label) = match seen {
        Some(_) => (Tone::Good, Glyph::Eye, text::is_shown(l)),
        None => (Tone::Warn, Glyph::Alert, text::hidden(l)),
    };
    let act = |end: &str, icon: Glyph, words: String| {
        let action = [place.as_str(), end].concat();
        view! { <form method="post" action=action><Button look=ButtonLook::Quiet icon>{words}</Button></form> }
            .into_any()
    };
    let earlier = (!first).then(|| act("/earlier", Glyph::ArrowLeft, text::earlier(l, &number)));
    let later = (!last).then(|| act("/later", Glyph::ArrowRight, text::later(l, &number)));
    let remove = act("/remove", Glyph::Trash, text::remove(l, &number));
    view! {
        <li class="card way-card">
            <div class="stack">
                <h3>{text::number(l, &number)}</h3>
                <StatusBadge tone label icon/>
                {photo_shown(place.clone(), alt)}
                <div class="way-acts">{earlier} {later} {remove}</div>
            </div>
            {captions(l, page, photo, &number)}
        </li>
    }
    .into_any()
}

/// What can be seen on a photo, in each language.
fn captions(l: Locale, page: WayPage<'_>, photo: &PlacePhoto, number: &str) -> AnyView {
    let refused = match page.refusal {
        Some(WayRefusal::Captions(id, form, error)) if id == photo.id => Some((form, error)),
        _ => None,
    };
    let form = refused.map_or_else(|| CaptionForm::from(&photo.captions), |(form, _)| form.clone());
    let id = |field: &str| [field, "-", number].concat();
    let labelled = |language: Locale| [language.name(), " · ", text::caption(l)].concat();
    let fields = Locale::ALL.map(|language| {
        let name = CaptionForm::field(language);
        let error = refused.and_then(|(_, e)| field_error(l, e, name));
        view! {
            <Field
                name
                id=id(name)
                label=labelled(language)
                kind=FieldKind::Text
                value=form.caption(language).to_owned()
                error=error
            />
        }
        .into_any()
    });
    let (action, save) = (
        place_photo_href(l, page.view.bank, photo.id),
        text::caption_save(l, number),
    );
    // The summary leads to the fields of this photo, not to those of the first.
    let errors = refused.map(|(_, e)| {
        let labels = Locale::ALL.map(|language| (CaptionForm::field(language), labelled(language)));
        let labels: Vec<(&str, &str)> = labels.iter().map(|(field, label)| (*field, label.as_str())).collect();
        let mut errors = form_errors(l, e, &labels);
        for error in &mut errors {
            error.field = error.field.take().map(|field| id(&field));
        }
        errors
    });
    view! {
        <form class="form" method="post" action=action novalidate>
            <input type="hidden" name="whole" value="yes"/>
            <FormErrors errors=errors.unwrap_or_default()/>
            {fields.collect_view()}
            <Button icon=Glyph::Check>{save}</Button>
        </form>
    }
    .into_any()
}

/// One more, while there is room.
fn upload(l: Locale, page: WayPage<'_>) -> AnyView {
    let refused = match page.refusal {
        Some(WayRefusal::Upload(error)) => Some(error),
        _ => None,
    };
    if page.view.way.photos.len() >= WayThere::MOST_PHOTOS {
        return view! { <p class="quiet-text">{text::enough(l)}</p> }.into_any();
    }
    let labels = [("photo", text::add(l))];
    let errors = refused.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = refused.map(|e| error_text(l, e));
    let action = [way_href(l, page.view.bank).as_str(), "/photo"].concat();
    view! {
        <form class="card form" method="post" action=action enctype="multipart/form-data">
            <FormErrors errors/>
            <PhotoField label=text::add(l) error required=true/>
            <Button icon=Glyph::Plus>{t::photos::keep(l)}</Button>
        </form>
    }
    .into_any()
}

//! The manager's page of the way to a bank: directions in each language, beside each what its readers see.

use domain::accounts::Profile;
use domain::ids::PlacePhotoId;
use domain::lockers::{CaptionForm, Directions, DirectionsForm, WayThere, WayView};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::{photos, shown};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::portal::look::{bank_href, place_photo_href, way_href};
use crate::t::way as text;
use crate::ui::{
    Banner, Button, ButtonLook, FormErrors, Glyph, Icon, PageHeader, SelectField, TextArea, Tone, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct WayPage<'a> {
    /// What is kept.
    pub view: &'a WayView,
    /// The directions as typed, or as kept.
    pub form: &'a DirectionsForm,
    /// What the previews show: what was typed; what is kept, if that was refused.
    pub read: &'a Directions,
    /// Why the last try did nothing.
    pub refusal: Option<WayRefusal<'a>>,
    /// What is to be said over the page.
    pub state: WayState,
}

/// Why a try did nothing, and about what it was.
#[derive(Clone, Copy)]
pub enum WayRefusal<'a> {
    /// The directions.
    Directions(&'a Error),
    /// A photo that was sent.
    Upload(&'a Error),
    /// The captions of this photo, as typed.
    Captions(PlacePhotoId, &'a CaptionForm, &'a Error),
}

impl<'a> WayRefusal<'a> {
    /// Why.
    pub const fn error(self) -> &'a Error {
        match self {
            Self::Directions(error) | Self::Upload(error) | Self::Captions(_, _, error) => error,
        }
    }
}

/// What is to be said over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WayState {
    /// Nothing: the page was opened.
    #[default]
    Kept,
    /// The directions were saved.
    Saved,
    /// What was typed is shown, and not saved.
    Previewed,
    /// A photo was added.
    Added,
    /// Captions were saved.
    Captioned,
    /// A photo was removed.
    Removed,
}

impl WayPage<'_> {
    /// Why the directions were refused.
    fn refused(&self) -> Option<&Error> {
        match self.refusal {
            Some(WayRefusal::Directions(error)) => Some(error),
            _ => None,
        }
    }
}

/// The page.
pub fn way(frame: &Frame<'_>, profile: &Profile, page: WayPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::lead(l)), || {
        let back = (bank_href(l, page.view.bank), text::back(l).to_owned());
        let name = page.view.place.name.clone();
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l) eyebrow=name own_eyebrow=true back/>
                {said(l, page.state)}
                {form(l, page)}
                {photos::photos(l, page)}
            </div>
        }
        .into_any()
    })
}

fn said(l: Locale, state: WayState) -> Option<AnyView> {
    let (tone, title) = match state {
        WayState::Kept => return None,
        WayState::Saved => (Tone::Good, text::saved(l)),
        WayState::Previewed => (Tone::Active, text::previewed(l)),
        WayState::Added => (Tone::Active, text::added(l)),
        WayState::Captioned => (Tone::Good, text::captioned(l)),
        WayState::Removed => (Tone::Good, text::removed(l)),
    };
    Some(view! { <Banner tone title/> }.into_any())
}

fn form(l: Locale, page: WayPage<'_>) -> AnyView {
    let named = |language: Locale| [language.name(), " · ", text::directions(l)].concat();
    let labels = Locale::ALL.map(|language| (DirectionsForm::field(language), named(language)));
    let mut labels: Vec<(&str, &str)> = labels.iter().map(|(field, label)| (*field, label.as_str())).collect();
    labels.push(("first", text::first(l)));
    let errors = page.refused().map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let kept = page
        .refused()
        .map(|_| view! { <p class="quiet-text">{text::shows_kept(l)}</p> });
    let way = WayThere {
        directions: page.read.clone(),
        photos: page.view.way.photos.clone(),
    };
    let languages = Locale::ALL
        .map(|language| in_language(l, page, &way, language))
        .collect_view();
    let save = way_href(l, page.view.bank);
    let preview = [save.as_str(), "/preview"].concat();
    view! {
        <form class="stack stack-l" method="post" action=save novalidate>
            <input type="hidden" name="whole" value="yes"/>
            <FormErrors errors/>
            {kept}
            {languages}
            {first(l, page)}
            <div class="form-actions">
                <button class="button button-secondary" type="submit" formaction=preview>
                    <Icon glyph=Glyph::Eye/>
                    <span class="button-words">{text::preview(l)}</span>
                </button>
                <Button look=ButtonLook::Primary icon=Glyph::Check>{text::save(l)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// Which language stands in for the others.
fn first(l: Locale, page: WayPage<'_>) -> AnyView {
    let any = (String::new(), text::first_any(l).to_owned());
    let names = Locale::ALL.map(|language| (language.code().to_owned(), language.name().to_owned()));
    let options: Vec<(String, String)> = std::iter::once(any).chain(names).collect();
    let error = page.refused().and_then(|e| field_error(l, e, "first"));
    view! {
        <SelectField
            name="first"
            label=text::first(l)
            options
            value=page.form.first.clone()
            hint=text::first_hint(l)
            error=error
            names=true
        />
    }
    .into_any()
}

/// The words of one language, and beside them what its readers see.
fn in_language(l: Locale, page: WayPage<'_>, way: &WayThere, language: Locale) -> AnyView {
    let heading = ["way-", language.code()].concat();
    let labelled = heading.clone();
    let name = DirectionsForm::field(language);
    let error = page.refused().and_then(|e| field_error(l, e, name));
    view! {
        <section class="card own-language" aria-labelledby=labelled>
            <h2 id=heading lang=language.tag() translate="no">{language.name()}</h2>
            <TextArea
                name
                label=text::directions(l)
                value=page.form.words(language).to_owned()
                hint=text::directions_hint(l)
                error=error
                rows=6
            />
            {as_read(l, page, way, language)}
        </section>
    }
    .into_any()
}

/// What readers of a language see.
fn as_read(l: Locale, page: WayPage<'_>, way: &WayThere, reader: Locale) -> AnyView {
    let bank = page.view.bank;
    let words = shown::directions(l, reader, way);
    let photos = shown::photos(l, reader, way, &|photo| place_photo_href(l, bank, photo));
    let note = match way.directions.shown(reader) {
        None => Some(text::nothing(l).to_owned()),
        Some((language, _)) if language != reader => Some(text::instead(l, language.name())),
        Some(_) => None,
    };
    let sheet = (words.is_some() || photos.is_some())
        .then(|| view! { <div class="way-sheet">{words} {photos}</div> }.into_any());
    view! {
        <figure class="own-figure">
            <figcaption><Icon glyph=Glyph::Eye/>{text::as_read(l)}</figcaption>
            {sheet}
            {note.map(|note| view! { <p class="own-note">{note}</p> })}
        </figure>
    }
    .into_any()
}

//! Directions and photos as recipients read them, and as the manager's page shows it beforehand.
//!
//! `page` is the language of the page around them, `reader` that of whoever reads: on a recipient's page the same.

use domain::Locale;
use domain::ids::PlacePhotoId;
use domain::lockers::WayThere;
use leptos::prelude::*;

/// The directions; none when nothing is written in any language.
pub(crate) fn directions(page: Locale, reader: Locale, way: &WayThere) -> Option<AnyView> {
    let (language, words) = way.directions.shown(reader)?;
    let (lang, words) = (foreign(page, language), words.to_owned());
    Some(view! { <p class="way-words" lang=lang translate="no">{words}</p> }.into_any())
}

/// The photos that have a caption; none when there is none. Each is loaded when it comes near.
pub(crate) fn photos(
    page: Locale,
    reader: Locale,
    way: &WayThere,
    address: &dyn Fn(PlacePhotoId) -> String,
) -> Option<AnyView> {
    let figures: Vec<AnyView> = way
        .captioned(reader)
        .map(|caption| {
            let (href, source) = (address(caption.photo), address(caption.photo));
            let lang = foreign(page, caption.language);
            let (alt, words) = (caption.words.to_owned(), caption.words.to_owned());
            view! {
                <figure class="way-photo">
                    <a class="photo-link" href=href>
                        <img class="photo" src=source alt=alt lang=lang loading="lazy"/>
                    </a>
                    <figcaption lang=lang translate="no">{words}</figcaption>
                </figure>
            }
            .into_any()
        })
        .collect();
    (!figures.is_empty()).then(|| view! { <div class="way-photos">{figures}</div> }.into_any())
}

/// The tag of a language that is not that of the page around it.
fn foreign(page: Locale, language: Locale) -> Option<&'static str> {
    (language != page).then(|| language.tag())
}

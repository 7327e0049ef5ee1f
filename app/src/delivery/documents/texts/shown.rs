//! A mail and a text message as they will look at the recipient's: a sheet, and a telephone. What is added is marked.

use domain::Locale;
use domain::notices::{Alphabet, OwnKind, OwnPreview, Segments};
use leptos::prelude::*;

use crate::t::texts as text;
use crate::ui::{Glyph, Icon};

/// Both, with what there is to say about them in the manager's own language.
pub(super) fn messages(l: Locale, kind: OwnKind, preview: &OwnPreview) -> AnyView {
    let sms = kind.has_ending().then(|| sms(l, preview));
    view! { <div class="own-shown">{mail(l, preview)} {sms}</div> }.into_any()
}

fn mail(l: Locale, preview: &OwnPreview) -> AnyView {
    let body = marked(&preview.mail, preview.words.paragraph.as_deref());
    view! {
        <figure class="own-figure">
            <figcaption><Icon glyph=Glyph::Envelope/>{text::as_mail(l)}</figcaption>
            <div class="letter" lang=preview.locale.tag() translate="no">
                <p class="letter-from">{preview.organisation.clone()}</p>
                <p class="letter-subject">{preview.subject.clone()}</p>
                <div class="letter-body">{body}</div>
            </div>
            <p class="own-note">{text::sample(l)}</p>
        </figure>
    }
    .into_any()
}

fn sms(l: Locale, preview: &OwnPreview) -> AnyView {
    let body = marked(&preview.sms, preview.words.ending.as_deref());
    let grown = preview.size.count > preview.standard.count;
    let standard = grown.then(|| {
        let parts = text::parts(l, whole(preview.standard.count));
        view! { <span>{text::standard_size(l)} " " {parts}</span> }
    });
    view! {
        <figure class="own-figure">
            <figcaption><Icon glyph=Glyph::Phone/>{text::as_sms(l)}</figcaption>
            <div class="handset" lang=preview.locale.tag() translate="no">
                <p class="handset-from">{preview.organisation.clone()}</p>
                <p class="handset-bubble">{body}</p>
            </div>
            <p class="own-note own-size">{size(l, preview.size)} {standard}</p>
        </figure>
    }
    .into_any()
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn size(l: Locale, size: Segments) -> AnyView {
    let alphabet = match size.alphabet {
        Alphabet::Gsm7 => text::plain_letters(l),
        Alphabet::Ucs2 => text::wide_letters(l),
    };
    view! {
        <span>{text::characters(l, whole(size.units))}</span>
        <span><strong>{text::parts(l, whole(size.count))}</strong></span>
        <span>{alphabet}</span>
    }
    .into_any()
}

/// The text with own words marked where they stand last.
fn marked(message: &str, own: Option<&str>) -> AnyView {
    let own: Option<String> = own.map(|own| own.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
    match own.as_deref().and_then(|own| Some((message.rsplit_once(own)?, own))) {
        Some(((before, after), own)) => {
            let (before, own, after) = (before.to_owned(), own.to_owned(), after.to_owned());
            view! { {before} <mark>{own}</mark> {after} }.into_any()
        }
        None => message.to_owned().into_any(),
    }
}

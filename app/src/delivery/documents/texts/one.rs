//! One kind: what is added in each language, and what the messages look like with it.

use domain::accounts::Profile;
use domain::notices::{OwnForm, OwnKind, OwnPreview};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::{look, shown};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::t::texts as text;
use crate::ui::{
    Banner, Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, Icon, PageHeader, TextArea, Tone, form_errors,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct TextsPage<'a> {
    /// Which kind.
    pub kind: OwnKind,
    /// The words as typed, or as kept.
    pub form: &'a OwnForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// What the messages would be: with what was typed; with what is kept, if that was refused.
    pub previews: &'a [OwnPreview],
    /// What is to be said over the form.
    pub state: TextsState,
    /// Whether something is kept that can be taken away.
    pub adapted: bool,
}

/// What is to be said over the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextsState {
    /// Nothing: the page was opened.
    #[default]
    Kept,
    /// It was saved.
    Saved,
    /// The standard text is back.
    Reset,
    /// What was typed is shown, and not saved.
    Previewed,
}

/// The page.
pub fn one(frame: &Frame<'_>, profile: &Profile, page: TextsPage<'_>) -> String {
    let l = frame.locale;
    let title = look::kind(l, page.kind);
    let head = Head::private([title, " · Cloakroom"].concat(), look::when(l, page.kind));
    portal_page(frame, profile, head, || {
        let back = (frame.to("/manager/texts"), text::back(l).to_owned());
        let place = [frame.to("/manager/texts/").as_str(), page.kind.wire()].concat();
        view! {
            <div class="stack stack-l">
                <PageHeader title lead=look::when(l, page.kind) back/>
                {said(l, page.state)}
                {form(l, page, &place)}
                {page.adapted.then(|| reset(l, &place))}
            </div>
        }
        .into_any()
    })
}

fn said(l: Locale, state: TextsState) -> Option<AnyView> {
    let (tone, title) = match state {
        TextsState::Kept => return None,
        TextsState::Saved => (Tone::Good, text::saved(l)),
        TextsState::Reset => (Tone::Good, text::was_reset(l)),
        TextsState::Previewed => (Tone::Active, text::previewed(l)),
    };
    Some(view! { <Banner tone title/> }.into_any())
}

fn form(l: Locale, page: TextsPage<'_>, place: &str) -> AnyView {
    let named = |language: Locale, label: &str| [language.name(), " · ", label].concat();
    let labels: Vec<(&str, String)> = Locale::ALL
        .into_iter()
        .flat_map(|language| {
            [
                (
                    OwnForm::paragraph_field(language),
                    named(language, paragraph(l, page.kind)),
                ),
                (OwnForm::ending_field(language), named(language, text::ending(l))),
            ]
        })
        .collect();
    let labels: Vec<(&str, &str)> = labels.iter().map(|(field, label)| (*field, label.as_str())).collect();
    let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let languages = Locale::ALL
        .map(|language| in_language(l, page, language))
        .collect_view();
    let kept = page.refusal.is_some() && !page.previews.is_empty();
    let (save, preview) = (place.to_owned(), [place, "/preview"].concat());
    view! {
        <form class="stack stack-l" method="post" action=save novalidate>
            <input type="hidden" name="whole" value="yes"/>
            <FormErrors errors/>
            {kept.then(|| view! { <p class="quiet-text">{text::shows_kept(l)}</p> })}
            {languages}
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

fn paragraph(l: Locale, kind: OwnKind) -> &'static str {
    match kind {
        OwnKind::Signature => text::signature(l),
        OwnKind::Message(_) => text::paragraph(l),
    }
}

/// The fields of one language, and its messages beside them.
fn in_language(l: Locale, page: TextsPage<'_>, language: Locale) -> AnyView {
    let heading = ["own-", language.code()].concat();
    let labelled = heading.clone();
    let preview = page.previews.iter().find(|one| one.locale == language);
    let error = |field: &str| page.refusal.and_then(|e| field_error(l, e, field));
    let (name, ending) = (OwnForm::paragraph_field(language), OwnForm::ending_field(language));
    let (hint, rows) = match page.kind {
        OwnKind::Signature => (text::signature_hint(l), 3),
        OwnKind::Message(_) => (text::paragraph_hint(l), 6),
    };
    let sms = page.kind.has_ending().then(|| {
        view! {
            <Field
                name=ending
                label=text::ending(l)
                kind=FieldKind::Text
                value=page.form.ending(language).to_owned()
                hint=text::ending_hint(l)
                error=error(ending)
            />
        }
    });
    view! {
        <section class="card own-language" aria-labelledby=labelled>
            <h2 id=heading lang=language.tag() translate="no">{language.name()}</h2>
            <div class="own-words">
                <TextArea
                    name
                    label=paragraph(l, page.kind)
                    value=page.form.paragraph(language).to_owned()
                    hint=hint
                    error=error(name)
                    rows
                />
                {sms}
            </div>
            {preview.map(|preview| shown::messages(l, page.kind, preview))}
        </section>
    }
    .into_any()
}

fn reset(l: Locale, place: &str) -> AnyView {
    view! {
        <form class="own-reset" method="post" action=[place, "/standard"].concat()>
            <p class="quiet-text">{text::reset_lead(l)}</p>
            <Button look=ButtonLook::Danger icon=Glyph::Return>{text::reset(l)}</Button>
        </form>
    }
    .into_any()
}

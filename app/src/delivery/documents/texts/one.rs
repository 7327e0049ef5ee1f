//! One kind: what is added in each language, and what the messages look like with it; one language at a time.
//!
//! The form has all languages: those that are not shown go along hidden, so that choosing another one loses nothing typed.

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
    /// Which language is shown. One in which something was refused is shown, too.
    pub language: Locale,
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
                {page.adapted.then(|| reset(l, page, &place))}
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
    let (mut seen, mut unseen) = (Vec::new(), Vec::new());
    for language in Locale::ALL {
        if is_shown(l, page, language) {
            seen.push(in_language(l, page, language));
        } else {
            unseen.push(unseen_fields(page, language));
        }
    }
    let kept = page.refusal.is_some() && !page.previews.is_empty();
    let save = [place, &asked(page.language)].concat();
    let preview = preview_of(place, page.language);
    view! {
        <form class="stack stack-l" method="post" action=save novalidate>
            <input type="hidden" name="whole" value="yes"/>
            // The return key presses the first button of a form: it must not be another language.
            <button class="unseen" type="submit" formaction=preview.clone() tabindex="-1" aria-hidden="true">
                {text::preview(l)}
            </button>
            {unseen}
            <FormErrors errors/>
            {tabs(l, page, place)}
            {kept.then(|| view! { <p class="quiet-text">{text::shows_kept(l)}</p> })}
            {seen}
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

/// The language in an address.
fn asked(language: Locale) -> String {
    ["?language=", language.code()].concat()
}

fn preview_of(place: &str, language: Locale) -> String {
    [place, "/preview", &asked(language)].concat()
}

fn is_shown(l: Locale, page: TextsPage<'_>, language: Locale) -> bool {
    let fields = [OwnForm::paragraph_field(language), OwnForm::ending_field(language)];
    let wrong = |field: &str| page.refusal.and_then(|e| field_error(l, e, field)).is_some();
    language == page.language || fields.into_iter().any(wrong)
}

/// What was typed in a language that is not shown.
fn unseen_fields(page: TextsPage<'_>, language: Locale) -> AnyView {
    let ending = page.kind.has_ending().then(|| {
        let value = page.form.ending(language).to_owned();
        view! { <input type="hidden" name=OwnForm::ending_field(language) value=value/> }
    });
    let value = page.form.paragraph(language).to_owned();
    view! {
        <input type="hidden" name=OwnForm::paragraph_field(language) value=value/>
        {ending}
    }
    .into_any()
}

/// The languages to choose from. Each is a button of the form: what was typed goes along, and comes back.
fn tabs(l: Locale, page: TextsPage<'_>, place: &str) -> AnyView {
    let tabs = Locale::ALL.map(|language| {
        let now = (language == page.language).then_some("true");
        let own = !page.form.paragraph(language).trim().is_empty() || !page.form.ending(language).trim().is_empty();
        let own = own.then(|| {
            view! {
                <Icon glyph=Glyph::Check/>
                <span class="unseen">{text::has_words(l)}</span>
            }
        });
        view! {
            <button class="own-tab" type="submit" formaction=preview_of(place, language) aria-current=now>
                <span lang=language.tag() translate="no">{language.name()}</span>
                " "
                {own}
            </button>
        }
    });
    view! { <div class="own-tabs" role="group" aria-label=text::language(l)>{tabs.collect_view()}</div> }.into_any()
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

fn reset(l: Locale, page: TextsPage<'_>, place: &str) -> AnyView {
    let standard = [place, "/standard", &asked(page.language)].concat();
    view! {
        <form class="own-reset" method="post" action=standard>
            <p class="quiet-text">{text::reset_lead(l)}</p>
            <Button look=ButtonLook::Danger icon=Glyph::Return>{text::reset(l)}</Button>
        </form>
    }
    .into_any()
}

//! What several pages of dealers and managers are put together from.

use domain::accounts::Profile;
use domain::{Currency, Error, Locale};
use leptos::prelude::*;

use super::four;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::error_text;
use crate::t::trade as text;
use crate::ui::{Banner, Button, Field, FormError, Glyph, SelectField, Tone, form_errors};

/// The head of a page of these portals.
pub(super) fn head(title: &str) -> Head {
    Head::private([title, " · Cloakroom"].concat(), title)
}

/// A page of these portals: what it shows stands in a stack.
pub(super) fn sheet(frame: &Frame<'_>, profile: &Profile, head: Head, body: impl FnOnce() -> AnyView) -> String {
    portal_page(frame, profile, head, || {
        let body = body();
        view! { <div class="stack stack-l trade">{body}</div> }.into_any()
    })
}

/// Why the last act did nothing, over the page.
pub(super) fn refused(l: Locale, error: Option<&Error>) -> Option<AnyView> {
    let error = error?;
    Some(view! { <Banner tone=Tone::Warn title=error_text(l, error)/> }.into_any())
}

/// That the last act was done.
pub(super) fn done(words: Option<&'static str>) -> Option<AnyView> {
    let words = words?;
    Some(view! { <Banner tone=Tone::Good title=words/> }.into_any())
}

/// What is wrong with a form: texts in four languages first (label and field of each), then the other fields.
pub(super) fn wrong(
    l: Locale,
    refusal: Option<&Error>,
    texts: &[(&'static str, &str)],
    others: &[(&str, &str)],
) -> Vec<FormError> {
    let Some(error) = refusal else { return Vec::new() };
    let texts: Vec<_> = texts
        .iter()
        .flat_map(|(label, name)| four::labels(label, name))
        .collect();
    let texts = texts.iter().map(|(field, label)| (field.as_str(), label.as_str()));
    let labels: Vec<(&str, &str)> = texts.chain(others.iter().copied()).collect();
    form_errors(l, error, &labels)
}

/// Shows how the form would look to visitors, in each language, in a window of its own. `path` takes the form by POST.
pub(super) fn previews(l: Locale, path: &str) -> AnyView {
    let all = Locale::ALL.map(|language| {
        let action = ["/", language.code(), path].concat();
        view! {
            <button class="button button-quiet" type="submit" formaction=action formtarget="_blank" lang=language.tag()>
                <span class="button-words" translate="no">{language.name()}</span>
            </button>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="field-label">{text::preview(l)}</legend>
            <p class="field-hint">{text::preview_hint(l)}</p>
            <div class="row">{all.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// By what and for which months figures are shown: a GET of `by`, `from`, `until`. `options` are what they can be shown
/// by, `chosen` is what they are shown by now.
pub(crate) fn months(
    l: Locale,
    action: String,
    options: Vec<(String, String)>,
    chosen: &'static str,
    (from, until): (String, String),
) -> AnyView {
    view! {
        <form class="search" method="get" action=action>
            <div class="trade-filter"><SelectField name="by" label=text::by(l) options value=chosen required=true/></div>
            <div class="trade-filter"><Field name="from" label=text::from_month(l) value=from required=true maxlength=7/></div>
            <div class="trade-filter"><Field name="until" label=text::until_month(l) value=until required=true maxlength=7/></div>
            <Button icon=Glyph::Search>{text::show(l)}</Button>
        </form>
    }
    .into_any()
}

/// The currencies as a form offers them.
pub(super) fn currencies() -> Vec<(String, String)> {
    Currency::ALL
        .iter()
        .map(|currency| (currency.code().to_owned(), currency.code().to_owned()))
        .collect()
}

/// The languages as a form offers them.
pub(super) fn languages() -> Vec<(String, String)> {
    Locale::ALL
        .iter()
        .map(|l| (l.code().to_owned(), l.name().to_owned()))
        .collect()
}

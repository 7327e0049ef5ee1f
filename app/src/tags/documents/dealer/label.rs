//! What stands on the dealer's labels: a line, a telephone number, a logo.

use domain::accounts::Profile;
use domain::tags::{DealerView, LabelText};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::field_error;
use crate::t::trade as text;
use crate::tags::documents::parts::{done, head, sheet};
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, PageHeader, form_errors};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct LabelPage<'a> {
    /// The dealer.
    pub dealer: &'a DealerView,
    /// The words as typed.
    pub form: &'a LabelText,
    /// What became of the last try with the words.
    pub refusal: Option<&'a Error>,
    /// What became of the last try with the logo.
    pub logo_refusal: Option<&'a Error>,
    /// Whether something was just saved.
    pub saved: bool,
}

/// The page. The words POST to itself, the logo as `file` to `…/logo/upload`.
pub fn label(frame: &Frame<'_>, profile: &Profile, what: LabelPage<'_>) -> String {
    let l = frame.locale;
    let place = frame.to("/dealer/label");
    sheet(frame, profile, head(text::label_title(l)), || {
        view! {
            <PageHeader title=text::label_title(l) lead=text::label_lead(l)/>
            {done(what.saved.then(|| text::saved(l)))}
            <div class="split">
                {words(l, place.clone(), what)}
                {logo(l, &place, what)}
            </div>
        }
        .into_any()
    })
}

fn words(l: Locale, action: String, what: LabelPage<'_>) -> AnyView {
    let labels = [("line", text::label_line(l)), ("phone", text::label_phone(l))];
    let errors = what.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    view! {
        <form class="form card" method="post" action=action novalidate>
            <FormErrors errors/>
            <Field
                name="line"
                label=text::label_line(l)
                hint=text::label_line_hint(l)
                value=what.form.line.clone()
                error=error("line")
                maxlength=40
            />
            <Field
                name="phone"
                label=text::label_phone(l)
                hint=text::label_phone_hint(l)
                kind=FieldKind::Tel
                value=what.form.phone.clone()
                error=error("phone")
            />
            <Button look=ButtonLook::Primary icon=Glyph::Check>{text::save(l)}</Button>
        </form>
    }
    .into_any()
}

fn logo(l: Locale, place: &str, what: LabelPage<'_>) -> AnyView {
    let action = [place, "/logo"].concat();
    let errors = what.logo_refusal.map(|e| form_errors(l, e, &[])).unwrap_or_default();
    let name = what.dealer.name.clone();
    let picture = what.dealer.has_logo.then(|| {
        let alt = text::logo_of(l, &name);
        view! { <img class="trade-logo" src=action.clone() alt=alt/> }
    });
    let remove = what.dealer.has_logo.then(|| {
        view! {
            <form method="post" action=[place, "/logo/remove"].concat()>
                <Button look=ButtonLook::Quiet icon=Glyph::Trash>{text::logo_remove(l)}</Button>
            </form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::logo(l)}</h2>
            {picture}
            <form class="form" method="post" action=[action.as_str(), "/upload"].concat() enctype="multipart/form-data">
                <FormErrors errors/>
                <div class="field">
                    <label class="field-label" for="logo">{text::logo_choose(l)}</label>
                    <p class="field-hint" id="logo-hint">{text::logo_hint(l)}</p>
                    <input class="input" id="logo" type="file" name="file" accept="image/png" required aria-describedby="logo-hint"/>
                </div>
                <Button icon=Glyph::Check>{text::logo_upload(l)}</Button>
            </form>
            {remove}
        </section>
    }
    .into_any()
}

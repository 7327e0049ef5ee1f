//! After the password: six digits from the phone, or a recovery code from paper.

use domain::{Error, Locale, RefusalCode};
use leptos::prelude::*;

use crate::documents::{Frame, Head};
use crate::i18n::field_error;
use crate::site::public_page;
use crate::t::second_step as text;
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, PageHeader, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct CodePage<'a> {
    /// Where to go afterwards: a path of ours, checked by `server`.
    pub next: &'a str,
    /// Whether a recovery code was typed last.
    pub by_recovery: bool,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page. What was typed is not shown again: it counts no more, or is worth hiding.
pub fn step_code(frame: &Frame<'_>, page: CodePage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::code_title(l), " · Cloakroom"].concat(), text::code_lead(l));
    let (action, again) = (frame.to("/sign-in/code"), frame.to("/sign-in"));
    public_page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=text::code_title(l) lead=text::code_lead(l)/>
                {form(l, page, action)}
                <p><a href=again>{text::start_over(l)}</a></p>
            </div>
        }
        .into_any()
    })
}

fn form(l: Locale, page: CodePage<'_>, action: String) -> AnyView {
    // What is wrong stands where it was typed.
    let here = if page.by_recovery { "recovery" } else { "code" };
    let asked = if page.by_recovery {
        text::recovery(l)
    } else {
        text::digits(l)
    };
    let labels = [("code", asked)];
    let mut errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    for error in &mut errors {
        error.field = error.field.as_ref().map(|_| here.to_owned());
    }
    let wrong = page.refusal.and_then(|e| field_error(l, e, "code"));
    let (at_code, at_recovery) = if page.by_recovery { (None, wrong) } else { (wrong, None) };
    let rests = page.refusal.is_some_and(|e| e.is(RefusalCode::SecondStepRests));
    let open = page.by_recovery || rests;
    view! {
        <form class="form card second-step-code" method="post" action=action novalidate>
            <FormErrors errors/>
            <input type="hidden" name="next" value=page.next.to_owned()/>
            <Field
                name="code"
                label=text::digits(l)
                hint=text::digits_hint(l)
                kind=FieldKind::Number
                error=at_code
                autocomplete="one-time-code"
                maxlength=16
                required=true
            />
            <details class="second-step-else" open=open>
                <summary>{text::no_phone(l)}</summary>
                <div class="stack">
                    <p class="quiet-text">{text::no_phone_lead(l)}</p>
                    <Field
                        name="recovery"
                        label=text::recovery(l)
                        error=at_recovery
                        autocomplete="off"
                        maxlength=24
                    />
                </div>
            </details>
            <Button look=ButtonLook::Primary>{text::go_on(l)}</Button>
        </form>
    }
    .into_any()
}

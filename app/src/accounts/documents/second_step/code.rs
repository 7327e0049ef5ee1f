//! After the password: a passkey, six digits from the phone, or a recovery code from paper.

use domain::{Error, Locale, RefusalCode};
use leptos::prelude::*;

use super::ask::{Answer, Ask, ask};
use crate::documents::{Frame, Head, Script};
use crate::i18n::field_error;
use crate::site::public_page;
use crate::t::{passkeys as keys, second_step as text};
use crate::ui::{Button, ButtonLook, Field, FieldKind, FormErrors, PageHeader, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct CodePage<'a> {
    /// Where to go afterwards: a path of ours, checked by `server`.
    pub next: &'a str,
    /// Whether a phone's digits count for whoever gave the password.
    pub digits: bool,
    /// What the browser is asked, where a passkey counts: JSON.
    pub passkey: Option<&'a str>,
    /// Whether a recovery code was typed last.
    pub by_recovery: bool,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page. What was typed is not shown again: it counts no more, or is worth hiding.
pub fn step_code(frame: &Frame<'_>, page: CodePage<'_>) -> String {
    let l = frame.locale;
    let lead = match (page.passkey, page.digits) {
        (None, true) => text::code_lead(l),
        (Some(_), true) => keys::code_lead(l),
        (Some(_), false) => keys::code_lead_no_phone(l),
        (None, false) => keys::code_lead_paper(l),
    };
    let head = Head::private([text::code_title(l), " · Cloakroom"].concat(), lead);
    let head = head.with(page.passkey.map(|_| Script::Passkey));
    let (action, again) = (frame.to("/sign-in/code"), frame.to("/sign-in"));
    public_page(frame, head, || {
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=text::code_title(l) lead/>
                {page.passkey.map(|options| passkey(frame, page, options))}
                {form(l, page, action)}
                <p><a href=again>{text::start_over(l)}</a></p>
            </div>
        }
        .into_any()
    })
}

/// Whether it was the passkey that was refused.
fn of_passkey(page: CodePage<'_>) -> Option<&Error> {
    let ours = [RefusalCode::WrongPasskey, RefusalCode::PasskeyCopied];
    page.refusal.filter(|error| ours.iter().any(|code| error.is(*code)))
}

fn passkey(frame: &Frame<'_>, page: CodePage<'_>, options: &str) -> AnyView {
    let l = frame.locale;
    let errors = of_passkey(page).map(|e| form_errors(l, e, &[])).unwrap_or_default();
    let answer = Answer {
        action: frame.to("/sign-in/code/passkey"),
        next: page.next,
        button: keys::use_mine(l),
    };
    view! {
        <section class="card stack">
            <h2>{keys::with_mine(l)}</h2>
            <FormErrors errors/>
            {ask(frame, Ask::Use(options), answer.form(l))}
        </section>
    }
    .into_any()
}

fn form(l: Locale, page: CodePage<'_>, action: String) -> AnyView {
    // What is wrong stands where it was typed.
    let by_recovery = page.by_recovery || !page.digits;
    let here = if by_recovery { "recovery" } else { "code" };
    let asked = if by_recovery {
        text::recovery(l)
    } else {
        text::digits(l)
    };
    let labels = [("code", asked)];
    let refusal = page.refusal.filter(|_| of_passkey(page).is_none());
    let mut errors = refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    for error in &mut errors {
        error.field = error.field.as_ref().map(|_| here.to_owned());
    }
    let wrong = refusal.and_then(|e| field_error(l, e, "code"));
    let (at_code, at_recovery) = if by_recovery { (None, wrong) } else { (wrong, None) };
    let rests = page.refusal.is_some_and(|e| e.is(RefusalCode::SecondStepRests));
    let paper = !page.digits && (page.passkey.is_none() || refusal.is_some());
    let open = page.by_recovery || rests || paper;
    let summary = if page.digits {
        text::no_phone(l)
    } else {
        keys::no_passkey(l)
    };
    let digits = page.digits.then(|| {
        view! {
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
        }
    });
    view! {
        <form class="form card second-step-code" method="post" action=action novalidate>
            <FormErrors errors/>
            <input type="hidden" name="next" value=page.next.to_owned()/>
            {digits}
            <details class="second-step-else" open=open>
                <summary>{summary}</summary>
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

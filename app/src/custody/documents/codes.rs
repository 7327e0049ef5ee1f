//! In which form codes are made at a bank: signs, or digits with the end of a telephone number behind them.

use domain::accounts::Profile;
use domain::custody::{CodeForm, CodesView};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::field_error;
use crate::portal::look::{bank_href, codes_href};
use crate::t::codes as text;
use crate::ui::{Banner, Button, ButtonLook, Choice, ChoiceField, FormErrors, PageHeader, Tone, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct CodesPage<'a> {
    /// As it is kept.
    pub view: &'a CodesView,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether it was just saved.
    pub saved: bool,
}

/// The page.
pub fn codes(frame: &Frame<'_>, profile: &Profile, page: CodesPage<'_>) -> String {
    let l = frame.locale;
    let view = page.view;
    let title = [text::title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::lead(l)), || {
        let back = (bank_href(l, view.bank), text::back(l).to_owned());
        let name = view.name.clone();
        let saved = page
            .saved
            .then(|| view! { <Banner tone=Tone::Good title=text::saved(l)/> });
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l) eyebrow=name own_eyebrow=true back/>
                {saved}
                {still_out(l, view)}
                <div class="split">{form(l, page)}</div>
            </div>
        }
        .into_any()
    })
}

/// Codes of the other form that still open something: they go on doing so.
fn still_out(l: Locale, view: &CodesView) -> Option<AnyView> {
    (view.others > 0).then(|| {
        let count = i64::from(view.others);
        let title = match view.form {
            CodeForm::Digits => text::signs_out(l, count),
            CodeForm::Signs => text::digits_out(l, count),
        };
        view! { <Banner title><p>{text::still_out(l)}</p></Banner> }.into_any()
    })
}

fn form(l: Locale, page: CodesPage<'_>) -> AnyView {
    let error = page.refusal.and_then(|e| field_error(l, e, "form"));
    let errors = page
        .refusal
        .map(|e| form_errors(l, e, &[("form", text::form(l))]))
        .unwrap_or_default();
    let choices = vec![
        Choice::new(CodeForm::Signs.wire(), text::signs(l)).hint(text::signs_hint(l)),
        Choice::new(CodeForm::Digits.wire(), text::digits(l)).hint(text::digits_hint(l)),
    ];
    view! {
        <form class="form card" method="post" action=codes_href(l, page.view.bank) novalidate>
            <FormErrors errors/>
            <ChoiceField
                name="form"
                label=text::form(l)
                hint=text::form_hint(l)
                choices
                value=page.view.form.wire().to_owned()
                error
                required=true
            />
            <Button look=ButtonLook::Primary>{text::save(l)}</Button>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::{FieldError, Refusal, RefusalCode};

    use super::*;
    use crate::site::samples::{files, frame, id, profile};

    #[test]
    fn the_page_says_what_is_made_and_what_is_still_out() {
        let files = files();
        let field = FieldError {
            field: "form".to_owned(),
            code: RefusalCode::NotAChoice,
        };
        let refused = Error::from(Refusal::with_fields(RefusalCode::Form, vec![field]));
        for l in Locale::ALL {
            for form in CodeForm::ALL {
                let mut view = CodesView {
                    bank: id(3),
                    name: "Gara <script>".into(),
                    form,
                    others: 2,
                };
                let html = |view: &CodesView, refusal, saved| {
                    let shown = CodesPage { view, refusal, saved };
                    codes(&frame(l, "/manager/banks", &files), &profile(), shown)
                };
                let shown = html(&view, None, true);
                let out = match form {
                    CodeForm::Digits => text::signs_out(l, 2),
                    CodeForm::Signs => text::digits_out(l, 2),
                };
                assert!(shown.contains(&out) && shown.contains(text::saved(l)), "{l:?}");
                assert!(
                    !shown.contains("<script>alert") && shown.contains("Gara &lt;script"),
                    "{l:?}"
                );
                assert_eq!(shown.matches("type=\"radio\"").count(), 2, "{l:?}");
                view.others = 0;
                let shown = html(&view, Some(&refused), false);
                assert!(!shown.contains(&out) && shown.contains("id=\"form-error\""), "{l:?}");
            }
        }
    }
}

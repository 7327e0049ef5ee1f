//! Asks for a reason before something that cannot be taken back. What was typed stays until it is done.

use domain::{Locale, RefusalCode, ShortText};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::act::{Act, ActProblem};
use crate::i18n::{refusal_text, use_locale};
use crate::t;
use crate::ui::{Button, ButtonLook, Dialog, TextArea};

/// The reason as one line (a line break is no reason to refuse it), or what is wrong with it.
fn reason(l: Locale, typed: &str) -> Result<ShortText, String> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    ShortText::parse(&line).map_err(|code| match code {
        RefusalCode::Missing => t::ui::reason_missing(l).to_owned(),
        code => refusal_text(l, code).to_owned(),
    })
}

/// A dialog with a field for the reason. It closes when `act` was done; refused, it says why and keeps the words.
#[component]
pub fn ReasonDialog(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// The word on the button that does it.
    #[prop(into)]
    confirm: String,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What `on_confirm` runs.
    act: Act,
    /// Called with the reason.
    on_confirm: Callback<String>,
) -> impl IntoView {
    let l = use_locale();
    let form = NodeRef::<html::Form>::new();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match typed.with_untracked(|typed| reason(l, typed)) {
            Ok(reason) => {
                wrong.set(None);
                on_confirm.run(reason.into());
            }
            Err(words) => wrong.set(Some(words)),
        }
    };
    let done = act.done();
    Effect::new(move |before: Option<u32>| {
        let now = done.get();
        if before.is_some_and(|before| before != now) {
            typed.set(String::new());
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            open.set(false);
        }
        now
    });
    let field_id = [id.as_str(), "-reason"].concat();
    view! {
        <Dialog id title open>
            <form class="form" node_ref=form on:submit=submit novalidate>
                <p>{move || text.get()}</p>
                <TextArea
                    name="reason"
                    id=field_id
                    label=t::ui::reason(l)
                    hint=t::ui::reason_hint(l)
                    error=wrong
                    required=true
                    maxlength=LONGEST
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <ActProblem act/>
                <div class="form-actions">
                    <Button look=ButtonLook::Danger pending=act.pending()>{confirm}</Button>
                    <Button look=ButtonLook::Quiet kind="button" on:click=move |_| open.set(false)>
                        {t::ui::cancel(l)}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// As many letters as the server takes.
#[expect(clippy::cast_possible_truncation, reason = "a short text is short")]
const LONGEST: u32 = ShortText::MAX as u32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_checked_as_the_server_checks_it() {
        let check = |typed: &str, expected: Result<&str, &str>| {
            let got = reason(Locale::En, typed);
            assert_eq!(got.as_ref().map(ShortText::as_str).map_err(String::as_str), expected);
        };
        check(" left \n in the rain ", Ok("left in the rain"));
        check(" \n", Err(t::ui::reason_missing(Locale::En)));
        check(&"x".repeat(120), Ok(&"x".repeat(120)));
        check(&"x".repeat(121), Err(refusal_text(Locale::En, RefusalCode::TooLong)));
        check("a\u{202E}b", Err(refusal_text(Locale::En, RefusalCode::OddCharacters)));
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn no_more_can_be_typed_than_is_taken() {
        let html = Owner::new().with(|| {
            provide_context(Locale::En);
            let open = RwSignal::new(false);
            view! {
                <ReasonDialog
                    id="x" title="Sure?" text="It goes." confirm="Do it" open act=Act::new()
                    on_confirm=Callback::new(|_| ())
                />
            }
            .to_html()
        });
        assert!(html.contains("maxlength=\"120\""), "{html}");
    }
}

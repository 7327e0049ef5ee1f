//! A question over the page, in the browser's own `<dialog>`. Needs the portal's program; public pages use pages instead.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::button::{Button, ButtonLook};
use super::icon::{Glyph, Icon};
use super::text_area::TextArea;
use crate::i18n::use_locale;
use crate::t;

/// A modal dialog. Opens and closes with `open`; Escape and the cross close it.
#[component]
pub fn Dialog(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let title_id = [id.as_str(), "-title"].concat();
    let labelled = title_id.clone();
    view! {
        <dialog class="dialog" id=id aria-labelledby=labelled node_ref=element on:close=move |_| open.set(false)>
            <div class="dialog-head">
                <h2 id=title_id>{move || title.get()}</h2>
                <button
                    class="dialog-close"
                    type="button"
                    aria-label=t::ui::close(use_locale())
                    on:click=move |_| open.set(false)
                >
                    <Icon glyph=Glyph::Close/>
                </button>
            </div>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
    .into_any()
}

/// Asks for a reason before something that cannot be taken back.
#[component]
pub fn ConfirmDialog(
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
    /// Called with the reason, trimmed and not empty.
    on_confirm: Callback<String>,
) -> impl IntoView {
    let l = use_locale();
    let form = NodeRef::<html::Form>::new();
    let reason = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = reason.with_untracked(|r| r.trim().to_owned());
        if words.is_empty() {
            missing.set(Some(t::ui::reason_missing(l).to_owned()));
            return;
        }
        missing.set(None);
        reason.set(String::new());
        if let Some(form) = form.get_untracked() {
            form.reset();
        }
        open.set(false);
        on_confirm.run(words);
    };
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
                    error=missing
                    required=true
                    maxlength=300
                    on:input=move |event| reason.set(event_target_value(&event))
                />
                <div class="form-actions">
                    <Button look=ButtonLook::Danger>{confirm}</Button>
                    <Button look=ButtonLook::Quiet kind="button" on:click=move |_| open.set(false)>
                        {t::ui::cancel(l)}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

//! A question over the page, in the browser's own `<dialog>`. Needs the portal's program; public pages use pages instead.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
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

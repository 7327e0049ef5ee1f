//! "Are you sure?" before something that needs no reason but should not happen by a slip.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::i18n::use_locale;
use crate::t;
use crate::ui::{Button, ButtonLook, Dialog};

/// A question with a yes and a no.
#[component]
pub fn SureDialog(
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
    confirm: Signal<String>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Called when it shall be done.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let l = use_locale();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        open.set(false);
        on_confirm.run(());
    };
    view! {
        <Dialog id title open>
            <form class="form" method="dialog" on:submit=submit>
                <p>{move || text.get()}</p>
                <div class="form-actions">
                    <Button look=ButtonLook::Danger>{move || confirm.get()}</Button>
                    <Button look=ButtonLook::Quiet kind="button" on:click=move |_| open.set(false)>
                        {t::ui::cancel(l)}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}

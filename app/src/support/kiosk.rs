//! What support puts beside the languages of a kiosk: "I have a problem".
//!
//! Nothing of whoever asked stays: the panel goes with the reset of the screen, and the number with the panel.

use domain::support::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::ask_at_kiosk;
use super::look;
use crate::custody::desk::Desk;
use crate::custody::words::phone;
use crate::i18n::use_locale;
use crate::t::support as text;
use crate::ui::{Glyph, Icon};

/// Where the panel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// What is wrong?
    Choosing,
    /// On its way.
    Sending,
    /// Support knows it under this number.
    Known(u32),
    /// It did not get through.
    Failed,
}

/// The button, and the panel over the whole screen.
#[component]
pub fn Help(
    /// The screen.
    desk: Desk,
) -> impl IntoView {
    let l = use_locale();
    let step = RwSignal::new(Step::Choosing);
    let begin = move |_| {
        step.set(Step::Choosing);
        desk.aside.set(true);
    };
    let panel = move || desk.aside.get().then(|| view! { <Panel desk step/> });
    view! {
        <button class="button button-secondary kiosk-help" type="button" on:click=begin>
            <Icon glyph=Glyph::Info/>
            {text::kiosk_button(l)}
        </button>
        {panel}
    }
}

#[component]
fn Panel(desk: Desk, step: RwSignal<Step>) -> impl IntoView {
    let l = use_locale();
    let hotline = desk.part(|state| phone(&state.place.hotline));
    let hotline = move || hotline.get().unwrap_or_default();
    let ask = move |problem| {
        step.set(Step::Sending);
        spawn_local(async move {
            let known = ask_at_kiosk(problem).await;
            // Whoever went away meanwhile took the panel along.
            step.try_set(known.map_or(Step::Failed, Step::Known));
        });
    };
    let body = move || match step.get() {
        Step::Choosing => view! { <Problems ask=Callback::new(ask)/> }.into_any(),
        Step::Sending => view! { <h2 id="help" role="status">{text::kiosk_sending(l)}</h2> }.into_any(),
        Step::Known(number) => view! {
            <h2 id="help" role="status">{text::kiosk_done(l, &number.to_string())}</h2>
            <p>{text::kiosk_done_text(l, &hotline())}</p>
        }
        .into_any(),
        Step::Failed => view! {
            <h2 id="help" role="alert">{text::kiosk_failed(l)}</h2>
            <p>{text::kiosk_failed_text(l, &hotline())}</p>
        }
        .into_any(),
    };
    view! {
        <div class="kiosk-veil">
            <div class="kiosk-still kiosk-problems" role="dialog" aria-modal="true" aria-labelledby="help">
                {body}
                <button class="button button-secondary" type="button" on:click=move |_| desk.aside.set(false)>
                    {text::kiosk_back(l)}
                </button>
            </div>
        </div>
    }
}

/// What is wrong: one press each. Where nothing fits, the telephone is better than a keyboard on a wall.
#[component]
fn Problems(ask: Callback<Problem>) -> impl IntoView {
    let l = use_locale();
    let buttons = Problem::ALL.map(|problem| {
        view! {
            <li>
                <button class="button button-primary" type="button" on:click=move |_| ask.run(problem)>
                    {look::problem(l, problem)}
                </button>
            </li>
        }
    });
    view! {
        <h2 id="help">{text::kiosk_title(l)}</h2>
        <ul>{buttons.collect_view()}</ul>
    }
}

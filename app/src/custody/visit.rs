//! Another thing waits here for whoever has just collected one: how many there are, and the next door by a press. Never by
//! itself: a child may stand before it, or nobody any more.

use domain::custody::{Means, NextDoor};
use domain::ids::ConsignmentId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{kiosk_leave, kiosk_next};
use super::desk::Desk;
use super::look::{self, Scene, Stage};
use crate::i18n::use_locale;
use crate::t::kiosk as text;

impl Desk {
    /// The door that is offered now.
    pub(super) fn offered(self) -> Memo<Option<NextDoor>> {
        Memo::new(move |_| look::offered(&self.scene.read(), &self.heard.read()))
    }

    /// How far an opening is, and whether another one is offered after it.
    pub(super) fn stage(self) -> Stage {
        let scene = self.scene.get_untracked();
        let next = self.heard.with_untracked(|heard| look::offered(&scene, heard));
        if next.is_some() { Stage::Offering } else { scene.stage() }
    }

    /// Opens the door that is offered.
    pub(super) fn open_next(self, thing: ConsignmentId) {
        if self.checking.get_untracked() || self.cut.get_untracked() {
            return;
        }
        // Taken up: it is not offered again.
        if let Scene::Act(act) = self.scene.get_untracked() {
            self.dismissed.set(Some(act));
        }
        // Whatever is refused is not the keypad's business.
        self.hand_in(Means::Qr, kiosk_next(thing));
    }

    /// Whoever was offered another door does not open it, or is gone. The house is told; should it not hear, it is not
    /// offered here again all the same.
    pub(super) fn leave(self) {
        let offered = self.heard.with_untracked(|heard| {
            let state = heard.state()?;
            state.visit?.next?;
            state.act.clone()
        });
        let known = self.dismissed.get_untracked();
        let Some(act) = offered.filter(|act| known.as_ref() != Some(act)) else {
            return;
        };
        if let Some(collected) = act.collected {
            spawn_local(async move {
                // The house ends it by itself after two minutes.
                let _ = kiosk_leave(collected).await;
            });
        }
        self.dismissed.set(Some(act));
    }
}

/// "2 things wait here for you", while the first of their doors moves.
#[component]
pub fn Waiting(desk: Desk) -> impl IntoView {
    let l = use_locale();
    let waiting = desk.part(|state| state.visit.map_or(0, |visit| visit.waiting));
    move || {
        let many = waiting.get().filter(|many| *many > 1)?;
        Some(view! { <p class="visit-count">{text::visit_waiting(l, many.into())}</p> })
    }
}

/// "Another thing waits here for you: door 14."
#[component]
pub fn Offer(desk: Desk, next: NextDoor) -> impl IntoView {
    let l = use_locale();
    let door = next.compartment.to_string();
    view! {
        <section class="visit" role="group" aria-labelledby="visit">
            <h2 id="visit">{text::visit_next(l, &door)}</h2>
            <div class="visit-ways">
                <button class="button button-primary" type="button" on:click=move |_| desk.open_next(next.thing)>
                    {text::visit_open(l, &door)}
                </button>
                <button class="button button-secondary" type="button" on:click=move |_| desk.dismiss()>
                    {text::visit_later(l)}
                </button>
            </div>
        </section>
    }
}

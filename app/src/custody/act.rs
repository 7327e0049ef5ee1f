//! A door: opening, open, left open, done, or not opened. One message, the number, and where it is.

use domain::custody::{ActPhase, KioskAct};
use domain::ids::ConsignmentId;
use domain::lockers::{DoorView, PlacedPanel};
use leptos::prelude::*;

use super::desk::Desk;
use super::look::{self, Stage};
use super::visit::{Offer, Waiting};
use super::words;
use crate::i18n::use_locale;
use crate::t::kiosk as text;
use crate::ui::{DoorGrid, Glyph, Icon, Tag, TagSize};

/// What another slice has to say when a thing was collected. In the context of a page, if one has.
#[derive(Clone, Copy)]
pub struct Afterwards(pub Callback<ConsignmentId, AnyView>);

/// The picture of an opening.
#[component]
pub fn ActScene(desk: Desk, act: KioskAct) -> impl IntoView {
    let l = use_locale();
    let said = words::act(l, &act);
    let aloud = words::aloud(l, &act);
    let doors = desk.part(|state| state.doors.clone());
    let panels = desk.part(|state| state.panels.clone());
    let number = act.compartment;
    let place = move || {
        let (doors, panels) = (doors.get().unwrap_or_default(), panels.get().unwrap_or_default());
        words::whereabouts(l, look::whereabouts(&doors, &panels, number)).map(|place| {
            view! { <p class="act-place"><Icon glyph=Glyph::Pin/>{place}</p> }
        })
    };
    let todo = match act.phase {
        ActPhase::Open => view! { <Steps first=said.todo/> }.into_any(),
        _ => view! { <p class="act-todo">{said.todo}</p> }.into_any(),
    };
    let ended = Stage::of(act.phase) != Stage::UnderWay;
    let offered = desk.offered();
    let after = use_context::<Afterwards>().zip(act.collected);
    // One question at a time: first whether another door shall open.
    let below = move || match (offered.get(), after) {
        (Some(next), _) => view! { <Offer desk next/> }.into_any(),
        (None, Some((afterwards, thing))) => afterwards.0.run(thing),
        (None, None) => ().into_any(),
    };
    let back = move || (ended && offered.get().is_none()).then(|| view! { <Back desk/> });
    view! {
        <div class=class(act.phase) data-say=aloud>
            <section class="act-words">
                <Sign phase=act.phase number/>
                <div class="act-say" role="alert">
                    <h1>{said.title}</h1>
                    {shows_door(act.phase).then_some(place)}
                    {todo}
                    {(!ended).then(|| view! { <Waiting desk/> })}
                </div>
                {below}
                {back}
            </section>
            {shows_door(act.phase).then(|| view! { <Bank doors panels number/> })}
        </div>
    }
}

const fn class(phase: ActPhase) -> &'static str {
    match phase {
        ActPhase::Opening => "act act-opening",
        ActPhase::Open => "act act-open",
        ActPhase::LeftOpen => "act act-alarm",
        ActPhase::Done => "act act-alone act-done",
        ActPhase::LeftInside | ActPhase::NothingInside => "act act-alone act-warn",
        ActPhase::Failed { .. } => "act act-alone act-bad",
    }
}

/// Whether somebody must find the door.
const fn shows_door(phase: ActPhase) -> bool {
    matches!(Stage::of(phase), Stage::UnderWay)
}

/// The number on brass; for an end, its sign.
#[component]
fn Sign(phase: ActPhase, number: u16) -> impl IntoView {
    let glyph = match phase {
        ActPhase::Opening | ActPhase::Open | ActPhase::LeftOpen => None,
        ActPhase::Done => Some(Glyph::Check),
        ActPhase::LeftInside => Some(Glyph::Box),
        ActPhase::NothingInside => Some(Glyph::Alert),
        ActPhase::Failed { .. } => Some(Glyph::Close),
    };
    match glyph {
        Some(glyph) => view! { <span class="act-sign"><Icon glyph/></span> }.into_any(),
        None => view! {
            <span class="act-tag" aria-hidden="true"><Tag number=number.to_string() size=TagSize::Huge/></span>
        }
        .into_any(),
    }
}

/// What to do at an open door, in two steps.
#[component]
fn Steps(first: String) -> impl IntoView {
    view! {
        <ol class="act-steps">
            <li>{first}</li>
            <li>{text::shut(use_locale())}</li>
        </ol>
    }
}

/// This bank, with the door marked.
#[component]
fn Bank(doors: Memo<Option<Vec<DoorView>>>, panels: Memo<Option<Vec<PlacedPanel>>>, number: u16) -> impl IntoView {
    let l = use_locale();
    let drawn = Signal::derive(move || {
        let doors = doors.get().unwrap_or_default();
        look::drawing(&doors, Some(number), |number, here| words::door(l, number, here))
    });
    let panels = Signal::derive(move || panels.get().unwrap_or_default());
    view! { <section class="act-bank"><DoorGrid title=text::drawing(l) doors=drawn panels/></section> }
}

#[component]
fn Back(desk: Desk) -> impl IntoView {
    view! {
        <button class="button button-secondary" type="button" on:click=move |_| desk.dismiss()>
            {text::again(use_locale())}
        </button>
    }
}

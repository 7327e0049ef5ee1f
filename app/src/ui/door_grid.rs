//! A locker bank drawn as it stands: every door in its place and size, with its brass number and its state.

use domain::lockers::{PanelKind, PlacedPanel};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::door_look::{DoorLook, Frame};
use crate::i18n::use_locale;

/// One door, as the drawing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorDrawing {
    /// The number on the brass disc.
    pub number: u16,
    /// Column from the left, from 1.
    pub column: u16,
    /// First row from the top, from 1.
    pub row: u16,
    /// How many rows it takes.
    pub height_units: u16,
    /// Its state.
    pub look: DoorLook,
    /// What is read aloud and shown on hover: "12, size M, free".
    pub label: String,
}

/// The drawing. A door leads to `href(number)` if that gives an address, else can be pressed if there is `on_door`.
#[component]
pub fn DoorGrid(
    /// What bank it is, read aloud.
    #[prop(into)]
    title: String,
    /// Its doors.
    #[prop(into)]
    doors: Signal<Vec<DoorDrawing>>,
    /// What stands between them.
    #[prop(optional, into)]
    panels: Signal<Vec<PlacedPanel>>,
    /// The address behind a door.
    #[prop(optional, into)]
    href: Option<Callback<u16, Option<String>>>,
    /// What happens when a door is pressed.
    #[prop(optional, into)]
    on_door: Option<Callback<u16>>,
    /// Explains the states that occur.
    #[prop(optional)]
    legend: bool,
) -> impl IntoView {
    let region = title.clone();
    let frame = Memo::new(move |_| Frame::of(&doors.read(), &panels.read()));
    let cabinet = move || {
        let list = doors.get().into_iter().map(|door| {
            let address = href.and_then(|f| f.run(door.number));
            view! { <Door door address on_door/> }
        });
        list.collect_view()
    };
    view! {
        <div class="door-grid">
            <div class="door-scroll" tabindex="0" role="region" aria-label=region>
                <svg
                    class="doors"
                    viewBox=move || frame.read().view_box()
                    width=move || frame.read().width.to_string()
                    role="group"
                    aria-label=title
                >
                    {move || {
                        let f = frame.get();
                        view! {
                            <rect class="bank-plinth" x="10" y=f.plinth() width=f.inner() height="12"></rect>
                            <rect class="bank-body" x="0.5" y="0.5" width=f.width - 1 height=f.plinth() rx="10"></rect>
                            <rect class="bank-crown" x="10" y="9" width=f.inner() height="3" rx="1.5"></rect>
                        }
                    }}
                    {move || panels.get().into_iter().map(panel_drawing).collect_view()}
                    {cabinet}
                </svg>
            </div>
            {legend.then(|| view! { <Legend doors/> })}
        </div>
    }
    .into_any()
}

#[component]
fn Door(door: DoorDrawing, address: Option<String>, on_door: Option<Callback<u16>>) -> impl IntoView {
    let number = door.number;
    let label = door.label.clone();
    // On what can be pressed, a title would count as text that its name lacks.
    let titled = address.is_none() && on_door.is_none();
    let drawn = door_drawing(door, titled);
    match (address, on_door) {
        (Some(href), _) => view! { <g><a class="door-link" href=href aria-label=label>{drawn}</a></g> }.into_any(),
        (None, Some(press)) => {
            let key = move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    press.run(number);
                }
            };
            view! {
                <g
                    class="door-link"
                    role="button"
                    tabindex="0"
                    aria-label=label
                    on:click=move |_| press.run(number)
                    on:keydown=key
                >
                    {drawn}
                </g>
            }
            .into_any()
        }
        (None, None) => view! { <g role="img" aria-label=label>{drawn}</g> }.into_any(),
    }
}

/// A door in its place: leaf, brass disc, number, and the sign of its state.
fn door_drawing(door: DoorDrawing, titled: bool) -> impl IntoView {
    let place = Frame::place(&door);
    let (disc_x, disc_y, radius) = place.disc();
    let leaf = (door.look == DoorLook::Open).then(|| view! { <path class="door-leaf" d=place.leaf()></path> });
    let sign = door.look.glyph().map(|glyph| {
        view! { <path class="door-sign" d=glyph.path() transform=place.sign()></path> }
    });
    let ring = (door.look == DoorLook::Highlighted).then(|| {
        view! {
            <rect class="door-ring" x=place.x - 3 y=place.y - 3 width=place.width + 6 height=place.height + 6 rx="9"></rect>
        }
    });
    view! {
        <g class=door.look.class()>
            {titled.then(|| view! { <title>{door.label}</title> })}
            {ring}
            <rect class="door-face" x=place.x y=place.y width=place.width height=place.height rx="6"></rect>
            <rect
                class="door-inset"
                x=place.x + 4
                y=place.y + 4
                width=place.width - 8
                height=place.height - 8
                rx="3.5"
            ></rect>
            {leaf}
            <circle class="door-disc" cx=disc_x cy=disc_y r=radius></circle>
            <circle class="door-rim" cx=disc_x cy=disc_y r=radius - 2></circle>
            <text class="door-number" x=disc_x y=disc_y text-anchor="middle" dominant-baseline="central">
                {door.number.to_string()}
            </text>
            {sign}
        </g>
    }
}

/// What stands between the doors: plain steel, or the screen. It says nothing: it is there so that the bank is known again.
fn panel_drawing(panel: PlacedPanel) -> impl IntoView {
    let place = Frame::panel(panel);
    let glass = (panel.kind == PanelKind::Screen).then(|| {
        view! {
            <rect
                class="bank-glass"
                x=place.x + 12
                y=place.y + 7
                width=place.width - 24
                height=place.height - 14
                rx="4"
            ></rect>
        }
    });
    view! {
        <rect class="bank-panel" x=place.x y=place.y width=place.width height=place.height rx="3"></rect>
        {glass}
    }
}

/// The states that occur, each with its colour, sign and word.
#[component]
fn Legend(doors: Signal<Vec<DoorDrawing>>) -> impl IntoView {
    let l = use_locale();
    let entries = move || {
        let doors = doors.read();
        let looks = DoorLook::ALL
            .into_iter()
            .filter(|look| doors.iter().any(|d| d.look == *look));
        looks
            .map(|look| {
                let sign = look.glyph().map(|g| {
                    view! { <path class="door-sign" d=g.path() transform="translate(7 3) scale(.75)"></path> }
                });
                view! {
                    <li>
                        <svg class="legend-door" viewBox="0 0 32 24" aria-hidden="true">
                            <g class=look.class()>
                                <rect class="door-face" x="1" y="1" width="30" height="22" rx="5"></rect>
                                {sign}
                            </g>
                        </svg>
                        {look.word(l)}
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ul class="door-legend">{entries}</ul> }
}

//! The bank as eyes see it: doors shut or open, and what lies inside. Every door leads to what can be done with it.

use domain::Locale;
use domain::lockers::{DoorView, PanelKind, PlacedPanel};
use leptos::prelude::*;

use super::simulated::SimDoor;
use crate::t::demo as text;

const COLUMN: u32 = 112;
const ROW: u32 = 46;
const SIDE: u32 = 10;
const CROWN: u32 = 20;
const GAP: u32 = 3;

/// A sheet of paper with a seal, 26 × 30.
const DOCUMENT: &str = "M0 0h18l8 8v22h-26zM18 0v8h8M6 14h14M6 20h10";

/// The drawing. `address(number)` is where a door leads.
pub(super) fn drawing(
    l: Locale,
    doors: &[(DoorView, SimDoor)],
    panels: &[PlacedPanel],
    address: impl Fn(u16) -> String,
) -> AnyView {
    let (mut columns, mut rows) = (1_u32, 1_u32);
    let all = doors.iter().map(|(d, _)| (d.column, d.row, d.size.rows()));
    for (column, row, height) in all.chain(panels.iter().map(|p| (p.column, p.row, p.rows))) {
        columns = columns.max(u32::from(column));
        rows = rows.max(u32::from(row.max(1) - 1 + height));
    }
    let (width, plinth) = (columns * COLUMN + 2 * SIDE, CROWN + rows * ROW + SIDE);
    let frame = ["0 0 ", &width.to_string(), " ", &(plinth + 12).to_string()].concat();
    let all = doors.iter().map(|(view, sim)| door(l, view, *sim, address(sim.number)));
    let all = all.collect_view();
    view! {
        <div class="door-scroll">
            <svg class="doors sim" viewBox=frame width=width.to_string() role="group" aria-label=text::bank_drawing(l)>
                <rect class="bank-plinth" x="10" y=plinth width=width - 2 * SIDE height="12"></rect>
                <rect class="bank-body" x="0.5" y="0.5" width=width - 1 height=plinth rx="10"></rect>
                <rect class="bank-crown" x="10" y="9" width=width - 2 * SIDE height="3" rx="1.5"></rect>
                {panels.iter().copied().map(panel).collect_view()}
                {all}
            </svg>
        </div>
    }
    .into_any()
}

fn panel(panel: PlacedPanel) -> AnyView {
    let (x, y) = (
        SIDE + (u32::from(panel.column.max(1)) - 1) * COLUMN + GAP,
        CROWN + (u32::from(panel.row.max(1)) - 1) * ROW + GAP,
    );
    let (width, height) = (COLUMN - 2 * GAP, u32::from(panel.rows.max(1)) * ROW - 2 * GAP);
    let class = match panel.kind {
        PanelKind::Blank => "bank-panel",
        PanelKind::Screen => "bank-glass",
    };
    view! { <rect class=class x=x y=y width=width height=height rx="3"></rect> }.into_any()
}

/// "Door 7, size M, stands open, something lies inside".
pub(super) fn said(l: Locale, view: &DoorView, sim: SimDoor) -> String {
    let between = if l == Locale::Zh { "，" } else { ", " };
    let mut parts = vec![text::door(l, &sim.number.to_string()), text::size(l, view.size.wire())];
    parts.push(
        if sim.open {
            text::door_stands_open(l)
        } else {
            text::door_shut(l)
        }
        .to_owned(),
    );
    parts.push(
        if sim.item {
            text::door_holds(l)
        } else {
            text::door_empty(l)
        }
        .to_owned(),
    );
    if sim.jammed {
        parts.push(text::door_jammed(l).to_owned());
    }
    parts.join(between)
}

fn door(l: Locale, view: &DoorView, sim: SimDoor, address: String) -> AnyView {
    let (x, y) = (
        SIDE + (u32::from(view.column.max(1)) - 1) * COLUMN + GAP,
        CROWN + (u32::from(view.row.max(1)) - 1) * ROW + GAP,
    );
    let (width, height) = (COLUMN - 2 * GAP, u32::from(view.size.rows()) * ROW - 2 * GAP);
    let middle = y + height / 2;
    let look = if sim.open { "door door-open" } else { "door" };
    let leaf = sim.open.then(|| {
        let d = format!("M{x} {y}l22 5v{}l-22 5z", height - 10);
        view! { <path class="door-leaf" d=d></path> }
    });
    let item = sim.item.then(|| {
        let place = format!("translate({} {})", x + 66, middle - 15);
        let class = if sim.open { "sim-item" } else { "sim-item sim-hidden" };
        view! { <path class=class d=DOCUMENT transform=place></path> }
    });
    let jam = sim.jammed.then(|| {
        let d = format!("M{} {}l7 12h-14z", x + width - 9, y + 5);
        view! { <path class="sim-jam" d=d></path> }
    });
    let disc = if sim.open { x + 44 } else { x + 30 };
    view! {
        <a class="door-link" href=address aria-label=said(l, view, sim)>
            <g class=look>
                <rect class="door-face" x=x y=y width=width height=height rx="6"></rect>
                <rect class="door-inset" x=x + 4 y=y + 4 width=width - 8 height=height - 8 rx="3.5"></rect>
                {leaf}
                {item}
                <circle class="door-disc" cx=disc cy=middle r="14"></circle>
                <circle class="door-rim" cx=disc cy=middle r="12"></circle>
                <text class="door-number" x=disc y=middle text-anchor="middle" dominant-baseline="central">
                    {sim.number.to_string()}
                </text>
                {jam}
            </g>
        </a>
    }
    .into_any()
}

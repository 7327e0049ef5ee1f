//! A cabinet drawn to scale: a unit of the drawing is a millimetre. Steel doors with their numbers, panels, the screen, and
//! the height in which everybody reaches.
//!
//! What must not be here: forms.

use domain::lockers::{Cabinet, LayoutForm, PanelKind, PieceForm, Reach};
use leptos::prelude::*;

/// How broad a column is drawn. Nobody is asked for it.
const COLUMN: u32 = 420;
/// The steel beside the columns.
const SIDE: u32 = 36;
/// The steel over them.
const CROWN: u32 = 70;
/// Where the heights are written.
const RULER: u32 = 250;
/// The floor.
const FLOOR: u32 = 50;
/// Heights closer than that would be written over each other.
const APART: u16 = 110;

/// Where everything of a cabinet stands in its drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sketch {
    cabinet: Cabinet,
    whole: u16,
    columns: usize,
}

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Sketch {
    pub(super) fn of(form: &LayoutForm) -> Self {
        Self {
            cabinet: form.cabinet(),
            whole: form.whole().max(1),
            columns: form.columns.len().max(1),
        }
    }

    /// How high a piece is.
    pub(super) fn millimetres(self, rows: u16) -> u32 {
        self.cabinet.millimetres(rows, self.whole)
    }

    fn breadth(self) -> u32 {
        2 * SIDE + COLUMN * u32::try_from(self.columns).unwrap_or(1)
    }

    fn view_box(self) -> String {
        let (width, height) = (RULER + self.breadth() + 20, self.above(0) + FLOOR);
        format!("0 0 {width} {height}")
    }

    /// Where a height above the floor is.
    fn above(self, millimetres: u16) -> u32 {
        CROWN + u32::from(self.cabinet.top.saturating_sub(millimetres))
    }

    /// Where a piece stands, `rows` rows high, with `over` rows over it. Columns are counted from 0.
    pub(super) fn spot(self, column: usize, over: u16, rows: u16) -> Spot {
        let (from, to) = (self.millimetres(over), self.millimetres(over + rows));
        Spot {
            x: RULER + SIDE + COLUMN * u32::try_from(column).unwrap_or_default() + 8,
            y: CROWN + from + 8,
            width: COLUMN - 16,
            height: (to - from).saturating_sub(16).max(4),
        }
    }

    /// The heights that are written, from the top.
    pub(super) fn heights(self) -> Vec<u16> {
        let Cabinet { top, foot } = self.cabinet;
        let mut written: Vec<u16> = vec![top];
        for height in [Reach::HIGHEST, Reach::LOWEST, foot] {
            if height < top && written.iter().all(|other| other.abs_diff(height) >= APART) {
                written.push(height);
            }
        }
        written
    }
}

/// The drawing. Doors whose fields are wrong are marked, and the column that is worked on.
pub(super) fn drawing(form: &LayoutForm, label: String, wrong: &[(usize, usize)]) -> AnyView {
    let sketch = Sketch::of(form);
    let mut pieces = Vec::new();
    for (column, list) in form.columns.iter().enumerate() {
        let mut over = 0;
        for (index, piece) in list.iter().enumerate() {
            let spot = sketch.spot(column, over, piece.height());
            pieces.push(drawn(piece, spot, wrong.contains(&(column + 1, index + 1))));
            over += piece.height();
        }
    }
    view! {
        <svg class="cabinet" viewBox=sketch.view_box() role="img" aria-label=label>
            <defs>
                <linearGradient id="cabinet-steel" x1="0" y1="0" x2="1" y2="1">
                    <stop class="cabinet-steel-1" offset="0"></stop>
                    <stop class="cabinet-steel-2" offset="0.45"></stop>
                    <stop class="cabinet-steel-3" offset="1"></stop>
                </linearGradient>
            </defs>
            {body(sketch)}
            {pieces}
            {chosen(sketch, form.at)}
            {reach(sketch)}
        </svg>
    }
    .into_any()
}

/// The floor, the foot, and the steel around the doors.
fn body(sketch: Sketch) -> AnyView {
    let (floor, end) = (sketch.above(0), sketch.above(sketch.cabinet.foot));
    let (x, breadth) = (RULER, sketch.breadth());
    let foot = (floor > end).then(|| {
        view! { <rect class="cabinet-foot" x=x + 60 y=end width=breadth - 120 height=floor - end></rect> }
    });
    view! {
        <rect class="cabinet-floor" x="0" y=floor width=x + breadth + 20 height="10"></rect>
        {foot}
        <rect class="cabinet-body" x=x y="20" width=breadth height=end - 20 + 12 rx="22"></rect>
        <rect class="cabinet-crown" x=x + SIDE y="40" width=breadth - 2 * SIDE height="10" rx="5"></rect>
    }
    .into_any()
}

fn chosen(sketch: Sketch, at: usize) -> AnyView {
    let column = at.saturating_sub(1);
    let spot = sketch.spot(column, 0, sketch.whole);
    view! {
        <rect
            class="cabinet-chosen"
            x=spot.x - 8
            y=spot.y - 8
            width=spot.width + 16
            height=spot.height + 16
            rx="16"
        ></rect>
    }
    .into_any()
}

/// The heights at the side, and the two lines between which everybody reaches.
fn reach(sketch: Sketch) -> AnyView {
    let heights = sketch.heights().into_iter().map(|height| {
        let y = sketch.above(height);
        view! {
            <text class="cabinet-height" x=RULER - 40 y=y text-anchor="end" dominant-baseline="central">
                {height.to_string()}
            </text>
            <path class="cabinet-tick" d=format!("M{} {y}h24", RULER - 30)></path>
        }
    });
    let lines = [Reach::HIGHEST, Reach::LOWEST]
        .into_iter()
        .filter(|height| *height < sketch.cabinet.top);
    let lines = lines.map(|height| {
        let path = format!("M{} {}h{}", RULER, sketch.above(height), sketch.breadth());
        view! { <path class="cabinet-reach" d=path></path> }
    });
    view! { {heights.collect_view()} {lines.collect_view()} }.into_any()
}

fn drawn(piece: &PieceForm, spot: Spot, wrong: bool) -> AnyView {
    match piece.panel() {
        Some(PanelKind::Blank) => blank(spot),
        Some(PanelKind::Screen) => screen(spot),
        None => door(piece, spot, wrong),
    }
}

fn blank(spot: Spot) -> AnyView {
    let Spot { x, y, width, height } = spot;
    view! {
        <rect class="cabinet-blank" x=x y=y width=width height=height rx="6"></rect>
        <path class="cabinet-screws" d=format!("M{} {}h0M{} {}h0M{} {}h0M{} {}h0",
            x + 18, y + (height / 2).min(18), x + width - 18, y + (height / 2).min(18),
            x + 18, y + height - (height / 2).min(18), x + width - 18, y + height - (height / 2).min(18))></path>
    }
    .into_any()
}

fn screen(spot: Spot) -> AnyView {
    let Spot { x, y, width, height } = spot;
    let rim = (height / 4).min(26);
    view! {
        <rect class="cabinet-blank" x=x y=y width=width height=height rx="6"></rect>
        <rect class="cabinet-glass" x=x + 40 y=y + rim width=width - 80 height=height - 2 * rim rx="14"></rect>
        <path class="cabinet-glow" d=format!("M{} {}h{}", x + 80, y + height / 2, width - 160)></path>
    }
    .into_any()
}

fn door(piece: &PieceForm, spot: Spot, wrong: bool) -> AnyView {
    let Spot { x, y, width, height } = spot;
    let middle = y + height / 2;
    let radius = (height / 2).min(60);
    let inset = (height / 5).min(14);
    let hinges = (height > 150).then(|| {
        let (upper, lower) = (y + 34, y + height - 74);
        view! { <path class="cabinet-hinge" d=format!("M{} {upper}v40M{} {lower}v40", x + 2, x + 2)></path> }
    });
    let size = piece.size().map(domain::lockers::Size::wire).unwrap_or_default();
    view! {
        <g class="cabinet-door" class:cabinet-wrong=wrong>
            <rect class="cabinet-face" x=x y=y width=width height=height rx="8" fill="url(#cabinet-steel)"></rect>
            <rect
                class="cabinet-fold"
                x=x + inset
                y=y + inset
                width=width - 2 * inset
                height=height - 2 * inset
                rx="6"
            ></rect>
            {hinges}
            <circle class="cabinet-disc" cx=x + 110 cy=middle r=radius></circle>
            <text class="cabinet-number" x=x + 110 y=middle text-anchor="middle" dominant-baseline="central">
                {piece.number.trim().to_owned()}
            </text>
            <text class="cabinet-size" x=x + width - 130 y=middle text-anchor="middle" dominant-baseline="central">
                {size}
            </text>
            <circle class="cabinet-lock" cx=x + width - 46 cy=middle r=(height / 3).min(16)></circle>
        </g>
    }
    .into_any()
}

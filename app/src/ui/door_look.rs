//! How a door is drawn: its state's class, sign and word, and where everything stands. No markup.

use domain::Locale;
use domain::lockers::PlacedPanel;

use super::door_grid::DoorDrawing;
use super::icon::Glyph;
use crate::t;

/// The state of a door, for the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoorLook {
    /// Empty and usable.
    Free,
    /// Promised to somebody, still empty.
    Reserved,
    /// Something is in it.
    Occupied,
    /// Stands open.
    Open,
    /// Broken.
    Fault,
    /// Taken out of use.
    OutOfService,
    /// The one that is meant: "this door".
    Highlighted,
}

impl DoorLook {
    /// All, in the order of the legend.
    pub const ALL: [Self; 7] = [
        Self::Highlighted,
        Self::Open,
        Self::Free,
        Self::Reserved,
        Self::Occupied,
        Self::Fault,
        Self::OutOfService,
    ];

    /// The class of a door in this state.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Free => "door door-free",
            Self::Reserved => "door door-reserved",
            Self::Occupied => "door door-occupied",
            Self::Open => "door door-open",
            Self::Fault => "door door-fault",
            Self::OutOfService => "door door-out",
            Self::Highlighted => "door door-here",
        }
    }

    /// The sign beside the number, so that the state is never colour alone. A free door has none.
    pub const fn glyph(self) -> Option<Glyph> {
        match self {
            Self::Free => None,
            Self::Reserved => Some(Glyph::Clock),
            Self::Occupied => Some(Glyph::Box),
            Self::Open => Some(Glyph::DoorOpen),
            Self::Fault => Some(Glyph::Alert),
            Self::OutOfService => Some(Glyph::Ban),
            Self::Highlighted => Some(Glyph::ArrowLeft),
        }
    }

    /// The word for the state.
    pub fn word(self, l: Locale) -> &'static str {
        match self {
            Self::Free => t::ui::door_free(l),
            Self::Reserved => t::ui::door_reserved(l),
            Self::Occupied => t::ui::door_occupied(l),
            Self::Open => t::ui::door_open(l),
            Self::Fault => t::ui::door_fault(l),
            Self::OutOfService => t::ui::door_out_of_service(l),
            Self::Highlighted => t::ui::door_this(l),
        }
    }
}

const COLUMN: u32 = 104;
const ROW: u32 = 44;
const SIDE: u32 = 10;
const CROWN: u32 = 20;
const GAP: u32 = 3;

/// The cabinet around the doors, in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Of the whole drawing.
    pub width: u32,
    /// Of the whole drawing, with its plinth.
    pub height: u32,
}

/// A door's rectangle in the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From the left of the drawing.
    pub x: u32,
    /// From its top.
    pub y: u32,
    /// Its breadth.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Frame {
    /// Around these doors, and what stands between them.
    pub fn of(doors: &[DoorDrawing], panels: &[PlacedPanel]) -> Self {
        let doors = doors.iter().map(|d| (d.column, d.row, d.height_units));
        let panels = panels.iter().map(|p| (p.column, p.row, p.rows));
        let (mut columns, mut rows) = (1_u32, 1_u32);
        for (column, row, height) in doors.chain(panels) {
            columns = columns.max(u32::from(column));
            rows = rows.max(u32::from(row.max(1) - 1 + height));
        }
        Self {
            width: columns * COLUMN + 2 * SIDE,
            height: CROWN + rows * ROW + SIDE + 12,
        }
    }

    /// The drawing's `viewBox`.
    pub fn view_box(self) -> String {
        ["0 0 ", &self.width.to_string(), " ", &self.height.to_string()].concat()
    }

    /// Where the plinth begins.
    pub const fn plinth(self) -> u32 {
        self.height - 12
    }

    /// The width between the sides.
    pub const fn inner(self) -> u32 {
        self.width - 2 * SIDE
    }

    /// Where a door stands.
    pub fn place(door: &DoorDrawing) -> Place {
        Self::spot(door.column, door.row, door.height_units)
    }

    /// Where a panel stands.
    pub fn panel(panel: PlacedPanel) -> Place {
        Self::spot(panel.column, panel.row, panel.rows)
    }

    fn spot(column: u16, row: u16, height: u16) -> Place {
        let (column, row) = (u32::from(column.max(1)) - 1, u32::from(row.max(1)) - 1);
        Place {
            x: SIDE + column * COLUMN + GAP,
            y: CROWN + row * ROW + GAP,
            width: COLUMN - 2 * GAP,
            height: u32::from(height.max(1)) * ROW - 2 * GAP,
        }
    }
}

impl Place {
    /// Middle and radius of the brass disc.
    pub const fn disc(self) -> (u32, u32, u32) {
        (self.x + 36, self.y + self.height / 2, 14)
    }

    /// Where the sign stands, as a `transform`.
    pub fn sign(self) -> String {
        let (x, y) = (self.x + 62, self.y + self.height / 2 - 11);
        ["translate(", &x.to_string(), " ", &y.to_string(), ") scale(.92)"].concat()
    }

    /// The leaf of a door that stands open, hinged at the left.
    pub fn leaf(self) -> String {
        let n = |v: u32| v.to_string();
        let (top, bottom) = (self.y + 5, self.y + self.height - 5);
        [
            "M",
            &n(self.x),
            " ",
            &n(self.y),
            "L",
            &n(self.x + 15),
            " ",
            &n(top),
            "V",
            &n(bottom),
            "L",
            &n(self.x),
            " ",
            &n(self.y + self.height),
            "z",
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lockers::PanelKind;

    fn door(number: u16, column: u16, row: u16, height_units: u16) -> DoorDrawing {
        DoorDrawing {
            number,
            column,
            row,
            height_units,
            look: DoorLook::Free,
            label: String::new(),
        }
    }

    #[test]
    fn doors_stand_to_scale_and_do_not_overlap() {
        let doors = [door(1, 1, 1, 1), door(2, 1, 2, 2), door(3, 1, 4, 3), door(4, 2, 1, 6)];
        let places = doors.each_ref().map(Frame::place);
        for (i, a) in places.iter().enumerate() {
            for b in &places[i + 1..] {
                let apart = a.x + a.width <= b.x || a.y + a.height <= b.y;
                assert!(apart, "{a:?} {b:?}");
            }
        }
        assert_eq!(
            places[3].y + places[3].height,
            places[2].y + places[2].height,
            "columns end alike"
        );
        let frame = Frame::of(&doors, &[]);
        assert!(
            places
                .iter()
                .all(|p| p.x + p.width < frame.width && p.y + p.height < frame.plinth())
        );
    }

    #[test]
    fn a_bank_without_doors_is_still_a_drawing() {
        assert_eq!(Frame::of(&[], &[]).view_box(), "0 0 124 86");
    }

    #[test]
    fn panels_stand_in_the_cabinet_as_doors_do() {
        let panel = |column, row, rows| PlacedPanel {
            kind: PanelKind::Screen,
            column,
            row,
            rows,
        };
        let doors = [door(1, 1, 1, 2)];
        let bare = Frame::of(&doors, &[]);
        let whole = Frame::of(&doors, &[panel(2, 1, 4), panel(1, 3, 2)]);
        assert!(whole.width > bare.width && whole.height > bare.height);
        let screen = Frame::panel(panel(2, 1, 4));
        let same = Frame::place(&door(7, 2, 1, 4));
        assert_eq!(screen, same);
        assert!(screen.x + screen.width < whole.width && screen.y + screen.height < whole.plinth());
    }
}

//! Which doors everybody reaches, also from a wheelchair.
//!
//! The rule: the middle of the door is between 400 and 1100 mm above the floor. From a wheelchair a hand reaches from 380 to
//! 1220 mm to the front (EN 301 549, 8.3, for machines that stand at their place); ISO 21542 sets the upper end for what has
//! to be handled at 1100 mm. The rule is inside of both.
//!
//! How high a door hangs is taken from its row: the rows of a cabinet share the height from its foot to its top. A bank is
//! asked for these two measures only; those of each door nobody would keep right.

use super::Size;

/// Where the doors of a cabinet begin and end, in millimetres above the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cabinet {
    /// Where the topmost door ends.
    pub top: u16,
    /// Where the lowest door begins.
    pub foot: u16,
}

impl Default for Cabinet {
    /// It stands on the floor and is two metres high, until somebody measures it.
    fn default() -> Self {
        Self { top: 2000, foot: 0 }
    }
}

impl Cabinet {
    /// The highest top.
    pub const HIGHEST: u16 = 4000;
    /// The least height of all doors together.
    pub const LEAST: u16 = 200;

    /// How high so many rows are, of `whole`.
    pub fn millimetres(self, rows: u16, whole: u16) -> u32 {
        u32::from(rows) * u32::from(self.top.saturating_sub(self.foot)) / u32::from(whole.max(1))
    }
}

/// Which doors will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Any.
    #[default]
    Any,
    /// Only those that are reached from a wheelchair.
    Low,
}

impl Reach {
    /// From here on everybody reaches, in millimetres above the floor,
    pub const LOWEST: u16 = 400;
    /// up to here.
    pub const HIGHEST: u16 = 1100;

    /// The first and the last row in which a door of this size will do, where `cabinet` has `whole` rows; none if none will.
    /// Every row between them will do too.
    pub fn rows(self, cabinet: Cabinet, size: Size, whole: u16) -> Option<(u16, u16)> {
        match self {
            Self::Any => Some((1, u16::MAX)),
            Self::Low => {
                let mut within = (1..=whole).filter(|row| is_low(cabinet, *row, size, whole));
                let first = within.next()?;
                Some((first, within.next_back().unwrap_or(first)))
            }
        }
    }
}

/// Whether a door that begins in this row (from the top, from 1) is reached from a wheelchair.
pub fn is_low(cabinet: Cabinet, row: u16, size: Size, whole: u16) -> bool {
    let (row, height, whole) = (u32::from(row), u32::from(size.rows()), u32::from(whole));
    if row == 0 || row - 1 + height > whole {
        return false;
    }
    // The middle, in half rows above the floor: so nothing is rounded.
    let middle = 2 * (whole + 1 - row) - height;
    let (top, foot) = (u32::from(cabinet.top), u32::from(cabinet.foot));
    let hangs = foot * 2 * whole + top.saturating_sub(foot) * middle;
    (u32::from(Reach::LOWEST) * 2 * whole..=u32::from(Reach::HIGHEST) * 2 * whole).contains(&hangs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const USUAL: Cabinet = Cabinet { top: 2000, foot: 0 };

    #[test]
    fn in_a_cabinet_of_nine_rows_those_below_the_middle_are_low() {
        let low: Vec<u16> = (0..=10).filter(|row| is_low(USUAL, *row, Size::S, 9)).collect();
        assert_eq!(low, [5, 6, 7]);
        assert_eq!(Reach::Low.rows(USUAL, Size::S, 9), Some((5, 7)));
        assert_eq!(Reach::Low.rows(USUAL, Size::M, 9), Some((5, 7)));
        assert_eq!(Reach::Low.rows(USUAL, Size::XL, 9), Some((3, 5)));
        assert_eq!(Reach::Any.rows(USUAL, Size::S, 9), Some((1, u16::MAX)));
    }

    #[test]
    fn what_a_cabinet_cannot_hold_is_in_nobodys_reach() {
        assert_eq!(Reach::Low.rows(USUAL, Size::L, 2), None);
        assert_eq!(Reach::Low.rows(USUAL, Size::S, 0), None);
        assert!(!is_low(USUAL, u16::MAX, Size::XL, u16::MAX));
    }

    fn any_size() -> impl Strategy<Value = Size> {
        prop::sample::select(Size::ALL.to_vec())
    }

    fn any_cabinet() -> impl Strategy<Value = Cabinet> {
        (0_u16..2000, Cabinet::LEAST..2000).prop_map(|(foot, height)| Cabinet {
            top: foot + height,
            foot,
        })
    }

    #[test]
    fn a_foot_lifts_every_door() {
        let raised = Cabinet { top: 2000, foot: 500 };
        assert!(!is_low(USUAL, 9, Size::S, 9) && is_low(raised, 9, Size::S, 9));
        assert_eq!((USUAL.millimetres(2, 9), raised.millimetres(3, 9)), (444, 500));
    }

    proptest! {
        #[test]
        fn a_low_door_is_where_a_hand_reaches(
            cabinet in any_cabinet(),
            size in any_size(),
            whole in 1_u16..200,
            row in 0_u16..220,
        ) {
            let fits = row >= 1 && row - 1 + size.rows() <= whole;
            let above = f64::from(whole) - f64::from(row) + 1.0 - f64::from(size.rows()) / 2.0;
            let (top, foot) = (f64::from(cabinet.top), f64::from(cabinet.foot));
            let millimetres = foot + (top - foot) * above / f64::from(whole);
            // On the edge itself floating numbers may say one or the other.
            prop_assume!((millimetres - 400.0).abs() > 1e-6 && (millimetres - 1100.0).abs() > 1e-6);
            prop_assert_eq!(is_low(cabinet, row, size, whole), fits && (400.0..=1100.0).contains(&millimetres));
        }

        #[test]
        fn the_rows_that_will_do_have_no_gap(
            cabinet in any_cabinet(),
            size in any_size(),
            whole in 0_u16..200,
            row in 0_u16..220,
        ) {
            let within = Reach::Low.rows(cabinet, size, whole).is_some_and(|(first, last)| (first..=last).contains(&row));
            prop_assert_eq!(within, is_low(cabinet, row, size, whole));
            prop_assert!(row == 0 || Reach::Any.rows(cabinet, size, whole).is_some_and(|(first, last)| (first..=last).contains(&row)));
        }

        #[test]
        fn every_cabinet_of_small_doors_has_one_within_reach(whole in 1_u16..200) {
            prop_assert!(Reach::Low.rows(USUAL, Size::S, whole).is_some());
        }
    }
}

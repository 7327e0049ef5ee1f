//! How labels lie on a sheet of A4, and in which forms the keys of a pool can be fetched.

use serde::{Deserialize, Serialize};

/// A sheet of labels as it is sold in shops, or our own cut sheet for keyrings. All lengths in tenths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelSheet {
    /// 65 stickers of 38.1 × 21.2 mm.
    Sticker65,
    /// 40 stickers of 48.5 × 25.4 mm.
    Sticker40,
    /// 24 stickers of 70 × 37 mm.
    Sticker24,
    /// 20 inserts for keyrings, 40 × 50 mm, folded in the middle: the key in front, the QR behind; with marks for cutting.
    Keyring20,
    /// 10 cards of 85 × 54 mm, with marks for cutting.
    Card10,
}

/// The grid of a sheet, in tenths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// How many labels lie beside each other.
    pub columns: u16,
    /// How many rows.
    pub rows: u16,
    /// How wide a label is.
    pub width: u16,
    /// How high.
    pub height: u16,
    /// From the left edge of the sheet to the first label.
    pub left: u16,
    /// From the top edge.
    pub top: u16,
    /// From the left edge of a label to that of the next.
    pub across: u16,
    /// From the top edge of a label to that of the next.
    pub down: u16,
}

impl LabelSheet {
    /// All of them, as they are offered.
    pub const ALL: [Self; 5] = [
        Self::Sticker65,
        Self::Sticker40,
        Self::Sticker24,
        Self::Keyring20,
        Self::Card10,
    ];
    /// How wide A4 is.
    pub const WIDTH: u16 = 2_100;
    /// How high A4 is.
    pub const HEIGHT: u16 = 2_970;

    /// The name in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Sticker65 => "sticker-65",
            Self::Sticker40 => "sticker-40",
            Self::Sticker24 => "sticker-24",
            Self::Keyring20 => "keyring-20",
            Self::Card10 => "card-10",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.wire() == text)
    }

    /// Where its labels lie.
    pub const fn grid(self) -> Grid {
        let (columns, rows, width, height, left, top, across, down) = match self {
            Self::Sticker65 => (5, 13, 381, 212, 47, 107, 406, 212),
            Self::Sticker40 => (4, 10, 485, 254, 80, 215, 485, 254),
            Self::Sticker24 => (3, 8, 700, 370, 0, 5, 700, 370),
            Self::Keyring20 => (4, 5, 400, 500, 160, 165, 460, 535),
            Self::Card10 => (2, 5, 850, 540, 175, 115, 900, 550),
        };
        Grid {
            columns,
            rows,
            width,
            height,
            left,
            top,
            across,
            down,
        }
    }

    /// How many labels are on a sheet.
    pub const fn per_sheet(self) -> u16 {
        self.grid().columns * self.grid().rows
    }

    /// Whether the sheet is plain and needs marks for cutting.
    pub const fn is_cut(self) -> bool {
        matches!(self, Self::Keyring20 | Self::Card10)
    }
}

/// In which form the keys of a pool are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolFile {
    /// Comma-separated values.
    Csv,
    /// A spreadsheet.
    Xlsx,
    /// Labels to be printed, as a PDF; large pools come in parts, counted from 1.
    Labels {
        /// On which sheets.
        sheet: LabelSheet,
        /// Which part.
        part: u32,
    },
}

impl PoolFile {
    /// So many labels are in one part, at most: a file that a printer and a browser can hold.
    pub const LABELS_A_PART: u32 = 2_000;

    /// How many parts the labels of so many keys come in.
    pub const fn parts(keys: u32) -> u32 {
        keys.div_ceil(Self::LABELS_A_PART)
    }
}

/// A file for somebody to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grid_fits_on_its_sheet_and_no_label_lies_on_another() {
        for sheet in LabelSheet::ALL {
            let grid = sheet.grid();
            assert!(
                grid.left + (grid.columns - 1) * grid.across + grid.width <= LabelSheet::WIDTH,
                "{sheet:?}"
            );
            assert!(
                grid.top + (grid.rows - 1) * grid.down + grid.height <= LabelSheet::HEIGHT,
                "{sheet:?}"
            );
            assert!(grid.across >= grid.width && grid.down >= grid.height, "{sheet:?}");
            assert_eq!(LabelSheet::from_wire(sheet.wire()), Some(sheet));
        }
        assert_eq!(LabelSheet::Sticker65.per_sheet(), 65);
        assert_eq!(PoolFile::parts(2_001), 2);
    }
}

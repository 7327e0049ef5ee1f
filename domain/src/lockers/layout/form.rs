//! An arrangement as it is being typed: what a page sends with every press of a button, and gets back.
//!
//! What must not be here: whether it may be saved (`check.rs`).

use std::collections::BTreeMap;

use super::types::{LayoutView, PanelKind};
use crate::Refusal;
use crate::lockers::{Cabinet, KeptDoor, Size};

/// One place of a column, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PieceForm {
    /// The door that it is, if that exists already.
    pub door: String,
    /// A size, or a kind of panel.
    pub what: String,
    /// The number on the door.
    pub number: String,
    /// How many rows a panel takes.
    pub rows: String,
}

impl PieceForm {
    /// The most rows of one panel.
    pub const MAX_ROWS: u16 = 20;

    /// How big the door is; none for a panel.
    pub fn size(&self) -> Option<Size> {
        Size::from_wire(&self.what)
    }

    /// What fills the place of a door; none for a door.
    pub fn panel(&self) -> Option<PanelKind> {
        PanelKind::from_wire(&self.what)
    }

    /// How many rows it takes in a drawing, whatever was typed.
    pub fn height(&self) -> u16 {
        let typed = || self.rows.trim().parse::<u16>().unwrap_or(1).clamp(1, Self::MAX_ROWS);
        self.size().map_or_else(typed, Size::rows)
    }

    fn of(kept: &KeptDoor) -> Self {
        Self {
            door: kept.id.to_string(),
            what: kept.size.wire().to_owned(),
            number: kept.number.to_string(),
            rows: String::new(),
        }
    }
}

/// An arrangement as typed: columns from the left, in each its places from the top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayoutForm {
    /// Over which version it was begun.
    pub version: String,
    /// Where the topmost door ends, in millimetres above the floor.
    pub top: String,
    /// Where the lowest door begins.
    pub foot: String,
    /// The column that is being worked on, from 1.
    pub at: usize,
    /// The columns.
    pub columns: Vec<Vec<PieceForm>>,
}

impl LayoutForm {
    /// The most columns of a bank.
    pub const MAX_COLUMNS: usize = 40;
    /// The most places of a column.
    pub const MAX_PIECES: usize = 40;

    /// The name of a field of one place; column and place from 1.
    pub fn field(what: &str, column: usize, piece: usize) -> String {
        format!("{what}-{column}-{piece}")
    }

    /// Reads what a page sent. What cannot be read counts as not sent; a column without a place keeps its place.
    pub fn read<'a>(sent: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        let mut columns: BTreeMap<usize, BTreeMap<usize, PieceForm>> = BTreeMap::new();
        for (name, value) in sent {
            let mut parts = name.splitn(3, '-');
            let what = parts.next().unwrap_or_default();
            let mut index = |most| {
                let number = parts.next()?.parse::<usize>().ok()?;
                (1..=most).contains(&number).then_some(number)
            };
            match what {
                "version" => value.clone_into(&mut form.version),
                "top" => value.clone_into(&mut form.top),
                "foot" => value.clone_into(&mut form.foot),
                "at" => form.at = value.parse().unwrap_or_default(),
                "column" => {
                    if let Some(column) = index(Self::MAX_COLUMNS) {
                        columns.entry(column).or_default();
                    }
                }
                "door" | "what" | "number" | "rows" => {
                    let (Some(column), Some(piece)) = (index(Self::MAX_COLUMNS), index(Self::MAX_PIECES)) else {
                        continue;
                    };
                    let piece = columns.entry(column).or_default().entry(piece).or_default();
                    let field = match what {
                        "door" => &mut piece.door,
                        "what" => &mut piece.what,
                        "number" => &mut piece.number,
                        _ => &mut piece.rows,
                    };
                    value.clone_into(field);
                }
                _ => {}
            }
        }
        form.columns = columns
            .into_values()
            .map(|pieces| pieces.into_values().collect())
            .collect();
        form.stay_inside();
        form
    }

    /// The fields of one column (from 1), to be sent along unseen.
    pub fn fields(&self, column: usize) -> Vec<(String, String)> {
        let pieces = self
            .columns
            .get(column.wrapping_sub(1))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut fields = vec![(format!("column-{column}"), String::new())];
        for (piece, of) in (1..).zip(pieces) {
            for (what, value) in [
                ("door", &of.door),
                ("what", &of.what),
                ("number", &of.number),
                ("rows", &of.rows),
            ] {
                fields.push((Self::field(what, column, piece), value.clone()));
            }
        }
        fields
    }

    /// The places of the column that is being worked on.
    pub fn shown(&self) -> &[PieceForm] {
        self.columns
            .get(self.at.wrapping_sub(1))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// How many rows the tallest column has.
    pub fn whole(&self) -> u16 {
        let rows = |column: &Vec<PieceForm>| column.iter().map(PieceForm::height).sum::<u16>();
        self.columns.iter().map(rows).max().unwrap_or_default()
    }

    /// Puts doors that stay, and that the form lacks, under its last column.
    pub fn bring_back(&mut self, kept: &[KeptDoor]) {
        for door in super::check::lost(self, kept) {
            let piece = PieceForm::of(door);
            match self.columns.last_mut() {
                Some(column) if column.len() < Self::MAX_PIECES => column.push(piece),
                _ => self.columns.push(vec![piece]),
            }
            self.at = self.columns.len();
        }
    }

    /// Works on the first column in which something is wrong.
    pub fn look_at(&mut self, refusal: &Refusal) {
        let column = |name: &str| name.split('-').nth(1)?.parse::<usize>().ok();
        if let Some(first) = refusal.fields.iter().filter_map(|wrong| column(&wrong.field)).min() {
            self.at = first;
            self.stay_inside();
        }
    }

    /// Where the doors begin and end, as far as what was typed makes sense; for a drawing.
    pub fn cabinet(&self) -> Cabinet {
        let usual = Cabinet::default();
        let typed = |text: &str| text.trim().parse::<u16>().ok();
        let foot = typed(&self.foot)
            .unwrap_or(usual.foot)
            .min(Cabinet::HIGHEST - Cabinet::LEAST);
        let top = typed(&self.top).unwrap_or(usual.top);
        Cabinet {
            top: top.clamp(foot + Cabinet::LEAST, Cabinet::HIGHEST),
            foot,
        }
    }

    /// The column that is worked on is one that there is.
    pub(super) fn stay_inside(&mut self) {
        self.at = self.at.clamp(1, self.columns.len().max(1));
    }
}

impl From<&LayoutView> for LayoutForm {
    /// As it is kept. Where neither door nor panel is known between two others, there is a blank panel.
    fn from(view: &LayoutView) -> Self {
        let mut columns: BTreeMap<u16, BTreeMap<u16, PieceForm>> = BTreeMap::new();
        for door in &view.doors {
            let piece = PieceForm {
                door: door.id.map(|id| id.to_string()).unwrap_or_default(),
                what: door.size.wire().to_owned(),
                number: door.number.to_string(),
                rows: String::new(),
            };
            columns.entry(door.column).or_default().insert(door.row, piece);
        }
        for panel in &view.panels {
            columns
                .entry(panel.column)
                .or_default()
                .insert(panel.row, panel_of(panel.kind, panel.rows));
        }
        let filled = columns.into_values().map(|pieces| {
            let mut next = 1;
            let mut column = Vec::new();
            for (row, piece) in pieces {
                if row > next {
                    column.push(panel_of(PanelKind::Blank, row - next));
                }
                next = row + piece.height();
                column.push(piece);
            }
            column
        });
        Self {
            version: view.version.to_string(),
            top: view.cabinet.top.to_string(),
            foot: view.cabinet.foot.to_string(),
            at: 1,
            columns: filled.collect(),
        }
    }
}

fn panel_of(kind: PanelKind, rows: u16) -> PieceForm {
    PieceForm {
        door: String::new(),
        what: kind.wire().to_owned(),
        number: String::new(),
        rows: rows.to_string(),
    }
}

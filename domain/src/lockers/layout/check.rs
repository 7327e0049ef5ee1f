//! Which arrangement may be saved: numbers once each, at least one door, and what has a history stays what it is.

use std::collections::BTreeSet;

use super::form::{LayoutForm, PieceForm};
use super::types::{DoorUse, KeptDoor, NewLayout, PlacedDoor, PlacedPanel};
use crate::ids::CompartmentId;
use crate::lockers::{BankForm, Cabinet, Size};
use crate::{FormCheck, Refusal, RefusalCode};

/// The most that fits on a door's brass disc.
const LAST_NUMBER: u16 = 999;

impl LayoutForm {
    /// Checks the form against the doors that exist.
    ///
    /// # Errors
    /// `Form` with every field that must change. At `lost`: doors with a history are missing from the form (`DoorUsed`).
    /// At `columns`: there is no door (`Missing`), or there are too many (`OutOfRange`).
    pub fn check(&self, kept: &[KeptDoor]) -> Result<NewLayout, Refusal> {
        let mut form = FormCheck::default();
        let cabinet = self.measures(&mut form);
        let mut taking = Taking {
            kept,
            numbers: firm(kept).map(|door| door.number).collect(),
            ids: BTreeSet::new(),
            doors: Vec::new(),
            panels: Vec::new(),
        };
        for (column, pieces) in (1..).zip(&self.columns) {
            if pieces.is_empty() {
                form.refuse(&format!("column-{column}"), RefusalCode::Missing);
            }
            let mut row = 1;
            for (piece, typed) in (1..).zip(pieces) {
                taking.take(&mut form, typed, (column, piece), row);
                row += typed.height();
            }
        }
        if !lost(self, kept).is_empty() {
            form.refuse("lost", RefusalCode::DoorUsed);
        }
        let doors = self.doors();
        if doors == 0 {
            form.refuse("columns", RefusalCode::Missing);
        } else if doors > BankForm::MAX_DOORS || self.columns.len() > Self::MAX_COLUMNS {
            form.refuse("columns", RefusalCode::OutOfRange);
        }
        form.finish()?;
        Ok(NewLayout {
            cabinet,
            doors: taking.doors,
            panels: taking.panels,
        })
    }

    fn measures(&self, form: &mut FormCheck) -> Cabinet {
        let foot = form
            .take("foot", whole_number(&self.foot, 0, Cabinet::HIGHEST))
            .unwrap_or_default();
        let least = foot.saturating_add(Cabinet::LEAST);
        let top = form.take("top", whole_number(&self.top, least, Cabinet::HIGHEST));
        Cabinet {
            top: top.unwrap_or(Cabinet::HIGHEST),
            foot,
        }
    }
}

/// The doors with a history that a form lacks.
pub(super) fn lost<'a>(form: &LayoutForm, kept: &'a [KeptDoor]) -> Vec<&'a KeptDoor> {
    let ids: BTreeSet<CompartmentId> = form
        .columns
        .iter()
        .flatten()
        .filter(|piece| piece.size().is_some())
        .filter_map(|piece| piece.door.parse().ok())
        .collect();
    firm(kept).filter(|door| !ids.contains(&door.id)).collect()
}

/// The doors that stay, with their numbers.
fn firm(kept: &[KeptDoor]) -> impl Iterator<Item = &KeptDoor> {
    kept.iter().filter(|door| door.used != DoorUse::Unused)
}

/// What was taken from a form so far.
struct Taking<'a> {
    kept: &'a [KeptDoor],
    /// Numbers that are taken, also by doors that stay.
    numbers: BTreeSet<u16>,
    ids: BTreeSet<CompartmentId>,
    doors: Vec<PlacedDoor>,
    panels: Vec<PlacedPanel>,
}

impl Taking<'_> {
    fn take(&mut self, form: &mut FormCheck, typed: &PieceForm, at: (u16, usize), row: u16) {
        let (column, piece) = at;
        let field = |what: &str| LayoutForm::field(what, usize::from(column), piece);
        if let Some(kind) = typed.panel() {
            let rows = whole_number(&typed.rows, 1, PieceForm::MAX_ROWS);
            if let Some(rows) = form.take(&field("rows"), rows) {
                self.panels.push(PlacedPanel {
                    kind,
                    column,
                    row,
                    rows,
                });
            }
            return;
        }
        let Some(size) = typed.size() else {
            form.refuse(&field("what"), RefusalCode::NotAChoice);
            return;
        };
        let number = whole_number(&typed.number, 1, LAST_NUMBER);
        let Some(number) = form.take(&field("number"), number) else {
            return;
        };
        // A door that is not of this bank, or stands twice in the form, is a new one.
        let id = typed.door.parse::<CompartmentId>().ok();
        let known = id.and_then(|id| self.kept.iter().find(|door| door.id == id)).copied();
        let known = known.filter(|door| self.ids.insert(door.id));
        let own = known.is_some_and(|door| door.used != DoorUse::Unused && door.number == number);
        // Where two say the same number, the one that cannot give it up is right.
        if !own && !self.numbers.insert(number) {
            form.refuse(&field("number"), RefusalCode::NumberTwice);
        } else if let Some(door) = known {
            refuse_change(form, &door, (number, size), field);
        }
        self.doors.push(PlacedDoor {
            id: known.map(|door| door.id),
            number,
            size,
            column,
            row,
        });
    }
}

/// What has a history keeps its number; what is in use keeps its size as well.
fn refuse_change(form: &mut FormCheck, door: &KeptDoor, to: (u16, Size), field: impl Fn(&str) -> String) {
    let (number, size) = to;
    if door.used != DoorUse::Unused && door.number != number {
        form.refuse(&field("number"), RefusalCode::DoorUsed);
    }
    if door.used == DoorUse::InUse && door.size != size {
        form.refuse(&field("what"), RefusalCode::DoorInUse);
    }
}

fn whole_number(text: &str, least: u16, most: u16) -> Result<u16, RefusalCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let number = text.parse::<u16>().map_err(|_| RefusalCode::OutOfRange)?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(RefusalCode::OutOfRange)
    }
}

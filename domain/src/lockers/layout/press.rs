//! What a button of the editor does to the form. A press that is refused leaves the form as it is.

use std::collections::BTreeSet;

use super::form::{LayoutForm, PieceForm};
use super::types::{DoorUse, KeptDoor};
use crate::RefusalCode;
use crate::ids::CompartmentId;
use crate::lockers::{BankForm, Size};

/// One press of a button. Columns and places are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Nothing but drawing what was typed.
    Draw,
    /// Works on another column.
    Show(usize),
    /// A new column with one door, to the right of the one that is worked on.
    AddColumn,
    /// The column goes.
    RemoveColumn,
    /// The column goes one further to the left.
    ColumnLeft,
    /// The column goes one further to the right.
    ColumnRight,
    /// A new door under the others of the column.
    AddDoor,
    /// This place of the column goes.
    Remove(usize),
    /// It changes places with the one above.
    Up(usize),
    /// It changes places with the one below.
    Down(usize),
    /// It goes into the column to the left, at the same place.
    Left(usize),
    /// It goes into the column to the right, at the same place.
    Right(usize),
    /// Doors without a history are numbered column by column, from the top.
    Renumber,
}

impl Press {
    /// The value of its button.
    pub fn wire(self) -> String {
        match self {
            Self::Draw => "draw".to_owned(),
            Self::Show(n) => format!("show-{n}"),
            Self::AddColumn => "add-column".to_owned(),
            Self::RemoveColumn => "remove-column".to_owned(),
            Self::ColumnLeft => "column-left".to_owned(),
            Self::ColumnRight => "column-right".to_owned(),
            Self::AddDoor => "add-door".to_owned(),
            Self::Remove(n) => format!("remove-{n}"),
            Self::Up(n) => format!("up-{n}"),
            Self::Down(n) => format!("down-{n}"),
            Self::Left(n) => format!("left-{n}"),
            Self::Right(n) => format!("right-{n}"),
            Self::Renumber => "renumber".to_owned(),
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        let plain = [
            Self::Draw,
            Self::AddColumn,
            Self::RemoveColumn,
            Self::ColumnLeft,
            Self::ColumnRight,
            Self::AddDoor,
            Self::Renumber,
        ];
        if let Some(press) = plain.into_iter().find(|press| press.wire() == text) {
            return Some(press);
        }
        let (what, number) = text.split_once('-')?;
        let number = number.parse().ok()?;
        Some(match what {
            "show" => Self::Show(number),
            "remove" => Self::Remove(number),
            "up" => Self::Up(number),
            "down" => Self::Down(number),
            "left" => Self::Left(number),
            "right" => Self::Right(number),
            _ => return None,
        })
    }
}

impl LayoutForm {
    /// Does what a button says; gives the place in the column on which the eye stays, if it is about one.
    ///
    /// # Errors
    /// `DoorUsed` for a door with a history that would vanish; `Missing` if no door would be left; `OutOfRange` where
    /// there is no room, or nothing to move to. The form is as it was.
    pub fn press(&mut self, press: Press, kept: &[KeptDoor]) -> Result<Option<usize>, RefusalCode> {
        let mut pressed = self.clone();
        let piece = pressed.apply(press, kept)?;
        if pressed.doors() == 0 && self.doors() > 0 {
            return Err(RefusalCode::Missing);
        }
        *self = pressed;
        Ok(piece)
    }

    fn apply(&mut self, press: Press, kept: &[KeptDoor]) -> Result<Option<usize>, RefusalCode> {
        self.stay_inside();
        let at = self.at - 1;
        let piece = match press {
            Press::Draw => None,
            Press::Show(column) => {
                self.at = column;
                self.stay_inside();
                None
            }
            Press::AddColumn => {
                self.add_column()?;
                Some(1)
            }
            Press::RemoveColumn => {
                self.remove_column(kept)?;
                None
            }
            Press::ColumnLeft => {
                self.swap_columns(at.checked_sub(1))?;
                None
            }
            Press::ColumnRight => {
                self.swap_columns(Some(at + 1))?;
                None
            }
            Press::AddDoor => Some(self.add_door()?),
            Press::Remove(piece) => self.remove(piece, kept)?,
            Press::Up(piece) => Some(self.swap(piece, piece.checked_sub(1))?),
            Press::Down(piece) => Some(self.swap(piece, piece.checked_add(1))?),
            Press::Left(piece) => Some(self.carry(piece, at.checked_sub(1))?),
            Press::Right(piece) => Some(self.carry(piece, Some(at + 1))?),
            Press::Renumber => {
                self.renumber(kept);
                None
            }
        };
        Ok(piece)
    }

    /// How many doors there are.
    pub(super) fn doors(&self) -> usize {
        self.columns
            .iter()
            .flatten()
            .filter(|piece| piece.size().is_some())
            .count()
    }

    fn numbers(&self) -> BTreeSet<u16> {
        let pieces = self.columns.iter().flatten().filter(|piece| piece.size().is_some());
        pieces.filter_map(|piece| piece.number.trim().parse().ok()).collect()
    }

    /// A new door with the first number that no other has.
    fn new_door(&self, size: Size) -> Result<PieceForm, RefusalCode> {
        if self.doors() >= BankForm::MAX_DOORS {
            return Err(RefusalCode::OutOfRange);
        }
        let taken = self.numbers();
        let number = (1..=u16::MAX).find(|number| !taken.contains(number));
        Ok(PieceForm {
            what: size.wire().to_owned(),
            number: number.map(|n| n.to_string()).unwrap_or_default(),
            ..PieceForm::default()
        })
    }

    fn add_column(&mut self) -> Result<(), RefusalCode> {
        if self.columns.len() >= Self::MAX_COLUMNS {
            return Err(RefusalCode::OutOfRange);
        }
        let column = vec![self.new_door(Size::M)?];
        let to = self.at.min(self.columns.len());
        self.columns.insert(to, column);
        self.at = to + 1;
        Ok(())
    }

    fn remove_column(&mut self, kept: &[KeptDoor]) -> Result<(), RefusalCode> {
        let at = self.at - 1;
        let column = self.columns.get(at).ok_or(RefusalCode::OutOfRange)?;
        if column.iter().any(|piece| stays(piece, kept)) {
            return Err(RefusalCode::DoorUsed);
        }
        if self.columns.len() == 1 {
            return Err(RefusalCode::OutOfRange);
        }
        self.columns.remove(at);
        self.stay_inside();
        Ok(())
    }

    fn swap_columns(&mut self, to: Option<usize>) -> Result<(), RefusalCode> {
        let at = self.at - 1;
        let to = to
            .filter(|to| *to < self.columns.len())
            .ok_or(RefusalCode::OutOfRange)?;
        if at >= self.columns.len() {
            return Err(RefusalCode::OutOfRange);
        }
        self.columns.swap(at, to);
        self.at = to + 1;
        Ok(())
    }

    fn add_door(&mut self) -> Result<usize, RefusalCode> {
        if self.shown().len() >= Self::MAX_PIECES {
            return Err(RefusalCode::OutOfRange);
        }
        let size = self.shown().iter().rev().find_map(PieceForm::size).unwrap_or(Size::M);
        let door = self.new_door(size)?;
        let at = self.at - 1;
        let column = self.columns.get_mut(at).ok_or(RefusalCode::OutOfRange)?;
        column.push(door);
        Ok(column.len())
    }

    /// The last place of a column takes the column along; the last column stays.
    fn remove(&mut self, piece: usize, kept: &[KeptDoor]) -> Result<Option<usize>, RefusalCode> {
        let index = self.index(piece)?;
        if stays(&self.shown()[index], kept) {
            return Err(RefusalCode::DoorUsed);
        }
        if self.shown().len() == 1 {
            self.remove_column(kept)?;
            return Ok(None);
        }
        let at = self.at - 1;
        self.columns[at].remove(index);
        Ok(Some(piece.min(self.columns[at].len())))
    }

    fn swap(&mut self, piece: usize, with: Option<usize>) -> Result<usize, RefusalCode> {
        let with = with.ok_or(RefusalCode::OutOfRange)?;
        let (one, other) = (self.index(piece)?, self.index(with)?);
        let at = self.at - 1;
        self.columns[at].swap(one, other);
        Ok(with)
    }

    /// Into another column; a column that is empty then is gone.
    fn carry(&mut self, piece: usize, to: Option<usize>) -> Result<usize, RefusalCode> {
        let index = self.index(piece)?;
        let to = to
            .filter(|to| *to < self.columns.len())
            .ok_or(RefusalCode::OutOfRange)?;
        if self.columns[to].len() >= Self::MAX_PIECES {
            return Err(RefusalCode::OutOfRange);
        }
        let at = self.at - 1;
        let carried = self.columns[at].remove(index);
        let place = index.min(self.columns[to].len());
        self.columns[to].insert(place, carried);
        self.at = to + 1;
        if self.columns[at].is_empty() {
            self.columns.remove(at);
            if at < to {
                self.at -= 1;
            }
        }
        Ok(place + 1)
    }

    fn renumber(&mut self, kept: &[KeptDoor]) {
        let taken: BTreeSet<u16> = kept
            .iter()
            .filter(|door| door.used != DoorUse::Unused)
            .map(|d| d.number)
            .collect();
        let mut free = (1..=u16::MAX).filter(|number| !taken.contains(number));
        for piece in self.columns.iter_mut().flatten() {
            if piece.size().is_none() {
                continue;
            }
            if let Some(door) = firm(piece, kept) {
                piece.number = door.number.to_string();
            } else if let Some(number) = free.next() {
                piece.number = number.to_string();
            }
        }
    }

    /// Where a place of the shown column stands in its list.
    fn index(&self, piece: usize) -> Result<usize, RefusalCode> {
        let index = piece.checked_sub(1).filter(|index| *index < self.shown().len());
        index.ok_or(RefusalCode::OutOfRange)
    }
}

/// The door with a history that this is, if it is one.
fn firm<'a>(piece: &PieceForm, kept: &'a [KeptDoor]) -> Option<&'a KeptDoor> {
    let id = piece.door.parse::<CompartmentId>().ok()?;
    kept.iter().find(|door| door.id == id && door.used != DoorUse::Unused)
}

fn stays(piece: &PieceForm, kept: &[KeptDoor]) -> bool {
    firm(piece, kept).is_some()
}

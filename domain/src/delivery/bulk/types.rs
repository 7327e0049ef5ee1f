//! Forms and views of lists.

use super::super::{DeliveryState, Doing};
use super::{BulkLine, LineCheck, MOST_LINES};
use crate::custody::Item;
use crate::ids::{BankId, BatchId, ConsignmentId};
use crate::lockers::{BankSummary, Size};
use crate::{FormCheck, Moment, Refusal, RefusalCode, Span};

/// For so long after it was entered a list is kept, with all that still waits on it.
pub const KEEP: Span = Span::days(30);

/// A list as it is sent: where to, and its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkForm {
    /// The bank's id.
    pub bank: String,
    /// How big a compartment where a line says nothing: [`Size::wire`].
    pub size: String,
    /// Made when the lines are first shown, so that a second press enters nothing twice.
    pub once: String,
    /// The lines.
    pub lines: Vec<BulkLine>,
}

/// Where a list goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    /// To which bank.
    pub bank: BankId,
    /// Into which size, where a line says nothing.
    pub size: Size,
}

impl BulkForm {
    /// Checks all but the lines.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<Destination, Refusal> {
        let mut form = FormCheck::default();
        let chosen = |text: &str| {
            if text.is_empty() {
                RefusalCode::Missing
            } else {
                RefusalCode::NotAChoice
            }
        };
        let bank = form.take("bank", self.bank.parse::<BankId>().map_err(|_| chosen(&self.bank)));
        let size = form.take("size", Size::from_wire(&self.size).ok_or(chosen(&self.size)));
        let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        if !(8..=64).contains(&self.once.len()) || !self.once.bytes().all(plain) {
            form.refuse("once", RefusalCode::NotAChoice);
        }
        if self.lines.is_empty() {
            form.refuse("lines", RefusalCode::Missing);
        } else if self.lines.len() > MOST_LINES {
            form.refuse("lines", RefusalCode::TooLong);
        }
        form.finish()?;
        let (Some(bank), Some(size)) = (bank, size) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        Ok(Destination { bank, size })
    }
}

/// A list before it is entered.
#[derive(Debug, Clone, PartialEq)]
pub struct BulkPreview {
    /// The bank as it stands now.
    pub bank: BankSummary,
    /// Which size is taken where a line says nothing.
    pub size: Size,
    /// Every line, in the order of the file.
    pub lines: Vec<PreviewLine>,
    /// How many of the lines that can be entered would go into the bank now.
    pub room: usize,
}

/// One line of a list before it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewLine {
    /// As it stands.
    pub line: BulkLine,
    /// What became of its check.
    pub check: LineCheck,
}

impl BulkPreview {
    /// How many lines can be entered.
    pub fn fine(&self) -> usize {
        let fine = |line: &&PreviewLine| matches!(line.check, LineCheck::Fine(_));
        self.lines.iter().filter(fine).count()
    }

    /// How many must be corrected or left out.
    pub fn wrong(&self) -> usize {
        let wrong = |line: &&PreviewLine| matches!(line.check, LineCheck::Wrong(_));
        self.lines.iter().filter(wrong).count()
    }

    /// How many are left out.
    pub fn out(&self) -> usize {
        self.lines.len() - self.fine() - self.wrong()
    }
}

/// What an employee sees before anything else: what waits where, and the lists that it is on.
#[derive(Debug, Clone, PartialEq)]
pub struct BulkDesk {
    /// The banks of the organisation, by town and name.
    pub banks: Vec<BankWaiting>,
    /// The lists that are not done, newest first.
    pub batches: Vec<BatchRow>,
}

/// What is to be put into a bank.
#[derive(Debug, Clone, PartialEq)]
pub struct BankWaiting {
    /// The bank as it stands now.
    pub bank: BankSummary,
    /// How many documents on lists.
    pub waiting: u32,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Which.
    pub id: BatchId,
    /// Where to.
    pub bank: BankId,
    /// The bank's name and town.
    pub place: String,
    /// When it was entered, by the clock of the bank.
    pub made: Moment,
    /// By whom.
    pub made_by: String,
    /// When it is forgotten, with all that still waits on it.
    pub until: Moment,
    /// How many documents wait.
    pub waiting: u32,
    /// How many were put in, or tried to.
    pub deposited: u32,
}

/// One list with what waits on it.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchView {
    /// The list.
    pub row: BatchRow,
    /// What waits, in the order of the file.
    pub lines: Vec<WaitingLine>,
    /// Where else it could go: the other banks of the organisation.
    pub others: Vec<BankSummary>,
}

/// One document that waits for its compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLine {
    /// Its number in the file.
    pub number: u32,
    /// Who gets it.
    pub recipient: String,
    /// What it is.
    pub item: Item,
    /// By which number it is found.
    pub reference: String,
    /// How big a compartment it needs.
    pub size: Size,
}

/// What an employee before a bank sees.
#[derive(Debug, Clone, PartialEq)]
pub struct AtTheBank {
    /// The bank as it stands now.
    pub bank: BankSummary,
    /// How many documents on lists are for it.
    pub waiting: u32,
    /// The doors that stand open now.
    pub open: Vec<u16>,
    /// What was put in last, what is at a door first.
    pub last: Vec<DepositRow>,
}

/// One delivery at the bank before which an employee stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepositRow {
    /// Which.
    pub id: ConsignmentId,
    /// Who gets it.
    pub recipient: String,
    /// What it is.
    pub item: Item,
    /// The office's own number.
    pub reference: Option<String>,
    /// The door.
    pub compartment: u16,
    /// Where it is.
    pub state: DeliveryState,
    /// What happens at its door, or what became of the last try.
    pub doing: Doing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_where_it_goes_before_its_lines_are_looked_at() {
        let refusal = BulkForm::default().check().unwrap_err();
        for (field, code) in [
            ("bank", RefusalCode::Missing),
            ("size", RefusalCode::Missing),
            ("once", RefusalCode::NotAChoice),
            ("lines", RefusalCode::Missing),
        ] {
            assert_eq!(refusal.at(field), Some(code), "{field}");
        }
        let form = BulkForm {
            bank: "01890a5d-ac96-774b-bcce-b302099a8057".into(),
            size: "M".into(),
            once: "abcdefgh".into(),
            lines: vec![BulkLine::default()],
        };
        assert_eq!(form.check().map(|to| to.size), Ok(Size::M));
        let long = BulkForm {
            lines: vec![BulkLine::default(); MOST_LINES + 1],
            ..form
        };
        assert_eq!(long.check().unwrap_err().at("lines"), Some(RefusalCode::TooLong));
    }
}

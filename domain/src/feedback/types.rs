//! What the pickup page asks, and what managers see.

use serde::{Deserialize, Serialize};

use super::{Rating, Stars, Tally};
use crate::ids::{BankId, ConsignmentId};
use crate::{Cursor, Moment, Month, Page};

/// A thing that was collected, and what its recipient said about that. Holds their words: not serialisable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The thing.
    pub thing: ConsignmentId,
    /// What was said.
    pub said: Said,
}

/// What a recipient said, and what they still may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet: they may.
    Nothing,
    /// This, and they may say something else instead.
    Changeable {
        /// What.
        rating: Rating,
        /// Until then.
        until: Moment,
    },
    /// This, and that is that.
    Final {
        /// What.
        rating: Rating,
    },
}

/// Which ratings a manager asks for. Fields as they stand in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingFilter {
    /// A bank's id; empty: all.
    pub bank: String,
    /// A month, `2026-03`; empty: the last twelve.
    pub month: String,
    /// At most so many stars, for comments and lists; empty: all. Figures are of all stars, or they would be none.
    pub most: String,
    /// Older than this one.
    pub cursor: Option<Cursor>,
}

/// A filter that passed its check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckedFilter {
    /// Of this bank only.
    pub bank: Option<BankId>,
    /// The first month and the last.
    pub period: (Month, Month),
    /// At most so many stars.
    pub most: Stars,
}

/// How often each number of stars was given at one bank in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The bank.
    pub bank: BankId,
    /// Its name.
    pub name: String,
    /// The month, by the bank's calendar.
    pub month: Month,
    /// All in all.
    pub overall: Tally,
    /// The state of the compartment.
    pub compartment: Tally,
    /// How easy it was.
    pub ease: Tally,
}

/// One line of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureLine {
    /// A bank's name or a month (`2026-03`); empty for all together.
    pub label: String,
    /// All in all.
    pub overall: Tally,
    /// The state of the compartment.
    pub compartment: Tally,
    /// How easy it was.
    pub ease: Tally,
}

/// Figures, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// All of it.
    pub total: FigureLine,
    /// Bank by bank, by their names; banks of which nobody said anything have no line.
    pub banks: Vec<FigureLine>,
    /// Month by month, the first one first; months in which nobody said anything have a line too.
    pub months: Vec<FigureLine>,
}

/// One rating, as managers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingRow {
    /// The beginning of the day at the bank. Not the time of day: it would say who it was.
    pub day: Moment,
    /// The bank's name.
    pub bank: String,
    /// All in all.
    pub overall: Stars,
    /// The state of the compartment.
    pub compartment: Option<Stars>,
    /// How easy it was.
    pub ease: Option<Stars>,
    /// What else was said.
    pub comment: Option<String>,
}

/// What a manager sees of ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratings {
    /// The first month.
    pub from: String,
    /// The last month.
    pub until: String,
    /// The banks that can be asked for, by their names.
    pub banks: Vec<(BankId, String)>,
    /// The months that can be asked for, the newest first.
    pub months: Vec<String>,
    /// The figures.
    pub figures: Figures,
    /// What was said in words, newest first.
    pub comments: Page<RatingRow>,
}

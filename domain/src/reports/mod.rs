//! Figures, summed up when somebody asks: the bureau's work, and how lockers are used and how they stand.
//!
//! * [`Work`], [`DeskLine`], [`CourierLine`] (`types.rs`): what desk and couriers did. [`CaseFacts`], [`TicketFacts`]: of what.
//! * [`work`] (`rules.rs`): how that is summed up.
//! * [`Overview`], [`BankNow`] (`overview.rs`): how banks stand now.
//! * [`Usage`], [`usage`] (`usage.rs`): what was collected, taken back, broken; of [`Counts`]. [`Waits`] (`waits.rs`): how long
//!   things waited. [`stretches`] (`stretches.rs`): days of a place whose clocks are changed.
//! * [`ReportsPort`] (`port.rs`): who may ask.
//!
//! What must not be here: anything that changes anything, who is behind a case, and who collected what.

mod overview;
mod port;
mod rules;
mod stretches;
mod types;
mod usage;
mod waits;

pub use overview::{BankNow, DoorCount, Overview};
pub use port::ReportsPort;
pub use rules::{months, work};
pub use stretches::{Stretch, stretches};
pub use types::{CaseFacts, CourierLine, DeskLine, TicketFacts, Work, WorkBy, WorkFilter};
pub use usage::{
    CheckedUsage, Counts, DayLine, FaultLine, Usage, UsageFilter, UsageLine, WHOLE_YEAR, WeekLine, Went, WentLine,
    first_day, offered_months, usage,
};
pub use waits::{GRAIN, Waits};

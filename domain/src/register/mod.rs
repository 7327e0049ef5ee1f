//! The register of found things without a key: handed in at an office, cleared from a locker. A map.
//!
//! * [`Day`] (`base/day.rs`): a day of the calendar. [`RegisterNumber`] (`number.rs`): what a thing's label says.
//! * [`Category`], [`RetentionRule`] (`category.rs`): kinds of things and how long they are kept, as data.
//! * [`ThingState`], [`ThingEvent`], [`EndKind`] (`state.rs`): what may happen to a thing.
//! * [`tokens`], [`score`] (`words.rs`, `matching.rs`): how well a search fits a thing, by words and days.
//! * [`ThingForm`], [`ClaimForm`], [`EndForm`] (`forms.rs`, `claims.rs`): what is typed, checked.
//! * [`ThingView`], [`ProtocolFact`], [`LostMatch`] (`types.rs`): what is seen, and by whom.
//! * [`RegisterPort`], [`LostPort`] (`port.rs`): the side of the staff, and of whoever lost something.
//!
//! What must not be here: things that carry a key. They are cases (`found`).

mod category;
mod claims;
mod forms;
mod matching;
mod number;
mod port;
mod state;
mod types;
mod words;

pub use crate::base::day::Day;
pub use category::{Category, CategoryCode, RetentionForm, RetentionRule, rule_for};
pub use claims::{CheckedClaim, ClaimForm, ClaimantShown, EndForm, HandOutForm, Identity};
pub use forms::{CheckedThing, Contact, Source, ThingForm};
pub use matching::{LostForm, Offered, Sought, score};
pub use number::RegisterNumber;
pub use port::{LostPort, RegisterPort};
pub use state::{ClaimStage, EndKind, ThingEvent, ThingNotPossible, ThingStage, ThingState};
pub use types::{ClaimView, LostMatch, ProtocolFact, ProtocolLine, RegisterDesk, ThingFilter, ThingRow, ThingView};
pub use words::tokens;

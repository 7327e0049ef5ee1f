//! What people say about a hand-over that is over: stars, and a few words if they like.
//!
//! * [`Stars`], [`Tally`] (`stars.rs`): one to five, and how many gave how many.
//! * [`RatingForm`], [`Rating`], [`Comment`] (`form.rs`): what is typed, checked.
//! * [`change_until`], [`may_rate_at_kiosk`], [`figures`] (`rules.rs`): until when, and how figures are summed up.
//! * [`Asked`], [`Ratings`] (`types.rs`): what the pickup page asks, and what managers see. [`FeedbackPort`] (`port.rs`).
//!
//! What must not be here: who said it. A rating belongs to a hand-over; managers see the bank and the day.

mod form;
mod port;
mod rules;
mod stars;
mod types;

pub use form::{CheckedRating, Comment, Rating, RatingForm};
pub use port::FeedbackPort;
pub use rules::{COMMENT_LIFE, change_until, changeable_after, figures, last_months, may_rate_at_kiosk};
pub use stars::{Stars, Tally};
pub use types::{Asked, CheckedFilter, Counted, FigureLine, Figures, RatingFilter, RatingRow, Ratings, Said};

//! What the outside may ask of feedback.

use async_trait::async_trait;

use super::{Asked, RatingFilter, RatingForm, RatingRow, Ratings, Stars};
use crate::Outcome;
use crate::accounts::Actor;
use crate::custody::PickupPass;
use crate::ids::ConsignmentId;

/// What people say about hand-overs, and who reads it.
#[async_trait]
pub trait FeedbackPort: Send + Sync {
    /// The things that the holder of these links collected, with what they said about it. Nothing for what was lent to
    /// them, what still waits, and what staff took back.
    async fn asked(&self, actor: &Actor, pass: &PickupPass) -> Outcome<Vec<Asked>>;

    /// Says how it was, for the holder of a thing's own link. A second rating takes the place of the first within a day;
    /// later ones change nothing, and are thanked for all the same. `NotFound` for things of others, `WrongState` for
    /// what was not collected, `Form`.
    async fn rate(&self, actor: &Actor, pass: &PickupPass, form: &RatingForm) -> Outcome<()>;

    /// Stars from whoever stands before the kiosk at which this was collected just now. The first rating of a thing only:
    /// what was said before stays. `NotFound` for things of other banks, `WrongState` for what was not collected just now.
    async fn rate_at_kiosk(&self, actor: &Actor, thing: ConsignmentId, overall: Stars) -> Outcome<()>;

    /// Figures and comments of one's organisation, 50 comments a page. `Form` at `bank`, `month`, `most`.
    async fn ratings(&self, actor: &Actor, filter: &RatingFilter) -> Outcome<Ratings>;

    /// Every rating that the filter asks for, with words or without, newest first; for files. Refusals as in
    /// [`Self::ratings`].
    async fn every_rating(&self, actor: &Actor, filter: &RatingFilter) -> Outcome<Vec<RatingRow>>;
}

//! What the outside may ask of the register: colleagues everything within their reach, everybody else a search and a claim.

use async_trait::async_trait;

use super::{
    ClaimForm, EndForm, HandOutForm, LostForm, LostMatch, RegisterDesk, RetentionForm, RetentionRule, ThingFilter,
    ThingForm, ThingRow, ThingView,
};
use crate::accounts::Actor;
use crate::found::CaseNumber;
use crate::ids::{ClaimId, ThingId};
use crate::photos::{Photo, Upload};
use crate::{Outcome, ShortText};

/// The side of the staff. Things of other offices and other organisations: `NotFound`.
#[async_trait]
pub trait RegisterPort: Send + Sync {
    /// Kinds, offices, and what waits.
    async fn register_desk(&self, actor: &Actor) -> Outcome<RegisterDesk>;

    /// Things: what waits for an answer first, then by the time until which they are kept.
    async fn things(&self, actor: &Actor, filter: &ThingFilter) -> Outcome<Vec<ThingRow>>;

    /// One thing with its claims and its protocol.
    async fn thing(&self, actor: &Actor, id: ThingId) -> Outcome<ThingView>;

    /// Its picture. `NotFound` when there is none.
    async fn photo(&self, actor: &Actor, id: ThingId) -> Outcome<Photo>;

    /// Enters a thing; gives its id. `Form` with the fields.
    async fn enter(&self, actor: &Actor, form: ThingForm) -> Outcome<ThingId>;

    /// Changes what is written about a thing that we still have. `Form` with the fields.
    async fn change(&self, actor: &Actor, id: ThingId, form: ThingForm) -> Outcome<()>;

    /// Keeps a picture in the place of the one before. As [`Upload::check`].
    async fn set_photo(&self, actor: &Actor, id: ThingId, upload: Upload) -> Outcome<()>;

    /// Takes the picture away.
    async fn remove_photo(&self, actor: &Actor, id: ThingId) -> Outcome<()>;

    /// Takes a claim of somebody who stands at the counter or calls. `Form` with the fields.
    async fn take_claim(&self, actor: &Actor, id: ThingId, form: ClaimForm) -> Outcome<()>;

    /// The answers are right: the thing waits for this person.
    async fn accept(&self, actor: &Actor, id: ThingId, claim: ClaimId) -> Outcome<()>;

    /// The answers are not right.
    async fn decline(&self, actor: &Actor, id: ThingId, claim: ClaimId, reason: ShortText) -> Outcome<()>;

    /// Whoever it was promised to does not come.
    async fn lapse(&self, actor: &Actor, id: ThingId, reason: ShortText) -> Outcome<()>;

    /// Whoever it was promised to has it.
    async fn hand_out(&self, actor: &Actor, id: ThingId, form: HandOutForm) -> Outcome<()>;

    /// Another end. `RetentionRuns` for what may only happen when the time has passed; `WrongState` while somebody claims it.
    async fn end(&self, actor: &Actor, id: ThingId, form: EndForm) -> Outcome<()>;

    /// How long things are kept, by country and kind.
    async fn rules(&self, actor: &Actor) -> Outcome<Vec<RetentionRule>>;

    /// Writes a rule; it holds for what is entered from now on.
    async fn set_rule(&self, actor: &Actor, form: RetentionForm) -> Outcome<()>;

    /// Takes a rule away: that of this country and kind (empty: all). `NotFound` when there is none.
    async fn remove_rule(&self, actor: &Actor, country: &str, category: &str) -> Outcome<()>;
}

/// The side of whoever lost something: no account, and nothing told by which anybody could prove what is not theirs.
#[async_trait]
pub trait LostPort: Send + Sync {
    /// The kinds of things, for the form.
    async fn kinds(&self, actor: &Actor) -> Outcome<Vec<super::Category>>;

    /// What fits, best first; a few at most. `Form` when neither a kind nor a word was given.
    async fn search(&self, actor: &Actor, form: &LostForm) -> Outcome<Vec<LostMatch>>;

    /// One of them, for claiming it.
    async fn lost_thing(&self, actor: &Actor, id: ThingId) -> Outcome<LostMatch>;

    /// Says that it is theirs; gives the number to name when they call. The answer is the same whatever becomes of it.
    /// `Form` with the fields, `SlowDown` for too many from one place.
    async fn claim(&self, actor: &Actor, id: ThingId, form: ClaimForm) -> Outcome<CaseNumber>;
}

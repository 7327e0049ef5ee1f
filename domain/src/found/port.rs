//! What the outside may ask of found things.

use async_trait::async_trait;

use super::{
    CaseEnd, CaseFilter, CaseNumber, CasePass, CaseRow, CaseView, DropBank, FeeSettled, NewCall, NewProposal,
    NewReport, PartyCase, Reported, Side, Way,
};
use crate::accounts::Actor;
use crate::custody::LinkSecret;
use crate::ids::{BankId, CaseId, OfficeId, ProposalId};
use crate::photos::Photo;
use crate::{Locale, Outcome, Page, ShortText};

/// Both sides of a case. Who holds a private link of it (in the pass) is that side; an owner who is signed in needs
/// none. Everybody else gets `NotFound`.
#[async_trait]
pub trait FinderPort: Send + Sync {
    /// The countries that the bureau's offices answer for, as ISO codes: where a found thing can be.
    async fn countries(&self, actor: &Actor) -> Outcome<Vec<String>>;

    /// Takes a report. The same `once`, and the same finder's open case of the same key, give the same case.
    /// `Form` with the fields (a mistyped key at `key`), `SlowDown` for too many from one address or of one key.
    async fn report(&self, actor: &Actor, pass: &CasePass, form: NewReport) -> Outcome<Reported>;

    /// Of which case a link is, for whom, in which language. `LinkExpired` for unknown and long-ended ones alike.
    async fn follow_link(&self, actor: &Actor, link: &LinkSecret) -> Outcome<(CaseNumber, Side, Locale)>;

    /// The newest case of a pass that is still known, for a page that was asked for without a number.
    async fn newest(&self, actor: &Actor, pass: &CasePass) -> Outcome<CaseNumber>;

    /// A case, as this side sees it.
    async fn case(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<PartyCase>;

    /// The finder's photo, for the owner. `NotFound` when there is none, and for the finder.
    async fn photo(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<Photo>;

    /// Writes to the other side. `SlowDown` after too many.
    async fn write(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, words: &str) -> Outcome<()>;

    /// Proposes a time and a place. `FeeDue` for an owner who owes.
    async fn propose(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, form: NewProposal) -> Outcome<()>;

    /// Answers a proposal of the other side; agreeing settles the meeting. `FeeDue` for an owner who owes.
    async fn answer(
        &self,
        actor: &Actor,
        pass: &CasePass,
        number: CaseNumber,
        proposal: ProposalId,
        agree: bool,
    ) -> Outcome<()>;

    /// Chooses courier or office; a meeting is settled by agreeing, a locker by [`Self::drop_at`]. `WrongState`.
    async fn choose(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, way: Way) -> Outcome<()>;

    /// The banks at which a finder can leave the thing now, nearest of the case's office first.
    async fn drop_banks(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<Vec<DropBank>>;

    /// Keeps a compartment for the finder, for 24 hours, and makes the drop code. `BankFull`, `WrongState`.
    async fn drop_at(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, bank: BankId) -> Outcome<()>;

    /// Calls off what was settled. `WrongState` once the thing was given away.
    async fn call_off(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<()>;

    /// The finder says that they gave it away; the owner, that they have it (which ends the case). `FeeDue`.
    async fn confirm(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<()>;

    /// The finder takes the report back.
    async fn withdraw(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<()>;

    /// Begins to pay the fee: the local path of the page where the owner pays. `WrongState` when nothing is due.
    async fn pay_fee(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<String>;

    /// The cases of a signed-in owner's things, newest first.
    async fn mine(&self, actor: &Actor) -> Outcome<Vec<CaseRow>>;
}

/// The telephone desk. A dispatcher of an office sees its cases and the central queue; one without an office, and a
/// manager, all of the bureau. Whoever changes a case claims it; `Claimed` when a colleague works on it.
#[async_trait]
pub trait FoundDeskPort: Send + Sync {
    /// Cases, newest first, 50 a page.
    async fn cases(&self, actor: &Actor, filter: &CaseFilter) -> Outcome<Page<CaseRow>>;

    /// One case with everything.
    async fn case(&self, actor: &Actor, case: CaseId) -> Outcome<CaseView>;

    /// The finder's photo. `NotFound` when there is none.
    async fn report_photo(&self, actor: &Actor, case: CaseId) -> Outcome<Photo>;

    /// The owner's photo of the thing. `NotFound` when there is none, and when the key has another owner by now.
    async fn thing_photo(&self, actor: &Actor, case: CaseId) -> Outcome<Photo>;

    /// Which case has this number.
    async fn by_number(&self, actor: &Actor, number: CaseNumber) -> Outcome<CaseId>;

    /// Takes a report by telephone. It is claimed for whoever takes it.
    async fn take_report(&self, actor: &Actor, form: NewReport) -> Outcome<CaseId>;

    /// Notes a call. Reaching the owner is telling them.
    async fn note_call(&self, actor: &Actor, case: CaseId, call: NewCall) -> Outcome<()>;

    /// Settles a way (not the locker: that needs [`Self::drop_at`]).
    async fn arrange(&self, actor: &Actor, case: CaseId, way: Way) -> Outcome<()>;

    /// Keeps a compartment for a finder on the telephone; the drop code is given back to be read to them, and sent to
    /// them if they can be reached.
    async fn drop_at(&self, actor: &Actor, case: CaseId, bank: BankId) -> Outcome<String>;

    /// The banks at which the finder can leave the thing now, nearest of the case's office first; none when a locker is no
    /// way for this case.
    async fn drop_banks(&self, actor: &Actor, case: CaseId) -> Outcome<Vec<DropBank>>;

    /// Orders the door of a stored (overdue, unclear) thing open, for a colleague who stands there. It goes on to the
    /// office from there. Refusals as at a kiosk.
    async fn take_out(&self, actor: &Actor, case: CaseId, reason: ShortText) -> Outcome<()>;

    /// Writes to one side in the desk's name.
    async fn relay(&self, actor: &Actor, case: CaseId, to: Side, words: &str) -> Outcome<()>;

    /// Notes that the finder gave it away, or that it goes on by another way.
    async fn handed_over(&self, actor: &Actor, case: CaseId, way: Way) -> Outcome<()>;

    /// Settles a fee in cash or lets it off. `WrongState` when nothing is due.
    async fn settle_fee(&self, actor: &Actor, case: CaseId, how: FeeSettled, note: Option<ShortText>) -> Outcome<()>;

    /// Ends a case, with a reason in words. `FeeDue` for giving out a thing whose fee is not settled.
    async fn close(&self, actor: &Actor, case: CaseId, end: CaseEnd, note: ShortText) -> Outcome<()>;

    /// Gives it to an office, or (none) to the central queue.
    async fn move_to(&self, actor: &Actor, case: CaseId, office: Option<OfficeId>) -> Outcome<()>;

    /// Claims a case for a quarter of an hour; each change prolongs it. `take_over` takes it from a colleague, who sees
    /// it at once.
    async fn claim(&self, actor: &Actor, case: CaseId, take_over: bool) -> Outcome<()>;

    /// Gives one's own claim back.
    async fn release(&self, actor: &Actor, case: CaseId) -> Outcome<()>;
}

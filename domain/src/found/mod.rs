//! Found things and the way home. A map.
//!
//! * [`CaseNumber`]: what a finder is told at once. [`CaseState`], [`CaseEvent`]: the state machine; [`Fee`]: what is owed.
//! * [`NewReport`], [`NewProposal`], [`NewCall`]: forms, checked alike wherever they are filled in.
//! * [`PartyCase`]: a case as finder or owner see it; [`CaseView`]: as the desk sees it.
//! * [`FinderPort`]: both sides of a case, by private link; [`FoundDeskPort`]: the telephone desk.
//!
//! What must not be here: keys and cover (`tags`), doors and codes (`custody`), courier tickets (`tickets`).

mod calls;
mod desk;
mod forms;
mod number;
mod party;
mod port;
mod state;

pub use calls::{CallOutcome, NewCall, Whom};
pub use desk::{
    CaseFact, CaseFilter, CaseHistory, CaseRow, CaseView, ClaimView, DeskMessage, DeskProposal, FinderCard, KeyCard,
    OfficeName, OwnerCard,
};
pub use forms::{CheckedReport, Contact, MeetingForm, NewProposal, NewReport, Wants};
pub use number::{CaseNumber, NotACaseNumber};
pub use party::{
    CasePass, DropBank, DropPhase, DropView, FeeView, MeetingView, OfficeCard, PartyCase, PartyMessage, PartyProposal,
    ProposalState, Reported, Side, Speaker,
};
pub use port::{FinderPort, FoundDeskPort};
pub use state::{CaseEnd, CaseEvent, CaseNotPossible, CaseStage, CaseState, Fee, FeeSettled, Way};

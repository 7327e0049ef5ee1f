//! A case as the desk sees it: who found what, whose it is, how to reach both, and what happened so far.

use serde::{Deserialize, Serialize};

use super::{
    CallOutcome, CaseEnd, CaseNumber, CaseStage, Contact, Fee, FeeSettled, ProposalState, Side, Wants, Way, Whom,
};
use crate::ids::{CaseId, ConsignmentId, OfficeId, PersonId};
use crate::{Cursor, Email, Locale, Moment, Phone};

/// What a list of cases is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseFilter {
    /// A case number, a key, part of the owner's name, or the whole e-mail address or telephone of a finder.
    pub search: String,
    /// Only this stage; none: all that are not over (with `search`: all).
    pub stage: Option<CaseStage>,
    /// Only the cases that no office has yet.
    pub central: bool,
    /// Only cases whose owner this is.
    pub owner: Option<PersonId>,
    /// From where on.
    pub cursor: Option<Cursor>,
}

/// One case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// Which.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// The key, grouped.
    pub key: String,
    /// The owner's name, if one is known.
    pub owner: Option<String>,
    /// Where it is.
    pub stage: CaseStage,
    /// How it gets home, once settled.
    pub way: Option<Way>,
    /// Whether it came by telephone.
    pub by_phone: bool,
    /// The office that answers for it; none: the central queue.
    pub office: Option<OfficeName>,
    /// Whether a fee is due.
    pub fee_due: bool,
    /// The colleague who works on it right now.
    pub claimed_by: Option<String>,
    /// When it was reported.
    pub created: Moment,
    /// When something last happened.
    pub changed: Moment,
}

/// An office in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeName {
    /// Which.
    pub id: OfficeId,
    /// Its name.
    pub name: String,
}

/// One case with everything that a dispatcher needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseView {
    /// Which.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Where it is.
    pub stage: CaseStage,
    /// How it gets home, once settled.
    pub way: Option<Way>,
    /// The key and its cover.
    pub key: KeyCard,
    /// Whose it is, if that is known.
    pub owner: Option<OwnerCard>,
    /// Who found it.
    pub finder: FinderCard,
    /// Where the thing is, in the finder's words.
    pub place: Option<String>,
    /// Whether the finder sent a photo.
    pub pictured: bool,
    /// The postcode there.
    pub postcode: Option<String>,
    /// The office that answers for it; none: the central queue.
    pub office: Option<OfficeName>,
    /// What the owner owes.
    pub fee: Fee,
    /// What was said, oldest first.
    pub messages: Vec<DeskMessage>,
    /// Times and places to meet, newest first.
    pub proposals: Vec<DeskProposal>,
    /// The consignment of a locker drop.
    pub consignment: Option<ConsignmentId>,
    /// Where the locker of the drop is: bank, town, door.
    pub locker: Option<(String, String, u16)>,
    /// Who works on it.
    pub claim: Option<ClaimView>,
    /// The owner's other cases, so that the desk knows with whom it speaks.
    pub earlier: u32,
    /// Whether the asking colleague may work on it now (their office, nobody else's claim, not over).
    pub may_work: bool,
    /// The ways that may be arranged now.
    pub ways: Vec<Way>,
    /// The ends that may be given now.
    pub ends: Vec<CaseEnd>,
    /// What happened, oldest first.
    pub history: Vec<CaseHistory>,
    /// When it was reported.
    pub created: Moment,
    /// Now, at the office.
    pub now: Moment,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub struct KeyCard {
    /// The key, grouped.
    pub key: String,
    /// Whether there is such a key.
    pub known: bool,
    /// Whether it is in use by an owner.
    pub active: bool,
    /// Whether it was blocked.
    pub blocked: bool,
    /// Until when its cover is, or was, paid.
    pub cover_until: Option<Moment>,
    /// Whether the cover is paid today.
    pub covered: bool,
    /// What it is attached to, in the owner's words.
    pub thing: Option<String>,
    /// The reward offered, in the owner's words.
    pub reward: Option<String>,
    /// Whether there is a photo of the thing by the owner of whom the case is.
    pub pictured: bool,
}

/// Whose it is, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerCard {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: Option<Email>,
    /// Their numbers, the one to try first in front.
    pub phones: Vec<Phone>,
    /// Their language.
    pub locale: Locale,
}

/// Who found it, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinderCard {
    /// What they said of themselves; forgotten some time after the end.
    pub contact: Contact,
    /// Their language.
    pub locale: Locale,
    /// What they would like.
    pub wants: Wants,
    /// Whether the report came by telephone.
    pub by_phone: bool,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskMessage {
    /// To whom it went: the other side of whoever said it.
    pub to: Side,
    /// The colleague who said it; none: the other side itself.
    pub by: Option<String>,
    /// What.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// A time and a place to meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskProposal {
    /// Who made it.
    pub from: Side,
    /// When to meet.
    pub at: Moment,
    /// Where.
    pub place: String,
    /// Whether it is on the table.
    pub state: ProposalState,
}

/// Who works on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Their name.
    pub name: String,
    /// Whether it is the one who asks.
    pub mine: bool,
    /// Until when, unless they go on.
    pub until: Moment,
}

/// One line of a case's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHistory {
    /// When.
    pub at: Moment,
    /// What.
    pub fact: CaseFact,
    /// The colleague behind it, if one was.
    pub by: Option<String>,
    /// What they noted.
    pub note: Option<String>,
}

/// One fact in a case's history. Nothing personal: notes are kept apart and sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum CaseFact {
    /// It was reported.
    Reported {
        /// By telephone.
        by_phone: bool,
    },
    /// The same finder reported it again.
    ReportedAgain,
    /// The owner was told, by this many messages; by a call when none.
    OwnerTold {
        /// How many.
        messages: u32,
    },
    /// Nobody is known who could be told.
    NobodyToTell,
    /// Somebody wrote to the other side.
    Wrote {
        /// Who.
        from: Side,
    },
    /// The desk wrote to a side.
    DeskWrote {
        /// To whom.
        to: Side,
    },
    /// A time and a place were proposed.
    Proposed {
        /// By whom.
        from: Side,
    },
    /// A proposal was answered.
    Answered {
        /// By whom.
        by: Side,
        /// Whether they agreed.
        agreed: bool,
    },
    /// A way was settled.
    Arranged {
        /// Which.
        way: Way,
    },
    /// What was settled is off.
    CalledOff,
    /// The finder got a drop code.
    DropGiven,
    /// The compartment is given back: nobody came in time, or another way was chosen.
    DropEnded,
    /// The finder gave it away.
    HandedOver {
        /// By which way.
        way: Way,
    },
    /// It goes on by another way.
    MovedOn {
        /// By which.
        way: Way,
    },
    /// Staff open the locker to take it out.
    TakeOut,
    /// The pickup code went to the owner.
    CodeReleased,
    /// A fee is due: the cover had lapsed.
    FeeDue,
    /// The fee is settled.
    FeeSettled {
        /// How.
        how: FeeSettled,
    },
    /// The desk called somebody.
    Called {
        /// Whom.
        whom: Whom,
        /// What became of it.
        outcome: CallOutcome,
    },
    /// It went to another office, or to the central queue.
    Moved,
    /// It is over.
    Ended {
        /// How.
        end: CaseEnd,
    },
}

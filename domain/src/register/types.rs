//! What colleagues see of a thing, and the little that people see who lost one.

use serde::{Deserialize, Serialize};

use super::{
    Category, CategoryCode, ClaimStage, ClaimantShown, Contact, Day, EndKind, Identity, RegisterNumber, Source,
    ThingStage,
};
use crate::accounts::OfficeView;
use crate::found::CaseNumber;
use crate::ids::{ClaimId, OfficeId, ThingId};
use crate::tags::InFour;
use crate::{Moment, Money, Timestamp};

/// What a list of things is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThingFilter {
    /// Words, or a number.
    pub q: String,
    /// Only this stage; none: all that is not over.
    pub stage: Option<ThingStage>,
    /// Only this kind.
    pub category: Option<CategoryCode>,
    /// Only this office's; a colleague of an office sees no other anyway.
    pub office: Option<OfficeId>,
    /// Only what may be ended.
    pub due: bool,
}

/// One thing in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThingRow {
    /// Which.
    pub id: ThingId,
    /// What its label says.
    pub number: RegisterNumber,
    /// What it is.
    pub what: String,
    /// Of which kind.
    pub category: CategoryCode,
    /// Where it is.
    pub stage: ThingStage,
    /// How many claims wait for an answer.
    pub open: u32,
    /// Where it lies: the office.
    pub office: String,
    /// Where it lies: the shelf.
    pub storage: String,
    /// When it was found.
    pub found_on: Day,
    /// When it came to us.
    pub entered: Moment,
    /// Until when it is kept.
    pub keep_until: Moment,
    /// Whether that has passed, while we still have it.
    pub due: bool,
}

/// What the list and the forms need beside the things.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterDesk {
    /// The kinds of things, in their order.
    pub categories: Vec<Category>,
    /// The offices at which the reader may enter things.
    pub offices: Vec<OfficeView>,
    /// How many things wait for an answer to a claim.
    pub claimed: u32,
    /// How many things have been kept long enough.
    pub due: u32,
}

/// One claim of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Which.
    pub id: ClaimId,
    /// What the claimant was told.
    pub number: CaseNumber,
    /// Where it is.
    pub stage: ClaimStage,
    /// When it was made.
    pub made: Moment,
    /// What they said; none once it was forgotten.
    pub said: Option<ClaimantShown>,
}

/// What happened to a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each names itself; see the acts of `RegisterPort`")]
pub enum ProtocolFact {
    Entered {
        source: Source,
    },
    Changed,
    Moved {
        from: String,
        to: String,
    },
    Pictured,
    Unpictured,
    Claimed {
        number: CaseNumber,
        at_counter: bool,
    },
    Declined {
        number: CaseNumber,
        reason: String,
    },
    /// The claimant is forgotten, or took it back.
    Withdrawn {
        number: CaseNumber,
    },
    Accepted {
        number: CaseNumber,
    },
    Lapsed {
        number: CaseNumber,
        reason: String,
    },
    HandedOut {
        number: CaseNumber,
        document: Identity,
    },
    /// The time to keep it has passed.
    Due,
    Ended {
        how: EndKind,
        witness: Option<String>,
        note: String,
        proceeds: Option<Money>,
    },
    /// Who found it, who claimed it and what it looked like inside were forgotten.
    Forgotten,
}

/// One line of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolLine {
    /// The line's number; none is ever left out.
    pub line: u32,
    /// When.
    pub at: Moment,
    /// What.
    pub what: ProtocolFact,
    /// Who, if it was a colleague.
    pub by: Option<String>,
}

/// One thing with everything on it, for colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThingView {
    /// As in the list.
    pub row: ThingRow,
    /// Its kind, with the questions.
    pub category: Category,
    /// More about it.
    pub description: String,
    /// What only its owner knows; none once it was forgotten.
    pub details: Option<String>,
    /// What else to ask whoever claims it.
    pub question: Option<String>,
    /// Where it was found, as people who search are told.
    pub area: String,
    /// Where exactly.
    pub place: Option<String>,
    /// How it came to us.
    pub source: Source,
    /// Who brought it.
    pub finder: Contact,
    /// Whether they want it if nobody comes.
    pub finder_wants: bool,
    /// Whether there is a picture.
    pub pictured: bool,
    /// Whose law says how long it is kept: two letters.
    pub country: String,
    /// How many days that is.
    pub keep_days: u32,
    /// Where the rule comes from; may be empty.
    pub keep_note: String,
    /// Who says that it is theirs, newest first.
    pub claims: Vec<ClaimView>,
    /// The protocol, oldest first.
    pub protocol: Vec<ProtocolLine>,
    /// Now, at the office.
    pub now: Moment,
}

/// What somebody is told who lost something: nothing by which they could prove that it is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostMatch {
    /// Which.
    pub id: ThingId,
    /// Of which kind.
    pub category: Category,
    /// Where it was found, roughly.
    pub area: String,
    /// The town of the office where it lies.
    pub city: String,
    /// The Monday of the week in which it was found.
    pub week: Day,
    /// How well it fits, of a hundred.
    pub score: u32,
    /// What else is asked, in the words of the office.
    pub question: Option<String>,
}

impl LostMatch {
    /// All that is asked of whoever claims it, three questions at most.
    pub fn questions(&self) -> Vec<InFour> {
        let own = self.question.iter().map(|text| InFour {
            en: text.clone(),
            ..InFour::default()
        });
        own.chain(self.category.questions.iter().cloned()).take(3).collect()
    }
}

impl ThingView {
    /// All that is asked of whoever claims it, in the order of the answers.
    pub fn questions(&self) -> Vec<InFour> {
        let own = self.question.iter().map(|text| InFour {
            en: text.clone(),
            ..InFour::default()
        });
        own.chain(self.category.questions.iter().cloned()).take(3).collect()
    }
}

impl ThingRow {
    /// Whether it has been kept long enough at that instant, while we still have it.
    pub fn is_due(&self, now: Timestamp) -> bool {
        !self.stage.is_over() && now >= self.keep_until.at
    }
}

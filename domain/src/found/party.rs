//! A case as finder and owner see it. Neither sees how to reach the other.

use serde::{Deserialize, Serialize};

use super::{CaseNumber, CaseStage, Wants, Way};
use crate::custody::{AccessCode, LinkSecret, QrToken};
use crate::ids::{BankId, ProposalId};
use crate::lockers::Place;
use crate::{Moment, Money};

/// On which side of a case somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the person")]
pub enum Side {
    Finder,
    Owner,
}

impl Side {
    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Finder => "finder",
            Self::Owner => "owner",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::Finder, Self::Owner].into_iter().find(|s| s.wire() == text)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Finder => Self::Owner,
            Self::Owner => Self::Finder,
        }
    }
}

/// The private links of cases that somebody holds in a cookie, newest first. Cannot be printed or serialised.
#[derive(Clone, Default)]
pub struct CasePass {
    /// At most [`CasePass::MOST`].
    pub links: Vec<LinkSecret>,
}

impl CasePass {
    /// So many links in one cookie.
    pub const MOST: usize = 8;

    /// Reads a cookie's value: links joined by dots; what is no link is left out.
    pub fn parse(cookie: &str) -> Self {
        Self {
            links: cookie
                .split('.')
                .filter_map(LinkSecret::parse)
                .take(Self::MOST)
                .collect(),
        }
    }

    /// The cookie's value with this link in front.
    #[must_use]
    pub fn with(mut self, link: LinkSecret) -> Self {
        self.links.retain(|other| *other != link);
        self.links.insert(0, link);
        self.links.truncate(Self::MOST);
        self
    }

    /// The cookie's value.
    pub fn expose(&self) -> String {
        self.links.iter().map(LinkSecret::expose).collect::<Vec<_>>().join(".")
    }
}

/// What a finder gets for a report: always a number; the private link unless an open case of theirs was already there
/// and the link went to the address that they gave then. Not serialisable: it holds a secret.
#[derive(Clone)]
pub struct Reported {
    /// To say on the telephone.
    pub number: CaseNumber,
    /// To follow it.
    pub link: Option<LinkSecret>,
}

/// A case, as one side of it sees it. Holds secrets while a drop code is good: not serialisable.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button")]
pub struct PartyCase {
    /// To say on the telephone.
    pub number: CaseNumber,
    /// Who is looking.
    pub side: Side,
    /// The key on the thing, grouped.
    pub key: String,
    /// What the owner calls the thing; the finder is not told.
    pub thing: Option<String>,
    /// Where the case is.
    pub stage: CaseStage,
    /// Whether anybody is known who can be told.
    pub owner_known: bool,
    /// What the finder would like.
    pub wants: Wants,
    /// The reward that the owner offers, in their words.
    pub reward: Option<String>,
    /// How it gets home, once that is settled.
    pub way: Option<Way>,
    /// The ways that this side may choose now.
    pub ways: Vec<Way>,
    /// Whether the finder sent a photo; for the owner.
    pub pictured: bool,
    /// What was said, oldest first.
    pub messages: Vec<PartyMessage>,
    /// Whether this side may write now.
    pub may_write: bool,
    /// Times and places on the table, newest first.
    pub proposals: Vec<PartyProposal>,
    /// Whether this side may propose or agree now.
    pub may_propose: bool,
    /// The meeting that was agreed.
    pub meeting: Option<MeetingView>,
    /// The locker drop, for the finder.
    pub drop: Option<DropView>,
    /// Where it waits for the owner, once it lies in a locker: the code came by message.
    pub waits_at: Option<Place>,
    /// The office that answers for it.
    pub office: Option<OfficeCard>,
    /// What the owner owes, for the owner.
    pub fee: Option<FeeView>,
    /// Whether the finder may say "I gave it away", the owner "I have it".
    pub may_confirm: bool,
    /// Whether the finder may take the report back.
    pub may_withdraw: bool,
    /// The time zone in which times are typed here (IANA name).
    pub time_zone: String,
    /// Now, there.
    pub now: Moment,
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The one who is looking.
    You,
    /// The other side.
    Other,
    /// The desk.
    Desk,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyMessage {
    /// Who said it.
    pub from: Speaker,
    /// What.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// Whether a proposal is on the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// It waits for the other side.
    Open,
    /// The other side agreed.
    Agreed,
    /// The other side cannot.
    Declined,
    /// It is off: another one was agreed, or the plan changed.
    Off,
}

impl ProposalState {
    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::Off => "off",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::Open, Self::Agreed, Self::Declined, Self::Off]
            .into_iter()
            .find(|s| s.wire() == text)
    }
}

/// A time and a place to meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyProposal {
    /// Which, for the form that answers it.
    pub id: ProposalId,
    /// Whether the one who is looking made it.
    pub mine: bool,
    /// When to meet.
    pub at: Moment,
    /// Where.
    pub place: String,
    /// Whether it is on the table.
    pub state: ProposalState,
}

/// The meeting that was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    /// When.
    pub at: Moment,
    /// Where.
    pub place: String,
}

/// A bank that a finder can choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DropBank {
    /// Which.
    pub id: BankId,
    /// Where it stands.
    pub place: Place,
}

/// A locker drop, as its finder sees it.
#[derive(Clone)]
pub struct DropView {
    /// Where.
    pub place: Place,
    /// The door's number.
    pub compartment: u16,
    /// Where it is.
    pub phase: DropPhase,
    /// The code, while it opens.
    pub code: Option<AccessCode>,
    /// The QR, while it opens.
    pub qr: Option<QrToken>,
    /// Until when the compartment is kept.
    pub until: Moment,
}

/// Where a locker drop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DropPhase {
    /// The compartment waits for the thing.
    Waiting,
    /// The door is opening or open.
    AtTheDoor,
    /// The thing lies inside.
    Stored,
    /// The owner took it.
    Collected,
    /// It needs a human; call the hotline.
    Unclear,
}

/// Where to leave a thing, or fetch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeCard {
    /// Its name.
    pub name: String,
    /// Its address and town.
    pub address: String,
    /// Its telephone, E.164; may be empty.
    pub phone: String,
    /// When it is open.
    pub opening_hours: String,
}

/// What the owner owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeView {
    /// How much, with tax.
    pub amount: Money,
    /// Whether it is settled.
    pub settled: bool,
}

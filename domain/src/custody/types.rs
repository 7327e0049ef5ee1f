//! What the pickup page, the kiosk and the timelines show.

use serde::{Deserialize, Serialize};

use super::{AccessCode, CodeForm, KioskVisit, LinkSecret, QrToken, VisitItem};
use crate::ids::{BankId, ConsignmentId};
use crate::lockers::{Connection, DoorView, Place, PlacedPanel, Purpose, WayThere};
use crate::{Moment, RefusalCode};

/// What sort of custody a consignment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A document of an authority for a citizen.
    Document,
    /// A parcel.
    Parcel,
    /// Luggage that its owner leaves and fetches.
    Luggage,
    /// A thing that was found.
    FoundItem,
}

impl Kind {
    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Parcel => "parcel",
            Self::Luggage => "luggage",
            Self::FoundItem => "found_item",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::Document, Self::Parcel, Self::Luggage, Self::FoundItem]
            .into_iter()
            .find(|k| k.wire() == text)
    }
}

/// What waits, as the recipient is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// An identity card.
    IdentityCard,
    /// A passport.
    Passport,
    /// A driving licence.
    DrivingLicence,
    /// A vehicle's registration.
    VehicleRegistration,
    /// A certificate or an extract from a register.
    Certificate,
    /// A decision or a permit.
    Permit,
    /// Another document.
    OtherDocument,
    /// A thing that somebody lost and somebody found.
    FoundThing,
}

impl Item {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::IdentityCard,
        Self::Passport,
        Self::DrivingLicence,
        Self::VehicleRegistration,
        Self::Certificate,
        Self::Permit,
        Self::OtherDocument,
        Self::FoundThing,
    ];
    /// The documents among them, as forms offer them.
    pub const DOCUMENTS: [Self; 7] = [
        Self::IdentityCard,
        Self::Passport,
        Self::DrivingLicence,
        Self::VehicleRegistration,
        Self::Certificate,
        Self::Permit,
        Self::OtherDocument,
    ];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity_card",
            Self::Passport => "passport",
            Self::DrivingLicence => "driving_licence",
            Self::VehicleRegistration => "vehicle_registration",
            Self::Certificate => "certificate",
            Self::Permit => "permit",
            Self::OtherDocument => "other_document",
            Self::FoundThing => "found_thing",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.wire() == text)
    }
}

/// The links a visitor holds in the pickup cookie, newest first. Cannot be printed or serialised.
#[derive(Clone, Default)]
pub struct PickupPass {
    /// At most [`PickupPass::MOST`].
    pub links: Vec<LinkSecret>,
}

impl PickupPass {
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

/// What a phone holds in a cookie after it scanned a kiosk's QR: where and when, sealed by the backend.
#[derive(Clone, PartialEq, Eq)]
pub struct PresencePass(pub String);

/// The pickup page: everything that waits for the holder of the links. Holds secrets: not serialisable.
#[derive(Clone)]
pub struct PickupView {
    /// Newest first; never empty.
    pub items: Vec<PickupItem>,
    /// The bank before which the phone stands, if it proved that lately.
    pub present_at: Option<BankId>,
}

/// One thing on the pickup page.
#[derive(Clone)]
pub struct PickupItem {
    /// Which; for the form that opens it.
    pub id: ConsignmentId,
    /// What waits.
    pub item: Item,
    /// From whom.
    pub organisation: String,
    /// The recipient's name as the employee typed it.
    pub recipient: String,
    /// Where.
    pub place: Place,
    /// How one gets there.
    pub way: WayThere,
    /// At which bank.
    pub bank: BankId,
    /// The door's number.
    pub compartment: u16,
    /// Whether the bank works right now.
    pub connection: Connection,
    /// Whether this compartment can be opened at all.
    pub out_of_service: bool,
    /// Since when it waits.
    pub stored_at: Option<Moment>,
    /// Until when.
    pub deadline: Option<Moment>,
    /// Whether a fault of ours keeps the clock standing.
    pub paused: bool,
    /// The end that the recipient may have instead, if they may ask for more time.
    pub may_extend: Option<Moment>,
    /// Where the hand-over is.
    pub phase: OpenPhase,
    /// Whether somebody else may collect it.
    pub sharing: Sharing,
    /// What else of theirs can be collected in the same visit; nothing for whoever the right was lent to.
    pub visit: Vec<VisitItem>,
    /// Where it is now, if staff took it back to an office.
    pub returned_to: Option<ReturnedTo>,
    /// The code, while it can be used.
    pub code: Option<AccessCode>,
    /// The QR, while it can be used.
    pub qr: Option<QrToken>,
    /// Now, at the bank.
    pub now: Moment,
}

/// Whether somebody else may collect.
#[derive(Clone)]
pub enum Sharing {
    /// No, and it cannot be lent now.
    Not,
    /// Not yet: the recipient may lend it.
    Possible,
    /// Yes: the recipient lent it.
    Lent {
        /// The address to hand on. A secret.
        link: String,
        /// Since when.
        since: Moment,
    },
    /// The reader is the somebody else.
    Borrowed,
}

/// The office where a thing is that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedTo {
    /// What people call it.
    pub name: String,
    /// Street, number and town.
    pub address: String,
    /// When one can go there, in words.
    pub opening_hours: String,
    /// Its number, in E.164.
    pub phone: String,
}

/// Where the hand-over of one thing is, for its recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum OpenPhase {
    /// It waits and can be collected.
    Waiting {
        /// What became of the last try, if it did not work.
        last: Option<RefusalCode>,
    },
    /// A door command is on its way.
    Opening,
    /// The door is open.
    Open,
    /// The door is open for too long.
    LeftOpen,
    /// The time to collect has passed.
    Late,
    /// Staff are moving it to another compartment: it can be collected again in a moment.
    Moving,
    /// It needs a human; call the hotline.
    Unclear,
    /// Collected.
    Collected {
        /// When.
        at: Moment,
    },
    /// Taken back by staff, or cancelled.
    Gone {
        /// When.
        at: Moment,
    },
}

/// The kiosk's own QR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The whole address for the QR.
    pub url: String,
    /// For how many seconds from now it is the one to show.
    pub fresh_for: u32,
}

/// All that a kiosk's screen shows; the screen is a function of this and of what is being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KioskState {
    /// Which bank.
    pub bank: BankId,
    /// Where it stands, its hotline.
    pub place: Place,
    /// Whether the bank is there.
    pub connection: Connection,
    /// Whether something is wrong with the bank as a whole. What, staff read elsewhere: the street need not know.
    #[serde(default)]
    pub out_of_order: bool,
    /// Its doors, for the drawing.
    pub doors: Vec<DoorView>,
    /// What stands between them.
    #[serde(default)]
    pub panels: Vec<PlacedPanel>,
    /// What codes are typed here.
    #[serde(default)]
    pub pads: Pads,
    /// Until when the keypad is locked, if it is.
    pub keypad_locked_until: Option<Moment>,
    /// The opening that is under way or just ended (for 20 s).
    pub act: Option<KioskAct>,
    /// What else waits here for whoever had that door opened at this screen.
    #[serde(default)]
    pub visit: Option<KioskVisit>,
    /// The nearest other bank that works.
    pub nearest: Option<Place>,
    /// The kiosk's own QR.
    pub presence: Presence,
    /// Now, at the bank.
    pub now: Moment,
}

/// Which keys a kiosk shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pads {
    /// Those for the form in which codes are made here now.
    pub own: CodeForm,
    /// Whether a code of the other form is still out: then whoever has it finds the way to its keys.
    pub both: bool,
}

/// In which form codes are made at a bank, for its manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodesView {
    /// Which bank.
    pub bank: BankId,
    /// Its name.
    pub name: String,
    /// The form of those that are made from now on.
    pub form: CodeForm,
    /// How many of the other form still open something there.
    pub others: u32,
}

/// An opening, as the kiosk shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KioskAct {
    /// The door's number.
    pub compartment: u16,
    /// What for.
    pub purpose: Purpose,
    /// Where it is.
    pub phase: ActPhase,
    /// The thing that is in its recipient's hands since this opening; none while it is under way, and after all other ends.
    #[serde(default)]
    pub collected: Option<ConsignmentId>,
}

/// Where an opening at the kiosk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum ActPhase {
    /// On its way.
    Opening,
    /// The door is open.
    Open,
    /// The door is open for too long.
    LeftOpen,
    /// Done: handed over, or stored.
    Done,
    /// Closed with the thing still inside, after it was to be taken out: a pickup, or the first half of a move.
    LeftInside,
    /// Closed with nothing inside, after a deposit.
    NothingInside,
    /// The door stayed shut.
    Failed {
        /// What to tell.
        why: RefusalCode,
    },
}

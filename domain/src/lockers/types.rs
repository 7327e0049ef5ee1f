//! Banks and compartments as they are seen and set up.

use serde::{Deserialize, Serialize};

use super::protocol::FaultKind;
use super::turn::{BankKeysView, KeyStepView};
use super::{BankTrouble, Clearing, PlaceForm, PlacedPanel, TestOpening};
use crate::accounts::Secret;
use crate::ids::{BankId, CompartmentId};
use crate::{FormCheck, Moment, Refusal, RefusalCode};

/// How big a compartment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the field's standard sizes name themselves")]
pub enum Size {
    S,
    M,
    L,
    XL,
}

impl Size {
    /// All sizes, small first.
    pub const ALL: [Self; 4] = [Self::S, Self::M, Self::L, Self::XL];

    /// The name in the database, on forms and on doors.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
            Self::XL => "XL",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.wire() == text)
    }

    /// How many rows of the cabinet a door of this size takes.
    pub const fn rows(self) -> u16 {
        match self {
            Self::S => 1,
            Self::M => 2,
            Self::L => 3,
            Self::XL => 5,
        }
    }
}

/// Where a bank stands and how to reach somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The bank's name, as it stands on its housing.
    pub name: String,
    /// Street and house.
    pub address: String,
    /// Town.
    pub city: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// When one can get to it, for people: `Mon–Fri 8–20`, `24/7`.
    pub opening_hours: String,
    /// The hotline, in E.164.
    pub hotline: String,
}

/// Whether a bank has a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "connection", rename_all = "snake_case")]
pub enum Connection {
    /// Connected.
    Online,
    /// Not connected.
    Offline {
        /// Since when; none if it never was.
        since: Option<Moment>,
    },
}

impl Connection {
    /// Whether it is there.
    pub const fn is_online(self) -> bool {
        matches!(self, Self::Online)
    }
}

/// What a door's switch says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorState {
    /// Open.
    Open,
    /// Closed.
    Closed,
    /// Nobody has told yet.
    Unknown,
}

/// Whether somebody counts on a compartment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// Nobody; it can be proposed.
    Free,
    /// Promised to a thing that is not inside yet.
    Reserved,
    /// A thing is inside.
    Occupied,
}

/// Whether a compartment may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "service", rename_all = "snake_case")]
pub enum Service {
    /// Yes.
    In,
    /// No.
    Out {
        /// Why, as a colleague wrote it.
        reason: String,
    },
}

/// One door of a bank, as staff and the kiosk see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorView {
    /// Which.
    pub id: CompartmentId,
    /// The number on the door.
    pub number: u16,
    /// How big.
    pub size: Size,
    /// Column of the cabinet from the left, from 1.
    pub column: u16,
    /// First row from the top, from 1; it takes [`Size::rows`] rows.
    pub row: u16,
    /// What its switch says.
    pub door: DoorState,
    /// Whether somebody counts on it.
    pub claim: ClaimState,
    /// Whether it may be used.
    pub service: Service,
    /// What is broken.
    pub faults: Vec<FaultKind>,
    /// How the newest test opening went, while it is out of service.
    pub test: Option<TestOpening>,
    /// Who must say that it is in order before it goes back into use.
    #[serde(default, skip_serializing_if = "Clearing::is_one")]
    pub clearing: Clearing,
}

impl DoorView {
    /// Whether it can be opened for a test: it is out of service, nobody counts on it, and no test is under way.
    pub fn may_be_tested(&self) -> bool {
        matches!(self.service, Service::Out { .. }) && self.claim == ClaimState::Free && !self.is_under_test()
    }

    /// Whether somebody tries it just now.
    pub fn is_under_test(&self) -> bool {
        self.test.is_some_and(|test| test.result.is_under_way())
    }
}

/// One bank in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BankSummary {
    /// Which.
    pub id: BankId,
    /// Where.
    pub place: Place,
    /// Whether it is there.
    pub connection: Connection,
    /// How many doors it has.
    pub doors: u32,
    /// How many of them can be proposed now.
    pub free: u32,
    /// How many are broken or out of service.
    pub trouble: u32,
    /// Whether something is wrong with it as a whole.
    pub out_of_order: bool,
    /// Free compartments by size, only sizes that the bank has.
    pub sizes: Vec<SizeFree>,
}

/// How many compartments of a size are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeFree {
    /// Which size.
    pub size: Size,
    /// How many can be proposed now.
    pub free: u32,
}

/// One bank with its doors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BankView {
    /// Which.
    pub id: BankId,
    /// Where.
    pub place: Place,
    /// Whether it is there.
    pub connection: Connection,
    /// What is wrong with it as a whole.
    pub troubles: Vec<BankTrouble>,
    /// The version of its program, once it told.
    pub firmware: Option<String>,
    /// Its doors, as they stand.
    pub doors: Vec<DoorView>,
    /// What stands between them, for the drawing.
    pub panels: Vec<PlacedPanel>,
    /// How many kiosk screens are paired.
    pub kiosks: u32,
}

/// What a new bank is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct NewBank {
    /// Where.
    pub place: Place,
    /// Column by column from the left, the sizes of its doors from the top.
    pub columns: Vec<Vec<Size>>,
}

/// A form: set up a bank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BankForm {
    /// Where it stands.
    #[serde(flatten)]
    pub place: PlaceForm,
    /// Columns separated by `/`, doors by spaces: `S S M / L L / XL`.
    pub layout: String,
}

impl BankForm {
    /// The most doors of a bank: the state of all of them must fit into one message.
    pub const MAX_DOORS: usize = 160;

    /// Reads a layout: column by column from the left, the sizes of its doors from the top.
    ///
    /// # Errors
    /// `Missing` for an empty layout or column, `NotAChoice` for what is no size, `TooLong` over [`Self::MAX_DOORS`].
    pub fn columns(layout: &str) -> Result<Vec<Vec<Size>>, RefusalCode> {
        parse_layout(layout)
    }

    /// Checks the form; the same in browser and server. Whether the time zone exists is for the backend to say.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<NewBank, Refusal> {
        let mut form = FormCheck::default();
        let place = self.place.read(&mut form);
        let columns = form.take("layout", parse_layout(&self.layout)).unwrap_or_default();
        form.finish()?;
        Ok(NewBank { place, columns })
    }
}

fn parse_layout(text: &str) -> Result<Vec<Vec<Size>>, RefusalCode> {
    if text.trim().is_empty() {
        return Err(RefusalCode::Missing);
    }
    let columns = text
        .split('/')
        .map(|column| {
            let sizes = column
                .split_whitespace()
                .map(|size| Size::from_wire(&size.to_ascii_uppercase()).ok_or(RefusalCode::NotAChoice))
                .collect::<Result<Vec<_>, _>>()?;
            if sizes.is_empty() {
                return Err(RefusalCode::Missing);
            }
            Ok(sizes)
        })
        .collect::<Result<Vec<_>, _>>()?;
    if columns.iter().map(Vec::len).sum::<usize>() > BankForm::MAX_DOORS {
        return Err(RefusalCode::TooLong);
    }
    Ok(columns)
}

/// What a fresh bank is told once, to connect. Holds a secret: it cannot be printed or serialised.
#[derive(Clone)]
pub struct Provisioned {
    /// Which; also its account at the broker.
    pub bank: BankId,
    /// The password of its account. Stored hashed; shown once.
    pub password: Secret,
    /// The server's verifying key, base64url: whose commands it obeys.
    pub verifying_key: String,
    /// The numbers of its doors.
    pub doors: Vec<u16>,
    /// Where its broker is: `mqtt://host:port`; none where nobody said so.
    pub broker: Option<String>,
}

/// The key that signs commands, as administrators see it: nothing secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKeyView {
    /// The public half, base64url, as banks have it in their settings.
    pub public: String,
    /// The same, short enough to be read out: eight groups of four signs.
    pub fingerprint: String,
    /// When this house was first seen to sign with it; nothing if nobody noted that.
    pub since: Option<Moment>,
    /// So many banks of one's organisation must know it.
    pub banks: i64,
    /// The fingerprint of the key that will sign, if there is one.
    pub next: Option<String>,
    /// The fingerprint of the key that signed before, as long as its file is there.
    pub old: Option<String>,
    /// How the banks of one's organisation stand to these keys, the worst first.
    pub standings: Vec<BankKeysView>,
    /// What was done with keys at the machine, the newest first.
    pub steps: Vec<KeyStepView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_columns_of_sizes() {
        assert_eq!(
            parse_layout("S s M / XL"),
            Ok(vec![vec![Size::S, Size::S, Size::M], vec![Size::XL]])
        );
        assert_eq!(parse_layout("S //  L"), Err(RefusalCode::Missing));
        assert_eq!(parse_layout("S Q"), Err(RefusalCode::NotAChoice));
        assert_eq!(parse_layout(&"S ".repeat(401)), Err(RefusalCode::TooLong));
    }

    #[test]
    fn a_bank_form_tells_all_that_is_wrong_at_once() {
        let place = PlaceForm {
            latitude: "91".into(),
            longitude: "x".into(),
            hotline: "112".into(),
            ..PlaceForm::default()
        };
        let layout = String::new();
        let refusal = BankForm { place, layout }.check().unwrap_err();
        assert_eq!(refusal.at("latitude"), Some(RefusalCode::OutOfRange));
        assert_eq!(refusal.at("hotline"), Some(RefusalCode::NotAPhone));
        assert_eq!(refusal.fields.len(), 9);
    }
}

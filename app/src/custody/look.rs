//! What stands on the kiosk's screen, decided from what was heard and what just happened. No words, no markup, no clock.

use domain::custody::{ActPhase, KioskAct, KioskState, Means, NextDoor};
use domain::lockers::{DoorState, DoorView, PlacedPanel, Service};
use domain::{Error, Locale, Moment, RefusalCode};

use crate::ui::{DoorDrawing, DoorLook};
use crate::wire::{Answer, ApiError};

/// What the screen knows of its bank.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Heard {
    /// Nothing yet.
    #[default]
    Nothing,
    /// That it is nobody's screen.
    Unpaired,
    /// The last answer.
    State(Box<KioskState>),
}

impl Heard {
    /// After an answer, and whether the connection is lost with it. What was known stays while the house is silent.
    #[must_use]
    pub fn after(self, answer: Answer<KioskState>) -> (Self, bool) {
        match answer {
            Ok(state) => (Self::State(Box::new(state)), false),
            Err(ApiError::Port(Error::Refused(_))) => (Self::Unpaired, false),
            Err(ApiError::Port(Error::Failed(_)) | ApiError::Unreachable) => (self, true),
        }
    }

    /// The last answer, if there was one.
    pub fn state(&self) -> Option<&KioskState> {
        match self {
            Self::State(state) => Some(state),
            Self::Nothing | Self::Unpaired => None,
        }
    }
}

/// Whether screen and house reach each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Line {
    /// They do, as far as is known: a single question that failed is no loss.
    #[default]
    Stands,
    /// Neither a question nor the live connection gets through.
    Broken,
    /// Nothing was answered for so long that no picture of a door may be believed any more.
    Silent,
}

impl Line {
    /// Decides. `cut`: the last question failed. `live`: nudges come. `silent`: the last answer is long ago.
    pub const fn of(cut: bool, live: bool, silent: bool) -> Self {
        match (cut, silent, live) {
            (true, true, _) => Self::Silent,
            (true, false, false) => Self::Broken,
            _ => Self::Stands,
        }
    }
}

/// Which of its pictures the screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scene {
    /// The house has not answered yet.
    Starting,
    /// The screen must be paired first.
    Unpaired,
    /// The screen does not reach the house.
    Lost,
    /// The bank has no connection.
    Offline,
    /// No door of the bank is in service, or something is wrong with the bank as a whole.
    OutOfService,
    /// Waits for a code or a scan.
    Home,
    /// A door is being opened, is open, or just was.
    Act(KioskAct),
}

impl Scene {
    /// Decides. `dismissed` is the ended act that was seen.
    pub fn of(heard: &Heard, dismissed: Option<&KioskAct>, line: Line) -> Self {
        let state = match heard {
            Heard::Nothing => return Self::Starting,
            Heard::Unpaired => return Self::Unpaired,
            Heard::State(state) => state,
        };
        let at_a_door = matches!(&state.act, Some(act) if Stage::of(act.phase) == Stage::UnderWay);
        match line {
            Line::Silent => return Self::Lost,
            // Whoever stands before an open door keeps its number for as long as it may be believed.
            Line::Broken if !at_a_door => return Self::Lost,
            Line::Broken | Line::Stands => {}
        }
        let online = state.connection.is_online();
        match &state.act {
            // That nothing opened because there is no connection, the picture for it says better.
            Some(act) if !online && matches!(act.phase, ActPhase::Failed { .. }) => Self::Offline,
            Some(act) if dismissed != Some(act) => Self::Act(act.clone()),
            _ if !online => Self::Offline,
            _ if state.out_of_order || out_of_service(&state.doors) => Self::OutOfService,
            _ => Self::Home,
        }
    }

    /// How far an opening is.
    pub const fn stage(&self) -> Stage {
        match self {
            // When a thing was collected there may be something to ask.
            Self::Act(act) if act.collected.is_some() => Stage::Ended,
            Self::Act(act) => Stage::of(act.phase),
            _ => Stage::None,
        }
    }

    /// Whether nobody is in the middle of something, as far as the picture tells.
    pub const fn is_quiet(&self) -> bool {
        matches!(self, Self::Home | Self::Lost | Self::Offline | Self::OutOfService)
    }

    /// Whether a scan or a code is taken: at home, and over the end of the last act.
    pub const fn takes_codes(&self) -> bool {
        match self {
            Self::Home => true,
            Self::Act(act) => matches!(Stage::of(act.phase), Stage::Done | Stage::Ended),
            _ => false,
        }
    }
}

/// How far an opening is, for the rhythm of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// There is none.
    None,
    /// Somebody stands before a door.
    UnderWay,
    /// It ended well.
    Done,
    /// It ended, and there is something to say.
    Ended,
    /// It ended, and another door is offered.
    Offering,
}

impl Stage {
    /// Of a phase.
    pub const fn of(phase: ActPhase) -> Self {
        match phase {
            ActPhase::Opening | ActPhase::Open | ActPhase::LeftOpen => Self::UnderWay,
            ActPhase::Done => Self::Done,
            ActPhase::LeftInside | ActPhase::NothingInside | ActPhase::Failed { .. } => Self::Ended,
        }
    }
}

/// The door that is offered, while the end of the last opening is on the screen.
pub fn offered(scene: &Scene, heard: &Heard) -> Option<NextDoor> {
    match scene {
        Scene::Act(act) if matches!(act.phase, ActPhase::Done) => heard.state()?.visit?.next,
        _ => None,
    }
}

fn out_of_service(doors: &[DoorView]) -> bool {
    !doors.is_empty() && doors.iter().all(|d| matches!(d.service, Service::Out { .. }))
}

/// Why nothing opened, as far as a person can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the refusal that each stands for")]
pub enum Trouble {
    WrongCode,
    KeypadLocked,
    BankOffline,
    OutOfService,
    AnotherDoorOpen,
    DeadlinePassed,
    BeingMoved,
    InDoubt,
    WrongState,
    DoorDidNotOpen,
    VisitOver,
    SlowDown,
    /// Something was scanned that is no QR of ours.
    Foreign,
    /// The house did not answer.
    Cut,
    /// Our fault, or a refusal that no kiosk should see.
    Inside,
}

impl From<RefusalCode> for Trouble {
    fn from(code: RefusalCode) -> Self {
        match code {
            RefusalCode::WrongCode | RefusalCode::OtherBank | RefusalCode::LinkExpired | RefusalCode::NotFound => {
                Self::WrongCode
            }
            RefusalCode::KeypadLocked => Self::KeypadLocked,
            RefusalCode::BankOffline => Self::BankOffline,
            RefusalCode::OutOfService => Self::OutOfService,
            RefusalCode::AnotherDoorOpen => Self::AnotherDoorOpen,
            RefusalCode::DeadlinePassed => Self::DeadlinePassed,
            RefusalCode::BeingMoved => Self::BeingMoved,
            RefusalCode::InDoubt => Self::InDoubt,
            RefusalCode::WrongState | RefusalCode::Changed => Self::WrongState,
            RefusalCode::DoorDidNotOpen => Self::DoorDidNotOpen,
            RefusalCode::VisitOver => Self::VisitOver,
            RefusalCode::SlowDown => Self::SlowDown,
            _ => Self::Inside,
        }
    }
}

impl From<&ApiError> for Trouble {
    fn from(error: &ApiError) -> Self {
        match error {
            ApiError::Port(Error::Refused(refusal)) => refusal.code.into(),
            ApiError::Port(Error::Failed(_)) => Self::Inside,
            ApiError::Unreachable => Self::Cut,
        }
    }
}

/// What was handed in, and why it opened nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Typed or scanned.
    pub means: Means,
    /// Why not.
    pub trouble: Trouble,
}

/// What stands in the place of honour at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hero {
    /// "Collect your item".
    Invite,
    /// What was handed in is being looked at.
    Checking,
    /// It opened nothing.
    Refused(Refused),
    /// No typing until then.
    Locked(Moment),
    /// No connection with the house.
    Cut,
}

impl Hero {
    /// Decides. What just happened comes before what holds on, because it answers the person.
    pub const fn of(checking: bool, cut: bool, refused: Option<Refused>, locked: Option<Moment>) -> Self {
        match (refused, locked) {
            _ if cut => Self::Cut,
            _ if checking => Self::Checking,
            (Some(refused), _) if matches!(refused.means, Means::Qr) => Self::Refused(refused),
            (_, Some(until)) => Self::Locked(until),
            (Some(refused), None) => Self::Refused(refused),
            (None, None) => Self::Invite,
        }
    }
}

/// Whether codes can be typed.
pub const fn pad_open(checking: bool, cut: bool, locked: Option<Moment>) -> bool {
    !checking && !cut && locked.is_none()
}

/// Until when the keypad is locked, if it is.
pub fn locked(state: &KioskState) -> Option<Moment> {
    state.keypad_locked_until.filter(|until| state.now.at < until.at)
}

/// The first door that stands open.
pub fn open_door(state: &KioskState) -> Option<u16> {
    state.doors.iter().find(|d| d.door == DoorState::Open).map(|d| d.number)
}

/// Whether the last person left traces: then a long silence clears them.
pub fn dirty(typed: &str, refused: Option<Refused>, language: Locale, own: Locale) -> bool {
    !typed.is_empty() || refused.is_some() || language != own
}

/// A third of the cabinet, from left to right or from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Third {
    /// Left, or top.
    First,
    /// In the middle.
    Second,
    /// Right, or bottom.
    Last,
}

impl Third {
    /// Where the middle of something lies (`twice` its distance from the edge) in something `whole` long.
    /// `None` where there is nothing to tell apart.
    fn of(twice: u16, whole: u16, extent: u16) -> Option<Self> {
        if extent >= whole {
            return None;
        }
        let (at, edge) = (u32::from(twice) * 3, u32::from(whole) * 2);
        Some(if at < edge {
            Self::First
        } else if at > edge * 2 {
            Self::Last
        } else {
            Self::Second
        })
    }
}

/// On which side, and how high, a door is, in a cabinet that has more than doors.
pub fn whereabouts(doors: &[DoorView], panels: &[PlacedPanel], number: u16) -> (Option<Third>, Option<Third>) {
    let Some(door) = doors.iter().find(|d| d.number == number) else {
        return (None, None);
    };
    let (mut columns, mut rows) = (1_u16, 1_u16);
    let all = doors.iter().map(|d| (d.column, d.row, d.size.rows()));
    for (column, row, height) in all.chain(panels.iter().map(|p| (p.column, p.row, p.rows))) {
        columns = columns.max(column);
        rows = rows.max(row.max(1) - 1 + height);
    }
    let (column, row, height) = (door.column.max(1), door.row.max(1), door.size.rows());
    (
        Third::of(2 * column - 1, columns, 1),
        Third::of(2 * (row - 1) + height, rows, height),
    )
}

/// The bank for the drawing, one door marked. What lies where is nobody's business here: doors are open, out of use, or doors.
pub fn drawing(doors: &[DoorView], marked: Option<u16>, label: impl Fn(u16, bool) -> String) -> Vec<DoorDrawing> {
    let drawn = doors.iter().map(|door| {
        let here = marked == Some(door.number);
        let look = match (&door.service, door.door) {
            _ if here => DoorLook::Highlighted,
            (_, DoorState::Open) => DoorLook::Open,
            (Service::Out { .. }, _) => DoorLook::OutOfService,
            (Service::In, DoorState::Closed | DoorState::Unknown) => DoorLook::Free,
        };
        DoorDrawing {
            number: door.number,
            column: door.column,
            row: door.row,
            height_units: door.size.rows(),
            look,
            label: label(door.number, here),
        }
    });
    drawn.collect()
}

#[cfg(test)]
#[path = "look_tests.rs"]
mod tests;

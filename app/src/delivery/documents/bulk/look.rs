//! What is said of a file that is not taken, and of a door before which an employee stands. No markup.

use domain::delivery::bulk::{Column, DepositRow, FileTrouble, MOST_LINES};
use domain::delivery::{DeliveryState, DoorPhase};
use domain::lockers::Purpose;
use domain::{Locale, RefusalCode};

use crate::delivery::look::{field_label, state};
use crate::i18n::{number, refusal_text};
use crate::t;
use crate::t::bulk as text;
use crate::ui::{Glyph, Tone};

/// What a column is called.
pub(super) fn column(l: Locale, column: Column) -> &'static str {
    field_label(l, column.field()).unwrap_or_default()
}

/// A number of things, for a text that counts.
pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The most lines of a list.
pub(super) fn most(l: Locale) -> String {
    number(l, count(MOST_LINES))
}

/// Why a file is not taken, and what to do.
pub(super) fn trouble(l: Locale, trouble: &FileTrouble) -> String {
    let line = |line: u32| number(l, i64::from(line));
    match trouble {
        FileTrouble::Empty => text::trouble_empty(l).to_owned(),
        FileTrouble::TooLarge => refusal_text(l, RefusalCode::TooLarge).to_owned(),
        FileTrouble::TooManyLines => text::trouble_too_many(l, &most(l)),
        FileTrouble::NotUtf8 => text::trouble_not_utf8(l).to_owned(),
        FileTrouble::NoSeparator => text::trouble_separator(l).to_owned(),
        FileTrouble::SameColumn(same) => text::trouble_same(l, column(l, *same)),
        // Either of the two is enough.
        FileTrouble::MissingColumn(Column::Email | Column::Phone) => {
            text::trouble_missing(l, &[column(l, Column::Email), " / ", column(l, Column::Phone)].concat())
        }
        FileTrouble::MissingColumn(missing) => text::trouble_missing(l, column(l, *missing)),
        FileTrouble::Quotes { line: at } => text::trouble_quotes(l, &line(*at)),
        FileTrouble::TooManyCells { line: at } => text::trouble_cells(l, &line(*at)),
    }
}

/// What stands beside the number of a door.
pub(super) struct DoorWords {
    pub tone: Tone,
    pub glyph: Glyph,
    pub title: String,
    /// Why it went wrong, if it did.
    pub why: Option<&'static str>,
    /// What to do.
    pub text: &'static str,
    /// Whether another door may be taken for it.
    pub other_door: bool,
}

/// What happens behind a door, and what to do.
pub(super) fn door(l: Locale, row: &DepositRow) -> DoorWords {
    let door = row.compartment.to_string();
    let words = |tone, glyph, title: String, text| DoorWords {
        tone,
        glyph,
        title,
        why: None,
        text,
        other_door: false,
    };
    let putting_in = row.doing.purpose == Some(Purpose::Deposit);
    match (row.doing.phase, row.state) {
        (DoorPhase::Opening, _) if putting_in => {
            let title = t::delivery::opening_title(l, &door);
            words(Tone::Active, Glyph::Clock, title, t::delivery::opening_text(l))
        }
        (DoorPhase::Open, _) if putting_in => {
            let title = t::delivery::open_title(l, &door);
            words(Tone::Active, Glyph::DoorOpen, title, t::delivery::open_deposit(l))
        }
        (DoorPhase::Failed { why }, DeliveryState::Announced) => {
            let title = text::failed_title(l, &door);
            DoorWords {
                why: Some(refusal_text(l, why)),
                other_door: true,
                ..words(Tone::Bad, Glyph::Alert, title, text::failed_text(l))
            }
        }
        (DoorPhase::NothingInside, DeliveryState::Announced) => {
            let title = text::nothing_title(l, &door);
            words(Tone::Warn, Glyph::Alert, title, text::nothing_text(l))
        }
        (_, DeliveryState::Announced) => {
            let title = text::reserved_title(l, &door);
            words(Tone::Neutral, Glyph::Clock, title, text::reserved_text(l))
        }
        (_, DeliveryState::Stored) => words(Tone::Good, Glyph::Check, text::in_title(l, &door), text::in_text(l)),
        (_, DeliveryState::Unclear) => {
            let title = t::delivery::unclear_title(l, &door);
            words(Tone::Bad, Glyph::Alert, title, t::delivery::unclear_text(l))
        }
        (_, other) => {
            let (tone, glyph, word) = state(l, other);
            words(tone, glyph, word.to_owned(), "")
        }
    }
}

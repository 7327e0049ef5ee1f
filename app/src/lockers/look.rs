//! What banks and doors look like: words, drawings, and what can be done. No markup.

use domain::Locale;
use domain::lockers::protocol::FaultKind;
use domain::lockers::{
    BankForm, BankSummary, BankTrouble, ClaimState, Clearing, Connection, DoorState, DoorView, Inside, KeyMark,
    KeyStanding, Service, Size, SizeFree, TestOpening, TestResult,
};

use super::api::BankTicket;
use crate::i18n::{date_time, number, refusal_text as refusal};
use crate::t;
use crate::ui::{Choice, DoorDrawing, DoorLook, Glyph, Tone};

/// How a door is drawn. What is most urgent wins: an open door, then what is broken, then what is switched off.
pub fn door_look(door: &DoorView) -> DoorLook {
    match (door.door, &door.service, door.claim) {
        (DoorState::Open, ..) => DoorLook::Open,
        _ if !door.faults.is_empty() => DoorLook::Fault,
        (_, Service::Out { .. }, _) => DoorLook::OutOfService,
        (_, Service::In, ClaimState::Free) => DoorLook::Free,
        (_, Service::In, ClaimState::Reserved) => DoorLook::Reserved,
        (_, Service::In, ClaimState::Occupied) => DoorLook::Occupied,
    }
}

/// A door in the drawing of its bank. The one that is `meant` is marked, unless it stands open or is broken: then that
/// is what matters.
pub fn drawing(l: Locale, door: &DoorView, meant: bool) -> DoorDrawing {
    let state = door_look(door);
    let look = if meant && !matches!(state, DoorLook::Open | DoorLook::Fault) {
        DoorLook::Highlighted
    } else {
        state
    };
    DoorDrawing {
        number: door.number,
        column: door.column,
        row: door.row,
        height_units: door.size.rows(),
        look,
        label: t::lockers::door_label(l, &door.number.to_string(), door.size.wire(), state.word(l)),
    }
}

/// The doors of a layout as it is being typed, in the order in which they will be numbered; empty while it makes no
/// sense.
pub fn preview(l: Locale, layout: &str) -> Vec<DoorDrawing> {
    let mut number = 0;
    let mut doors = Vec::new();
    for (column, sizes) in (1_u16..).zip(BankForm::columns(layout).unwrap_or_default()) {
        let mut row = 1;
        for size in sizes {
            number += 1;
            doors.push(DoorDrawing {
                number,
                column,
                row,
                height_units: size.rows(),
                look: DoorLook::Free,
                label: t::lockers::door_label(l, &number.to_string(), size.wire(), DoorLook::Free.word(l)),
            });
            row += size.rows();
        }
    }
    doors
}

/// A bank's connection for a badge.
pub fn connection(l: Locale, connection: Connection) -> (Tone, Glyph, &'static str) {
    match connection {
        Connection::Online => (Tone::Good, Glyph::Check, t::lockers::online(l)),
        Connection::Offline { .. } => (Tone::Bad, Glyph::Offline, t::lockers::offline(l)),
    }
}

/// Since when a bank has no connection, if it has none.
pub fn offline_since(l: Locale, connection: Connection) -> Option<String> {
    match connection {
        Connection::Online => None,
        Connection::Offline { since: None } => Some(t::lockers::never_online(l).to_owned()),
        Connection::Offline { since: Some(moment) } => Some(t::lockers::offline_since(l, &date_time(l, moment))),
    }
}

/// What is broken, in words.
pub fn fault(l: Locale, fault: FaultKind) -> &'static str {
    match fault {
        FaultKind::Jam => t::lockers::fault_jam(l),
        FaultKind::Board => t::lockers::fault_board(l),
        FaultKind::Sensor => t::lockers::fault_sensor(l),
        FaultKind::Forced => t::lockers::fault_forced(l),
    }
}

/// What is wrong with a bank as a whole, within a sentence.
pub fn trouble(l: Locale, trouble: BankTrouble) -> &'static str {
    match trouble {
        BankTrouble::Mains => t::lockers::trouble_mains(l),
        BankTrouble::Tamper => t::lockers::trouble_tamper(l),
        BankTrouble::Board => t::lockers::trouble_board(l),
        BankTrouble::Other => t::lockers::trouble_other(l),
    }
}

/// That a bank is out of order, and what ends it; none for one that is well. An opened housing is the heaviest: only
/// whoever looked ends it.
pub fn out_of_order(l: Locale, troubles: &[BankTrouble]) -> Option<(String, &'static str)> {
    if troubles.is_empty() {
        return None;
    }
    let between = if l == Locale::Zh { "；" } else { "; " };
    let all: Vec<_> = troubles.iter().map(|one| trouble(l, *one)).collect();
    let what_now = if troubles.contains(&BankTrouble::Tamper) {
        t::lockers::out_of_order_tamper(l)
    } else if troubles == [BankTrouble::Mains] {
        t::lockers::out_of_order_mains(l)
    } else {
        t::lockers::out_of_order_broken(l)
    };
    Some((t::lockers::out_of_order_title(l, &all.join(between)), what_now))
}

/// Who must say that a door is in order, where one colleague is not enough.
pub fn clearing(l: Locale, clearing: Clearing) -> Option<&'static str> {
    match clearing {
        Clearing::One => None,
        Clearing::Two => Some(t::lockers::clearing_two(l)),
        Clearing::Second => Some(t::lockers::clearing_second(l)),
    }
}

/// How a test opening went, without its time.
pub fn test_result(l: Locale, result: TestResult) -> String {
    let words = match result {
        TestResult::Ordered => t::lockers::test_ordered(l),
        TestResult::Opened => t::lockers::test_opened(l),
        TestResult::Closed { inside } => match inside {
            Inside::Nothing => t::lockers::test_empty(l),
            Inside::Item => t::lockers::test_inside(l),
            Inside::Unsensed => t::lockers::test_unsensed(l),
        },
        TestResult::NotOpened { why } => return t::lockers::test_not_opened(l, refusal(l, why)),
        TestResult::Unclear => t::lockers::test_unclear(l),
    };
    words.to_owned()
}

/// How a test opening went, and when.
pub fn test_words(l: Locale, test: TestOpening) -> String {
    [test_result(l, test.result).as_str(), " · ", &date_time(l, test.at)].concat()
}

/// What a door's switch says.
pub fn door_state(l: Locale, door: DoorState) -> &'static str {
    match door {
        DoorState::Open => t::lockers::door_open(l),
        DoorState::Closed => t::lockers::door_closed(l),
        DoorState::Unknown => t::lockers::door_unknown(l),
    }
}

/// Whether somebody counts on a compartment.
pub fn claim(l: Locale, claim: ClaimState) -> &'static str {
    match claim {
        ClaimState::Free => t::lockers::claim_free(l),
        ClaimState::Reserved => t::lockers::claim_reserved(l),
        ClaimState::Occupied => t::lockers::claim_occupied(l),
    }
}

/// What fits into a size.
pub fn size_hint(l: Locale, size: Size) -> &'static str {
    match size {
        Size::S => t::lockers::size_s(l),
        Size::M => t::lockers::size_m(l),
        Size::L => t::lockers::size_l(l),
        Size::XL => t::lockers::size_xl(l),
    }
}

/// `S 4 · M 2`: free compartments by size; a size and its number stay on one line.
pub fn free_by_size(l: Locale, sizes: &[SizeFree]) -> String {
    let parts = sizes
        .iter()
        .map(|s| [s.size.wire(), "\u{a0}", &number(l, i64::from(s.free))].concat());
    parts.collect::<Vec<_>>().join(" · ")
}

/// A bank as a card to choose: where it is, what is free, whether it is there. A full bank cannot be chosen.
pub fn bank_choice(l: Locale, bank: &BankSummary) -> Choice {
    let city = bank.place.city.as_str();
    let hint = if bank.free == 0 {
        t::lockers::choice_full(l, city)
    } else if bank.connection.is_online() {
        t::lockers::choice_free(l, city, &free_by_size(l, &bank.sizes))
    } else {
        t::lockers::choice_offline(l, city, &free_by_size(l, &bank.sizes))
    };
    let glyph = if bank.connection.is_online() {
        Glyph::Bank
    } else {
        Glyph::Offline
    };
    Choice::own(bank.id.to_string(), bank.place.name.clone())
        .hint(hint)
        .icon(glyph)
        .disabled(bank.free == 0)
}

/// The sizes that a bank has, each with what fits in and how many would do; a bigger compartment does too.
pub fn size_choices(l: Locale, bank: Option<&BankSummary>) -> Vec<Choice> {
    let has = |size| bank.is_none_or(|bank| bank.sizes.iter().any(|s| s.size == size));
    let choice = |size: Size| {
        let fitting = bank.map_or(1, |bank| {
            bank.sizes
                .iter()
                .filter(|s| s.size >= size)
                .map(|s| s.free)
                .sum::<u32>()
        });
        let hint = if fitting == 0 {
            t::lockers::size_none(l).to_owned()
        } else {
            size_hint(l, size).to_owned()
        };
        Choice::new(size.wire(), size.wire()).hint(hint).disabled(fitting == 0)
    };
    Size::ALL.into_iter().filter(|size| has(*size)).map(choice).collect()
}

/// What to type on the machine of a bank to start its program with this ticket, if the broker is at `host`: the file
/// that the program reads, the password in a file that only its owner reads (arguments are seen by everybody on a
/// machine), and the start.
pub fn run_commands(ticket: &BankTicket, host: &str) -> String {
    let doors = ticket.doors.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    // Where nobody said so, the machine of the server and the usual port are the best guess.
    let broker = ticket.broker.clone();
    let broker = broker.unwrap_or_else(|| ["mqtt://", host, ":1883"].concat());
    [
        "mkdir -p cloakroom-bank && cd cloakroom-bank\n(umask 077; printf '%s\\n' '",
        &ticket.password,
        "' > bank.password)\ncat > bank.toml <<'END'\nbank = \"",
        &ticket.bank,
        "\"\nbroker = \"",
        &broker,
        "\"\npassword_file = \"bank.password\"\nverifying_keys = [\"",
        &ticket.verifying_key,
        "\"]\nstate_dir = \"state\"\ndoors = [",
        &doors,
        "]\nEND\ncloakroom bank run --bank-config bank.toml",
    ]
    .concat()
}

/// The words over the fields of a new bank.
pub fn field_label(l: Locale, field: &str) -> Option<&'static str> {
    Some(match field {
        "name" => t::lockers::name(l),
        "address" => t::lockers::address(l),
        "city" => t::lockers::city(l),
        "latitude" => t::lockers::latitude(l),
        "longitude" => t::lockers::longitude(l),
        "time_zone" => t::lockers::time_zone(l),
        "opening_hours" => t::lockers::opening_hours(l),
        "hotline" => t::lockers::hotline(l),
        "layout" => t::lockers::layout(l),
        _ => return None,
    })
}

/// How a locker stands to the keys of the house, in words.
pub fn key_standing(l: Locale, standing: KeyStanding) -> &'static str {
    use crate::t::signing as text;
    match standing {
        KeyStanding::Deaf => text::deaf(l),
        KeyStanding::Stranger => text::stranger(l),
        KeyStanding::Silent => text::silent(l),
        KeyStanding::Old => text::obeys_old(l),
        KeyStanding::NotYet => text::not_yet(l),
        KeyStanding::Ready => text::ready(l),
        KeyStanding::Fine => text::fine(l),
    }
}

/// What was done with a key, in words.
pub fn key_mark(l: Locale, mark: KeyMark) -> &'static str {
    use crate::t::signing as text;
    match mark {
        KeyMark::Made => text::made(l),
        KeyMark::Signs => text::signs(l),
        KeyMark::Replaced => text::replaced(l),
        KeyMark::Ended => text::ended(l),
    }
}

#[cfg(test)]
mod tests;

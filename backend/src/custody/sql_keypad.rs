//! The SQL of keypads: wrong codes in a row, counted per bank.

use domain::Timestamp;
use domain::custody::Keypad;
use domain::ids::BankId;

use crate::db::{Handle, Tx, exec, maybe, maybe_by};
use crate::fault::Result;

/// Wrong ones in a row, and until when it is locked.
type Row = (i64, Option<i64>);

/// A bank's keypad, to change it.
pub(super) async fn keypad(h: &mut impl Handle, bank: BankId) -> Result<Keypad> {
    let row = maybe!(
        h,
        Row,
        "SELECT wrong_in_a_row, locked_until FROM keypads WHERE bank_id = $1",
        bank
    )?;
    Ok(row.map_or_else(Keypad::default, read))
}

fn read((wrong, until): Row) -> Keypad {
    Keypad {
        wrong_in_a_row: u32::try_from(wrong).unwrap_or(u32::MAX),
        locked_until: until.map(Timestamp),
    }
}

/// Counts tries of one bank one after the other: whoever comes second waits here, on SQLite already where the one
/// writer begins.
pub(super) async fn hold_keypad(tx: &mut Tx, bank: BankId) -> Result<Keypad> {
    let row = maybe_by!(
        tx,
        Row,
        sqlite: "SELECT wrong_in_a_row, locked_until FROM keypads WHERE bank_id = $1",
        postgres: "INSERT INTO keypads (bank_id, wrong_in_a_row) VALUES ($1, 0)
                   ON CONFLICT (bank_id) DO UPDATE SET wrong_in_a_row = keypads.wrong_in_a_row
                   RETURNING wrong_in_a_row, locked_until",
        bank
    )?;
    Ok(row.map_or_else(Keypad::default, read))
}

pub(super) async fn set_keypad(tx: &mut Tx, bank: BankId, keypad: Keypad) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO keypads (bank_id, wrong_in_a_row, locked_until) VALUES ($1, $2, $3)
         ON CONFLICT (bank_id) DO UPDATE SET wrong_in_a_row = excluded.wrong_in_a_row,
                                             locked_until = excluded.locked_until",
        bank,
        keypad.wrong_in_a_row,
        keypad.locked_until
    )?;
    Ok(())
}

//! The SQL of keypads: wrong codes in a row, counted per bank.

use domain::Timestamp;
use domain::custody::Keypad;
use domain::ids::BankId;
use sqlx::{ColumnIndex, Decode, FromRow, Type};

use super::shares::Shown;
use super::sql::{self, Consignment};
use crate::db::{Handle, Tx, exec, maybe, one};
use crate::fault::Result;

/// Wrong ones in a row, and until when it is locked.
type Row = (i64, Option<i64>);

/// A bank's keypad.
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

/// A keypad and what the shown secret opens.
struct ShownRow {
    keypad: Row,
    thing: Option<Consignment>,
}

impl<'r, R> FromRow<'r, R> for ShownRow
where
    R: sqlx::Row,
    &'static str: ColumnIndex<R>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    Consignment: FromRow<'r, R>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        let wrong: Option<i64> = row.try_get("wrong_in_a_row")?;
        let id: Option<String> = row.try_get("id")?;
        Ok(Self {
            keypad: (wrong.unwrap_or_default(), row.try_get("locked_until")?),
            thing: id.map(|_| Consignment::from_row(row)).transpose()?,
        })
    }
}

/// One statement for both on SQLite, whose writers come one after the other anyway.
macro_rules! shown {
    ($tx:expr, $condition:literal, $bank:expr, $hash:expr) => {
        one!(
            $tx,
            ShownRow,
            concat!(
                "SELECT k.wrong_in_a_row, k.locked_until, c.*, o.name AS organisation_name
                 FROM (SELECT 1) LEFT JOIN keypads k ON k.bank_id = $1 LEFT JOIN consignments c ON ",
                $condition,
                " LEFT JOIN organisations o ON o.id = c.organisation_id"
            ),
            $bank,
            $hash
        )
    };
}

/// A bank's keypad, and the thing whose own secret was shown there, both to change them: whoever comes second waits.
/// Whoever had to wait has the thing only if the secret is still its own.
pub(super) async fn take_shown(tx: &mut Tx, bank: BankId, shown: Shown<'_>) -> Result<(Keypad, Option<Consignment>)> {
    if tx.is_sqlite() {
        let row = match shown {
            Shown::Code(hash) => shown!(tx, "c.code_hash = $2", bank, hash)?,
            Shown::Qr(hash) => shown!(tx, "c.qr_hash = $2", bank, hash)?,
        };
        return Ok((read(row.keypad), row.thing));
    }
    // The keypad first: tries of one bank are counted one after the other.
    let keypad = one!(
        tx,
        Row,
        "INSERT INTO keypads (bank_id, wrong_in_a_row) VALUES ($1, 0)
         ON CONFLICT (bank_id) DO UPDATE SET wrong_in_a_row = keypads.wrong_in_a_row
         RETURNING wrong_in_a_row, locked_until",
        bank
    )?;
    let thing = match shown {
        Shown::Code(hash) => sql::take_by_code(tx, hash).await?,
        Shown::Qr(hash) => sql::take_by_qr(tx, hash).await?,
    };
    Ok((read(keypad), thing))
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

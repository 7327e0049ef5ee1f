//! The SQL of codes of six digits: where they are made, what is known of those that are out, and whom a wrong one meant.
//! It reads the tables of lockers, which lie below.

use domain::custody::CodeForm;
use domain::ids::{BankId, ConsignmentId};

use super::sql_shares;
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, Result};

fn read(form: &str) -> Result<CodeForm> {
    CodeForm::from_wire(form).ok_or_else(|| Fault::broken("custody.code_form", "reading in which form codes are made"))
}

/// In which form codes are made at a bank.
pub(super) async fn code_form(h: &mut impl Handle, bank: BankId) -> Result<CodeForm> {
    let row = maybe!(h, (String,), "SELECT code_form FROM keypads WHERE bank_id = $1", bank)?;
    row.map_or(Ok(CodeForm::default()), |(form,)| read(&form))
}

/// From now on they are made in this one. What the keypad counts stays.
pub(super) async fn set_code_form(tx: &mut Tx, bank: BankId, form: CodeForm) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO keypads (bank_id, wrong_in_a_row, code_form) VALUES ($1, 0, $2)
         ON CONFLICT (bank_id) DO UPDATE SET code_form = excluded.code_form",
        bank,
        form.wire()
    )?;
    Ok(())
}

/// The banks at which codes of digits are made.
pub(super) async fn banks_of_digits(h: &mut impl Handle) -> Result<Vec<BankId>> {
    let rows = all!(
        h,
        (Text<BankId>,),
        "SELECT bank_id FROM keypads WHERE code_form = 'digits' ORDER BY bank_id"
    )?;
    Ok(rows.into_iter().map(|(bank,)| bank.0).collect())
}

/// How many codes of this form are out at a bank, lent ones and those of finders too. It goes by the doors: a door has one
/// thing at a time, and what has ended is not looked at.
pub(super) async fn live_of(h: &mut impl Handle, bank: BankId, form: CodeForm) -> Result<i64> {
    let (signs, digits) = one!(
        h,
        (i64, i64),
        "SELECT CAST(COALESCE(SUM(CASE WHEN l.digits_hash IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN l.digits_hash IS NULL THEN 0 ELSE 1 END), 0) AS BIGINT)
         FROM (SELECT c.digits_hash FROM compartments k
               JOIN consignments c ON c.compartment_id = k.id AND c.ended_at IS NULL
               WHERE k.bank_id = $1 AND c.code_hash IS NOT NULL
               UNION ALL
               SELECT s.digits_hash FROM compartments k
               JOIN consignments c ON c.compartment_id = k.id AND c.ended_at IS NULL
               JOIN pickup_shares s ON s.consignment_id = c.id AND s.ended_at IS NULL
               WHERE k.bank_id = $1 AND s.code_hash IS NOT NULL) l",
        bank
    )?;
    Ok(match form {
        CodeForm::Signs => signs,
        CodeForm::Digits => digits,
    })
}

/// Whether six digits are somebody's at their bank already, whatever is asked behind them.
pub(super) async fn is_taken(h: &mut impl Handle, digits_hash: &str) -> Result<bool> {
    let own = maybe!(
        h,
        (Text<ConsignmentId>,),
        "SELECT id FROM consignments WHERE digits_hash = $1",
        digits_hash
    )?;
    Ok(own.is_some() || sql_shares::is_taken(h, digits_hash).await?)
}

/// The things that somebody may have meant: those whose recipient's number ends so, and the one whose code it is, lent codes
/// too. Each once.
pub(super) async fn meant(
    h: &mut impl Handle,
    bank: BankId,
    digits_hash: &str,
    phone_end_hash: &str,
) -> Result<Vec<ConsignmentId>> {
    let rows = all!(
        h,
        (Text<ConsignmentId>,),
        "SELECT id FROM consignments
         WHERE bank_id = $1 AND state = 'stored' AND held = 0 AND (digits_hash = $2 OR phone_end_hash = $3)
         UNION
         SELECT c.id FROM consignments c
         JOIN pickup_shares s ON s.consignment_id = c.id AND s.ended_at IS NULL
         WHERE c.bank_id = $1 AND c.state = 'stored' AND c.held = 0 AND (s.digits_hash = $2 OR s.phone_end_hash = $3)
         ORDER BY 1",
        bank,
        digits_hash,
        phone_end_hash
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

//! The SQL of kiosk screens and the codes that pair them.

use domain::Timestamp;
use domain::ids::{BankId, KioskId};

use crate::db::{Handle, Text, Tx, exec, maybe, one};
use crate::fault::Result;

pub(super) async fn insert_pairing_code(tx: &mut Tx, hash: &str, bank: BankId, until: Timestamp) -> Result<()> {
    exec!(tx, "DELETE FROM pairing_codes WHERE bank_id = $1", bank)?;
    exec!(
        tx,
        "INSERT INTO pairing_codes (code_hash, bank_id, expires_at) VALUES ($1, $2, $3)",
        hash,
        bank,
        until
    )?;
    Ok(())
}

/// Uses a pairing code up; one statement, so that it pairs one screen.
pub(super) async fn use_pairing_code(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<BankId>> {
    let row = maybe!(
        tx,
        (Text<BankId>,),
        "UPDATE pairing_codes SET used_at = $2 WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING bank_id",
        hash,
        now
    )?;
    Ok(row.map(|(bank,)| bank.0))
}

pub(super) async fn insert_kiosk(tx: &mut Tx, id: KioskId, bank: BankId, hash: &str, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO kiosks (id, bank_id, secret_hash, created_at) VALUES ($1, $2, $3, $4)",
        id,
        bank,
        hash,
        now
    )?;
    Ok(())
}

pub(super) async fn kiosk(h: &mut impl Handle, hash: &str) -> Result<Option<(KioskId, BankId)>> {
    let row = maybe!(
        h,
        (Text<KioskId>, Text<BankId>),
        "SELECT id, bank_id FROM kiosks WHERE secret_hash = $1",
        hash
    )?;
    Ok(row.map(|(kiosk, bank)| (kiosk.0, bank.0)))
}

/// At which bank a screen is paired; none for one that is paired no more.
pub(super) async fn bank_of(h: &mut impl Handle, kiosk: KioskId) -> Result<Option<BankId>> {
    let row = maybe!(h, (Text<BankId>,), "SELECT bank_id FROM kiosks WHERE id = $1", kiosk)?;
    Ok(row.map(|(bank,)| bank.0))
}

pub(super) async fn count_kiosks(h: &mut impl Handle, bank: BankId) -> Result<u32> {
    let (n,) = one!(h, (i64,), "SELECT COUNT(*) FROM kiosks WHERE bank_id = $1", bank)?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

pub(super) async fn delete_kiosks(tx: &mut Tx, bank: BankId) -> Result<u64> {
    exec!(tx, "DELETE FROM kiosks WHERE bank_id = $1", bank)
}

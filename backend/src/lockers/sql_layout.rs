//! The SQL of how a bank's doors are arranged.

use domain::ids::{BankId, CompartmentId};
use domain::lockers::{Cabinet, PlacedDoor, PlacedPanel};

use crate::db::{Handle, Tx, all, exec};
use crate::fault::Result;

/// What fills a place without a door.
#[derive(sqlx::FromRow)]
pub(super) struct PanelRow {
    pub column_no: i64,
    pub row_no: i64,
    pub height_rows: i64,
    pub kind: String,
}

pub(super) async fn panels(h: &mut impl Handle, bank: BankId) -> Result<Vec<PanelRow>> {
    all!(
        h,
        PanelRow,
        "SELECT column_no, row_no, height_rows, kind FROM bank_panels WHERE bank_id = $1
         ORDER BY column_no, row_no LIMIT 2000",
        bank
    )
}

/// Begins the next version; 0 when somebody else began it. From here on nobody else arranges this bank before the end of
/// the transaction.
pub(super) async fn begin_version(tx: &mut Tx, bank: BankId, over: i64, cabinet: Cabinet) -> Result<u64> {
    exec!(
        tx,
        "UPDATE banks SET layout_version = layout_version + 1, cabinet_mm = $3, foot_mm = $4
         WHERE id = $1 AND layout_version = $2",
        bank,
        over,
        cabinet.top,
        cabinet.foot
    )
}

/// Takes a door away; 0 when it has a history by now. Orders about its service that ended keep its number, and forget
/// which door it was.
pub(super) async fn remove(tx: &mut Tx, bank: BankId, id: CompartmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE commands SET compartment_id = NULL
         WHERE bank_id = $1 AND compartment_id = $2 AND action <> 'unlock' AND ended_at IS NOT NULL",
        bank,
        id
    )?;
    exec!(
        tx,
        "DELETE FROM compartments WHERE id = $2 AND bank_id = $1 AND used = 0 AND claimed_by IS NULL
            AND NOT EXISTS (SELECT 1 FROM commands k WHERE k.bank_id = $1 AND k.compartment_id = $2)",
        bank,
        id
    )
}

/// Takes a door's number away, so that doors can change numbers among each other; 0 when it has a history by now. What its
/// old lock said is forgotten: it is another lock from now on.
pub(super) async fn free_number(tx: &mut Tx, id: CompartmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET number = -number, door = 'unknown', item = NULL, left_open = 0, faults = '', bank_out = NULL
         WHERE id = $1 AND used = 0 AND claimed_by IS NULL AND test_under_way = 0",
        id
    )
}

/// Puts a door into its place; 0 when its size changes and somebody counts on it by now.
pub(super) async fn place(tx: &mut Tx, id: CompartmentId, door: &PlacedDoor) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET number = $2, size = $3, column_no = $4, row_no = $5
         WHERE id = $1 AND (size = $3 OR claimed_by IS NULL)",
        id,
        door.number,
        door.size.wire(),
        door.column,
        door.row
    )
}

/// A new door; out of service if there is a reason.
pub(super) async fn insert(
    tx: &mut Tx,
    id: CompartmentId,
    bank: BankId,
    door: &PlacedDoor,
    out: Option<&str>,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO compartments (id, bank_id, number, size, column_no, row_no, out_reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        bank,
        door.number,
        door.size.wire(),
        door.column,
        door.row,
        out
    )?;
    Ok(())
}

pub(super) async fn clear_panels(tx: &mut Tx, bank: BankId) -> Result<()> {
    exec!(tx, "DELETE FROM bank_panels WHERE bank_id = $1", bank)?;
    Ok(())
}

pub(super) async fn insert_panel(tx: &mut Tx, bank: BankId, panel: &PlacedPanel) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO bank_panels (bank_id, column_no, row_no, height_rows, kind) VALUES ($1, $2, $3, $4, $5)",
        bank,
        panel.column,
        panel.row,
        panel.rows,
        panel.kind.wire()
    )?;
    Ok(())
}

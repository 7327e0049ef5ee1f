//! The SQL of lists and of their lines. What is put in reads custody's and lockers' tables, as an upper slice may.

use domain::Timestamp;
use domain::ids::{BankId, BatchId, BatchLineId, ConsignmentId, OrganisationId, PersonId};

use crate::db::{Handle, Text, Tx, all, all_by, exec, maybe};
use crate::fault::Result;

pub(super) struct NewBatch<'a> {
    pub id: BatchId,
    pub organisation: OrganisationId,
    pub bank: BankId,
    pub by: PersonId,
    pub at: Timestamp,
    pub once: &'a str,
}

pub(super) async fn insert_batch(tx: &mut Tx, batch: &NewBatch<'_>) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO bulk_batches (id, organisation_id, bank_id, made_by, made_at, once_key)
         VALUES ($1, $2, $3, $4, $5, $6)",
        batch.id,
        batch.organisation,
        batch.bank,
        batch.by,
        batch.at,
        batch.once
    )?;
    Ok(())
}

pub(super) struct NewLine<'a> {
    pub id: BatchLineId,
    pub batch: BatchId,
    pub number: u32,
    pub item: &'a str,
    pub size: &'a str,
    pub sealed: String,
    pub reference_hash: String,
    pub email_hash: Option<String>,
    pub phone_hash: Option<String>,
}

pub(super) async fn insert_line(tx: &mut Tx, line: NewLine<'_>) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO bulk_lines (id, batch_id, number, item, size, line_sealed, reference_hash, email_hash, phone_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        line.id,
        line.batch,
        line.number,
        line.item,
        line.size,
        line.sealed,
        line.reference_hash,
        line.email_hash,
        line.phone_hash
    )?;
    Ok(())
}

/// What the first press of this form made.
pub(super) async fn by_once(h: &mut impl Handle, once: &str) -> Result<Option<BatchId>> {
    let row = maybe!(
        h,
        (Text<BatchId>,),
        "SELECT id FROM bulk_batches WHERE once_key = $1",
        once
    )?;
    Ok(row.map(|(id,)| id.0))
}

#[derive(sqlx::FromRow)]
pub(super) struct Batch {
    pub id: Text<BatchId>,
    pub bank_id: Text<BankId>,
    pub bank_name: String,
    pub city: String,
    pub time_zone: String,
    pub made_at: i64,
    pub made_by: String,
    pub waiting: i64,
    pub deposited: i64,
}

/// The lists of an organisation, newest first, or one of them.
pub(super) async fn batches(
    h: &mut impl Handle,
    organisation: OrganisationId,
    one: Option<BatchId>,
) -> Result<Vec<Batch>> {
    all!(
        h,
        Batch,
        "SELECT b.id, b.bank_id, k.name AS bank_name, k.city, k.time_zone, b.made_at, p.name AS made_by,
                COUNT(CASE WHEN l.id IS NOT NULL AND l.consignment_id IS NULL THEN 1 END) AS waiting,
                COUNT(l.consignment_id) AS deposited
         FROM bulk_batches b
         JOIN banks k ON k.id = b.bank_id
         JOIN people p ON p.id = b.made_by
         LEFT JOIN bulk_lines l ON l.batch_id = b.id
         WHERE b.organisation_id = $1 AND (CAST($2 AS TEXT) IS NULL OR b.id = $2)
         GROUP BY b.id, b.bank_id, k.name, k.city, k.time_zone, b.made_at, p.name
         ORDER BY b.made_at DESC, b.id DESC LIMIT 500",
        organisation,
        one
    )
}

/// How many documents wait for each bank of an organisation.
pub(super) async fn waiting_by_bank(
    h: &mut impl Handle,
    organisation: OrganisationId,
) -> Result<Vec<(Text<BankId>, i64)>> {
    all!(
        h,
        (Text<BankId>, i64),
        "SELECT b.bank_id, COUNT(*) FROM bulk_lines l
         JOIN bulk_batches b ON b.id = l.batch_id
         WHERE b.organisation_id = $1 AND l.consignment_id IS NULL GROUP BY b.bank_id",
        organisation
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct Line {
    pub id: Text<BatchLineId>,
    pub bank_id: Text<BankId>,
    pub number: i64,
    pub item: String,
    pub size: String,
    #[sqlx(rename = "line_sealed")]
    pub sealed: Option<String>,
    pub made_at: i64,
}

/// What waits on a list, in the order of its file.
pub(super) async fn lines(h: &mut impl Handle, batch: BatchId) -> Result<Vec<Line>> {
    all!(
        h,
        Line,
        "SELECT l.id, b.bank_id, l.number, l.item, l.size, l.line_sealed, b.made_at
         FROM bulk_lines l JOIN bulk_batches b ON b.id = l.batch_id
         WHERE l.batch_id = $1 AND l.consignment_id IS NULL ORDER BY l.number LIMIT 500",
        batch
    )
}

/// The line that waits under this number; the hash has the organisation in it.
pub(super) async fn waiting(h: &mut impl Handle, reference_hash: &str) -> Result<Option<Line>> {
    maybe!(
        h,
        Line,
        "SELECT l.id, b.bank_id, l.number, l.item, l.size, l.line_sealed, b.made_at
         FROM bulk_lines l JOIN bulk_batches b ON b.id = l.batch_id
         WHERE l.reference_hash = $1 AND l.consignment_id IS NULL",
        reference_hash
    )
}

/// What waits for somebody with this address or number.
pub(super) async fn waiting_for(h: &mut impl Handle, contact_hash: &str) -> Result<Vec<Line>> {
    all!(
        h,
        Line,
        "SELECT l.id, b.bank_id, l.number, l.item, l.size, l.line_sealed, b.made_at
         FROM bulk_lines l JOIN bulk_batches b ON b.id = l.batch_id
         WHERE (l.email_hash = $1 OR l.phone_hash = $1) AND l.consignment_id IS NULL ORDER BY l.id",
        contact_hash
    )
}

/// Of these hashes of numbers (a JSON array of texts), those that wait on a list.
pub(super) async fn on_lists(h: &mut impl Handle, hashes: &str) -> Result<Vec<(String,)>> {
    all_by!(
        h,
        (String,),
        sqlite: "SELECT reference_hash FROM bulk_lines WHERE consignment_id IS NULL
                   AND reference_hash IN (SELECT value FROM json_each($1))",
        postgres: "SELECT reference_hash FROM bulk_lines WHERE consignment_id IS NULL
                     AND reference_hash IN (SELECT value FROM json_array_elements_text(CAST($1 AS json)))",
        hashes
    )
}

/// Of these hashes of numbers (a JSON array of texts), those of deliveries that hold a compartment.
pub(super) async fn in_lockers(h: &mut impl Handle, hashes: &str) -> Result<Vec<(String,)>> {
    all_by!(
        h,
        (String,),
        sqlite: "SELECT DISTINCT d.reference_hash FROM deliveries d JOIN consignments c ON c.id = d.consignment_id
                 WHERE c.ended_at IS NULL AND d.reference_hash IN (SELECT value FROM json_each($1))",
        postgres: "SELECT DISTINCT d.reference_hash FROM deliveries d JOIN consignments c ON c.id = d.consignment_id
                   WHERE c.ended_at IS NULL
                     AND d.reference_hash IN (SELECT value FROM json_array_elements_text(CAST($1 AS json)))",
        hashes
    )
}

/// The deliveries with this number that hold a compartment, newest first: which, where, and in which state.
pub(super) async fn holding(
    h: &mut impl Handle,
    reference_hash: &str,
) -> Result<Vec<(Text<ConsignmentId>, Text<BankId>, String)>> {
    all!(
        h,
        (Text<ConsignmentId>, Text<BankId>, String),
        "SELECT c.id, c.bank_id, c.state_body FROM deliveries d JOIN consignments c ON c.id = d.consignment_id
         WHERE d.reference_hash = $1 AND c.ended_at IS NULL ORDER BY c.id DESC LIMIT 20",
        reference_hash
    )
}

/// The line became a delivery: nothing personal is left in it. Gives how many lines that were; none if somebody was faster.
pub(super) async fn set_deposited(tx: &mut Tx, line: BatchLineId, id: ConsignmentId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE bulk_lines SET consignment_id = $2, deposited_at = $3, line_sealed = NULL, email_hash = NULL,
           phone_hash = NULL WHERE id = $1 AND consignment_id IS NULL",
        line,
        id,
        now
    )
}

/// The document of a line went behind another door.
pub(super) async fn set_instead(tx: &mut Tx, was: ConsignmentId, is: ConsignmentId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE bulk_lines SET consignment_id = $2, deposited_at = $3 WHERE consignment_id = $1",
        was,
        is,
        now
    )
}

/// How big a compartment the line behind a delivery needs.
pub(super) async fn size_needed(h: &mut impl Handle, id: ConsignmentId) -> Result<Option<String>> {
    let row = maybe!(
        h,
        (String,),
        "SELECT size FROM bulk_lines WHERE consignment_id = $1",
        id
    )?;
    Ok(row.map(|(size,)| size))
}

#[derive(sqlx::FromRow)]
pub(super) struct Deposit {
    pub id: Text<ConsignmentId>,
    pub recipient_name: String,
    pub item: String,
    pub reference_sealed: Option<String>,
    pub compartment: i64,
    pub state_body: String,
    pub last_outcome: Option<String>,
}

/// What was put into a bank since then or is just being put in, what is at a door first. By its compartments: whatever
/// holds one is little, however much there was.
pub(super) async fn deposits(
    h: &mut impl Handle,
    organisation: OrganisationId,
    bank: BankId,
    since: Timestamp,
) -> Result<Vec<Deposit>> {
    all!(
        h,
        Deposit,
        "SELECT c.id, c.recipient_name, c.item, d.reference_sealed, c.compartment, c.state_body, c.last_outcome
         FROM compartments k
         JOIN consignments c ON c.compartment_id = k.id AND c.ended_at IS NULL
         JOIN deliveries d ON d.consignment_id = c.id
         LEFT JOIN bulk_lines l ON l.consignment_id = c.id
         WHERE k.bank_id = $2 AND c.organisation_id = $1
           AND (l.deposited_at >= $3 OR c.stored_at >= $3
             OR (c.state = 'announced' AND c.last_outcome IS NOT NULL)
             OR (c.state IN ('opening', 'open') AND c.state_body LIKE '%\"purpose\":\"deposit\"%'))
         ORDER BY CASE WHEN c.state IN ('opening', 'open') AND c.state_body LIKE '%\"purpose\":\"deposit\"%'
                    THEN 0 ELSE 1 END,
                  COALESCE(l.deposited_at, c.stored_at, c.created_at) DESC, c.id DESC LIMIT 6",
        organisation,
        bank,
        since
    )
}

/// What waits on a list goes into another bank.
pub(super) async fn set_bank(tx: &mut Tx, batch: BatchId, bank: BankId) -> Result<u64> {
    exec!(tx, "UPDATE bulk_batches SET bank_id = $2 WHERE id = $1", batch, bank)
}

/// Takes a line away.
pub(super) async fn drop_line(tx: &mut Tx, id: BatchLineId) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM bulk_lines WHERE id = $1 AND consignment_id IS NULL",
        id
    )
}

/// Takes away what waits on a list; gives how many lines.
pub(super) async fn drop_waiting(tx: &mut Tx, batch: BatchId) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM bulk_lines WHERE batch_id = $1 AND consignment_id IS NULL",
        batch
    )
}

/// A line that became a delivery is not found by its number any more.
pub(in crate::delivery) async fn forget_reference(tx: &mut Tx, id: ConsignmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE bulk_lines SET reference_hash = NULL WHERE consignment_id = $1 AND reference_hash IS NOT NULL",
        id
    )
}

/// Takes away every list that was made before then, with its lines; gives how many lists.
pub(super) async fn forget_before(tx: &mut Tx, then: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM bulk_lines WHERE batch_id IN (SELECT id FROM bulk_batches WHERE made_at < $1)",
        then
    )?;
    exec!(tx, "DELETE FROM bulk_batches WHERE made_at < $1", then)
}

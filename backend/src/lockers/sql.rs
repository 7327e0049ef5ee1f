//! The SQL of banks and compartments. Nobody outside this slice imports it.

use domain::Timestamp;
use domain::ids::{BankId, CompartmentId, OrganisationId, PersonId};
use domain::lockers::protocol::FaultKind;
use domain::lockers::{ClaimState, DoorState, Place, Service, Size};

use crate::db::{Handle, Text, Tx, all, exec, maybe, maybe_by};
use crate::fault::{Fault, Result};

#[derive(sqlx::FromRow)]
pub(super) struct BankRow {
    pub id: Text<BankId>,
    pub organisation_id: Text<OrganisationId>,
    pub name: String,
    pub address: String,
    pub city: String,
    pub latitude_micro: i64,
    pub longitude_micro: i64,
    pub time_zone: String,
    pub opening_hours: String,
    pub hotline: String,
    pub account_hash: Option<String>,
    pub online: i64,
    pub online_since: Option<i64>,
    pub firmware: Option<String>,
    /// Counts up with every change of how its doors are arranged.
    pub layout_version: i64,
    /// The same of where it stands.
    pub place_version: i64,
    pub cabinet_mm: i64,
    pub foot_mm: i64,
}

impl BankRow {
    #[expect(clippy::cast_precision_loss, reason = "millionths of a degree are far below 2^52")]
    pub(super) fn place(&self) -> Place {
        Place {
            name: self.name.clone(),
            address: self.address.clone(),
            city: self.city.clone(),
            latitude: self.latitude_micro as f64 / 1e6,
            longitude: self.longitude_micro as f64 / 1e6,
            time_zone: self.time_zone.clone(),
            opening_hours: self.opening_hours.clone(),
            hotline: self.hotline.clone(),
        }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct CompartmentRow {
    pub id: Text<CompartmentId>,
    pub bank_id: Text<BankId>,
    pub number: i64,
    pub size: String,
    pub column_no: i64,
    pub row_no: i64,
    pub door: String,
    /// What the sensor sees; none without one.
    pub item: Option<i64>,
    pub left_open: i64,
    pub faults: String,
    pub out_reason: Option<String>,
    pub claimed_by: Option<String>,
    pub claim: String,
    pub test_under_way: i64,
    pub test_at: Option<i64>,
    pub test_result: Option<String>,
    /// Whether somebody ever counted on it, or opened it.
    pub used: i64,
    /// The first of two people who clear a forced door.
    pub cleared_by: Option<Text<PersonId>>,
}

impl CompartmentRow {
    pub(super) fn number(&self) -> u16 {
        u16::try_from(self.number).unwrap_or_default()
    }

    pub(super) fn size(&self) -> Result<Size> {
        Size::from_wire(&self.size).ok_or_else(|| Fault::broken("lockers.size", "reading a compartment's size"))
    }

    pub(super) fn door(&self) -> DoorState {
        match self.door.as_str() {
            "open" => DoorState::Open,
            "closed" => DoorState::Closed,
            _ => DoorState::Unknown,
        }
    }

    pub(super) fn claim(&self) -> ClaimState {
        match self.claim.as_str() {
            "reserved" => ClaimState::Reserved,
            "occupied" => ClaimState::Occupied,
            _ => ClaimState::Free,
        }
    }

    pub(super) fn service(&self) -> Service {
        match &self.out_reason {
            None => Service::In,
            Some(reason) => Service::Out { reason: reason.clone() },
        }
    }

    pub(super) fn faults(&self) -> Vec<FaultKind> {
        self.faults.split(',').filter_map(FaultKind::from_wire).collect()
    }

    /// Whether it may be proposed for something new.
    pub(super) fn is_free(&self) -> bool {
        self.claimed_by.is_none() && self.is_usable() && !self.is_left_behind()
    }

    /// Whether something lies inside that nobody counts on: people must look before the next one gets this door.
    pub(super) fn is_left_behind(&self) -> bool {
        self.claimed_by.is_none() && self.item == Some(1)
    }

    /// Whether somebody should go there.
    pub(super) fn needs_a_look(&self) -> bool {
        !self.is_usable() || self.left_open == 1 || self.is_left_behind()
    }

    /// Whether it may be opened at all.
    pub(super) fn is_usable(&self) -> bool {
        self.out_reason.is_none() && self.faults.is_empty()
    }
}

pub(super) async fn banks_of(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<BankRow>> {
    all!(
        h,
        BankRow,
        "SELECT * FROM banks WHERE organisation_id = $1 ORDER BY city, name, id LIMIT 1000",
        organisation
    )
}

pub(super) async fn all_banks(h: &mut impl Handle) -> Result<Vec<BankRow>> {
    all!(h, BankRow, "SELECT * FROM banks ORDER BY city, name, id LIMIT 1000")
}

pub(super) async fn bank(h: &mut impl Handle, id: BankId) -> Result<Option<BankRow>> {
    maybe!(h, BankRow, "SELECT * FROM banks WHERE id = $1", id)
}

pub(super) async fn compartments(h: &mut impl Handle, bank: BankId) -> Result<Vec<CompartmentRow>> {
    all!(
        h,
        CompartmentRow,
        "SELECT * FROM compartments WHERE bank_id = $1 ORDER BY number",
        bank
    )
}

pub(super) async fn compartments_of(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<CompartmentRow>> {
    all!(
        h,
        CompartmentRow,
        "SELECT c.* FROM compartments c JOIN banks b ON b.id = c.bank_id
         WHERE b.organisation_id = $1 ORDER BY c.number",
        organisation
    )
}

pub(super) async fn all_compartments(h: &mut impl Handle) -> Result<Vec<CompartmentRow>> {
    all!(h, CompartmentRow, "SELECT * FROM compartments ORDER BY number")
}

pub(super) async fn compartment(h: &mut impl Handle, id: CompartmentId) -> Result<Option<CompartmentRow>> {
    maybe!(h, CompartmentRow, "SELECT * FROM compartments WHERE id = $1", id)
}

pub(super) async fn compartment_numbered(
    h: &mut impl Handle,
    bank: BankId,
    number: u16,
) -> Result<Option<CompartmentRow>> {
    maybe!(
        h,
        CompartmentRow,
        "SELECT * FROM compartments WHERE bank_id = $1 AND number = $2",
        bank,
        number
    )
}

pub(super) async fn insert_bank(
    tx: &mut Tx,
    id: BankId,
    organisation: OrganisationId,
    place: &Place,
    now: Timestamp,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO banks (id, organisation_id, name, address, city, latitude_micro, longitude_micro, time_zone,
                            opening_hours, hotline, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        organisation,
        &place.name,
        &place.address,
        &place.city,
        micro(place.latitude),
        micro(place.longitude),
        &place.time_zone,
        &place.opening_hours,
        &place.hotline,
        now
    )?;
    Ok(())
}

#[expect(clippy::cast_possible_truncation, reason = "degrees were checked to be at most 180")]
pub(super) fn micro(degrees: f64) -> i64 {
    (degrees * 1e6).round() as i64
}

pub(super) async fn insert_compartment(
    tx: &mut Tx,
    id: CompartmentId,
    bank: BankId,
    number: u16,
    size: Size,
    column: u16,
    row: u16,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO compartments (id, bank_id, number, size, column_no, row_no) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        bank,
        number,
        size.wire(),
        column,
        row
    )?;
    Ok(())
}

/// Takes the free and empty compartment with the lowest number of this size in these rows; one statement, so that two never take the same.
/// SKIP LOCKED lets a second taker on PostgreSQL go on to the next one instead of waiting and finding nothing.
pub(super) async fn claim_free(
    tx: &mut Tx,
    bank: BankId,
    size: Size,
    (first, last): (u16, u16),
    claim: &str,
) -> Result<Option<(Text<CompartmentId>, i64)>> {
    maybe_by!(
        tx,
        (Text<CompartmentId>, i64),
        sqlite: "UPDATE compartments SET claimed_by = $3, claim = 'reserved', used = 1 WHERE id = (
            SELECT id FROM compartments WHERE bank_id = $1 AND size = $2 AND claimed_by IS NULL AND out_reason IS NULL
              AND faults = '' AND door <> 'open' AND COALESCE(item, 0) = 0 AND row_no BETWEEN $4 AND $5
              ORDER BY number LIMIT 1
         ) RETURNING id, number",
        postgres: "UPDATE compartments SET claimed_by = $3, claim = 'reserved', used = 1 WHERE id = (
            SELECT id FROM compartments WHERE bank_id = $1 AND size = $2 AND claimed_by IS NULL AND out_reason IS NULL
              AND faults = '' AND door <> 'open' AND COALESCE(item, 0) = 0 AND row_no BETWEEN $4 AND $5
              ORDER BY number LIMIT 1
              FOR UPDATE SKIP LOCKED
         ) RETURNING id, number",
        bank,
        size.wire(),
        claim,
        first,
        last
    )
}

pub(super) async fn set_claim(tx: &mut Tx, claim: &str, state: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET claim = $2 WHERE claimed_by = $1",
        claim,
        state
    )
}

/// Nobody counts on them any more. One that is unfit goes out of service in the same statement: nobody is offered it in between.
pub(super) async fn release(tx: &mut Tx, claim: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET claimed_by = NULL, claim = 'free', out_reason = COALESCE(out_reason, out_after),
                out_after = NULL
         WHERE claimed_by = $1",
        claim
    )
}

/// Out of service only while nobody counts on it, and back only while nobody tries it: one conditional statement.
pub(super) async fn set_out(tx: &mut Tx, id: CompartmentId, reason: Option<&str>) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET out_reason = $2, out_after = NULL, test_at = NULL, test_result = NULL, cleared_by = NULL
         WHERE id = $1 AND test_under_way = 0 AND (claimed_by IS NULL OR CAST($2 AS TEXT) IS NULL)",
        id,
        reason
    )
}

/// People looked at it: what the bank had reported as forced is cleared with going back into service (`clearing.rs`).
pub(super) async fn set_faults(tx: &mut Tx, id: CompartmentId, faults: &[FaultKind]) -> Result<()> {
    let names = faults.iter().map(|f| f.wire()).collect::<Vec<_>>().join(",");
    exec!(tx, "UPDATE compartments SET faults = $2 WHERE id = $1", id, names)?;
    Ok(())
}

pub(super) async fn set_door(tx: &mut Tx, id: CompartmentId, door: DoorState) -> Result<()> {
    let name = match door {
        DoorState::Open => "open",
        DoorState::Closed => "closed",
        DoorState::Unknown => "unknown",
    };
    exec!(
        tx,
        "UPDATE compartments SET door = $2, left_open = CASE WHEN $2 = 'open' THEN left_open ELSE 0 END WHERE id = $1",
        id,
        name
    )?;
    Ok(())
}

pub(super) async fn set_left_open(tx: &mut Tx, id: CompartmentId) -> Result<()> {
    exec!(
        tx,
        "UPDATE compartments SET left_open = 1, door = 'open' WHERE id = $1",
        id
    )?;
    Ok(())
}

pub(super) async fn set_item(tx: &mut Tx, id: CompartmentId, item: Option<bool>) -> Result<()> {
    exec!(tx, "UPDATE compartments SET item = $2 WHERE id = $1", id, item)?;
    Ok(())
}

pub(super) async fn set_account(tx: &mut Tx, bank: BankId, hash: &str) -> Result<u64> {
    exec!(tx, "UPDATE banks SET account_hash = $2 WHERE id = $1", bank, hash)
}

/// An older connection's word (a will that arrives after a reconnection) changes nothing.
pub(super) async fn set_presence(
    tx: &mut Tx,
    bank: BankId,
    online: bool,
    boot: i64,
    connection: i64,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE banks SET online_since = CASE WHEN online = $2 THEN online_since ELSE $5 END, online = $2,
                presence_boot = $3, presence_connection = $4
         WHERE id = $1 AND (presence_boot < $3 OR (presence_boot = $3 AND presence_connection <= $4))",
        bank,
        online,
        boot,
        connection,
        now
    )
}

/// Nobody is known to be there until they say so (again).
pub(super) async fn all_offline(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE banks SET online = 0, online_since = $1 WHERE online = 1",
        now
    )
}

/// Takes a snapshot's place in time, unless a newer one was applied.
pub(super) async fn advance_snapshot(tx: &mut Tx, bank: BankId, boot: i64, seq: i64, firmware: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE banks SET snapshot_boot = $2, snapshot_seq = $3, firmware = $4
         WHERE id = $1 AND (snapshot_boot < $2 OR (snapshot_boot = $2 AND snapshot_seq <= $3))",
        bank,
        boot,
        seq,
        firmware
    )
}

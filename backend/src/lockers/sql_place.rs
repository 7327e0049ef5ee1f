//! The SQL of a correction of where a bank stands.

use domain::ids::BankId;
use domain::lockers::Place;

use super::sql::micro;
use crate::db::{Tx, exec};
use crate::fault::Result;

/// Keeps it as the next version; 0 when somebody else began that.
pub(super) async fn correct(tx: &mut Tx, bank: BankId, over: i64, place: &Place) -> Result<u64> {
    exec!(
        tx,
        "UPDATE banks SET place_version = place_version + 1, name = $3, address = $4, city = $5, latitude_micro = $6,
                longitude_micro = $7, time_zone = $8, opening_hours = $9, hotline = $10
         WHERE id = $1 AND place_version = $2",
        bank,
        over,
        &place.name,
        &place.address,
        &place.city,
        micro(place.latitude),
        micro(place.longitude),
        &place.time_zone,
        &place.opening_hours,
        &place.hotline
    )
}

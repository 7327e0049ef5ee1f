//! How banks stand now: rows as figures.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::ids::{BankId, OrganisationId};
use domain::lockers::{Connection, Size};
use domain::reports::{BankNow, DoorCount, Overview};

use super::sql_overview::{self as sql, BankRow, DoorsRow};
use crate::db::Handle;
use crate::fault::{Fault, Result};
use crate::house::moment;

/// Counts doors and what waits behind them, bank by bank.
pub(super) async fn overview(h: &mut impl Handle, organisation: OrganisationId, now: Timestamp) -> Result<Overview> {
    let banks = sql::banks(h, organisation).await?;
    let mut doors: BTreeMap<BankId, Vec<DoorsRow>> = BTreeMap::new();
    for row in sql::doors(h, organisation).await? {
        doors.entry(row.bank_id.0).or_default().push(row);
    }
    let mut waiting = BTreeMap::new();
    for row in sql::waiting(h, organisation, now).await? {
        waiting.insert(row.bank_id.0, (count(row.waiting), count(row.overdue)));
    }
    let shown = |bank: BankRow| {
        let id = bank.id.0;
        let doors = doors.remove(&id).unwrap_or_default();
        one(bank, &doors, waiting.get(&id).copied().unwrap_or_default())
    };
    let banks = banks.into_iter().map(shown).collect::<Result<_>>()?;
    Ok(Overview { banks })
}

fn one(bank: BankRow, doors: &[DoorsRow], (waiting, overdue): (u64, u64)) -> Result<BankNow> {
    let mut sizes = doors.iter().map(size).collect::<Result<Vec<_>>>()?;
    sizes.sort_by_key(|(size, _)| *size);
    let since = bank.online_since.map(|at| moment(&bank.time_zone, Timestamp(at)));
    Ok(BankNow {
        id: bank.id.0,
        name: bank.name,
        city: bank.city,
        connection: if bank.online == 1 {
            Connection::Online
        } else {
            Connection::Offline { since }
        },
        sizes,
        waiting,
        overdue,
        faults: doors.iter().map(|row| count(row.faults)).sum(),
    })
}

fn size(row: &DoorsRow) -> Result<(Size, DoorCount)> {
    let odd = || Fault::broken("reports.size", "reading a compartment's size");
    let size = Size::from_wire(&row.size).ok_or_else(odd)?;
    let counted = DoorCount {
        free: count(row.free),
        reserved: count(row.reserved),
        occupied: count(row.occupied),
        out: count(row.doors - row.free - row.reserved - row.occupied),
    };
    Ok((size, counted))
}

/// A sum of ones.
pub(super) fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

//! How the doors of a bank are arranged: read for the editor, and saved, all or nothing.
//!
//! What must not be here: which arrangement may be saved (`domain::lockers::LayoutForm`).

use domain::ids::{BankId, CompartmentId};
use domain::lockers::{
    Cabinet, DoorUse, KeptDoor, LayoutForm, LayoutView, NewLayout, PanelKind, PlacedDoor, PlacedPanel,
};
use domain::{Error, RefusalCode, ShortText};

use super::sql::{self, BankRow, CompartmentRow};
use super::sql_layout::{self, PanelRow};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

/// How a bank's doors are arranged now.
///
/// # Errors
/// `NotFound` when there is no such bank.
pub(super) async fn view(h: &mut impl Handle, bank: BankId) -> Result<LayoutView, Error> {
    let row = sql::bank(h, bank).await?.ok_or(RefusalCode::NotFound)?;
    let doors = sql::compartments(h, bank).await?;
    Ok(LayoutView {
        bank,
        cabinet: cabinet(&row),
        version: row.layout_version,
        told: row.account_hash.is_some(),
        name: row.name,
        kept: doors.iter().map(kept).collect::<Result<_>>()?,
        doors: doors.iter().map(placed).collect::<Result<_>>()?,
        panels: panels(h, bank).await?,
    })
}

/// What stands between a bank's doors.
///
/// # Errors
/// What the database says; `Broken` for a panel that nobody knows.
pub(super) async fn panels(h: &mut impl Handle, bank: BankId) -> Result<Vec<PlacedPanel>> {
    sql_layout::panels(h, bank).await?.iter().map(panel).collect()
}

/// Arranges the doors anew.
///
/// # Errors
/// `Form` for what may not be saved; `Changed` when somebody else saved since the form was begun; `DoorUsed` and
/// `DoorInUse` when somebody took a door just now that was to vanish or to be another.
pub(super) async fn save(
    tx: &mut Tx,
    house: &House,
    bank: BankId,
    form: &LayoutForm,
    new_door: &ShortText,
) -> Result<(), Error> {
    let before = view(tx, bank).await?;
    if form.version.parse::<i64>() != Ok(before.version) {
        return Err(RefusalCode::Changed.into());
    }
    let wanted = form.check(&before.kept)?;
    if sql_layout::begin_version(tx, bank, before.version, wanted.cabinet).await? == 0 {
        return Err(RefusalCode::Changed.into());
    }
    make_room(tx, &before, &wanted).await?;
    let out = before.told.then_some(new_door.as_str());
    for door in &wanted.doors {
        let Some(id) = door.id else {
            let id = CompartmentId(house.outside.uuid7());
            sql_layout::insert(tx, id, bank, door, out).await?;
            continue;
        };
        if !before.doors.contains(door) && sql_layout::place(tx, id, door).await? == 0 {
            return Err(RefusalCode::DoorInUse.into());
        }
    }
    sql_layout::clear_panels(tx, bank).await?;
    for panel in &wanted.panels {
        sql_layout::insert_panel(tx, bank, panel).await?;
    }
    Ok(())
}

/// Takes doors away that are not wanted any more, and numbers from doors that are to have another.
async fn make_room(tx: &mut Tx, before: &LayoutView, wanted: &NewLayout) -> Result<(), Error> {
    for door in &before.kept {
        let after = wanted.doors.iter().find(|wanted| wanted.id == Some(door.id));
        let done = match after {
            None => sql_layout::remove(tx, before.bank, door.id).await?,
            Some(after) if after.number != door.number => sql_layout::free_number(tx, door.id).await?,
            Some(_) => 1,
        };
        if done == 0 {
            return Err(RefusalCode::DoorUsed.into());
        }
    }
    Ok(())
}

/// Where the doors of a bank begin and end.
pub(super) fn cabinet(row: &BankRow) -> Cabinet {
    Cabinet {
        top: small(row.cabinet_mm),
        foot: small(row.foot_mm),
    }
}

/// How many rows the cabinet has: the last that a door or a panel reaches.
///
/// # Errors
/// What the database says.
pub(super) async fn whole(h: &mut impl Handle, bank: BankId, doors: &[CompartmentRow]) -> Result<u16> {
    let panels = sql_layout::panels(h, bank).await?;
    let last_door = doors
        .iter()
        .filter_map(|door| Some(small(door.row_no) + door.size().ok()?.rows()));
    let last_panel = panels
        .iter()
        .map(|panel| small(panel.row_no) + small(panel.height_rows));
    let after = last_door.chain(last_panel).max().unwrap_or(1);
    Ok(after.saturating_sub(1))
}

fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or_default()
}

fn kept(row: &CompartmentRow) -> Result<KeptDoor> {
    let in_use = row.claimed_by.is_some() || row.item == Some(1) || row.test_under_way == 1;
    Ok(KeptDoor {
        id: row.id.0,
        number: row.number(),
        size: row.size()?,
        used: if in_use {
            DoorUse::InUse
        } else if row.used == 1 {
            DoorUse::Used
        } else {
            DoorUse::Unused
        },
    })
}

fn placed(row: &CompartmentRow) -> Result<PlacedDoor> {
    Ok(PlacedDoor {
        id: Some(row.id.0),
        number: row.number(),
        size: row.size()?,
        column: small(row.column_no),
        row: small(row.row_no),
    })
}

fn panel(row: &PanelRow) -> Result<PlacedPanel> {
    let kind = PanelKind::from_wire(&row.kind);
    Ok(PlacedPanel {
        kind: kind.ok_or_else(|| Fault::broken("lockers.panel", "reading what fills a place without a door"))?,
        column: small(row.column_no),
        row: small(row.row_no),
        rows: small(row.height_rows),
    })
}

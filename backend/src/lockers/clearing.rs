//! A compartment whose door was opened without an order goes back into use when two people have said that it is in order:
//! whoever forced it may be one of us.
//!
//! What must not be here: who may say so. The ports decide that first.

use domain::accounts::Actor;
use domain::ids::CompartmentId;
use domain::lockers::Clearing;
use domain::lockers::protocol::FaultKind;
use domain::{Error, RefusalCode};

use super::sql::{self, CompartmentRow};
use super::sql_clearing;
use crate::db::Tx;
use crate::fault::Result;

/// What became of putting a compartment back, or of taking it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// It is so now.
    Done,
    /// One of two people has said that it is in order: it stays as it was until the other one does.
    OneOfTwo,
}

impl CompartmentRow {
    /// Who must say that it is in order.
    pub(super) fn clearing(&self) -> Clearing {
        if !self.faults().contains(&FaultKind::Forced) {
            Clearing::One
        } else if self.cleared_by.is_none() {
            Clearing::Two
        } else {
            Clearing::Second
        }
    }
}

/// Somebody says that a compartment is in order.
///
/// # Errors
/// `SecondPerson` when it was they who said so before, `CompartmentInUse` while its door is tried, `Changed`.
pub(super) async fn clear(tx: &mut Tx, actor: &Actor, compartment: CompartmentId) -> Result<Served, Error> {
    let row = sql::compartment(tx, compartment).await?.ok_or(RefusalCode::NotFound)?;
    if row.clearing().is_one() {
        return Ok(Served::Done);
    }
    if row.test_under_way == 1 {
        return Err(RefusalCode::CompartmentInUse.into());
    }
    let me = actor.person()?;
    if let Some(first) = row.cleared_by {
        return if first.0 == me {
            Err(RefusalCode::SecondPerson.into())
        } else {
            Ok(Served::Done)
        };
    }
    if sql_clearing::first(tx, compartment, me).await? == 0 {
        return Err(RefusalCode::Changed.into());
    }
    Ok(Served::OneOfTwo)
}

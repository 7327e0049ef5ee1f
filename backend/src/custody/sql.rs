//! The SQL of consignments and custody events. Nobody outside this slice imports it; upper slices get
//! a [`Consignment`].

use domain::custody::{Ending, Item, Kind, State};
use domain::ids::{BankId, CompartmentId, ConsignmentId, OfficeId, OrganisationId, PersonId};
use domain::{Email, Locale, Phone, Timestamp};

use super::secrets::Fresh;
use crate::db::{Handle, Text, Tx, exec, maybe, maybe_by};
use crate::fault::{Fault, Result};
use crate::house::House;

/// What sealed columns are sealed as.
pub(crate) mod seal_labels {
    /// A recipient's e-mail address.
    pub(crate) const EMAIL: &str = "custody.email";
    /// A recipient's telephone number.
    pub(crate) const PHONE: &str = "custody.phone";
}

/// One thing in our custody, as it is kept.
#[derive(sqlx::FromRow)]
pub struct Consignment {
    pub(crate) id: Text<ConsignmentId>,
    pub(crate) organisation_id: Text<OrganisationId>,
    pub(crate) organisation_name: String,
    pub(crate) kind: String,
    pub(crate) item: String,
    pub(crate) state_body: String,
    pub(crate) version: i64,
    pub(crate) bank_id: Text<BankId>,
    pub(crate) compartment_id: Text<CompartmentId>,
    pub(crate) compartment: i64,
    pub(crate) recipient_name: String,
    pub(crate) email_sealed: Option<String>,
    pub(crate) phone_sealed: Option<String>,
    pub(crate) recipient_locale: String,
    pub(crate) created_by: Option<Text<PersonId>>,
    pub(crate) created_at: i64,
    pub(crate) stored_at: Option<i64>,
    pub(crate) deadline: Option<i64>,
    pub(crate) ended_at: Option<i64>,
    pub(crate) code_salt: i64,
    pub(crate) digits_hash: Option<String>,
    pub(crate) last_outcome: Option<String>,
    pub(crate) held: i64,
    pub(crate) office_id: Option<Text<OfficeId>>,
    pub(crate) paused_at: Option<i64>,
    pub(crate) extended_at: Option<i64>,
    pub(crate) opened_by_share: Option<String>,
}

impl Consignment {
    /// Where it is.
    ///
    /// # Errors
    /// `Broken` when the stored form is damaged.
    pub fn state(&self) -> Result<State> {
        serde_json::from_str(&self.state_body)
            .map_err(|e| Fault::broken("custody.state", "reading a consignment's state").because(e))
    }

    /// What sort of custody it is.
    ///
    /// # Errors
    /// `Broken` when the stored form is damaged.
    pub fn kind(&self) -> Result<Kind> {
        Kind::from_wire(&self.kind).ok_or_else(|| Fault::broken("custody.kind", "reading a consignment's kind"))
    }

    /// What it is.
    ///
    /// # Errors
    /// `Broken` when the stored form is damaged.
    pub fn item(&self) -> Result<Item> {
        Item::from_wire(&self.item).ok_or_else(|| Fault::broken("custody.item", "reading a consignment's item"))
    }

    /// Whether it was in our custody and is not any more.
    pub const fn was_stored_and_ended(&self) -> bool {
        self.stored_at.is_some() && self.ended_at.is_some()
    }

    /// Whether its recipient has it.
    ///
    /// # Errors
    /// `Broken` when the stored form is damaged.
    pub fn is_collected(&self) -> Result<bool> {
        let collected = |state| {
            matches!(
                state,
                State::Ended {
                    ending: Ending::Collected,
                    ..
                }
            )
        };
        self.state().map(collected)
    }

    /// Whether its recipient gets no code yet.
    pub const fn is_held(&self) -> bool {
        self.held == 1
    }

    /// The door's number.
    pub fn number(&self) -> u16 {
        u16::try_from(self.compartment).unwrap_or_default()
    }

    /// The recipient's language.
    pub fn locale(&self) -> Locale {
        Locale::from_code(&self.recipient_locale).unwrap_or_default()
    }

    /// How to reach the recipient.
    ///
    /// # Errors
    /// `Broken` when a sealed text does not open.
    pub fn contact(&self, house: &House) -> Result<(Option<Email>, Option<Phone>)> {
        let place = self.id.0.to_string();
        let damaged = |_| Fault::broken("custody.contact", "reading a recipient's address");
        let email = match &self.email_sealed {
            Some(sealed) => {
                let text = house.key.open_text(seal_labels::EMAIL, &place, sealed)?;
                Some(Email::parse(&text).map_err(damaged)?)
            }
            None => None,
        };
        let phone = match &self.phone_sealed {
            Some(sealed) => {
                let text = house.key.open_text(seal_labels::PHONE, &place, sealed)?;
                Some(Phone::parse(&text).map_err(damaged)?)
            }
            None => None,
        };
        Ok((email, phone))
    }
}

pub(super) struct NewRow<'a> {
    pub id: ConsignmentId,
    pub organisation: OrganisationId,
    pub kind: &'a str,
    pub item: &'a str,
    pub bank: BankId,
    pub compartment: CompartmentId,
    pub number: u16,
    pub name: &'a str,
    pub email_sealed: Option<String>,
    pub phone_sealed: Option<String>,
    pub locale: Locale,
    pub created_by: Option<PersonId>,
    pub held: bool,
    pub office: Option<OfficeId>,
}

pub(super) async fn insert(tx: &mut Tx, row: NewRow<'_>, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO consignments (id, organisation_id, kind, item, state, state_body, bank_id, compartment_id,
             compartment, recipient_name, email_sealed, phone_sealed, recipient_locale, created_by, created_at, held,
             office_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        row.id,
        row.organisation,
        row.kind,
        row.item,
        State::NEW.wire(),
        body(&State::NEW)?,
        row.bank,
        row.compartment,
        row.number,
        row.name,
        row.email_sealed,
        row.phone_sealed,
        row.locale.code(),
        row.created_by,
        now,
        row.held,
        row.office
    )?;
    Ok(())
}

pub(super) fn body<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Fault::broken("custody.body", "writing a state or an event").because(e))
}

/// A consignment with the name of its house, by one condition.
macro_rules! consignment_query {
    ($($rest:literal),+) => {
        concat!(
            "SELECT c.*, o.name AS organisation_name FROM consignments c
             JOIN organisations o ON o.id = c.organisation_id WHERE ",
            $($rest),+
        )
    };
}

/// Reads a consignment.
pub(super) async fn get(h: &mut impl Handle, id: ConsignmentId) -> Result<Option<Consignment>> {
    maybe!(h, Consignment, consignment_query!("c.id = $1"), id)
}

/// As `consignment_query`, to change it: whoever else wants to waits, and has it only if the condition still holds.
macro_rules! take_where {
    ($tx:expr, $rest:literal, $value:expr) => {
        maybe_by!(
            $tx,
            Consignment,
            sqlite: consignment_query!($rest),
            postgres: consignment_query!($rest, " FOR UPDATE OF c"),
            $value
        )
    };
}

/// Reads a consignment to change it: whoever else wants to waits.
pub(super) async fn take(tx: &mut Tx, id: ConsignmentId) -> Result<Option<Consignment>> {
    take_where!(tx, "c.id = $1", id)
}

pub(super) async fn by_link(h: &mut impl Handle, hash: &str) -> Result<Option<Consignment>> {
    maybe!(h, Consignment, consignment_query!("c.link_hash = $1"), hash)
}

pub(super) async fn id_by_code(h: &mut impl Handle, hash: &str) -> Result<Option<ConsignmentId>> {
    let row = maybe!(
        h,
        (Text<ConsignmentId>,),
        "SELECT id FROM consignments WHERE code_hash = $1",
        hash
    )?;
    Ok(row.map(|(id,)| id.0))
}

/// As [`take`], by its code. Whoever had to wait for the row has it only if the code is still its own.
pub(super) async fn take_by_code(tx: &mut Tx, hash: &str) -> Result<Option<Consignment>> {
    take_where!(tx, "c.code_hash = $1", hash)
}

/// As [`take_by_code`], by its QR.
pub(super) async fn take_by_qr(tx: &mut Tx, hash: &str) -> Result<Option<Consignment>> {
    take_where!(tx, "c.qr_hash = $1", hash)
}

/// The secrets of a drop: they open the empty compartment once, and die when others take their place.
pub(super) async fn set_drop(tx: &mut Tx, id: ConsignmentId, fresh: &Fresh, qr: &str) -> Result<()> {
    exec!(
        tx,
        "UPDATE consignments SET link_hash = NULL, code_hash = $2, code_salt = $3, qr_hash = $4, digits_hash = NULL,
                phone_end_hash = NULL WHERE id = $1",
        id,
        &fresh.hash,
        fresh.salt,
        qr
    )?;
    Ok(())
}

pub(super) async fn let_go(tx: &mut Tx, id: ConsignmentId) -> Result<()> {
    exec!(tx, "UPDATE consignments SET held = 0 WHERE id = $1", id)?;
    Ok(())
}

pub(super) async fn set_secrets(tx: &mut Tx, id: ConsignmentId, link: &str, fresh: &Fresh, qr: &str) -> Result<()> {
    exec!(
        tx,
        "UPDATE consignments SET link_hash = $2, code_hash = $3, code_salt = $4, qr_hash = $5, digits_hash = $6,
                phone_end_hash = $7 WHERE id = $1",
        id,
        link,
        &fresh.hash,
        fresh.salt,
        qr,
        fresh.alone(),
        fresh.end()
    )?;
    Ok(())
}

/// Code and QR open nothing any more; the link goes on telling what became of it.
pub(super) async fn kill_secrets(tx: &mut Tx, id: ConsignmentId) -> Result<()> {
    exec!(
        tx,
        "UPDATE consignments SET code_hash = NULL, qr_hash = NULL, digits_hash = NULL, phone_end_hash = NULL
         WHERE id = $1",
        id
    )?;
    Ok(())
}

//! Keeping a photo in somebody's transaction, showing it, forgetting it. The ports decide who may.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ids::{CaseId, KeyId, PlacePhotoId, ThingId, TicketId};
use domain::photos::{CleanPhoto, Media, Photo};
use domain::{Outcome, RefusalCode};
use uuid::Uuid;

use super::sql::{self, Row};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

const BODY: &str = "photos.body";

/// What a photo is of. There is at most one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// What a key is attached to, by its owner.
    Thing(KeyId),
    /// What was found, by the finder.
    Report(CaseId),
    /// A courier fetched it.
    PickUp(TicketId),
    /// A courier handed it over.
    Delivery(TicketId),
    /// A thing of the register.
    Registered(ThingId),
    /// The place where a bank stands.
    Place(PlacePhotoId),
}

impl Of {
    const fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Thing(id) => ("thing", id.0),
            Self::Report(id) => ("report", id.0),
            Self::PickUp(id) => ("pick_up", id.0),
            Self::Delivery(id) => ("delivery", id.0),
            Self::Registered(id) => ("registered", id.0),
            Self::Place(id) => ("place", id.0),
        }
    }

    /// Where it is sealed to: a photo does not open in another's place.
    fn place(self) -> String {
        let (of, id) = self.parts();
        format!("{of}:{id}")
    }
}

fn damaged() -> Fault {
    Fault::broken("photos.row", "reading a photo")
}

async fn put(tx: &mut Tx, house: &House, of: Of, photo: &CleanPhoto, takes_its_place: bool) -> Result<u64> {
    let chance = house.outside.chance.as_ref();
    let body = house.key.seal(chance, BODY, &of.place(), photo.bytes())?;
    let what = (photo.media().wire(), body.as_str());
    sql::put(tx, of.parts(), what, takes_its_place, house.now()).await
}

/// Keeps a photo; the one before is gone.
///
/// # Errors
/// What the database says.
pub async fn keep(tx: &mut Tx, house: &House, of: Of, photo: &CleanPhoto) -> Result<()> {
    put(tx, house, of, photo, true).await.map(drop)
}

/// Keeps a photo if there is none yet; gives whether it did.
///
/// # Errors
/// What the database says.
pub async fn keep_first(tx: &mut Tx, house: &House, of: Of, photo: &CleanPhoto) -> Result<bool> {
    Ok(put(tx, house, of, photo, false).await? == 1)
}

/// Whether there is one.
///
/// # Errors
/// What the database says.
pub async fn is_there(h: &mut impl Handle, of: Of) -> Result<bool> {
    let (of, id) = of.parts();
    Ok(sql::count(h, of, id).await? > 0)
}

/// The photo.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn show(h: &mut impl Handle, house: &House, of: Of) -> Outcome<Photo> {
    let (word, id) = of.parts();
    let row = sql::get(h, word, id).await?.ok_or(RefusalCode::NotFound)?;
    Ok(opened(house, of, &row)?)
}

fn opened(house: &House, of: Of, row: &Row) -> Result<Photo> {
    let bytes = match (&row.body_sealed, &row.body_plain) {
        (Some(sealed), _) => house.key.open(BODY, &of.place(), sealed)?,
        (None, Some(plain)) => STANDARD.decode(plain).map_err(|e| damaged().because(e))?,
        (None, None) => return Err(damaged()),
    };
    Ok(Photo {
        media: Media::from_wire(&row.media).ok_or_else(damaged)?,
        bytes,
    })
}

/// The photo as an address that holds all of it, for whoever asks what is kept of them; none when there is none.
///
/// # Errors
/// What the database says.
pub async fn export(h: &mut impl Handle, house: &House, of: Of) -> Result<Option<String>> {
    let (word, id) = of.parts();
    let Some(row) = sql::get(h, word, id).await? else {
        return Ok(None);
    };
    let photo = opened(house, of, &row)?;
    let body = STANDARD.encode(&photo.bytes);
    Ok(Some(["data:", photo.media.wire(), ";base64,", &body].concat()))
}

/// Takes a photo away; gives how many there were.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, of: Of) -> Result<u64> {
    let (of, id) = of.parts();
    sql::remove(tx, of, id).await
}

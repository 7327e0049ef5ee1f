//! How one gets to a bank: directions and photos of the place, kept and shown.
//!
//! What must not be here: who may. The manager's port asks the table of rights, custody whether somebody may collect there.

use domain::ids::{BankId, PlacePhotoId};
use domain::lockers::{Directions, PlacePhoto, Turn, WayThere, WayView};
use domain::photos::{CleanPhoto, Photo};
use domain::{Error, Outcome, RefusalCode};

use super::sql_way::{self, PhotoRow};
use super::steps;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::photos;

/// How one gets to a bank, in words.
///
/// # Errors
/// What the database says.
pub(crate) async fn directions(h: &mut impl Handle, bank: BankId) -> Result<Directions> {
    let row = sql_way::directions(h, bank).await?;
    Ok(row.map(Directions::from).unwrap_or_default())
}

/// How one gets to a bank.
///
/// # Errors
/// What the database says.
pub(crate) async fn way_there(h: &mut impl Handle, bank: BankId) -> Result<WayThere> {
    let photos = sql_way::photos(h, bank).await?;
    Ok(WayThere {
        directions: directions(h, bank).await?,
        photos: photos.into_iter().map(PlacePhoto::from).collect(),
    })
}

/// A bank with the way there.
///
/// # Errors
/// As [`steps::place_of`].
pub(crate) async fn way_view(h: &mut impl Handle, bank: BankId) -> Result<WayView> {
    Ok(WayView {
        bank,
        place: steps::place_of(h, bank).await?,
        way: way_there(h, bank).await?,
    })
}

/// A photo of this bank's place that has a caption: one without is for its manager alone.
///
/// # Errors
/// `NotFound` when there is none.
pub(crate) async fn shown_photo(h: &mut impl Handle, house: &House, bank: BankId, id: PlacePhotoId) -> Outcome<Photo> {
    let photo = PlacePhoto::from(known(h, bank, id).await?);
    if photo.captions.is_empty() {
        return Err(RefusalCode::NotFound.into());
    }
    photos::show(h, house, photos::Of::Place(id)).await
}

/// A photo of this bank's place.
///
/// # Errors
/// `NotFound` when there is none.
pub(super) async fn photo(h: &mut impl Handle, house: &House, bank: BankId, id: PlacePhotoId) -> Outcome<Photo> {
    known(h, bank, id).await?;
    photos::show(h, house, photos::Of::Place(id)).await
}

async fn known(h: &mut impl Handle, bank: BankId, id: PlacePhotoId) -> Result<PhotoRow, Error> {
    let all = sql_way::photos(h, bank).await?;
    Ok(all
        .into_iter()
        .find(|row| row.id.0 == id)
        .ok_or(RefusalCode::NotFound)?)
}

/// Keeps one more photo, as the last.
///
/// # Errors
/// `Changed` when there are as many as may be.
pub(super) async fn add(tx: &mut Tx, house: &House, bank: BankId, photo: &CleanPhoto) -> Outcome<PlacePhotoId> {
    sql_way::begin(tx, bank).await?;
    let before = sql_way::photos(tx, bank).await?;
    if before.len() >= WayThere::MOST_PHOTOS {
        return Err(RefusalCode::Changed.into());
    }
    let id = PlacePhotoId(house.outside.uuid7());
    let last = before.last().map_or(0, |row| row.place_no);
    sql_way::insert_photo(tx, bank, id, last + 1).await?;
    photos::keep(tx, house, photos::Of::Place(id), photo).await?;
    Ok(id)
}

/// Lets a photo change places with its neighbour, if there is one on that side.
///
/// # Errors
/// `NotFound` when there is no such photo.
pub(super) async fn turn(tx: &mut Tx, bank: BankId, id: PlacePhotoId, turn: Turn) -> Outcome<()> {
    sql_way::begin(tx, bank).await?;
    let all = sql_way::photos(tx, bank).await?;
    let at = all.iter().position(|row| row.id.0 == id).ok_or(RefusalCode::NotFound)?;
    let beside = match turn {
        Turn::Earlier => at.checked_sub(1),
        Turn::Later => at.checked_add(1),
    };
    let neighbour = beside.and_then(|beside| all.get(beside));
    if let (Some(this), Some(other)) = (all.get(at), neighbour) {
        sql_way::place_photo(tx, bank, this.id.0, other.place_no).await?;
        sql_way::place_photo(tx, bank, other.id.0, this.place_no).await?;
    }
    Ok(())
}

/// Takes a photo away for good, with its picture.
///
/// # Errors
/// `NotFound` when there is no such photo.
pub(super) async fn remove(tx: &mut Tx, bank: BankId, id: PlacePhotoId) -> Outcome<()> {
    sql_way::begin(tx, bank).await?;
    if sql_way::remove_photo(tx, bank, id).await? == 0 {
        return Err(RefusalCode::NotFound.into());
    }
    photos::forget(tx, photos::Of::Place(id)).await?;
    Ok(())
}

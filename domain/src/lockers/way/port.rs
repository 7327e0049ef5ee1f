//! What a manager may do about the way to a bank of their organisation.

use async_trait::async_trait;

use super::{CaptionForm, DirectionsForm, Turn, WayView};
use crate::Outcome;
use crate::accounts::Actor;
use crate::ids::{BankId, PlacePhotoId};
use crate::photos::{Photo, Upload};

/// The way to a bank, for whoever manages it. A bank or a photo of another house does not exist (`NotFound`).
#[async_trait]
pub trait WayPort: Send + Sync {
    /// All that is kept of it, also photos that are not shown yet.
    async fn way(&self, actor: &Actor, bank: BankId) -> Outcome<WayView>;

    /// Keeps the directions in every language; what was there before is gone. `Form` ([`DirectionsForm::check`]).
    async fn save_directions(&self, actor: &Actor, bank: BankId, form: &DirectionsForm) -> Outcome<()>;

    /// Keeps one more photo, as the last. It is shown once it has a caption. `Missing`, `TooLarge`, `NotAPicture`; `Changed`
    /// when there are as many as may be ([`super::WayThere::MOST_PHOTOS`]).
    async fn add_photo(&self, actor: &Actor, bank: BankId, photo: Upload) -> Outcome<PlacePhotoId>;

    /// Says what can be seen on a photo. `Form` ([`CaptionForm::check`]).
    async fn caption_photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId, form: &CaptionForm) -> Outcome<()>;

    /// Lets a photo change places with its neighbour; the first and the last stay where there is none.
    async fn move_photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId, turn: Turn) -> Outcome<()>;

    /// Takes a photo away for good.
    async fn remove_photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId) -> Outcome<()>;

    /// The picture.
    async fn photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId) -> Outcome<Photo>;
}

//! The manager's port of the way to a bank: asks the table of rights, opens a transaction, calls a step, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::{BankId, PlacePhotoId};
use domain::lockers::{CaptionForm, DirectionsForm, Turn, WayPort, WayView};
use domain::photos::{Photo, Upload};
use domain::{Outcome, RefusalCode};

use super::{Lockers, sql_way, way};
use crate::again::again;

#[async_trait]
impl WayPort for Lockers {
    async fn way(&self, actor: &Actor, bank: BankId) -> Outcome<WayView> {
        actor.must(Operation::ManageBanks)?;
        let mut reader = self.house.db.read().await?;
        self.own(&mut reader, actor, bank).await?;
        Ok(way::way_view(&mut reader, bank).await?)
    }

    async fn save_directions(&self, actor: &Actor, bank: BankId, form: &DirectionsForm) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            self.own(&mut tx, actor, bank).await?;
            let kept = form.check()?;
            sql_way::begin(&mut tx, bank).await?;
            sql_way::set_directions(&mut tx, bank, &kept).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn add_photo(&self, actor: &Actor, bank: BankId, photo: Upload) -> Outcome<PlacePhotoId> {
        actor.must(Operation::ManageBanks)?;
        let photo = &photo;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            self.own(&mut tx, actor, bank).await?;
            let id = way::add(&mut tx, &self.house, bank, &photo.check()?).await?;
            tx.commit().await?;
            Ok(id)
        })
        .await
    }

    async fn caption_photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId, form: &CaptionForm) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            self.own(&mut tx, actor, bank).await?;
            if sql_way::set_captions(&mut tx, bank, photo, &form.check()?).await? == 0 {
                return Err(RefusalCode::NotFound.into());
            }
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn move_photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId, turn: Turn) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            self.own(&mut tx, actor, bank).await?;
            way::turn(&mut tx, bank, photo, turn).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn remove_photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            self.own(&mut tx, actor, bank).await?;
            way::remove(&mut tx, bank, photo).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn photo(&self, actor: &Actor, bank: BankId, photo: PlacePhotoId) -> Outcome<Photo> {
        actor.must(Operation::ManageBanks)?;
        let mut reader = self.house.db.read().await?;
        self.own(&mut reader, actor, bank).await?;
        way::photo(&mut reader, &self.house, bank, photo).await
    }
}

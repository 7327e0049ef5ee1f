//! The owner's port: keys of one's own, their cover, and tags from our shop. Another's key is `NotFound`.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation, Secret};
use domain::ids::{KeyId, PersonId};
use domain::photos::{CleanPhoto, Photo, Upload};
use domain::tags::{
    ActivationForm, FreeKey, KeyFact, MyKey, MyKeyView, OfferedKey, OwnerTagsPort, PromoCode, PurchaseForm,
    PurchaseView, TagKey, ThingForm, TransferForm,
};
use domain::{Error, FormCheck, Outcome, RefusalCode};

use super::cover::{self, Bill};
use super::keys::{self, at, read_at};
use super::service::Tags;
use super::sql::{self, KeyRow};
use super::{messages, shop, sql_products, sql_things, transfer};
use crate::again::again;
use crate::db::Handle;
use crate::{payments, photos};

/// A key if it is the asker's; the same answer for another's and unknown.
async fn own(h: &mut impl Handle, id: KeyId, owner: PersonId) -> Outcome<KeyRow> {
    let row = sql::by_id(h, id).await?;
    Ok(row
        .filter(|row| row.owner() == Some(owner))
        .ok_or(RefusalCode::NotFound)?)
}

fn owner(actor: &Actor) -> Outcome<PersonId> {
    actor.must(Operation::OwnKeys)?;
    actor.person()
}

impl Tags {
    /// Looks a typed key up as a free one; somebody who tries number after number is slowed down.
    async fn try_key(&self, actor: &Actor, typed: &str) -> Outcome<(TagKey, KeyRow)> {
        let key = TagKey::parse(typed)?;
        let mut reader = self.house.db.read().await?;
        keys::may_try(&mut reader, &self.house, actor).await?;
        let found = keys::free(&mut reader, &key).await;
        drop(reader);
        match found {
            Ok(row) => Ok((key, row)),
            Err(error) => {
                if error.is(RefusalCode::UnknownKey) || error.is(RefusalCode::Taken) {
                    keys::missed(&self.house, actor).await?;
                }
                Err(error)
            }
        }
    }
}

/// What is wrong with a key stands at its field.
pub(super) fn at_key(error: Error) -> Error {
    match error.refusal().map(|refusal| refusal.code) {
        Some(code @ (RefusalCode::UnknownKey | RefusalCode::Taken | RefusalCode::NotAKey)) => at("key", code),
        _ => error,
    }
}

/// A promo code as typed in a field of that name; empty is none.
pub(super) fn promo(typed: &str) -> Outcome<Option<PromoCode>> {
    let mut form = FormCheck::default();
    let code = form.take_optional("promo_code", PromoCode::parse(typed));
    form.finish()?;
    Ok(code)
}

#[async_trait]
impl OwnerTagsPort for Tags {
    async fn free_key(&self, actor: &Actor, typed: &str) -> Outcome<FreeKey> {
        actor.must(Operation::SeeCatalogue)?;
        let (key, row) = self.try_key(actor, typed).await?;
        let mut reader = self.house.db.read().await?;
        let product = cover::product_of(&mut reader, &row).await?;
        Ok(FreeKey {
            key,
            product: product.name,
            kind: product.kind,
            included_days: product.included_days,
            cover_price: product.cover_price,
            cover_days: product.cover_days,
        })
    }

    async fn activate(&self, actor: &Actor, form: ActivationForm) -> Outcome<KeyId> {
        let me = owner(actor)?;
        let (key, thing, photo) = form.check()?;
        self.try_key(actor, &key.plain()).await.map_err(at_key)?;
        let id = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let row = keys::activate(&mut tx, &self.house, &key, &thing, me, actor).await?;
            if let Some(photo) = &photo {
                photos::keep(&mut tx, &self.house, photos::Of::Thing(row.id()), photo).await?;
            }
            messages::activated(&mut tx, &self.house, &row, &thing, me).await?;
            tx.commit().await?;
            Ok(row.id())
        })
        .await
        .map_err(at_key)?;
        self.house.wake.notices.notify_one();
        Ok(id)
    }

    async fn my_keys(&self, actor: &Actor) -> Outcome<Vec<MyKey>> {
        let me = owner(actor)?;
        let mut reader = self.house.db.read().await?;
        Ok(super::desk::keys_of(&mut reader, &self.house, me, me).await?)
    }

    async fn my_key(&self, actor: &Actor, id: KeyId) -> Outcome<MyKeyView> {
        let me = owner(actor)?;
        let mut reader = self.house.db.read().await?;
        let row = own(&mut reader, id, me).await?;
        let zone = keys::zone(&mut reader, me).await?;
        let product = cover::product_of(&mut reader, &row).await?;
        let now = cover::priced(
            &mut reader,
            &self.house,
            row.organisation(),
            &product,
            product.cover_price,
            None,
        )
        .await?;
        let mine = keys::my_key(&mut reader, &self.house, &row, &zone).await?;
        Ok(MyKeyView {
            row: mine.ok_or(RefusalCode::NotFound)?,
            cover_price: product.cover_price,
            cover_now: now.price,
            cover_days: product.cover_days,
            product: product.name,
            kind: product.kind,
            auto_renew: row.auto_renew == 1,
            pictured: photos::is_there(&mut reader, photos::Of::Thing(id)).await?,
            transfer: transfer::waiting(&mut reader, &self.house, id, &zone).await?,
            history: keys::history(&mut reader, id, &zone, Some(me)).await?,
        })
    }

    async fn describe(&self, actor: &Actor, id: KeyId, form: ThingForm) -> Outcome<()> {
        let me = owner(actor)?;
        let thing = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let row = own(&mut tx, id, me).await?;
        sql_things::put_thing(&mut tx, &self.house, id, &thing).await?;
        let now = self.house.now();
        sql_things::note(&mut tx, &row, Some(me), &KeyFact::Described, actor, now).await?;
        Ok(tx.commit().await?)
    }

    async fn photo(&self, actor: &Actor, id: KeyId) -> Outcome<Photo> {
        let me = owner(actor)?;
        let mut reader = self.house.db.read().await?;
        own(&mut reader, id, me).await?;
        photos::show(&mut reader, &self.house, photos::Of::Thing(id)).await
    }

    async fn set_photo(&self, actor: &Actor, id: KeyId, upload: Upload) -> Outcome<()> {
        let me = owner(actor)?;
        let photo = upload.check()?;
        again(|| self.exchange_photo(actor, me, id, Some(&photo))).await
    }

    async fn remove_photo(&self, actor: &Actor, id: KeyId) -> Outcome<()> {
        let me = owner(actor)?;
        again(|| self.exchange_photo(actor, me, id, None)).await
    }

    async fn report_lost(&self, actor: &Actor, id: KeyId, lost: bool) -> Outcome<()> {
        let me = owner(actor)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut row = own(&mut tx, id, me).await?;
            keys::set_lost(&mut tx, &self.house, &mut row, lost, actor).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn renew(&self, actor: &Actor, id: KeyId, promo_code: &str) -> Outcome<Option<String>> {
        let me = owner(actor)?;
        let code = promo(promo_code)?;
        let bill = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let row = own(&mut tx, id, me).await?;
            let bill = cover::renew(&mut tx, &self.house, &row, me, code.as_ref()).await?;
            tx.commit().await?;
            Ok(bill)
        })
        .await?;
        self.house.wake.notices.notify_one();
        Ok(self.path(&bill))
    }

    async fn set_auto_renew(&self, actor: &Actor, id: KeyId, on: bool) -> Outcome<()> {
        let me = owner(actor)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut row = own(&mut tx, id, me).await?;
            row.auto_renew = i64::from(on);
            sql::save(&mut tx, &mut row).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn offer_transfer(&self, actor: &Actor, id: KeyId, form: TransferForm) -> Outcome<()> {
        let me = owner(actor)?;
        let to = form.check()?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let row = own(&mut tx, id, me).await?;
            transfer::offer(&mut tx, &self.house, &row, me, &to).await?;
            Ok(tx.commit().await?)
        })
        .await?;
        self.house.wake.notices.notify_one();
        Ok(())
    }

    async fn cancel_transfer(&self, actor: &Actor, id: KeyId) -> Outcome<()> {
        let me = owner(actor)?;
        let mut tx = self.house.db.begin().await?;
        let row = own(&mut tx, id, me).await?;
        transfer::cancel(&mut tx, &self.house, &row).await?;
        Ok(tx.commit().await?)
    }

    async fn offered_key(&self, actor: &Actor, secret: &Secret) -> Outcome<OfferedKey> {
        actor.must(Operation::SeeCatalogue)?;
        let mut reader = self.house.db.read().await?;
        let zone = match actor {
            Actor::Person { person, .. } => keys::zone(&mut reader, *person).await?,
            _ => "UTC".to_owned(),
        };
        transfer::offered(&mut reader, &self.house, secret, &zone).await
    }

    async fn accept_transfer(&self, actor: &Actor, secret: &Secret) -> Outcome<KeyId> {
        let me = owner(actor)?;
        let id = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let id = transfer::accept(&mut tx, &self.house, secret, me).await?;
            tx.commit().await?;
            Ok(id)
        })
        .await?;
        self.house.wake.notices.notify_one();
        Ok(id)
    }

    async fn buy(&self, actor: &Actor, form: PurchaseForm) -> Outcome<Option<String>> {
        let me = owner(actor)?;
        let wanted = form.check()?;
        let bill = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let bill = shop::buy(&mut tx, &self.house, &wanted, me, actor.organisation()?).await?;
            tx.commit().await?;
            Ok(bill)
        })
        .await?;
        Ok(self.path(&bill))
    }

    async fn purchases(&self, actor: &Actor) -> Outcome<Vec<PurchaseView>> {
        let me = owner(actor)?;
        let mut reader = self.house.db.read().await?;
        let zone = keys::zone(&mut reader, me).await?;
        let mut views = Vec::new();
        for row in super::sql_cover::purchases_of(&mut reader, me).await? {
            let product = sql_products::product(&mut reader, row.product_id.0).await?;
            let paid = row.state != "open";
            let key = sql::by_id(&mut reader, row.key_id.0).await?;
            views.push(PurchaseView {
                product: product.map(|product| product.name).unwrap_or_default(),
                at: read_at(&zone, row.created_at),
                key: key.filter(|_| paid).map(|key| key.number()),
                amount: row.amount()?,
                paid,
                sent: row.sent_at.map(|at| read_at(&zone, at)),
                pay_at: row
                    .intent_id
                    .filter(|_| !paid)
                    .map(|intent| payments::pay_link(&self.house, intent.0)),
            });
        }
        Ok(views)
    }
}

impl Tags {
    async fn exchange_photo(&self, actor: &Actor, me: PersonId, id: KeyId, photo: Option<&CleanPhoto>) -> Outcome<()> {
        let of = photos::Of::Thing(id);
        let mut tx = self.house.db.begin().await?;
        let mut row = own(&mut tx, id, me).await?;
        match photo {
            Some(photo) => photos::keep(&mut tx, &self.house, of, photo).await?,
            None if photos::forget(&mut tx, of).await? == 0 => return Ok(()),
            None => {}
        }
        // With its version: whoever gets the key at this moment must not get the photo.
        sql::save(&mut tx, &mut row).await?;
        let now = self.house.now();
        sql_things::note(&mut tx, &row, Some(me), &KeyFact::Described, actor, now).await?;
        Ok(tx.commit().await?)
    }

    fn path(&self, bill: &Bill) -> Option<String> {
        match bill {
            Bill::ToPay(intent) => Some(payments::pay_link(&self.house, *intent)),
            Bill::Free => None,
        }
    }
}

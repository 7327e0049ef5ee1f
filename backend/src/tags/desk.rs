//! The desk's port: one box that finds keys and owners, activation by telephone, keys taken out of use.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::accounts::owners::OwnerCard;
use domain::accounts::{Actor, Operation};
use domain::ids::{KeyId, PersonId};
use domain::photos::Photo;
use domain::tags::{
    DeskFindings, DeskKey, DeskKeyView, DeskOwner, DeskTagsPort, KeyEvent, KeyFact, KeyState, KeyWord, MyKey, Reading,
    Reminder, TagKey, TelephoneActivation,
};
use domain::{Outcome, RefusalCode, ShortText};

use super::cover::{self, Bill};
use super::keys::{self, cover_view, read_at};
use super::owner::at_key;
use super::service::Tags;
use super::sql::{self, KeyRow};
use super::{messages, sql_dealers, sql_products, sql_things};
use crate::accounts as owners;
use crate::again::again;
use crate::db::Handle;
use crate::fault::Result;
use crate::house::House;
use crate::photos;

/// An owner's keys, newest first, as somebody reads them.
pub(super) async fn keys_of(
    h: &mut impl Handle,
    house: &House,
    owner: PersonId,
    reader: PersonId,
) -> Result<Vec<MyKey>> {
    let zone = keys::zone(h, reader).await?;
    let now = house.now();
    let mut things = HashMap::new();
    for row in sql_things::things_of(h, owner).await? {
        things.insert(row.key_id.0, row.thing(house)?);
    }
    let mut periods = HashMap::new();
    let mut mine = Vec::new();
    for row in sql::by_owner(h, owner).await? {
        let Some(thing) = things.remove(&row.id()) else {
            continue;
        };
        let period = if let Some(days) = periods.get(&row.product_id.0) {
            *days
        } else {
            let days = sql_products::product(h, row.product_id.0)
                .await?
                .map_or(0, |product| product.cover_days);
            periods.insert(row.product_id.0, days);
            days
        };
        mine.push(MyKey {
            id: row.id(),
            key: row.number(),
            thing,
            word: keys::word(&row, now)?,
            cover: cover_view(row.cover(), period, &zone, now),
            lost: row.lost_since().map(|at| read_at(&zone, at.0)),
        });
    }
    Ok(mine)
}

/// A key as the desk sees it in a list.
async fn desk_key(h: &mut impl Handle, house: &House, row: &KeyRow, zone: &str) -> Result<DeskKey> {
    let now = house.now();
    let product = sql_products::product(h, row.product_id.0).await?;
    let owner: Option<OwnerCard> = match row.owner() {
        Some(owner) => owners::owner_card(h, house, owner).await?,
        None => None,
    };
    Ok(DeskKey {
        id: row.id(),
        key: row.number(),
        word: keys::word(row, now)?,
        cover: cover_view(row.cover(), product.map_or(0, |product| product.cover_days), zone, now),
        owner,
        thing: keys::thing_of(h, house, row.id()).await?,
        lost: row.lost_since().map(|at| read_at(zone, at.0)),
    })
}

impl Tags {
    /// A key that this bureau issued.
    async fn issued(&self, h: &mut impl Handle, actor: &Actor, operation: Operation, id: KeyId) -> Outcome<KeyRow> {
        let bureau = self.at_the_bureau(h, actor, operation).await?;
        let row = sql::by_id(h, id).await?;
        Ok(row
            .filter(|row| row.organisation() == bureau)
            .ok_or(RefusalCode::NotFound)?)
    }

    async fn set_blocked(&self, actor: &Actor, id: KeyId, blocked: bool, reason: &ShortText) -> Outcome<()> {
        again(|| async {
            let now = self.house.now();
            let mut tx = self.house.db.begin().await?;
            let mut row = self.issued(&mut tx, actor, Operation::BlockKeys, id).await?;
            let reason = reason.as_str().to_owned();
            let (event, fact) = if blocked {
                (KeyEvent::Block, KeyFact::Blocked { reason })
            } else {
                (KeyEvent::Unblock, KeyFact::Unblocked { reason })
            };
            row.apply(event, now)?;
            sql::save(&mut tx, &mut row).await?;
            sql_things::note(&mut tx, &row, row.owner(), &fact, actor, now).await?;
            Ok(tx.commit().await?)
        })
        .await
    }
}

#[async_trait]
impl DeskTagsPort for Tags {
    async fn find(&self, actor: &Actor, text: &str) -> Outcome<DeskFindings> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, Operation::ServeKeys).await?;
        let me = actor.person()?;
        let zone = keys::zone(&mut reader, me).await?;
        let mut reading = Reading::of(text);
        let mut findings = DeskFindings {
            reading,
            key: None,
            owners: Vec::new(),
        };
        if let Ok(key) = TagKey::parse(text) {
            let row = sql::by_number(&mut reader, &key).await?;
            if let Some(row) = row.filter(|row| row.organisation() == bureau) {
                findings.key = Some(desk_key(&mut reader, &self.house, &row, &zone).await?);
                return Ok(findings);
            }
        }
        if reading == Reading::Nothing {
            return Ok(findings);
        }
        for owner in owners::find_owners(&mut reader, &self.house, text).await? {
            let keys = keys_of(&mut reader, &self.house, owner.person, me).await?;
            findings.owners.push(DeskOwner { owner, keys });
        }
        // Eight letters of a name may happen to add up: who is found decides.
        if reading == Reading::Key && !findings.owners.is_empty() {
            reading = Reading::Name;
        }
        findings.reading = reading;
        Ok(findings)
    }

    async fn desk_key(&self, actor: &Actor, id: KeyId) -> Outcome<DeskKeyView> {
        let mut reader = self.house.db.read().await?;
        let row = self.issued(&mut reader, actor, Operation::ServeKeys, id).await?;
        let zone = keys::zone(&mut reader, actor.person()?).await?;
        let product = cover::product_of(&mut reader, &row).await?;
        let priced = cover::priced(
            &mut reader,
            &self.house,
            row.organisation(),
            &product,
            product.cover_price,
            None,
        )
        .await?;
        let state = row.state()?;
        let blocked = matches!(state, KeyState::Blocked { .. });
        let dealer = match row.dealer_id {
            Some(id) => sql_dealers::dealer(&mut reader, id.0).await?,
            None => None,
        };
        let owner = match row.owner() {
            Some(owner) => Some(owners::owner_sheet(&mut reader, &self.house, owner).await?),
            None => None,
        };
        Ok(DeskKeyView {
            row: desk_key(&mut reader, &self.house, &row, &zone).await?,
            owner,
            product: product.name,
            kind: product.kind,
            dealer: dealer.map(|dealer| dealer.name),
            cover_price: priced.price,
            pictured: photos::is_there(&mut reader, photos::Of::Thing(id)).await?,
            may_activate: matches!(state.word(), KeyWord::Printed | KeyWord::Sold),
            may_block: actor.may(Operation::BlockKeys) && !blocked,
            may_unblock: actor.may(Operation::BlockKeys) && blocked,
            history: keys::history(&mut reader, id, &zone, None).await?,
        })
    }

    async fn key_photo(&self, actor: &Actor, id: KeyId) -> Outcome<Photo> {
        let mut reader = self.house.db.read().await?;
        self.issued(&mut reader, actor, Operation::ServeKeys, id).await?;
        photos::show(&mut reader, &self.house, photos::Of::Thing(id)).await
    }

    async fn keys_of(&self, actor: &Actor, owner: PersonId) -> Outcome<Vec<MyKey>> {
        let mut reader = self.house.db.read().await?;
        self.at_the_bureau(&mut reader, actor, Operation::ServeKeys).await?;
        Ok(keys_of(&mut reader, &self.house, owner, actor.person()?).await?)
    }

    async fn activate_by_telephone(&self, actor: &Actor, form: TelephoneActivation) -> Outcome<KeyId> {
        actor.must(Operation::ServeKeys)?;
        let form = form.check()?;
        let id = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let bureau = self.at_the_bureau(&mut tx, actor, Operation::ServeKeys).await?;
            let owner = owners::owner_for(&mut tx, &self.house, &form.owner).await?;
            if !form.contacts.is_empty() {
                owners::keep_contacts(&mut tx, &self.house, owner, &form.contacts).await?;
            }
            let row = keys::activate(&mut tx, &self.house, &form.key, &form.thing, owner, actor).await?;
            if row.organisation() != bureau {
                return Err(RefusalCode::UnknownKey.into());
            }
            messages::activated(&mut tx, &self.house, &row, &form.thing, owner).await?;
            tx.commit().await?;
            Ok(row.id())
        })
        .await
        .map_err(at_key)?;
        self.house.wake.notices.notify_one();
        Ok(id)
    }

    async fn send_renewal(&self, actor: &Actor, id: KeyId) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let row = self.issued(&mut tx, actor, Operation::ServeKeys, id).await?;
            let owner = row.owner().ok_or(RefusalCode::WrongState)?;
            let contact = owners::contact_of(&mut tx, &self.house, owner).await?;
            if contact.is_none_or(|contact| contact.email.is_none()) {
                return Err(RefusalCode::NeedsContact.into());
            }
            let bill = cover::renew(&mut tx, &self.house, &row, owner, None).await?;
            if let Bill::ToPay(intent) = bill {
                let now = self.house.now();
                let near = row.cover().reminder(None, now).unwrap_or(Reminder::Thirty);
                messages::cover_ends(&mut tx, &self.house, &row, owner, near, Some(intent)).await?;
            }
            Ok(tx.commit().await?)
        })
        .await?;
        self.house.wake.notices.notify_one();
        Ok(())
    }

    async fn report_lost_for(&self, actor: &Actor, id: KeyId, lost: bool) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut row = self.issued(&mut tx, actor, Operation::ServeKeys, id).await?;
            if row.owner().is_none() {
                return Err(RefusalCode::WrongState.into());
            }
            keys::set_lost(&mut tx, &self.house, &mut row, lost, actor).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn block(&self, actor: &Actor, id: KeyId, reason: ShortText) -> Outcome<()> {
        self.set_blocked(actor, id, true, &reason).await
    }

    async fn unblock(&self, actor: &Actor, id: KeyId, reason: ShortText) -> Outcome<()> {
        self.set_blocked(actor, id, false, &reason).await
    }
}

//! The SQL of keys. Nobody outside this slice imports it; upper
//! slices get a [`KeyRow`].

use domain::ids::{DealerId, KeyId, OrganisationId, PersonId, PoolId, ProductId};
use domain::tags::{Cover, KeyEvent, KeyState, KeyWord, Reminder, Standing, TagKey};
use domain::{Currency, Money, RefusalCode, Timestamp};

use crate::db::{Handle, Text, Tx, all, exec, exec_by, maybe, maybe_by};
use crate::fault::{Fault, FaultKind, Result};

/// One key with its pool's product and dealer, as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeyRow {
    pub(crate) id: Text<KeyId>,
    pub(crate) number: Text<TagKey>,
    pub(crate) organisation_id: Text<OrganisationId>,
    pub(crate) dealer_id: Option<Text<DealerId>>,
    pub(crate) product_id: Text<ProductId>,
    state: String,
    blocked_at: Option<i64>,
    sold_at: Option<i64>,
    owner_id: Option<Text<PersonId>>,
    owned_since: Option<i64>,
    cover_until: Option<i64>,
    lapsed_at: Option<i64>,
    pub(super) lost_at: Option<i64>,
    told: Option<i64>,
    pub(super) auto_renew: i64,
    version: i64,
}

pub(super) fn damaged(doing: &'static str) -> Fault {
    Fault::broken("tags.row", doing)
}

impl KeyRow {
    /// Which.
    pub fn id(&self) -> KeyId {
        self.id.0
    }

    /// The number on the tag.
    pub fn number(&self) -> TagKey {
        self.number.0
    }

    /// The bureau that issued it.
    pub fn organisation(&self) -> OrganisationId {
        self.organisation_id.0
    }

    /// Whose it is, blocked or not.
    pub fn owner(&self) -> Option<PersonId> {
        self.owner_id.map(|id| id.0)
    }

    /// The paid period.
    pub fn cover(&self) -> Cover {
        Cover {
            until: self.cover_until.map(Timestamp),
        }
    }

    /// Until when its cover is paid; none when it never was.
    pub fn cover_until(&self) -> Option<Timestamp> {
        self.cover_until.map(Timestamp)
    }

    /// Since when its owner misses it.
    pub fn lost_since(&self) -> Option<Timestamp> {
        self.lost_at.map(Timestamp)
    }

    /// What it is now.
    ///
    /// # Errors
    /// `Broken` when the stored form is damaged.
    pub fn state(&self) -> Result<KeyState> {
        let lost = || damaged("reading a key's state");
        let owner = || self.owner().ok_or_else(lost);
        let at = |at: Option<i64>| at.map(Timestamp).ok_or_else(lost);
        let standing = match KeyWord::from_wire(&self.state) {
            Some(KeyWord::Printed) => Standing::Printed,
            Some(KeyWord::Sold) => Standing::Sold { at: at(self.sold_at)? },
            Some(KeyWord::Active) => Standing::Active {
                owner: owner()?,
                since: at(self.owned_since)?,
            },
            Some(KeyWord::Lapsed) => Standing::Lapsed {
                owner: owner()?,
                since: at(self.owned_since)?,
                ended: at(self.lapsed_at)?,
            },
            Some(KeyWord::Blocked) | None => return Err(lost()),
        };
        Ok(match self.blocked_at {
            Some(at) => KeyState::Blocked {
                was: standing,
                at: Timestamp(at),
            },
            None => KeyState::Open { standing },
        })
    }

    /// Moves it on, in memory. `WrongState` for what is no rule of the house.
    pub(super) fn apply(&mut self, event: KeyEvent, now: Timestamp) -> domain::Outcome<()> {
        let next = self.state()?.apply(event, now).map_err(|_| RefusalCode::WrongState)?;
        next.standing().word().wire().clone_into(&mut self.state);
        self.blocked_at = match next {
            KeyState::Blocked { at, .. } => Some(at.0),
            KeyState::Open { .. } => None,
        };
        self.owner_id = next.owner().map(Text);
        match next.standing() {
            Standing::Printed => {}
            Standing::Sold { at } => {
                self.sold_at = Some(at.0);
                (self.owned_since, self.lapsed_at, self.lost_at) = (None, None, None);
                (self.cover_until, self.told, self.auto_renew) = (None, None, 0);
            }
            Standing::Active { since, .. } => (self.owned_since, self.lapsed_at) = (Some(since.0), None),
            Standing::Lapsed { since, ended, .. } => {
                (self.owned_since, self.lapsed_at) = (Some(since.0), Some(ended.0));
            }
        }
        Ok(())
    }

    /// A new end of the paid period; the reminders begin anew, without those whose time is over already.
    pub(super) fn set_cover(&mut self, cover: Cover, now: Timestamp) {
        self.cover_until = cover.until.map(|at| at.0);
        let missed = cover
            .reminder(None, now)
            .filter(|reminder| *reminder != Reminder::Ended);
        self.told = missed.map(Reminder::days);
    }

    /// The last reminder that the owner got.
    pub(super) fn told(&self) -> Option<Reminder> {
        self.told.and_then(Reminder::from_days)
    }

    pub(super) fn tell(&mut self, reminder: Reminder) {
        self.told = Some(reminder.days());
    }

    /// When the owner must next hear of the cover.
    fn next_look(&self) -> Option<Timestamp> {
        let until = self.cover_until()?;
        self.owner_id?;
        Reminder::next(self.told()).map(|reminder| reminder.at(until))
    }
}

macro_rules! key_query {
    ($rest:literal) => {
        concat!(
            "SELECT k.id, k.number, p.organisation_id, p.dealer_id, p.product_id, k.state, k.blocked_at,
                    k.sold_at, k.owner_id, k.owned_since, k.cover_until, k.lapsed_at, k.lost_at, k.told, k.auto_renew,
                    k.version
             FROM tag_keys k JOIN key_pools p ON p.id = k.pool_id WHERE p.state = 'issued' AND ",
            $rest
        )
    };
}

pub(super) async fn by_number(h: &mut impl Handle, key: &TagKey) -> Result<Option<KeyRow>> {
    maybe!(h, KeyRow, key_query!("k.number = $1"), key.plain())
}

pub(super) async fn by_id(h: &mut impl Handle, id: KeyId) -> Result<Option<KeyRow>> {
    maybe!(h, KeyRow, key_query!("k.id = $1"), id)
}

/// An owner's keys, the newest first.
pub(super) async fn by_owner(h: &mut impl Handle, owner: PersonId) -> Result<Vec<KeyRow>> {
    all!(
        h,
        KeyRow,
        key_query!("k.owner_id = $1 ORDER BY k.owned_since DESC, k.id DESC LIMIT 500"),
        owner
    )
}

/// Keys whose owners must hear of their cover by now.
pub(super) async fn to_look_at(h: &mut impl Handle, now: Timestamp, limit: i64) -> Result<Vec<KeyRow>> {
    all!(
        h,
        KeyRow,
        key_query!("k.next_look_at <= $1 ORDER BY k.next_look_at LIMIT $2"),
        now,
        limit
    )
}

/// A printed key of our own shop, kept from others: for somebody who buys one.
pub(super) async fn one_in_stock(
    tx: &mut Tx,
    organisation: OrganisationId,
    product: ProductId,
) -> Result<Option<KeyRow>> {
    maybe_by!(
        tx,
        KeyRow,
        sqlite: key_query!(
            "p.organisation_id = $1 AND p.product_id = $2 AND p.dealer_id IS NULL AND k.state = 'printed'
             AND k.blocked_at IS NULL AND NOT EXISTS (SELECT 1 FROM tag_purchases b WHERE b.key_id = k.id AND b.state = 'open')
             LIMIT 1"
        ),
        postgres: key_query!(
            "p.organisation_id = $1 AND p.product_id = $2 AND p.dealer_id IS NULL AND k.state = 'printed'
             AND k.blocked_at IS NULL AND NOT EXISTS (SELECT 1 FROM tag_purchases b WHERE b.key_id = k.id AND b.state = 'open')
             LIMIT 1 FOR UPDATE OF k SKIP LOCKED"
        ),
        organisation,
        product
    )
}

/// Writes a key over the version that was read.
pub(super) async fn save(tx: &mut Tx, key: &mut KeyRow) -> Result<()> {
    let changed = exec!(
        tx,
        "UPDATE tag_keys SET state = $3, blocked_at = $4, sold_at = $5, owner_id = $6, owned_since = $7,
             cover_until = $8, lapsed_at = $9, lost_at = $10, told = $11, auto_renew = $12, next_look_at = $13,
             version = version + 1
         WHERE id = $1 AND version = $2",
        key.id.0,
        key.version,
        &key.state,
        key.blocked_at,
        key.sold_at,
        key.owner(),
        key.owned_since,
        key.cover_until,
        key.lapsed_at,
        key.lost_at,
        key.told,
        key.auto_renew,
        key.next_look()
    )?;
    if changed == 0 {
        return Err(Fault::new(
            FaultKind::Conflict,
            "tags.version",
            "writing a key that somebody else wrote",
        ));
    }
    key.version += 1;
    Ok(())
}

/// New keys of a pool, as `[[id, number], …]`; numbers that are taken already are left out. Gives how many were new.
pub(super) async fn insert_keys(tx: &mut Tx, pool: PoolId, keys: &str) -> Result<u64> {
    exec_by!(
        tx,
        sqlite: "INSERT INTO tag_keys (id, number, pool_id, state)
                 SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), $1, 'printed' FROM json_each($2)
                 WHERE true ON CONFLICT (number) DO NOTHING",
        postgres: "INSERT INTO tag_keys (id, number, pool_id, state)
                   SELECT value ->> 0, value ->> 1, $1, 'printed' FROM json_array_elements(CAST($2 AS json))
                   ON CONFLICT (number) DO NOTHING",
        pool,
        keys
    )
}

/// An amount as two columns keep it.
pub(super) fn money(minor: Option<i64>, currency: Option<&str>) -> Result<Option<Money>> {
    let (Some(minor), Some(currency)) = (minor, currency) else {
        return Ok(None);
    };
    let currency = Currency::from_code(currency).ok_or_else(|| damaged("reading a stored currency"))?;
    Ok(Some(Money::new(minor, currency)))
}

#[derive(sqlx::FromRow)]
pub(super) struct MissRow {
    pub n: i64,
    pub since: i64,
}

/// How often somebody tried keys that were none, and since when.
pub(super) async fn misses(h: &mut impl Handle, who: &str) -> Result<Option<MissRow>> {
    maybe!(h, MissRow, "SELECT n, since FROM tag_misses WHERE who_hash = $1", who)
}

/// One miss more; the count begins anew after the window.
pub(super) async fn miss(tx: &mut Tx, who: &str, now: Timestamp, window_began: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO tag_misses (who_hash, n, since) VALUES ($1, 1, $2)
         ON CONFLICT (who_hash) DO UPDATE SET
             n = CASE WHEN tag_misses.since < $3 THEN 1 ELSE tag_misses.n + 1 END,
             since = CASE WHEN tag_misses.since < $3 THEN $2 ELSE tag_misses.since END",
        who,
        now,
        window_began
    )
    .map(drop)
}

pub(super) async fn forget_misses(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    exec!(tx, "DELETE FROM tag_misses WHERE since < $1", before)
}

/// The time zone and language of a person's screens.
pub(super) async fn reads_in(h: &mut impl Handle, person: PersonId) -> Result<Option<(String, String)>> {
    maybe!(
        h,
        (String, String),
        "SELECT time_zone, locale FROM people WHERE id = $1",
        person
    )
}

/// The name of the organisation.
pub(super) async fn organisation_name(h: &mut impl Handle, organisation: OrganisationId) -> Result<String> {
    let row = maybe!(
        h,
        (String,),
        "SELECT name FROM organisations WHERE id = $1",
        organisation
    )?;
    Ok(row.map(|(name,)| name).unwrap_or_default())
}

/// The name of a person.
pub(super) async fn person_name(h: &mut impl Handle, person: PersonId) -> Result<String> {
    let row = maybe!(h, (String,), "SELECT name FROM people WHERE id = $1", person)?;
    Ok(row.map(|(name,)| name).unwrap_or_default())
}

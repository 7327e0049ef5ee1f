//! Links custody events into the chain of their consignment.
//!
//! An event is linked within seconds of its commit, and before any receipt is given; never out of order, and never
//! twice, whatever number of nodes is at it. What must not be here: what an event means.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::ConsignmentId;
use domain::proofs::{Hash, commitment, link_hash, says, sign_link};
use domain::{Timestamp, proofs};
use ed25519_dalek::SigningKey;

use super::keys::signing_key;
use super::sql::{self, LinkRow};
use crate::custody::{self, Unlinked};
use crate::db::{Db, Tx};
use crate::fault::{Fault, FaultKind, Result};
use crate::house::House;

const SALT: usize = 16;

/// Links whatever is not linked yet of this consignment; gives how many events that were.
///
/// # Errors
/// `Conflict` when another node was at the same: begin again. `Broken` when the history has a hole.
pub(super) async fn link(tx: &mut Tx, house: &House, id: ConsignmentId) -> Result<u64> {
    let events = custody::unlinked(tx, id).await?;
    if events.is_empty() {
        return Ok(0);
    }
    let key = signing_key(&house.key);
    let (mut seq, mut before) = match sql::last(tx, id).await? {
        Some((seq, hash)) => (seq, hash_of(&hash)?),
        None => (0, [0; 32]),
    };
    let mut linked = 0;
    for event in events {
        // The events were read before the last link was: what lies before it now was linked meanwhile.
        if event.seq <= seq || !custody::mark_linked(tx, id, event.seq).await? {
            let doing = "linking custody events that another node was linking";
            return Err(Fault::new(FaultKind::Conflict, "proofs.twice", doing));
        }
        if event.seq != seq + 1 {
            let doing = "linking custody events: one of them is missing";
            return Err(Fault::broken("proofs.hole", doing));
        }
        let (hash, row) = make(house, &key, id, &before, &event)?;
        (seq, before) = (row.seq, hash);
        sql::add(tx, id, row).await?;
        linked += 1;
    }
    Ok(linked)
}

fn make(
    house: &House,
    key: &SigningKey,
    id: ConsignmentId,
    before: &Hash,
    event: &Unlinked,
) -> Result<(Hash, LinkRow)> {
    let salt: [u8; SALT] = house.outside.chance.bytes();
    let stated = commitment(&salt, &says(&event.body, event.person_id.as_deref()));
    let linked_at = house.now();
    let place = (number(event.seq)?, Timestamp(event.at), linked_at);
    let hash = link_hash(before, id, place, &stated);
    let row = LinkRow {
        seq: event.seq,
        at: event.at,
        linked_at: linked_at.0,
        salt: Some(URL_SAFE_NO_PAD.encode(salt)),
        commitment: URL_SAFE_NO_PAD.encode(stated),
        hash: URL_SAFE_NO_PAD.encode(hash),
        signature: URL_SAFE_NO_PAD.encode(sign_link(key, &hash)),
    };
    Ok((hash, row))
}

/// Links what is not linked of at most so many consignments; gives how many it met.
///
/// # Errors
/// What the database says; `Conflict` when another node was at the same.
pub(super) async fn link_some(house: &House, most: i64) -> Result<usize> {
    let waiting = custody::with_unlinked(&mut house.db.read().await?, most).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let mut tx = house.db.begin().await?;
    for id in &waiting {
        link(&mut tx, house, *id).await?;
    }
    tx.commit().await?;
    Ok(waiting.len())
}

/// Links the whole history of one consignment, in a transaction of its own.
///
/// # Errors
/// As [`link`].
pub(super) async fn link_one(db: &Db, house: &House, id: ConsignmentId) -> Result<()> {
    if custody::unlinked(&mut db.read().await?, id).await?.is_empty() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    link(&mut tx, house, id).await?;
    tx.commit().await
}

/// A place in a history.
pub(super) fn number(seq: i64) -> Result<u64> {
    u64::try_from(seq).map_err(|error| Fault::broken("proofs.seq", "reading an event's place").because(error))
}

/// A stored hash.
pub(super) fn hash_of(text: &str) -> Result<proofs::Hash> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| Fault::broken("proofs.hash", "reading a link's hash"))
}

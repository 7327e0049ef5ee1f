//! Goes through every chain: whether every event is linked, every link follows the one before, says what its event says,
//! and is signed by the house.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::ConsignmentId;
use domain::proofs::{Hash, commitment, link_hash, says, verify_link};
use domain::{Span, Timestamp};
use ed25519_dalek::VerifyingKey;

use super::keys::signing_key;
use super::linking::{hash_of, number};
use super::sql::{self, Pair};
use crate::fault::Result;
use crate::house::House;

const PAGE: i64 = 500;
/// An event that waits for its link for longer than this was left out.
const SOON: Span = Span::minutes(10);

/// What was found.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many consignments.
    pub consignments: u64,
    /// How many links, all of them good but those in `wrong`.
    pub links: u64,
    /// Of how many links the words were erased, so that only their place can be proved.
    pub erased: u64,
    /// How many events are so new that they are not linked yet.
    pub fresh: u64,
    /// What is wrong, the first of each consignment.
    pub wrong: Vec<(ConsignmentId, Wrong)>,
}

/// What can be wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// An event that was linked is not there any more.
    EventGone(i64),
    /// An event was never linked, though it is old.
    NotLinked(i64),
    /// An event does not say any more what it said, or when.
    Changed(i64),
    /// A link does not follow the one before.
    Broken(i64),
    /// A link is not signed by this house.
    NotSigned(i64),
    /// It ended, and no event says how.
    NoEnd,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventGone(seq) => write!(f, "event {seq} was linked and is not there any more"),
            Self::NotLinked(seq) => write!(f, "event {seq} was never linked into the chain"),
            Self::Changed(seq) => write!(f, "event {seq} does not say what it said when it was linked"),
            Self::Broken(seq) => write!(f, "link {seq} does not follow the one before"),
            Self::NotSigned(seq) => write!(f, "link {seq} is not signed with this house's key"),
            Self::NoEnd => write!(
                f,
                "custody ended, and no event tells how: the end of its history was cut off"
            ),
        }
    }
}

/// Goes through all chains of the house.
///
/// # Errors
/// What the database says.
pub async fn check_chains(house: &House) -> Result<Checked> {
    let key = signing_key(&house.key).verifying_key();
    let mut checked = Checked::default();
    let mut after = String::new();
    let mut reader = house.db.read().await?;
    loop {
        let page = sql::consignments(&mut reader, &after, PAGE).await?;
        let Some((last, _)) = page.last() else {
            return Ok(checked);
        };
        after = last.to_string();
        for (id, state) in page {
            let pairs = sql::of(&mut reader, id).await?;
            checked.consignments += 1;
            let found = chain(&key, id, &pairs, house.now(), &mut checked)?;
            if let Some(wrong) = found.or_else(|| ends(&state, &pairs)) {
                checked.wrong.push((id, wrong));
            }
        }
    }
}

/// A history that was cut off at its end still follows link by link: but then it does not tell of the end.
fn ends(state: &str, pairs: &[Pair]) -> Option<Wrong> {
    let ended = ["collected", "returned", "cancelled"].contains(&state);
    let told = |pair: &Pair| {
        let body = pair.body.as_deref().unwrap_or_default();
        body == ["{\"kind\":\"", state, "\"}"].concat()
    };
    (ended && !pairs.iter().any(told)).then_some(Wrong::NoEnd)
}

fn chain(
    key: &VerifyingKey,
    id: ConsignmentId,
    pairs: &[Pair],
    now: Timestamp,
    checked: &mut Checked,
) -> Result<Option<Wrong>> {
    let mut before: Hash = [0; 32];
    for (place, pair) in (1..).zip(pairs) {
        let seq = pair.seq;
        let Some(event_at) = pair.event_at else {
            return Ok(Some(Wrong::EventGone(seq)));
        };
        if seq != place {
            return Ok(Some(Wrong::EventGone(place)));
        }
        let (Some(at), Some(linked_at), Some(stated), Some(hash)) =
            (pair.link_at, pair.linked_at, &pair.commitment, &pair.hash)
        else {
            let old = now - Timestamp(event_at) > SOON;
            // Nothing may follow an event that waits.
            checked.fresh += 1;
            return Ok(old.then_some(Wrong::NotLinked(seq)));
        };
        checked.links += 1;
        let stated = hash_of(stated)?;
        if at != event_at || !says_so(pair, &stated) {
            return Ok(Some(Wrong::Changed(seq)));
        }
        checked.erased += u64::from(pair.salt.is_none());
        let expected = link_hash(
            &before,
            id,
            (number(seq)?, Timestamp(at), Timestamp(linked_at)),
            &stated,
        );
        if expected != hash_of(hash)? {
            return Ok(Some(Wrong::Broken(seq)));
        }
        let signature = pair
            .signature
            .as_ref()
            .and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        if !verify_link(key, &expected, &signature.unwrap_or_default()) {
            return Ok(Some(Wrong::NotSigned(seq)));
        }
        before = expected;
    }
    Ok(None)
}

/// Whether the event still says what was committed to; nobody can tell when the salt was erased.
fn says_so(pair: &Pair, stated: &Hash) -> bool {
    let Some(salt) = &pair.salt else { return true };
    let words = says(pair.body.as_deref().unwrap_or_default(), pair.person_id.as_deref());
    URL_SAFE_NO_PAD
        .decode(salt)
        .is_ok_and(|salt| commitment(&salt, &words) == *stated)
}

//! Taking a rating, and what is asked of the holder of a link.

use domain::feedback::{Asked, Comment, Rating, Said, Stars, change_until, changeable_after};
use domain::ids::ConsignmentId;
use domain::{Month, Timestamp};

use super::sql::{self, About, Words};
use crate::custody::Consignment;
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::lockers;

/// What comments are sealed as.
const COMMENT: &str = "feedback.comment";

fn sealed(house: &House, thing: ConsignmentId, rating: &Rating) -> Result<Option<String>> {
    let chance = house.outside.chance.as_ref();
    let seal = |words: &Comment| {
        let words = words.as_str().as_bytes();
        house.key.seal(chance, COMMENT, &thing.to_string(), words)
    };
    rating.comment.as_ref().map(seal).transpose()
}

const fn words<'a>(rating: &Rating, comment_sealed: Option<&'a str>) -> Words<'a> {
    Words {
        overall: rating.overall,
        compartment: rating.compartment,
        ease: rating.ease,
        comment_sealed,
    }
}

/// Keeps the first rating of a thing that was collected; whether it was the first. Another one stays as it is.
pub(crate) async fn take_first(tx: &mut Tx, house: &House, thing: &Consignment, rating: &Rating) -> Result<bool> {
    let (id, bank, now) = (thing.id.0, thing.bank_id.0, house.now());
    let zone = lockers::place_of(tx, bank).await?.time_zone;
    let about = About {
        consignment: id,
        organisation: thing.organisation_id.0,
        bank,
        month: Month::at(moment(&zone, now)).number(),
    };
    let sealed = sealed(house, id, rating)?;
    Ok(sql::insert(tx, &about, &words(rating, sealed.as_deref()), now).await? == 1)
}

/// Keeps a rating, in the place of an earlier one if that is not too old; whether it was kept. Which of the two it is, the
/// table decides, not a look before.
pub(super) async fn take(tx: &mut Tx, house: &House, thing: &Consignment, rating: &Rating) -> Result<bool> {
    if take_first(tx, house, thing, rating).await? {
        return Ok(true);
    }
    let (id, now) = (thing.id.0, house.now());
    let sealed = sealed(house, id, rating)?;
    let after = changeable_after(now);
    Ok(sql::replace(tx, id, &words(rating, sealed.as_deref()), after).await? == 1)
}

/// What was said about a thing, opened.
pub(super) async fn said(h: &mut impl Handle, house: &House, id: ConsignmentId) -> Result<Option<(Timestamp, Rating)>> {
    let Some(row) = sql::said(h, id).await? else {
        return Ok(None);
    };
    let comment = match &row.comment_sealed {
        Some(sealed) => {
            let words = open(house, id, sealed)?;
            Some(Comment::parse(&words).map_err(|_| odd())?)
        }
        None => None,
    };
    let rating = Rating {
        overall: stars(row.overall)?,
        compartment: row.compartment.map(stars).transpose()?,
        ease: row.ease.map(stars).transpose()?,
        comment,
    };
    Ok(Some((Timestamp(row.rated_at), rating)))
}

/// What the page asks about a thing that was collected.
pub(super) async fn asked(h: &mut impl Handle, house: &House, thing: &Consignment) -> Result<Asked> {
    let (id, now) = (thing.id.0, house.now());
    let said = match said(h, house, id).await? {
        None => Said::Nothing,
        Some((first, rating)) => match change_until(first, now) {
            Some(until) => {
                let zone = lockers::place_of(h, thing.bank_id.0).await?.time_zone;
                let until = moment(&zone, until);
                Said::Changeable { rating, until }
            }
            None => Said::Final { rating },
        },
    };
    Ok(Asked { thing: id, said })
}

/// A comment, for whoever may read it.
pub(super) fn open(house: &House, thing: ConsignmentId, sealed: &str) -> Result<String> {
    house.key.open_text(COMMENT, &thing.to_string(), sealed)
}

/// Stars as they are kept.
pub(super) fn stars(many: i64) -> Result<Stars> {
    let many = u8::try_from(many).ok();
    many.and_then(Stars::new).ok_or_else(odd)
}

/// A damaged row.
pub(super) fn odd() -> Fault {
    Fault::broken("feedback.rating", "reading a rating")
}

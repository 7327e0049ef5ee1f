//! The port of this slice: asks the table of rights, opens a transaction, calls a step, commits.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::custody::PickupPass;
use domain::feedback::{
    Asked, CheckedFilter, Counted, FeedbackPort, Rating, RatingFilter, RatingForm, RatingRow, Ratings, Stars, Tally,
    figures, last_months, may_rate_at_kiosk,
};
use domain::ids::{BankId, ConsignmentId, OrganisationId};
use domain::{Cursor, Moment, Month, Outcome, Page, RefusalCode, Timestamp};

use super::sql::{self, CountRow, ListRow, Narrow, Part};
use super::steps;
use crate::custody::{self, Consignment, again};
use crate::db::{Handle, Reader};
use crate::fault::Result;
use crate::house::{House, moment};

/// Comments on one page.
const PAGE: i64 = 50;
/// Rows of a file that are read at a time.
const READ: i64 = 1_000;

/// What people say about hand-overs.
#[derive(Clone)]
pub struct Feedback {
    pub(super) house: House,
}

impl Feedback {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// The thing whose own link this is; the same answer for foreign, lent and unknown.
    async fn mine(&self, h: &mut impl Handle, pass: &PickupPass, id: ConsignmentId) -> Outcome<Consignment> {
        for link in &pass.links {
            let found = custody::by_link(h, &self.house, link).await?;
            if let Some(mine) = found.filter(|thing| thing.id.0 == id) {
                return Ok(mine);
            }
        }
        Err(RefusalCode::NotFound.into())
    }

    /// One page of a list, and where it goes on.
    async fn page(&self, reader: &mut Reader, narrow: &Narrow, part: Part) -> Result<Page<RatingRow>> {
        let most = usize::try_from(part.limit).unwrap_or(usize::MAX);
        let part = Part {
            limit: part.limit + 1,
            ..part
        };
        let mut rows = sql::list(reader, narrow, &part).await?;
        let more = rows.len() > most;
        rows.truncate(most);
        let next = rows.last().filter(|_| more).map(cursor);
        let rows = rows.into_iter().map(|row| self.shown(row)).collect::<Result<_>>()?;
        Ok(Page { rows, next })
    }

    fn shown(&self, row: ListRow) -> Result<RatingRow> {
        let words = |sealed: &String| steps::open(&self.house, row.consignment_id.0, sealed);
        Ok(RatingRow {
            day: day(moment(&row.time_zone, Timestamp(row.rated_at))),
            overall: steps::stars(row.overall)?,
            compartment: row.compartment.map(steps::stars).transpose()?,
            ease: row.ease.map(steps::stars).transpose()?,
            comment: row.comment_sealed.as_ref().map(words).transpose()?,
            bank: row.bank,
        })
    }
}

#[async_trait]
impl FeedbackPort for Feedback {
    async fn asked(&self, actor: &Actor, pass: &PickupPass) -> Outcome<Vec<Asked>> {
        actor.must(Operation::Rate)?;
        let mut reader = self.house.db.read().await?;
        let mut asked = Vec::new();
        for link in &pass.links {
            let found = custody::by_link(&mut reader, &self.house, link).await?;
            if let Some(mine) = found
                && mine.is_collected()?
            {
                asked.push(steps::asked(&mut reader, &self.house, &mine).await?);
            }
        }
        Ok(asked)
    }

    async fn rate(&self, actor: &Actor, pass: &PickupPass, form: &RatingForm) -> Outcome<()> {
        actor.must(Operation::Rate)?;
        let checked = form.check()?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mine = self.mine(&mut tx, pass, checked.consignment).await?;
            if !mine.is_collected()? {
                return Err(RefusalCode::WrongState.into());
            }
            steps::take(&mut tx, &self.house, &mine, &checked.rating).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn rate_at_kiosk(&self, actor: &Actor, thing: ConsignmentId, overall: Stars) -> Outcome<()> {
        actor.must(Operation::Rate)?;
        let bank = actor.kiosk_bank()?;
        let rating = Rating {
            overall,
            compartment: None,
            ease: None,
            comment: None,
        };
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let found = custody::find(&mut tx, thing).await?;
            let here = found.filter(|thing| thing.bank_id.0 == bank);
            let here = here.ok_or(RefusalCode::NotFound)?;
            let ended = here.ended_at.map(Timestamp);
            let just_now = ended.is_some_and(|at| may_rate_at_kiosk(at, self.house.now()));
            if !(just_now && here.is_collected()?) {
                return Err(RefusalCode::WrongState.into());
            }
            steps::take_first(&mut tx, &self.house, &here, &rating).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn ratings(&self, actor: &Actor, filter: &RatingFilter) -> Outcome<Ratings> {
        actor.must(Operation::SeeRatings)?;
        let organisation = actor.organisation()?;
        let now = self.house.now();
        let checked = filter.check(now)?;
        let mut reader = self.house.db.read().await?;
        let narrow = narrow(organisation, &checked);
        let counted = counted(sql::counts(&mut reader, &narrow).await?)?;
        let comments = Part {
            most: checked.most,
            in_words: true,
            before: filter.cursor.as_ref().and_then(place),
            limit: PAGE,
        };
        Ok(Ratings {
            from: checked.period.0.to_string(),
            until: checked.period.1.to_string(),
            banks: sql::banks(&mut reader, organisation).await?,
            months: last_months(now).into_iter().map(|month| month.to_string()).collect(),
            figures: figures(checked.period, &counted),
            comments: self.page(&mut reader, &narrow, comments).await?,
        })
    }

    async fn every_rating(&self, actor: &Actor, filter: &RatingFilter) -> Outcome<Vec<RatingRow>> {
        actor.must(Operation::SeeRatings)?;
        let checked = filter.check(self.house.now())?;
        let narrow = narrow(actor.organisation()?, &checked);
        let mut reader = self.house.db.read().await?;
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let part = Part {
                most: checked.most,
                in_words: false,
                before,
                limit: READ,
            };
            let page = self.page(&mut reader, &narrow, part).await?;
            all.extend(page.rows);
            before = page.next.as_ref().and_then(place);
            if before.is_none() {
                return Ok(all);
            }
        }
    }
}

fn narrow(organisation: OrganisationId, checked: &CheckedFilter) -> Narrow {
    let (from, until) = checked.period;
    Narrow {
        organisation,
        bank: checked.bank,
        months: (from.number(), until.number()),
    }
}

fn cursor(row: &ListRow) -> Cursor {
    Cursor(format!("{}.{}", row.rated_at, row.consignment_id.0))
}

/// Where a cursor stands; none for one that is none of ours.
fn place(cursor: &Cursor) -> Option<(Timestamp, ConsignmentId)> {
    let (at, id) = cursor.0.split_once('.')?;
    Some((Timestamp(at.parse().ok()?), id.parse().ok()?))
}

/// The beginning of the day that a calendar at the place shows.
fn day(moment: Moment) -> Moment {
    let offset = i64::from(moment.offset_seconds) * 1_000_000;
    let since_midnight = (moment.at.0 + offset).rem_euclid(86_400_000_000);
    Moment {
        at: Timestamp(moment.at.0 - since_midnight),
        ..moment
    }
}

/// Rows of counts as one line for each bank and month.
fn counted(rows: Vec<CountRow>) -> Result<Vec<Counted>> {
    let mut lines: BTreeMap<(BankId, Month), Counted> = BTreeMap::new();
    for row in rows {
        let month = Month::from_number(row.month).ok_or_else(steps::odd)?;
        let (bank, name) = (row.bank_id.0, row.name);
        let line = lines.entry((bank, month)).or_insert_with(|| Counted {
            bank,
            name,
            month,
            overall: Tally::default(),
            compartment: Tally::default(),
            ease: Tally::default(),
        });
        let tally = match row.about.as_str() {
            "overall" => &mut line.overall,
            "compartment" => &mut line.compartment,
            _ => &mut line.ease,
        };
        let times = u64::try_from(row.times).unwrap_or_default();
        tally.add(steps::stars(row.stars)?, times);
    }
    Ok(lines.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_row() {
        let id = "01890a5d-ac96-774b-bcce-000000000001";
        let made = place(&Cursor(format!("1772355600000000.{id}"))).unwrap();
        assert_eq!(
            (made.0, made.1.to_string().as_str()),
            (Timestamp(1_772_355_600_000_000), id)
        );
        for odd in ["", "1", "x.y", "1772355600000000.1"] {
            assert_eq!(place(&Cursor(odd.to_owned())), None, "{odd}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_place() {
        // 2026-03-31 22:30 in UTC.
        let night = Timestamp(1_774_996_200_000_000);
        for (hours, expected) in [(0, 31), (8, 1), (-5, 31), (2, 1)] {
            let offset_seconds = hours * 3600;
            let there = day(Moment {
                at: night,
                offset_seconds,
            });
            let civil = there.civil();
            assert_eq!(
                (civil.day, civil.hour, civil.minute, civil.second),
                (expected, 0, 0, 0),
                "{hours}"
            );
        }
    }
}

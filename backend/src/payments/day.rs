//! A day's checkouts by our books and by the provider's, side by side.
//!
//! What must not be here: a change. A difference is for a human to look at.

use std::collections::BTreeMap;

use domain::ids::OrganisationId;
use domain::payments::{Books, DayFilter, Movement, Reconciliation, ReconciliationRow};
use domain::{Money, Outcome, RefusalCode, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::provider::BookLine;
use super::service::Payments;
use super::sql_desk::{self, DayRow};
use super::sql_ledger;
use crate::fault::{Fault, Result};

impl Payments {
    pub(super) async fn day(&self, organisation: OrganisationId, filter: &DayFilter) -> Outcome<Reconciliation> {
        let zone = TimeZone::get(&self.house.settings.payments.time_zone).unwrap_or(TimeZone::UTC);
        let now = jiff::Timestamp::from_microsecond(self.house.now().0)
            .map_err(|e| Fault::broken("payments.day", "reading the clock").because(e))?;
        let today = now.to_zoned(zone.clone()).date();
        let day = match filter.day.trim() {
            "" => today,
            text => text.parse::<Date>().map_err(|_| RefusalCode::OutOfRange)?,
        };
        if day > today || day.year() < 2000 {
            return Err(RefusalCode::OutOfRange.into());
        }
        let (before, after) = (day.yesterday(), day.tomorrow());
        let (Ok(before), Ok(after)) = (before, after) else {
            return Err(RefusalCode::OutOfRange.into());
        };
        let (from, to) = (begin_of(day, &zone)?, begin_of(after, &zone)?);
        let mut reader = self.house.db.read().await?;
        let ours = sql_desk::of_day(&mut reader, from, to).await?;
        // What nobody's books explain is shown to the house.
        let strays = sql_ledger::house_organisation(&mut reader).await? == Some(organisation);
        drop(reader);
        let (mut rows, mut silent) = (Vec::new(), Vec::new());
        for provider in self.providers.iter() {
            let own = ours.iter().filter(|row| row.provider == provider.wire());
            match provider.day(from, to).await {
                Ok(lines) => rows.extend(self.side_by_side(provider.title(), own, lines, strays)?),
                Err(fault) => {
                    fault.log();
                    silent.push(provider.title().to_owned());
                }
            }
        }
        let own: Vec<_> = ours
            .iter()
            .filter(|row| row.organisation_id.0 == organisation)
            .collect();
        rows.retain(|row| match row.intent {
            Some(intent) => own.iter().any(|o| o.intent.0 == intent),
            None => strays,
        });
        rows.sort_by_key(|row| (row.agrees(), row.at.at));
        Ok(Reconciliation {
            day: day.to_string(),
            before: before.to_string(),
            after: (day < today).then(|| after.to_string()),
            rows,
            silent,
        })
    }

    fn side_by_side<'a>(
        &self,
        title: &str,
        ours: impl Iterator<Item = &'a DayRow>,
        theirs: Vec<BookLine>,
        strays: bool,
    ) -> Result<Vec<ReconciliationRow>> {
        let mut left: BTreeMap<String, BookLine> = theirs.into_iter().map(|l| (l.reference.clone(), l)).collect();
        let mut rows = Vec::new();
        for row in ours {
            let line = row.reference.as_ref().and_then(|r| left.remove(r));
            rows.push(ReconciliationRow {
                provider: title.to_owned(),
                reference: row.reference.clone().unwrap_or_default(),
                at: self.at(row.created_at),
                intent: Some(row.intent.0),
                what: Some(row.what.clone()),
                ours: our_movement(row)?,
                theirs: line.map(|l| movement(&l)),
            });
        }
        let rest = left.into_values().filter(|_| strays);
        rows.extend(rest.map(|line| ReconciliationRow {
            provider: title.to_owned(),
            at: self.at(line.at.0),
            intent: None,
            what: None,
            ours: None,
            theirs: Some(movement(&line)),
            reference: line.reference,
        }));
        Ok(rows)
    }
}

fn movement(line: &BookLine) -> Movement {
    Movement {
        paid: line.paid,
        refunded: Money::new(line.refunded, line.paid.currency),
    }
}

fn our_movement(row: &DayRow) -> Result<Option<Movement>> {
    let books: Books = serde_json::from_str(&row.books)
        .map_err(|e| Fault::broken("payments.books", "reading a payment's books").because(e))?;
    let taken = books.taken().iter().find(|t| t.checkout == row.checkout.0);
    Ok(taken.map(|t| Movement {
        paid: t.paid,
        refunded: Money::new(t.refunded, t.paid.currency),
    }))
}

fn begin_of(day: Date, zone: &TimeZone) -> Result<Timestamp> {
    let begin = day
        .to_zoned(zone.clone())
        .map_err(|e| Fault::broken("payments.day", "finding the begin of a day").because(e))?;
    Ok(Timestamp(begin.timestamp().as_microsecond()))
}

//! The port of the reports.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::reports::{Overview, ReportsPort, Usage, UsageFilter, Work, WorkFilter, months, work};
use domain::{Month, Outcome, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{overview, sql, usage};
use crate::house::House;

/// Figures, counted when somebody asks.
#[derive(Clone)]
pub struct Reports {
    house: House,
}

impl Reports {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }
}

#[async_trait]
impl ReportsPort for Reports {
    async fn work(&self, actor: &Actor, filter: &WorkFilter) -> Outcome<Work> {
        actor.must(Operation::SeeWork)?;
        let organisation = actor.organisation()?;
        let period = months(filter, self.house.now())?;
        let (from, until) = (begin(period.0), begin(period.1.after()));
        let mut reader = self.house.db.read().await?;
        let office = actor.reach().office();
        let cases = sql::cases(&mut reader, organisation, office, (from, until)).await?;
        let tickets = sql::tickets(&mut reader, organisation, office, (from, until)).await?;
        Ok(work(filter.by, period, &cases, &tickets))
    }

    async fn overview(&self, actor: &Actor) -> Outcome<Overview> {
        actor.must(Operation::SeeUsage)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        Ok(overview::overview(&mut reader, organisation, self.house.now()).await?)
    }

    async fn usage(&self, actor: &Actor, filter: &UsageFilter) -> Outcome<Usage> {
        actor.must(Operation::SeeUsage)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        usage::counted(&mut reader, organisation, filter, self.house.now()).await
    }
}

/// The first instant of a month, in UTC.
fn begin(month: Month) -> Timestamp {
    let year = i16::try_from(month.year).ok();
    let number = i8::try_from(month.month).ok();
    let date = year
        .zip(number)
        .and_then(|(year, number)| Date::new(year, number, 1).ok());
    let zoned = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok());
    // What lies beyond all years that can be told is after everything.
    zoned.map_or(Timestamp(i64::MAX), |at| Timestamp(at.timestamp().as_microsecond()))
}

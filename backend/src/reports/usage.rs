//! How lockers were used: each zone's months, cut where its clocks are changed, and what was counted in each part.

use std::collections::BTreeSet;

use domain::ids::{BankId, OrganisationId};
use domain::reports::{Counts, Stretch, Usage, UsageFilter, Went, stretches, usage};
use domain::{Day, Moment, Month, Outcome, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::overview::count;
use super::sql_overview;
use super::sql_usage::{self as sql, Narrow};
use crate::db::Handle;
use crate::fault::{Fault, Result};
use crate::house::moment;

/// Counts what the filter asks for.
///
/// # Errors
/// `Form`; what the database says.
pub(super) async fn counted(
    h: &mut impl Handle,
    organisation: OrganisationId,
    filter: &UsageFilter,
    now: Timestamp,
) -> Outcome<Usage> {
    let rows = sql_overview::banks(h, organisation).await?;
    let zones: BTreeSet<&str> = rows.iter().map(|row| row.time_zone.as_str()).collect();
    // Where no bank is, it is as late as in UTC.
    let days = zones.iter().map(|zone| Day::at(moment(zone, now)));
    let today = days.max().unwrap_or(Day::at(Moment::utc(now)));
    let asked = filter.check(today)?;
    let mut counts = Counts::default();
    for zone in zones {
        for stretch in parts(zone, asked.period) {
            let narrow = Narrow {
                organisation,
                bank: asked.bank,
                zone,
                stretch,
            };
            add(h, &narrow, &mut counts).await?;
        }
    }
    let banks = by_name(&rows);
    Ok(usage(asked, today, &banks, &counts))
}

async fn add(h: &mut impl Handle, narrow: &Narrow<'_>, counts: &mut Counts) -> Result<()> {
    for row in sql::went(h, narrow).await? {
        let went = went(&row.went)?;
        counts.went.push((row.bank_id.0, Day(row.day), went, count(row.times)));
    }
    for row in sql::waits_by_week(h, narrow).await? {
        let monday = Day(row.week * 7 - 3);
        counts.by_week.push((monday, count(row.quarters), count(row.times)));
    }
    for row in sql::waits_by_bank(h, narrow).await? {
        counts
            .by_bank
            .push((row.bank_id.0, count(row.quarters), count(row.times)));
    }
    for row in sql::faults(h, narrow).await? {
        counts.faults.push((row.bank_id.0, Day(row.day), count(row.times)));
    }
    Ok(())
}

fn went(word: &str) -> Result<Went> {
    match word {
        "in_time" => Ok(Went::InTime),
        "late" => Ok(Went::Late),
        "taken_back" => Ok(Went::TakenBack),
        _ => Err(Fault::broken("reports.went", "reading how something left our custody")),
    }
}

fn by_name(rows: &[sql_overview::BankRow]) -> Vec<(BankId, String)> {
    let mut banks: Vec<_> = rows.iter().map(|row| (row.id.0, row.name.clone())).collect();
    banks.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    banks
}

/// Some months of a zone, cut where its clocks are changed; of UTC if there is no such zone.
fn parts(zone: &str, (from, until): (Month, Month)) -> Vec<Stretch> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let (Some(from), Some(until)) = (begin(&zone, from), begin(&zone, until.after())) else {
        return Vec::new();
    };
    let changes = zone
        .following(from)
        .map(|change| (at(change.timestamp()), change.offset().seconds()));
    stretches((at(from), at(until)), zone.to_offset(from).seconds(), changes)
}

/// The first instant of a month at a place; none for what no calendar tells.
fn begin(zone: &TimeZone, month: Month) -> Option<jiff::Timestamp> {
    let date = Date::new(i16::try_from(month.year).ok()?, i8::try_from(month.month).ok()?, 1).ok()?;
    Some(date.to_zoned(zone.clone()).ok()?.timestamp())
}

fn at(instant: jiff::Timestamp) -> Timestamp {
    Timestamp(instant.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_place_and_cut_where_clocks_are_changed() {
        let march = Month::parse("2026-03").unwrap();
        let check = |zone: &str, begins: &str, offsets: &[i32]| {
            let parts = parts(zone, (march, march));
            let first: jiff::Timestamp = begins.parse().unwrap();
            assert_eq!(parts[0].from, at(first), "{zone}");
            let hours: Vec<i32> = parts.iter().map(|part| part.offset_seconds / 3600).collect();
            assert_eq!(hours, offsets, "{zone}");
        };
        check("Europe/Bucharest", "2026-02-28T22:00:00Z", &[2, 3]);
        check("Europe/Moscow", "2026-02-28T21:00:00Z", &[3]);
        check("Asia/Shanghai", "2026-02-28T16:00:00Z", &[8]);
        check("Mars/Olympus", "2026-03-01T00:00:00Z", &[0]);
        let beyond = Month { year: 90_000, month: 1 };
        assert!(parts("Europe/Moscow", (beyond, beyond)).is_empty());
    }
}

//! How lockers were used: what was collected on which day, how long it had waited, what was taken back, what broke.
//! Days are those of each bank's own calendar.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Waits;
use crate::ids::BankId;
use crate::{Day, FormCheck, Month, Refusal, RefusalCode, Span};

/// Without a period, so many months are shown.
const FEW: u8 = 3;
/// The months that can be asked for by name, and those of a year.
const YEAR: u8 = 12;
/// The word for a year, where a month could stand.
pub const WHOLE_YEAR: &str = "year";

/// Which figures. Fields as they stand in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UsageFilter {
    /// A bank's id; empty: all.
    pub bank: String,
    /// A month, `2026-03`, or [`WHOLE_YEAR`] for the last twelve; empty: the last three.
    pub month: String,
}

/// A filter that passed its check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckedUsage {
    /// Of this bank only.
    pub bank: Option<BankId>,
    /// The first month and the last.
    pub period: (Month, Month),
}

impl UsageFilter {
    /// Checks the filter. `today` is the latest day that any of the banks has.
    ///
    /// # Errors
    /// `Form` with every field that is none of its choices.
    pub fn check(&self, today: Day) -> Result<CheckedUsage, Refusal> {
        let mut form = FormCheck::default();
        let bank = match self.bank.trim() {
            "" => None,
            id => form.take("bank", id.parse::<BankId>().map_err(|_| RefusalCode::NotAChoice)),
        };
        let newest = Month::at(today.moment());
        let period = match self.month.trim() {
            "" => (newest.back(FEW - 1), newest),
            WHOLE_YEAR => (newest.back(YEAR - 1), newest),
            month => {
                let month = form.take("month", Month::parse(month)).unwrap_or(newest);
                (month, month)
            }
        };
        form.finish()?;
        Ok(CheckedUsage { bank, period })
    }
}

/// How something left our custody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Went {
    /// Its recipient collected it within the time.
    InTime,
    /// Its recipient collected it later.
    Late,
    /// Nobody came for it: staff took it back.
    TakenBack,
}

/// What the database counted, sums of many rows each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// How often something left this bank on this day in this way.
    pub went: Vec<(BankId, Day, Went, u64)>,
    /// Of what was collected in the week of this Monday: quarters of an hour that it had waited, how often.
    pub by_week: Vec<(Day, u64, u64)>,
    /// The same, of what was collected at this bank.
    pub by_bank: Vec<(BankId, u64, u64)>,
    /// How often something broke at this bank on this day.
    pub faults: Vec<(BankId, Day, u64)>,
}

/// What was collected on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// The day.
    pub day: Day,
    /// How many things.
    pub collected: u64,
}

/// How long things had waited that were collected in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekLine {
    /// Its Monday.
    pub monday: Day,
    /// How many things were collected.
    pub collected: u64,
    /// Half of them waited no longer.
    pub median: Option<Span>,
    /// Nine of ten waited no longer.
    pub ninety: Option<Span>,
}

/// What became of things.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WentLine {
    /// Collected within the time.
    pub in_time: u64,
    /// Collected later.
    pub late: u64,
    /// Taken back.
    pub taken_back: u64,
}

impl WentLine {
    /// Everything that was waited for.
    pub const fn all(self) -> u64 {
        self.in_time + self.late + self.taken_back
    }

    /// What its recipients have.
    pub const fn collected(self) -> u64 {
        self.in_time + self.late
    }

    /// Of a hundred, how many were collected within the time.
    pub const fn in_time_rate(self) -> Option<u64> {
        share(self.in_time, self.all())
    }

    /// Of a hundred, how many were taken back.
    pub const fn taken_back_rate(self) -> Option<u64> {
        share(self.taken_back, self.all())
    }

    const fn add(&mut self, went: Went, times: u64) {
        match went {
            Went::InTime => self.in_time += times,
            Went::Late => self.late += times,
            Went::TakenBack => self.taken_back += times,
        }
    }
}

const fn share(part: u64, all: u64) -> Option<u64> {
    match all {
        0 => None,
        all => Some((part * 100 + all / 2) / all),
    }
}

/// One month, or one bank, or everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageLine {
    /// A month (`2026-03`) or a bank's name; empty for everything.
    pub label: String,
    /// What became of things.
    pub went: WentLine,
    /// Half of what was collected waited no longer; told of banks and of everything.
    pub median: Option<Span>,
    /// Nine of ten waited no longer; told of banks and of everything.
    pub ninety: Option<Span>,
    /// How often something broke.
    pub faults: u64,
}

/// How often something broke at one bank in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultLine {
    /// The bank's name.
    pub bank: String,
    /// The month, `2026-03`.
    pub month: String,
    /// How often.
    pub faults: u64,
}

/// How lockers were used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// The banks that can be asked for, by their names.
    pub offered_banks: Vec<(BankId, String)>,
    /// The months that can be asked for, the newest first.
    pub offered_months: Vec<String>,
    /// Day by day up to today; days on which nobody came have a line too.
    pub days: Vec<DayLine>,
    /// Week by week.
    pub weeks: Vec<WeekLine>,
    /// Month by month.
    pub months: Vec<UsageLine>,
    /// Bank by bank, those that were asked for.
    pub banks: Vec<UsageLine>,
    /// Faults by bank and month; where nothing broke there is no line.
    pub faults: Vec<FaultLine>,
    /// Everything.
    pub total: UsageLine,
}

impl Usage {
    /// Whether nothing happened at all.
    pub const fn is_empty(&self) -> bool {
        self.total.went.all() == 0 && self.total.faults == 0
    }
}

/// The months that can be asked for by name, the newest first.
pub fn offered_months(today: Day) -> Vec<String> {
    let newest = Month::at(today.moment());
    (0..YEAR).map(|ago| newest.back(ago).to_string()).collect()
}

/// The first day of a month.
pub fn first_day(month: Month) -> Day {
    // Every month that was checked can be written as a day; the others are beyond all that was ever counted.
    Day::parse(&format!("{month}-01")).unwrap_or(Day(0))
}

/// Sums up what was counted in a period. `banks` are those that can be asked for, by their names.
pub fn usage(asked: CheckedUsage, today: Day, banks: &[(BankId, String)], counts: &Counts) -> Usage {
    let (from, until) = asked.period;
    let (first, next) = (first_day(from), first_day(until.after()));
    let end = next.min(today.plus(1));
    let mut total = UsageLine::default();
    let mut days: BTreeMap<Day, u64> = (first.0..end.0).map(|day| (Day(day), 0)).collect();
    let mut months: BTreeMap<Month, UsageLine> = BTreeMap::new();
    let mut month = from;
    while month <= until {
        months.entry(month).or_default().label = month.to_string();
        month = month.after();
    }
    let shown = banks.iter().filter(|(id, _)| asked.bank.is_none_or(|bank| bank == *id));
    let mut lines: BTreeMap<BankId, UsageLine> = shown.clone().map(|(id, name)| (*id, named(name))).collect();
    for (bank, day, went, times) in &counts.went {
        let month = months.get_mut(&Month::at(day.moment()));
        for line in [month, lines.get_mut(bank), Some(&mut total)].into_iter().flatten() {
            line.went.add(*went, *times);
        }
        if *went != Went::TakenBack {
            *days.entry(*day).or_default() += times;
        }
    }
    let mut broken: BTreeMap<(BankId, Month), u64> = BTreeMap::new();
    for (bank, day, times) in &counts.faults {
        let of = Month::at(day.moment());
        for line in [months.get_mut(&of), lines.get_mut(bank), Some(&mut total)]
            .into_iter()
            .flatten()
        {
            line.faults += times;
        }
        *broken.entry((*bank, of)).or_default() += times;
    }
    waited(&mut lines, &mut total, &counts.by_bank);
    let name = |bank: &BankId| lines.get(bank).map(|line| line.label.clone()).unwrap_or_default();
    let faults = broken.iter().map(|((bank, month), faults)| FaultLine {
        bank: name(bank),
        month: month.to_string(),
        faults: *faults,
    });
    Usage {
        offered_banks: banks.to_vec(),
        offered_months: offered_months(today),
        days: days
            .iter()
            .map(|(day, collected)| DayLine {
                day: *day,
                collected: *collected,
            })
            .collect(),
        weeks: weeks((first, end), &counts.by_week),
        faults: faults.collect(),
        months: months.into_values().collect(),
        banks: shown.filter_map(|(id, _)| lines.get(id).cloned()).collect(),
        total,
    }
}

fn named(name: &str) -> UsageLine {
    UsageLine {
        label: name.to_owned(),
        ..UsageLine::default()
    }
}

/// How long things waited, bank by bank and in all.
fn waited(lines: &mut BTreeMap<BankId, UsageLine>, total: &mut UsageLine, counts: &[(BankId, u64, u64)]) {
    let (mut all, mut by_bank) = (Waits::default(), BTreeMap::<BankId, Waits>::new());
    for (bank, quarters, times) in counts {
        all.add(*quarters, *times);
        by_bank.entry(*bank).or_default().add(*quarters, *times);
    }
    (total.median, total.ninety) = (all.median(), all.ninety());
    for (bank, waits) in by_bank {
        if let Some(line) = lines.get_mut(&bank) {
            (line.median, line.ninety) = (waits.median(), waits.ninety());
        }
    }
}

/// Week by week; weeks in which nobody came have a line too. The first and the last may be cut by the period.
fn weeks((first, end): (Day, Day), counts: &[(Day, u64, u64)]) -> Vec<WeekLine> {
    let mut weeks: BTreeMap<Day, Waits> = BTreeMap::new();
    let mut monday = first.week();
    while monday < end {
        weeks.entry(monday).or_default();
        monday = monday.plus(7);
    }
    for (monday, quarters, times) in counts {
        weeks.entry(*monday).or_default().add(*quarters, *times);
    }
    let line = |(monday, waits): (Day, Waits)| WeekLine {
        monday,
        collected: waits.count(),
        median: waits.median(),
        ninety: waits.ninety(),
    };
    weeks.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests;

//! How figures are summed up. Months are counted in UTC, as in the figures of sales.

use std::collections::BTreeMap;

use super::{CaseFacts, CourierLine, DeskLine, TicketFacts, Work, WorkBy, WorkFilter};
use crate::{FormCheck, Month, Refusal, RefusalCode, Span, Timestamp};

/// More months than that are no figure that anybody reads.
const MOST: u8 = 120;

/// The months that a filter asks for: without one, the last twelve.
///
/// # Errors
/// `Form` for what is no month, and at `until` for an end before the beginning, or more than ten years after it.
pub fn months(filter: &WorkFilter, now: Timestamp) -> Result<(Month, Month), Refusal> {
    let mut form = FormCheck::default();
    let until = form.take_optional("until", Month::parse(&filter.until));
    let until = until.unwrap_or(Month::of(now));
    let from = form.take_optional("from", Month::parse(&filter.from));
    let from = from.unwrap_or(until.back(11));
    if from > until || from <= until.back(MOST) {
        form.refuse("until", RefusalCode::OutOfRange);
    }
    form.finish()?;
    Ok((from, until))
}

/// Sums up. A month in which nothing happened has a line too.
pub fn work(by: WorkBy, (from, until): (Month, Month), cases: &[CaseFacts], tickets: &[TicketFacts]) -> Work {
    let mut desk: BTreeMap<String, Vec<&CaseFacts>> = BTreeMap::new();
    let mut couriers: BTreeMap<String, Vec<&TicketFacts>> = BTreeMap::new();
    if by == WorkBy::Month {
        let mut month = until;
        while month >= from {
            desk.entry(month.to_string()).or_default();
            couriers.entry(month.to_string()).or_default();
            month = month.back(1);
        }
    }
    for case in cases {
        desk.entry(label(by, case.office.as_deref(), case.reported))
            .or_default()
            .push(case);
    }
    for ticket in tickets {
        couriers
            .entry(label(by, ticket.office.as_deref(), ticket.made))
            .or_default()
            .push(ticket);
    }
    let all_cases: Vec<&CaseFacts> = cases.iter().collect();
    let all_tickets: Vec<&TicketFacts> = tickets.iter().collect();
    Work {
        by,
        from: from.to_string(),
        until: until.to_string(),
        desk: desk
            .into_iter()
            .map(|(label, cases)| desk_line(label, &cases))
            .collect(),
        desk_total: desk_line(String::new(), &all_cases),
        couriers: couriers
            .into_iter()
            .map(|(label, tickets)| courier_line(label, &tickets))
            .collect(),
        couriers_total: courier_line(String::new(), &all_tickets),
    }
}

fn label(by: WorkBy, office: Option<&str>, at: Timestamp) -> String {
    match by {
        WorkBy::Month => Month::of(at).to_string(),
        WorkBy::Office => office.unwrap_or_default().to_owned(),
    }
}

fn desk_line(label: String, cases: &[&CaseFacts]) -> DeskLine {
    let count = |which: fn(&CaseFacts) -> bool| cases.iter().filter(|case| which(case)).count() as u64;
    let web = cases.iter().filter(|case| !case.by_phone);
    let home = cases.iter().filter(|case| case.returned);
    DeskLine {
        label,
        reports: cases.len() as u64,
        by_phone: count(|case| case.by_phone),
        answer: median(web.filter_map(|case| Some(case.answered? - case.reported)).collect()),
        over: count(|case| case.ended.is_some()),
        returned: count(|case| case.ended.is_some() && case.returned),
        home: median(home.filter_map(|case| Some(case.ended? - case.reported)).collect()),
    }
}

fn courier_line(label: String, tickets: &[&TicketFacts]) -> CourierLine {
    let count = |which: fn(&TicketFacts) -> bool| tickets.iter().filter(|ticket| which(ticket)).count() as u64;
    CourierLine {
        label,
        tickets: tickets.len() as u64,
        delivered: count(|ticket| ticket.delivered.is_some()),
        on_time: count(|ticket| ticket.delivered.is_some_and(|at| at <= ticket.promised)),
        failed: tickets.iter().map(|ticket| u64::from(ticket.failed)).sum(),
    }
}

/// The one in the middle; of an even number the earlier of the two.
fn median(mut all: Vec<Span>) -> Option<Span> {
    all.sort_unstable();
    all.get(all.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-01 11:00 in Bucharest.
    const NOW: Timestamp = Timestamp(1_772_355_600_000_000);

    fn case(office: Option<&str>, days_ago: i64, answered: Option<i64>, home: Option<i64>) -> CaseFacts {
        let reported = NOW - Span::days(days_ago);
        CaseFacts {
            office: office.map(str::to_owned),
            reported,
            by_phone: answered.is_none(),
            answered: answered.map(|minutes| reported + Span::minutes(minutes)),
            ended: home.map(|hours| reported + Span::hours(hours)),
            returned: home.is_some_and(|hours| hours > 0),
        }
    }

    fn ticket(days_ago: i64, late: Option<i64>, failed: u32) -> TicketFacts {
        let promised = NOW - Span::days(days_ago) + Span::hours(6);
        TicketFacts {
            office: Some("Nord".to_owned()),
            made: NOW - Span::days(days_ago),
            delivered: late.map(|minutes| promised + Span::minutes(minutes)),
            promised,
            failed,
        }
    }

    #[test]
    fn every_month_has_a_line_and_the_middle_counts() {
        let cases = [
            case(None, 0, Some(10), Some(5)),
            case(Some("Nord"), 0, Some(30), Some(50)),
            case(Some("Nord"), 0, Some(900), Some(0)),
            case(Some("Nord"), 40, None, None),
        ];
        let tickets = [ticket(0, Some(-5), 0), ticket(0, Some(5), 2), ticket(40, None, 1)];
        let filter = WorkFilter::default();
        let period = months(&filter, NOW).unwrap();
        let by_month = work(WorkBy::Month, period, &cases, &tickets);
        assert_eq!((by_month.desk.len(), by_month.couriers.len()), (12, 12));
        assert_eq!(
            (by_month.from.as_str(), by_month.until.as_str()),
            ("2025-04", "2026-03")
        );
        let march = by_month.desk.last().unwrap();
        assert_eq!((march.reports, march.over, march.returned), (3, 3, 2));
        assert_eq!(
            (march.answer, march.home),
            (Some(Span::minutes(30)), Some(Span::hours(5)))
        );
        assert_eq!(march.return_rate(), Some(67));
        assert_eq!(by_month.desk_total.by_phone, 1);
        assert_eq!(DeskLine::default().return_rate(), None);
        let by_office = work(WorkBy::Office, period, &cases, &tickets);
        let labels: Vec<&str> = by_office.desk.iter().map(|line| line.label.as_str()).collect();
        assert_eq!(labels, ["", "Nord"]);
        let nord = &by_office.couriers[0];
        assert_eq!((nord.tickets, nord.delivered, nord.on_time, nord.failed), (3, 2, 1, 3));
        assert_eq!(
            (nord.on_time_rate(), CourierLine::default().on_time_rate()),
            (Some(50), None)
        );
    }

    #[test]
    fn months_are_months_and_in_order() {
        let ask = |from: &str, until: &str| {
            let filter = WorkFilter {
                from: from.to_owned(),
                until: until.to_owned(),
                ..WorkFilter::default()
            };
            months(&filter, NOW).map(|(from, until)| format!("{from} {until}"))
        };
        assert_eq!(ask("2026-01", "2026-02").unwrap(), "2026-01 2026-02");
        assert_eq!(ask("", "2025-12").unwrap(), "2025-01 2025-12");
        assert_eq!(
            ask("2026-02", "2026-01").unwrap_err().at("until"),
            Some(RefusalCode::OutOfRange)
        );
        assert_eq!(
            ask("0001-01", "").unwrap_err().at("until"),
            Some(RefusalCode::OutOfRange)
        );
        assert_eq!(ask("soon", "").unwrap_err().at("from"), Some(RefusalCode::NotAChoice));
    }
}

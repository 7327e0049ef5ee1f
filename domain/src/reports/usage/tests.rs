//! Figures are the same by day, by month, by bank and all together. Tests only.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn bank(n: u8) -> BankId {
    format!("01890a5d-ac96-774b-bcce-0000000000{n:02}").parse().unwrap()
}

fn banks() -> Vec<(BankId, String)> {
    (1..=3).map(|n| (bank(n), format!("Bank {n}"))).collect()
}

fn asked(bank: &str, month: &str) -> Result<CheckedUsage, Refusal> {
    let filter = UsageFilter {
        bank: bank.to_owned(),
        month: month.to_owned(),
    };
    filter.check(day("2026-03-18"))
}

#[test]
fn a_filter_is_read_from_an_address() {
    let period = |month: &str| {
        let (from, until) = asked("", month).unwrap().period;
        (from.to_string(), until.to_string())
    };
    assert_eq!(period(""), ("2026-01".to_owned(), "2026-03".to_owned()));
    assert_eq!(period(" year "), ("2025-04".to_owned(), "2026-03".to_owned()));
    assert_eq!(period("2024-12"), ("2024-12".to_owned(), "2024-12".to_owned()));
    assert_eq!(asked(&bank(2).to_string(), "").unwrap().bank, Some(bank(2)));
    let refused = asked("nowhere", "soon").unwrap_err();
    for field in ["bank", "month"] {
        assert_eq!(refused.at(field), Some(RefusalCode::NotAChoice), "{field}");
    }
}

#[test]
fn nothing_has_lines_and_no_shares() {
    let today = day("2026-03-18");
    let nothing = usage(asked("", "").unwrap(), today, &banks(), &Counts::default());
    assert!(nothing.is_empty());
    assert_eq!(nothing.days.len(), 31 + 28 + 18, "up to today");
    let (first, last) = (nothing.days[0].day, nothing.days[nothing.days.len() - 1].day);
    assert_eq!((first, last), (day("2026-01-01"), today));
    assert_eq!(nothing.weeks[0].monday, day("2025-12-29"));
    assert_eq!(nothing.weeks.len(), 12);
    assert_eq!(
        (nothing.months.len(), nothing.banks.len(), nothing.faults.len()),
        (3, 3, 0)
    );
    let total = nothing.total;
    assert_eq!(
        (total.went.in_time_rate(), total.went.taken_back_rate(), total.median),
        (None, None, None)
    );
    let future = usage(asked("", "2026-04").unwrap(), today, &banks(), &Counts::default());
    assert!(future.days.is_empty() && future.weeks.is_empty());
}

#[test]
fn a_share_is_of_all_that_was_waited_for() {
    let (one, monday) = (bank(1), day("2026-03-16"));
    let counts = Counts {
        went: vec![
            (one, monday, Went::InTime, 5),
            (one, monday.plus(1), Went::Late, 1),
            (one, monday.plus(1), Went::TakenBack, 2),
        ],
        by_week: vec![(monday, 4, 5), (monday, 400, 1)],
        by_bank: vec![(one, 4, 5), (one, 400, 1)],
        faults: vec![(one, monday, 1), (bank(3), day("2026-01-02"), 2)],
    };
    let all = usage(asked("", "").unwrap(), day("2026-03-18"), &banks(), &counts);
    assert_eq!(
        (all.total.went.in_time_rate(), all.total.went.taken_back_rate()),
        (Some(63), Some(25))
    );
    assert_eq!(
        (all.total.median, all.total.ninety),
        (Some(Span::hours(1)), Some(Span::hours(100)))
    );
    let last: Vec<u64> = all.days.iter().rev().take(3).map(|line| line.collected).collect();
    assert_eq!(last, [0, 1, 5], "what was taken back was not collected");
    let week = all.weeks.last().unwrap();
    assert_eq!(
        (week.monday, week.collected, week.median),
        (monday, 6, Some(Span::hours(1)))
    );
    assert_eq!(
        (all.months[0].faults, all.months[2].faults, all.total.faults),
        (2, 1, 3)
    );
    let faults: Vec<_> = all
        .faults
        .iter()
        .map(|line| (line.bank.as_str(), line.month.as_str(), line.faults))
        .collect();
    assert_eq!(faults, [("Bank 1", "2026-03", 1), ("Bank 3", "2026-01", 2)]);
    assert_eq!((all.banks[1].went.all(), all.banks[1].median), (0, None));
    let one = usage(
        asked(&one.to_string(), "").unwrap(),
        day("2026-03-18"),
        &banks(),
        &Counts::default(),
    );
    assert_eq!((one.banks.len(), one.offered_banks.len()), (1, 3));
}

fn any_went() -> impl Strategy<Value = (u8, i64, Went, u64)> {
    let went = prop_oneof![Just(Went::InTime), Just(Went::Late), Just(Went::TakenBack)];
    (1_u8..=3, 0_i64..77, went, 1_u64..9)
}

proptest! {
    #[test]
    fn figures_are_the_same_by_day_by_month_by_bank_and_all_together(
        went in prop::collection::vec(any_went(), 0..80),
        faults in prop::collection::vec((1_u8..=3, 0_i64..77, 1_u64..9), 0..20),
    ) {
        let first = day("2026-01-01");
        let counts = Counts {
            went: went.iter().map(|(n, ago, went, times)| (bank(*n), first.plus(*ago), *went, *times)).collect(),
            faults: faults.iter().map(|(n, ago, times)| (bank(*n), first.plus(*ago), *times)).collect(),
            ..Counts::default()
        };
        let all = usage(asked("", "").unwrap(), day("2026-03-18"), &banks(), &counts);
        let of = |wanted: Went| went.iter().filter(|one| one.2 == wanted).map(|one| one.3).sum::<u64>();
        let expected = WentLine {
            in_time: of(Went::InTime),
            late: of(Went::Late),
            taken_back: of(Went::TakenBack),
        };
        prop_assert_eq!(all.total.went, expected);
        prop_assert_eq!(all.days.iter().map(|line| line.collected).sum::<u64>(), expected.collected());
        for lines in [&all.months, &all.banks] {
            for figure in [
                (|line: &UsageLine| line.went.in_time) as fn(&UsageLine) -> u64,
                |line: &UsageLine| line.went.late,
                |line: &UsageLine| line.went.taken_back,
                |line: &UsageLine| line.faults,
            ] {
                prop_assert_eq!(lines.iter().map(figure).sum::<u64>(), figure(&all.total));
            }
        }
        let broken: u64 = faults.iter().map(|one| one.2).sum();
        prop_assert_eq!((all.total.faults, all.faults.iter().map(|line| line.faults).sum::<u64>()), (broken, broken));
        if let Some(rate) = expected.in_time_rate() {
            prop_assert!(rate <= 100);
        }
    }
}

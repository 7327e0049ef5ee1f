//! Until when something may be said, which months are asked for, and how figures are summed up.

use std::collections::BTreeMap;

use super::{CheckedFilter, Counted, FigureLine, Figures, RatingFilter, Stars};
use crate::ids::BankId;
use crate::{FormCheck, Month, Refusal, RefusalCode, Span, Timestamp};

/// For so long after the first rating it may be changed.
const CHANGE: Span = Span::hours(24);
/// A kiosk shows the end of an act for 20 seconds and may have heard of it late; then whoever stands there is the next.
const AT_KIOSK: Span = Span::seconds(30);
/// Comments are forgotten after so long, as the people and addresses of ended tickets are; the stars stay, they name nobody.
pub const COMMENT_LIFE: Span = Span::days(90);
/// Without a month, so many are asked for.
const MONTHS: u8 = 12;
/// No clock on earth is farther ahead: a month begins there first.
const FARTHEST_AHEAD: Span = Span::hours(14);

/// Until when a rating may be changed that was first given then; none when that time is over.
pub fn change_until(first: Timestamp, now: Timestamp) -> Option<Timestamp> {
    Some(first + CHANGE).filter(|until| now < *until)
}

/// What was first given after this instant may be changed now: [`change_until`] the other way round, for one conditional write.
pub fn changeable_after(now: Timestamp) -> Timestamp {
    now - CHANGE
}

/// Whether a kiosk may still take stars for a thing that was collected then.
pub fn may_rate_at_kiosk(collected: Timestamp, now: Timestamp) -> bool {
    now <= collected + AT_KIOSK
}

/// The months that can be asked for by name, the newest first: this one, as soon as it has begun anywhere.
pub fn last_months(now: Timestamp) -> Vec<Month> {
    let newest = Month::of(now + FARTHEST_AHEAD);
    (0..MONTHS).map(|ago| newest.back(ago)).collect()
}

impl RatingFilter {
    /// Checks the filter.
    ///
    /// # Errors
    /// `Form` with every field that is none of its choices.
    pub fn check(&self, now: Timestamp) -> Result<CheckedFilter, Refusal> {
        let mut form = FormCheck::default();
        let bank = match self.bank.trim() {
            "" => None,
            id => form.take("bank", id.parse::<BankId>().map_err(|_| RefusalCode::NotAChoice)),
        };
        let month = form.take_optional("month", Month::parse(&self.month));
        let most = form.take_optional("most", Stars::parse(&self.most));
        form.finish()?;
        let newest = Month::of(now + FARTHEST_AHEAD);
        Ok(CheckedFilter {
            bank,
            period: month.map_or((newest.back(MONTHS - 1), newest), |month| (month, month)),
            most: most.unwrap_or(Stars::ALL[4]),
        })
    }
}

/// Sums up what was counted in these months.
pub fn figures((from, until): (Month, Month), counted: &[Counted]) -> Figures {
    let mut months: BTreeMap<Month, FigureLine> = BTreeMap::new();
    let mut month = from;
    while month <= until {
        months.entry(month).or_default().label = month.to_string();
        month = month.after();
    }
    // Two banks may have the same name, and are two all the same.
    let mut banks = BTreeMap::new();
    let mut total = FigureLine::default();
    for one in counted {
        let bank: &mut FigureLine = banks.entry((one.name.as_str(), one.bank)).or_default();
        bank.label.clone_from(&one.name);
        take(bank, one);
        if let Some(month) = months.get_mut(&one.month) {
            take(month, one);
        }
        take(&mut total, one);
    }
    Figures {
        total,
        banks: banks.into_values().collect(),
        months: months.into_values().collect(),
    }
}

fn take(line: &mut FigureLine, one: &Counted) {
    line.overall = line.overall.plus(one.overall);
    line.compartment = line.compartment.plus(one.compartment);
    line.ease = line.ease.plus(one.ease);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::Tally;
    use proptest::prelude::*;

    /// 2026-03-01 09:00 in UTC.
    const NOW: Timestamp = Timestamp(1_772_355_600_000_000);

    fn bank(n: u8) -> BankId {
        format!("01890a5d-ac96-774b-bcce-0000000000{n:02}").parse().unwrap()
    }

    #[test]
    fn a_rating_may_be_changed_for_a_day_from_the_first_one_on() {
        let until = NOW + Span::hours(24);
        assert_eq!(change_until(NOW, NOW), Some(until));
        assert_eq!(change_until(NOW, until - Span(1)), Some(until));
        assert_eq!(change_until(NOW, until), None);
        for now in [NOW, until - Span(1), until, until + Span(1)] {
            assert_eq!(NOW > changeable_after(now), change_until(NOW, now).is_some(), "{now:?}");
        }
    }

    #[test]
    fn a_kiosk_takes_stars_while_it_may_show_the_act() {
        assert!(may_rate_at_kiosk(NOW, NOW + Span::seconds(30)));
        assert!(!may_rate_at_kiosk(NOW, NOW + Span::seconds(31)));
    }

    #[test]
    fn a_filter_is_read_from_an_address() {
        let ask = |bank: &str, month: &str, most: &str| {
            let filter = RatingFilter {
                bank: bank.to_owned(),
                month: month.to_owned(),
                most: most.to_owned(),
                cursor: None,
            };
            filter.check(NOW)
        };
        let all = ask("", "", "").unwrap();
        assert_eq!((all.bank, all.most.get()), (None, 5));
        assert_eq!(
            (all.period.0.to_string(), all.period.1.to_string()),
            ("2025-04".to_owned(), "2026-03".to_owned())
        );
        let one = ask(&bank(7).to_string(), "2024-12", "2").unwrap();
        assert_eq!((one.bank, one.most.get()), (Some(bank(7)), 2));
        assert_eq!(one.period.0, one.period.1);
        let refused = ask("nowhere", "soon", "six").unwrap_err();
        for field in ["bank", "month", "most"] {
            assert_eq!(refused.at(field), Some(RefusalCode::NotAChoice), "{field}");
        }
    }

    #[test]
    fn a_month_is_asked_for_as_soon_as_it_has_begun_anywhere() {
        let eve = NOW - Span::hours(9) - Span::hours(14);
        assert_eq!(last_months(eve)[0].to_string(), "2026-03");
        assert_eq!(last_months(eve - Span(1))[0].to_string(), "2026-02");
        assert_eq!(
            (last_months(eve).len(), last_months(eve)[11].to_string()),
            (12, "2025-04".to_owned())
        );
    }

    #[test]
    fn nothing_said_is_a_year_of_empty_months() {
        let filter = RatingFilter::default().check(NOW).unwrap();
        let nothing = figures(filter.period, &[]);
        assert_eq!(
            (nothing.total.overall.count(), nothing.banks.len(), nothing.months.len()),
            (0, 0, 12)
        );
        assert_eq!(nothing.months[11].label, "2026-03");
    }

    #[test]
    fn two_banks_of_one_name_are_two() {
        let month = Month::of(NOW);
        let at = |n, stars: u8| Counted {
            bank: bank(n),
            name: "Gara".to_owned(),
            month,
            overall: Stars::new(stars).into_iter().collect(),
            compartment: Tally::default(),
            ease: Tally::default(),
        };
        let two = figures((month, month), &[at(1, 5), at(2, 1), at(1, 4)]);
        let seen: Vec<_> = two
            .banks
            .iter()
            .map(|line| (line.label.as_str(), line.overall.count()))
            .collect();
        assert_eq!(seen, [("Gara", 2), ("Gara", 1)]);
    }

    /// What was said at one bank in one month, so many months ago: overall, compartment, ease.
    type Word = (u8, u8, u8, Option<u8>, Option<u8>);

    fn words() -> impl Strategy<Value = Vec<Word>> {
        let maybe = || prop::option::of(1_u8..=5);
        prop::collection::vec((1_u8..6, 0_u8..12, 1_u8..=5, maybe(), maybe()), 0..120)
    }

    fn counted(word: Word) -> Counted {
        let (n, ago, overall, compartment, ease) = word;
        let tally = |many: Option<u8>| many.and_then(Stars::new).into_iter().collect();
        Counted {
            bank: bank(n),
            name: format!("Bank {n}"),
            month: Month::of(NOW).back(ago),
            overall: tally(Some(overall)),
            compartment: tally(compartment),
            ease: tally(ease),
        }
    }

    proptest! {
        #[test]
        fn figures_are_the_same_by_bank_by_month_and_all_together(words in words()) {
            let all: Vec<Counted> = words.iter().copied().map(counted).collect();
            let summed = figures(RatingFilter::default().check(NOW).unwrap().period, &all);
            let given = |pick: fn(&Word) -> Option<u8>| -> Tally {
                words.iter().filter_map(|word| pick(word).and_then(Stars::new)).collect()
            };
            let sum = |lines: &[FigureLine], pick: fn(&FigureLine) -> Tally| {
                lines.iter().map(pick).fold(Tally::default(), Tally::plus)
            };
            for (all, of) in [
                (given(|word| Some(word.2)), (|line: &FigureLine| line.overall) as fn(&FigureLine) -> Tally),
                (given(|word| word.3), |line: &FigureLine| line.compartment),
                (given(|word| word.4), |line: &FigureLine| line.ease),
            ] {
                prop_assert_eq!(of(&summed.total), all);
                prop_assert_eq!(sum(&summed.banks, of), all);
                prop_assert_eq!(sum(&summed.months, of), all);
            }
            prop_assert_eq!(summed.months.len(), 12);
            for line in &summed.banks {
                prop_assert!(line.overall.count() > 0, "a bank without a word has no line");
                let own = words.iter().filter(|word| format!("Bank {}", word.0) == line.label).count();
                prop_assert_eq!(line.overall.count(), own as u64);
            }
        }
    }
}

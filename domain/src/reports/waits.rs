//! How long things waited: a tally of lengths, and how long at most so many of a hundred took.

use std::collections::BTreeMap;

use crate::Span;

/// To what a length is rounded before it is counted.
pub const GRAIN: Span = Span::minutes(15);

/// How often something took so long, in quarters of an hour, rounded to the nearest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits(BTreeMap<u64, u64>);

impl Waits {
    /// So many more took so many quarters.
    pub fn add(&mut self, quarters: u64, times: u64) {
        if times > 0 {
            let counted = self.0.entry(quarters).or_default();
            *counted = counted.saturating_add(times);
        }
    }

    /// How many were counted.
    pub fn count(&self) -> u64 {
        self.0.values().fold(0, |sum, times| sum.saturating_add(*times))
    }

    /// How long the slowest of the fastest so many of a hundred took (the nearest rank); none where nothing was counted.
    pub fn percentile(&self, percent: u8) -> Option<Span> {
        let count = u128::from(self.count());
        let rank = (count * u128::from(percent.min(100))).div_ceil(100).max(1);
        let mut passed = 0_u128;
        for (quarters, times) in &self.0 {
            passed += u128::from(*times);
            if passed >= rank {
                let quarters = i64::try_from(*quarters).unwrap_or(i64::MAX);
                return Some(Span(quarters.saturating_mul(GRAIN.0)));
            }
        }
        None
    }

    /// Half of them took no longer.
    pub fn median(&self) -> Option<Span> {
        self.percentile(50)
    }

    /// Nine of ten took no longer.
    pub fn ninety(&self) -> Option<Span> {
        self.percentile(90)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn waits(all: &[u64]) -> Waits {
        let mut waits = Waits::default();
        for quarters in all {
            waits.add(*quarters, 1);
        }
        waits
    }

    #[test]
    fn the_one_in_the_middle_and_the_slowest_of_nine_in_ten() {
        assert_eq!(waits(&[]).median(), None);
        assert_eq!(waits(&[4]).median(), Some(Span::hours(1)));
        assert_eq!(waits(&[4]).ninety(), Some(Span::hours(1)));
        let ten = waits(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 40]);
        assert_eq!((ten.count(), ten.median()), (10, Some(Span::minutes(75))));
        assert_eq!(
            ten.ninety(),
            Some(Span::minutes(135)),
            "the one that nobody fetched for long is not of the nine"
        );
        assert_eq!(ten.percentile(100), Some(Span::hours(10)));
        assert_eq!(ten.percentile(0), Some(Span::minutes(15)));
        let mut many = Waits::default();
        many.add(2, u64::MAX);
        many.add(3, 9);
        many.add(7, 0);
        assert_eq!((many.ninety(), many.count()), (Some(Span::minutes(30)), u64::MAX));
    }

    proptest! {
        #[test]
        fn a_tally_answers_as_a_sorted_list_does(
            mut all in prop::collection::vec(0_u64..700, 1..300),
            percent in 1_u8..=100,
        ) {
            let tally = waits(&all);
            all.sort_unstable();
            let rank = (all.len() * usize::from(percent)).div_ceil(100);
            let expected = i64::try_from(all[rank - 1]).unwrap() * GRAIN.0;
            prop_assert_eq!(tally.percentile(percent), Some(Span(expected)));
            prop_assert_eq!(tally.count(), all.len() as u64);
            prop_assert!(tally.median() <= tally.ninety());
        }

        #[test]
        fn whatever_is_the_order_the_answer_is_the_same(all in prop::collection::vec(0_u64..90, 0..60), by in 1_u64..4) {
            let mut back = Waits::default();
            let mut forth = Waits::default();
            for quarters in &all {
                forth.add(*quarters, by);
            }
            for quarters in all.iter().rev() {
                for _ in 0..by {
                    back.add(*quarters, 1);
                }
            }
            prop_assert_eq!(back, forth);
        }
    }
}

//! Stars, and how many gave how many of them.

use serde::{Deserialize, Serialize};

use crate::RefusalCode;

/// One to five; more are better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

impl Stars {
    /// All of them, the fewest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// How many.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// So many, if that many may be given.
    pub fn new(many: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|stars| stars.0 == many)
    }

    /// Reads what a form sends: one digit.
    ///
    /// # Errors
    /// `Missing` when nothing was chosen, `NotAChoice` for everything but 1 to 5.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        let many = text.parse().ok().filter(|_| text.len() == 1);
        many.and_then(Self::new).ok_or(RefusalCode::NotAChoice)
    }
}

impl TryFrom<u8> for Stars {
    type Error = RefusalCode;
    fn try_from(many: u8) -> Result<Self, RefusalCode> {
        Self::new(many).ok_or(RefusalCode::NotAChoice)
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

/// How many gave each number of stars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally([u64; 5]);

impl Tally {
    /// So many more gave these.
    pub fn add(&mut self, stars: Stars, times: u64) {
        for (one, counted) in Stars::ALL.into_iter().zip(&mut self.0) {
            if one == stars {
                *counted = counted.saturating_add(times);
            }
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        for stars in Stars::ALL {
            self.add(stars, other.of(stars));
        }
        self
    }

    /// How many gave these.
    pub fn of(self, stars: Stars) -> u64 {
        let counted = Stars::ALL.into_iter().zip(self.0).find(|(one, _)| *one == stars);
        counted.map_or(0, |(_, times)| times)
    }

    /// How many gave any.
    pub fn count(self) -> u64 {
        self.0.into_iter().fold(0, u64::saturating_add)
    }

    /// What they gave on the average, in tenths of a star, rounded to the nearest; none where nobody gave any.
    pub fn mean_tenths(self) -> Option<u64> {
        let count = self.count();
        let all = Stars::ALL
            .into_iter()
            .map(|stars| u64::from(stars.get()) * self.of(stars));
        let sum: u64 = all.sum();
        (count > 0).then(|| (sum * 10 + count / 2) / count)
    }
}

impl FromIterator<Stars> for Tally {
    fn from_iter<T: IntoIterator<Item = Stars>>(given: T) -> Self {
        let mut tally = Self::default();
        for stars in given {
            tally.add(stars, 1);
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_to_five_and_nothing_else() {
        for stars in Stars::ALL {
            assert_eq!(Stars::parse(&format!(" {} ", stars.get())), Ok(stars));
            assert_eq!(Stars::new(stars.get()), Some(stars));
        }
        assert_eq!(Stars::parse(" "), Err(RefusalCode::Missing));
        for odd in ["0", "6", "-1", "+3", "03", "4.5", "five", "５"] {
            assert_eq!(Stars::parse(odd), Err(RefusalCode::NotAChoice), "{odd}");
        }
        assert!(serde_json::from_str::<Stars>("6").is_err());
        assert_eq!(serde_json::to_string(&Stars::ALL[3]).unwrap(), "4");
    }

    #[test]
    fn a_mean_is_rounded_to_the_nearest_tenth() {
        let check = |given: &[u8], expected: Option<u64>| {
            let tally: Tally = given.iter().filter_map(|many| Stars::new(*many)).collect();
            assert_eq!(tally.mean_tenths(), expected, "{given:?}");
        };
        check(&[], None);
        check(&[5], Some(50));
        check(&[5, 4], Some(45));
        check(&[5, 5, 4], Some(47));
        check(&[1, 1, 2], Some(13));
        check(&[5, 4, 4, 4], Some(43));
    }

    proptest! {
        #[test]
        fn a_tally_says_what_a_long_list_would_say(given in prop::collection::vec(1_u8..=5, 0..200), cut in 0_usize..200) {
            let all: Vec<Stars> = given.iter().filter_map(|many| Stars::new(*many)).collect();
            let tally: Tally = all.iter().copied().collect();
            prop_assert_eq!(tally.count(), all.len() as u64);
            for stars in Stars::ALL {
                prop_assert_eq!(tally.of(stars), all.iter().filter(|one| **one == stars).count() as u64);
            }
            let (one, other) = all.split_at(cut.min(all.len()));
            let apart: (Tally, Tally) = (one.iter().copied().collect(), other.iter().copied().collect());
            prop_assert_eq!(apart.0.plus(apart.1), tally);
            match tally.mean_tenths() {
                None => prop_assert!(all.is_empty()),
                Some(tenths) => {
                    // Twice the distance from the true mean is at most a tenth.
                    let sum: i64 = all.iter().map(|one| i64::from(one.get())).sum();
                    let count = i64::try_from(all.len()).unwrap();
                    let off = sum * 10 - i64::try_from(tenths).unwrap() * count;
                    prop_assert!(off.abs() * 2 <= count, "{} of {:?}", tenths, all);
                    let least = all.iter().map(|one| u64::from(one.get())).min().unwrap();
                    let most = all.iter().map(|one| u64::from(one.get())).max().unwrap();
                    prop_assert!((least * 10..=most * 10).contains(&tenths));
                }
            }
        }
    }
}

//! Chance for stories: the same throws every time. Nothing secret may come from here.

/// A die with any number of sides (`SplitMix64`).
pub(super) struct Dice(u64);

impl Dice {
    /// Throws that begin here.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `sides`; 0 if there are none.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.throw() % sides.max(1)
    }

    /// A number from the first to the last, both possible.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        let sides = u64::try_from(last - first + 1).unwrap_or(1);
        first + i64::try_from(self.below(sides)).unwrap_or_default()
    }

    /// True so many times of a hundred.
    pub(super) fn percent(&mut self, times: u64) -> bool {
        self.below(100) < times
    }

    /// One of these.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let count = u64::try_from(all.len()).unwrap_or_default();
        let index = usize::try_from(self.below(count)).unwrap_or_default();
        all.get(index).copied()
    }
}

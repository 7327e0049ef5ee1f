//! Chance that a seed repeats: `SplitMix64`. Not for secrets.

use domain::Span;

/// A sequence of draws.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Self(seed);
        dice.draw();
        dice
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.draw() % n.max(1) as u64).expect("below a usize")
    }

    /// Whether something with this chance in a thousand happens.
    pub(super) fn chance(&mut self, of_thousand: u64) -> bool {
        self.draw() % 1000 < of_thousand
    }

    /// Somewhere between two lengths of time.
    pub(super) fn between(&mut self, least: Span, most: Span) -> Span {
        let width = u64::try_from(most.0 - least.0).expect("least before most").max(1);
        Span(least.0 + i64::try_from(self.draw() % width).expect("a span"))
    }
}

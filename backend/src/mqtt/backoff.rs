//! How long to wait before the next attempt to reach the broker. Chance comes in as a parameter.

use std::time::Duration;

use crate::outside::Chance;

const FIRST: Duration = Duration::from_millis(200);
const LONGEST: Duration = Duration::from_secs(30);

/// The wait after `failures` attempts in a row that failed: doubling from 0.2 s to 30 s, of which the upper half is left
/// to chance, so that a fleet cut off at one moment does not come back at one moment.
///
/// `share` is a number from 0 to 1, evenly spread; anything outside is drawn to the nearer end.
pub(super) fn wait_after(failures: u32, share: f64) -> Duration {
    let ceiling = FIRST
        .saturating_mul(2u32.saturating_pow(failures.saturating_sub(1)))
        .min(LONGEST);
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 1.0 };
    ceiling / 2 + (ceiling / 2).mul_f64(share)
}

/// A number from 0 to 1, by chance.
pub(super) fn share(chance: &dyn Chance) -> f64 {
    let mut bytes = [0; 4];
    chance.fill(&mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_to_a_ceiling_and_stays_within_its_half() {
        assert_eq!(wait_after(0, 1.0), Duration::from_millis(200));
        assert_eq!(wait_after(1, 0.0), Duration::from_millis(100));
        assert_eq!(wait_after(1, 1.0), Duration::from_millis(200));
        assert_eq!(wait_after(4, 1.0), Duration::from_millis(1600));
        assert_eq!(wait_after(9, 0.0), Duration::from_secs(15));
        assert_eq!(wait_after(u32::MAX, 1.0), Duration::from_secs(30));
    }

    #[test]
    fn a_broken_source_of_chance_only_waits_longest() {
        for share in [f64::NAN, f64::INFINITY, 7.0] {
            assert_eq!(wait_after(2, share), Duration::from_millis(400));
        }
        assert_eq!(wait_after(2, -1.0), Duration::from_millis(200));
    }
}

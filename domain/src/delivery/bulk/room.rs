//! How many lines of a list would go into a bank as it stands now.

use crate::lockers::{Size, SizeFree};

/// How many compartments of these would be filled by documents that need at least these sizes; a bigger one does too.
pub fn room(free: &[SizeFree], wanted: impl IntoIterator<Item = Size>) -> usize {
    let mut left: Vec<(Size, u32)> = free.iter().map(|of| (of.size, of.free)).collect();
    left.sort_unstable();
    let mut wanted: Vec<Size> = wanted.into_iter().collect();
    // The choosiest first: what fits a big one fits a small one too, but not the other way round.
    wanted.sort_unstable_by(|one, other| other.cmp(one));
    let mut filled = 0;
    for size in wanted {
        if let Some((_, free)) = left.iter_mut().find(|(own, free)| *own >= size && *free > 0) {
            *free -= 1;
            filled += 1;
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(sizes: [u32; 4]) -> Vec<SizeFree> {
        let all = Size::ALL.into_iter().zip(sizes);
        all.map(|(size, free)| SizeFree { size, free }).collect()
    }

    #[test]
    fn a_bigger_compartment_does_too_and_a_smaller_one_does_not() {
        use Size::{L, M, S, XL};
        let check = |free, wanted: &[Size], expected| {
            assert_eq!(room(&of(free), wanted.iter().copied()), expected, "{free:?} {wanted:?}");
        };
        check([2, 1, 0, 0], &[S, S, S, S], 3);
        check([5, 0, 0, 0], &[M], 0);
        check([1, 1, 0, 0], &[S, M], 2);
        check([0, 1, 0, 1], &[S, XL, M], 2);
        check([0, 0, 0, 0], &[L], 0);
        check([9, 9, 9, 9], &[], 0);
    }

    proptest! {
        /// No other way to fill them fills more: tried one line after the other, in every order of sizes that matters.
        #[test]
        fn nothing_is_left_empty_that_could_be_filled(
            free in proptest::array::uniform4(0_u32..4),
            wanted in proptest::collection::vec(proptest::sample::select(Size::ALL.to_vec()), 0..12),
        ) {
            let filled = room(&of(free), wanted.iter().copied());
            // Hall's condition for nested choices: from each size upwards, no more than there is.
            let mut most = 0_usize;
            for (at, size) in Size::ALL.into_iter().enumerate().rev() {
                let here = wanted.iter().filter(|one| **one == size).count();
                let there: u32 = free[at..].iter().sum();
                most = (most + here).min(usize::try_from(there).unwrap());
            }
            prop_assert_eq!(filled, most);
        }
    }
}

//! How banks stand now: doors, what waits behind them, what is broken, who has no connection.

use serde::{Deserialize, Serialize};

use crate::ids::BankId;
use crate::lockers::{Connection, Size};

/// How many doors are how. Each door is counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorCount {
    /// Can be proposed now.
    pub free: u64,
    /// Promised to a thing that is not inside yet.
    pub reserved: u64,
    /// A thing is inside.
    pub occupied: u64,
    /// Nobody counts on it, and it cannot be used: switched off, broken, or something was left inside.
    pub out: u64,
}

impl DoorCount {
    /// All doors.
    pub const fn doors(self) -> u64 {
        self.free + self.reserved + self.occupied + self.out
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            free: self.free + other.free,
            reserved: self.reserved + other.reserved,
            occupied: self.occupied + other.occupied,
            out: self.out + other.out,
        }
    }

    /// Of a hundred doors, how many are promised or have a thing inside; none without doors.
    pub const fn used_rate(self) -> Option<u64> {
        match self.doors() {
            0 => None,
            doors => Some(((self.reserved + self.occupied) * 100 + doors / 2) / doors),
        }
    }
}

/// One bank as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankNow {
    /// Which.
    pub id: BankId,
    /// Its name.
    pub name: String,
    /// Its town.
    pub city: String,
    /// Whether it is there; if not, since when.
    pub connection: Connection,
    /// Its doors by size, small first, only sizes that it has.
    pub sizes: Vec<(Size, DoorCount)>,
    /// Things that wait for their recipients.
    pub waiting: u64,
    /// Of them, how many wait longer than they may.
    pub overdue: u64,
    /// Doors that somebody should look at: broken, left open, something left inside.
    pub faults: u64,
}

impl BankNow {
    /// All its doors.
    pub fn doors(&self) -> DoorCount {
        sum(self.sizes.iter().map(|(_, count)| *count))
    }
}

/// All banks of an organisation as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Bank by bank, by town and name.
    pub banks: Vec<BankNow>,
}

impl Overview {
    /// All doors.
    pub fn doors(&self) -> DoorCount {
        sum(self.banks.iter().map(BankNow::doors))
    }

    /// All doors by size, small first, only sizes that there are.
    pub fn sizes(&self) -> Vec<(Size, DoorCount)> {
        let of = |size: Size| {
            let all = self.banks.iter().flat_map(|bank| &bank.sizes);
            sum(all.filter(|(own, _)| *own == size).map(|(_, count)| *count))
        };
        let all = Size::ALL.into_iter().map(|size| (size, of(size)));
        all.filter(|(_, count)| count.doors() > 0).collect()
    }

    /// One figure of all banks.
    pub fn total(&self, figure: fn(&BankNow) -> u64) -> u64 {
        self.banks.iter().map(figure).sum()
    }

    /// How many banks have no connection.
    pub fn offline(&self) -> u64 {
        self.total(|bank| u64::from(!bank.connection.is_online()))
    }
}

fn sum(counts: impl Iterator<Item = DoorCount>) -> DoorCount {
    counts.fold(DoorCount::default(), DoorCount::plus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bank(sizes: Vec<(Size, DoorCount)>, online: bool) -> BankNow {
        BankNow {
            id: "01890a5d-ac96-774b-bcce-000000000001".parse().unwrap(),
            name: "Gara".to_owned(),
            city: "Cluj".to_owned(),
            connection: if online {
                Connection::Online
            } else {
                Connection::Offline { since: None }
            },
            sizes,
            waiting: 3,
            overdue: 1,
            faults: 0,
        }
    }

    fn any_count() -> impl Strategy<Value = DoorCount> {
        (0_u64..9, 0_u64..9, 0_u64..9, 0_u64..9).prop_map(|(free, reserved, occupied, out)| DoorCount {
            free,
            reserved,
            occupied,
            out,
        })
    }

    #[test]
    fn nothing_is_no_share_of_nothing() {
        assert_eq!(DoorCount::default().used_rate(), None);
        assert_eq!(
            (Overview::default().doors().doors(), Overview::default().offline()),
            (0, 0)
        );
        let half = DoorCount {
            free: 1,
            occupied: 1,
            ..DoorCount::default()
        };
        assert_eq!(half.used_rate(), Some(50));
    }

    proptest! {
        #[test]
        fn every_door_is_counted_once_by_bank_by_size_and_in_all(
            counts in prop::collection::vec((any_count(), any_count(), any::<bool>()), 0..12),
        ) {
            let banks = counts.iter().map(|(small, large, online)| {
                bank(vec![(Size::S, *small), (Size::XL, *large)], *online)
            });
            let overview = Overview { banks: banks.collect() };
            let doors: u64 = counts.iter().map(|(small, large, _)| small.doors() + large.doors()).sum();
            prop_assert_eq!(overview.doors().doors(), doors);
            let by_size: u64 = overview.sizes().iter().map(|(_, count)| count.doors()).sum();
            prop_assert_eq!(by_size, doors);
            prop_assert_eq!(overview.offline(), counts.iter().filter(|(.., online)| !online).count() as u64);
            prop_assert_eq!(overview.total(|bank| bank.waiting), 3 * counts.len() as u64);
        }
    }
}

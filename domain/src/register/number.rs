//! The number of a thing in the register of its office: counted up within a year, without gaps.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What the label on a thing says. It is no secret and opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RegisterNumber {
    /// The year by the calendar of the office.
    pub year: i32,
    /// From 1 on.
    pub number: i64,
}

/// For reading and saying: `2026/0042`.
impl fmt::Display for RegisterNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:04}", self.year, self.number)
    }
}

impl RegisterNumber {
    /// Reads what somebody typed: `2026/42`, `2026-0042`. `None` for anything else.
    pub fn parse(typed: &str) -> Option<Self> {
        let (year, number) = typed.trim().split_once(['/', '-'])?;
        let year: i32 = year.trim().parse().ok()?;
        let number: i64 = number.trim().parse().ok()?;
        let fits = (2000..2200).contains(&year) && (1..1_000_000).contains(&number);
        fits.then_some(Self { year, number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written() {
        let number = RegisterNumber { year: 2026, number: 42 };
        assert_eq!(number.to_string(), "2026/0042");
        for typed in ["2026/0042", " 2026-42 ", "2026 / 42"] {
            assert_eq!(RegisterNumber::parse(typed), Some(number), "{typed}");
        }
        for typed in ["", "42", "2026/0", "1/42", "2026/x", "black umbrella"] {
            assert_eq!(RegisterNumber::parse(typed), None, "{typed}");
        }
    }
}

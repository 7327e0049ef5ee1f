//! Figures: what was sold where, and what came in.

use serde::{Deserialize, Serialize};

use super::InFour;
use crate::{Money, RefusalCode};

/// One line of figures: what was sold where, and what came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesLine {
    /// What the line is about: a month (`2026-03`), a dealer's, product's or region's name; empty for our own shop
    /// and for "no region".
    pub label: String,
    /// The product's name where the lines are products.
    pub product: Option<InFour>,
    /// Keys issued in pools.
    pub issued: u64,
    /// Keys sold.
    pub sold: u64,
    /// Keys activated.
    pub activated: u64,
    /// Periods of cover that were paid.
    pub covers: u64,
    /// What pools brought in, per currency.
    pub pool_money: Vec<Money>,
    /// What cover brought in, per currency, refunds taken off.
    pub cover_money: Vec<Money>,
    /// What dealers have earned of it, per currency.
    pub commission: Vec<Money>,
}

/// By what figures are summed up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SalesBy {
    /// Month by month.
    #[default]
    Month,
    /// Dealer by dealer.
    Dealer,
    /// Product by product.
    Product,
    /// Region by region.
    Region,
}

impl SalesBy {
    /// All of them, as they are offered.
    pub const ALL: [Self; 4] = [Self::Month, Self::Dealer, Self::Product, Self::Region];

    /// The name in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Dealer => "dealer",
            Self::Product => "product",
            Self::Region => "region",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.wire() == text)
    }
}

/// Which figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SalesFilter {
    /// By what.
    pub by: SalesBy,
    /// The first month, `2026-01`; empty: twelve months back.
    pub from: String,
    /// The last month; empty: this one.
    pub until: String,
}

/// Figures, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sales {
    /// By what.
    pub by: SalesBy,
    /// The first month.
    pub from: String,
    /// The last month.
    pub until: String,
    /// The lines, in the order of their labels.
    pub lines: Vec<SalesLine>,
    /// All of it.
    pub total: SalesLine,
}

/// A month as figures count them: `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// The month of an instant, in UTC.
    pub fn of(at: crate::Timestamp) -> Self {
        let civil = crate::Moment::utc(at).civil();
        Self {
            year: civil.year,
            month: civil.month,
        }
    }

    /// Reads `2026-03`.
    ///
    /// # Errors
    /// `Missing` when empty, `NotAChoice` for what is no month.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        let refused = RefusalCode::NotAChoice;
        let (year, month) = text.split_once('-').ok_or(refused)?;
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(refused);
        }
        let (year, month) = (year.parse().map_err(|_| refused)?, month.parse().map_err(|_| refused)?);
        if (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(refused)
        }
    }

    /// The next one.
    #[must_use]
    pub const fn after(self) -> Self {
        match self.month {
            12 => Self {
                year: self.year + 1,
                month: 1,
            },
            month => Self {
                year: self.year,
                month: month + 1,
            },
        }
    }

    /// So many months earlier.
    #[must_use]
    pub fn back(self, months: u8) -> Self {
        let all = self.year * 12 + i32::from(self.month) - 1 - i32::from(months);
        Self {
            year: all.div_euclid(12),
            month: u8::try_from(all.rem_euclid(12)).unwrap_or(0) + 1,
        }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_written_and_counted_back() {
        let march = Month::parse("2026-03").unwrap();
        assert_eq!(march.to_string(), "2026-03");
        assert_eq!(march.back(3).to_string(), "2025-12");
        assert_eq!(march.back(11).to_string(), "2025-04");
        assert_eq!(march.back(3).after().to_string(), "2026-01");
        assert_eq!(Month::of(crate::Timestamp(1_772_355_600_000_000)), march);
        for bad in ["2026-13", "2026-3", "march", "2026-00"] {
            assert_eq!(Month::parse(bad), Err(RefusalCode::NotAChoice), "{bad}");
        }
    }
}

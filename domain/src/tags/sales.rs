//! Figures: what was sold where, and what came in.

use serde::{Deserialize, Serialize};

use super::InFour;
use crate::Money;

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

//! The SQL of what the register is set up with: kinds, rules, numbers.

use domain::ids::OfficeId;
use domain::register::{Category, CategoryCode, RetentionRule};

use super::sql::damaged;
use crate::db::{Handle, Text, Tx, all, exec, one};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
struct CategoryRow {
    code: Text<CategoryCode>,
    names: String,
    questions: String,
}

impl CategoryRow {
    fn category(self) -> Result<Category> {
        let wrong = || damaged("reading a kind of things");
        Ok(Category {
            code: self.code.0,
            name: serde_json::from_str(&self.names).map_err(|e| wrong().because(e))?,
            questions: serde_json::from_str(&self.questions).map_err(|e| wrong().because(e))?,
        })
    }
}

/// The kinds of things, in their order.
pub(super) async fn categories(h: &mut impl Handle) -> Result<Vec<Category>> {
    let rows = all!(
        h,
        CategoryRow,
        "SELECT code, names, questions FROM register_categories ORDER BY position, code LIMIT 200"
    )?;
    rows.into_iter().map(CategoryRow::category).collect()
}

#[derive(sqlx::FromRow)]
struct RuleRow {
    country: String,
    category: String,
    days: i64,
    note: String,
}

impl RuleRow {
    fn rule(self) -> RetentionRule {
        RetentionRule {
            country: (!self.country.is_empty()).then_some(self.country),
            category: CategoryCode::parse(&self.category).ok(),
            days: u32::try_from(self.days).unwrap_or(RetentionRule::MOST_DAYS),
            note: self.note,
        }
    }
}

/// How long things are kept.
pub(super) async fn rules(h: &mut impl Handle) -> Result<Vec<RetentionRule>> {
    let rows = all!(
        h,
        RuleRow,
        "SELECT country, category, days, note FROM register_retention ORDER BY country, category LIMIT 2000"
    )?;
    Ok(rows.into_iter().map(RuleRow::rule).collect())
}

pub(super) async fn set_rule(tx: &mut Tx, rule: &RetentionRule) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO register_retention (country, category, days, note) VALUES ($1, $2, $3, $4)
         ON CONFLICT (country, category) DO UPDATE SET days = excluded.days, note = excluded.note",
        rule.country.as_deref().unwrap_or_default(),
        rule.category.as_ref().map_or("", CategoryCode::as_str),
        rule.days,
        &rule.note
    )
}

pub(super) async fn remove_rule(tx: &mut Tx, country: &str, category: &str) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM register_retention WHERE country = $1 AND category = $2",
        country,
        category
    )
}

/// The next number of an office's year. Counted up in the transaction that writes the thing, so none is left out.
pub(super) async fn next_number(tx: &mut Tx, office: OfficeId, year: i32) -> Result<i64> {
    let (number,) = one!(
        tx,
        (i64,),
        "INSERT INTO register_counters (office_id, year, last) VALUES ($1, $2, 1)
         ON CONFLICT (office_id, year) DO UPDATE SET last = register_counters.last + 1 RETURNING last",
        office,
        year
    )?;
    Ok(number)
}

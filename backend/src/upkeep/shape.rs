//! Which tables there are, read from SQLite's own schema. PostgreSQL has the same: a test compares the two.
//!
//! What must not be here: the name of any table of a slice.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use super::sql;
use crate::fault::{Fault, Result};

/// What a column holds; there is nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// BIGINT.
    Number,
    /// TEXT.
    Text,
}

/// One column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
}

/// One table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub name: String,
    /// By name: the two databases may have them in another order.
    pub columns: Vec<Column>,
    /// By which columns its rows are ordered: the primary key, or all of them.
    pub order: Vec<Column>,
    needs: Vec<String>,
}

/// All tables, each after those that it refers to.
pub(super) async fn shape(conn: &mut SqliteConnection) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for name in sql::tables(conn).await? {
        let described = sql::columns(conn, &name).await?;
        let mut order: Vec<(i64, Column)> = Vec::new();
        let mut columns = Vec::new();
        for (column, kind, key) in described {
            let column = Column {
                kind: kind_of(&name, &column, &kind)?,
                name: column,
            };
            if key > 0 {
                order.push((key, column.clone()));
            }
            columns.push(column);
        }
        order.sort_by_key(|(place, _)| *place);
        let order: Vec<Column> = order.into_iter().map(|(_, column)| column).collect();
        tables.push(Table {
            needs: sql::refers_to(conn, &name).await?,
            order: if order.is_empty() { columns.clone() } else { order },
            columns,
            name,
        });
    }
    in_order(tables)
}

fn kind_of(table: &str, column: &str, kind: &str) -> Result<Kind> {
    match kind {
        "bigint" => Ok(Kind::Number),
        "text" => Ok(Kind::Text),
        other => Err(Fault::broken(
            "upkeep.shape",
            format!("reading the schema: {table}.{column} is {other}, which is neither BIGINT nor TEXT"),
        )),
    }
}

/// Those that others refer to come first. A table may refer to itself: its rows come in the order of their ids.
fn in_order(mut left: Vec<Table>) -> Result<Vec<Table>> {
    let mut placed: Vec<Table> = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    while !left.is_empty() {
        let ready = |table: &Table| {
            let mut needs = table.needs.iter();
            needs.all(|need| names.contains(need) || *need == table.name)
        };
        let (now, later): (Vec<Table>, Vec<Table>) = left.into_iter().partition(ready);
        if now.is_empty() {
            let circle: Vec<&str> = later.iter().map(|table| table.name.as_str()).collect();
            let circle = circle.join(", ");
            return Err(Fault::broken(
                "upkeep.shape",
                format!("ordering the tables: {circle} refer to each other in a circle"),
            ));
        }
        names.extend(now.iter().map(|table| table.name.clone()));
        placed.extend(now);
        left = later;
    }
    Ok(placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, needs: &[&str]) -> Table {
        Table {
            name: name.to_owned(),
            columns: Vec::new(),
            order: Vec::new(),
            needs: needs.iter().map(|need| (*need).to_owned()).collect(),
        }
    }

    #[test]
    fn what_is_referred_to_comes_first() {
        let all = vec![table("c", &["b", "c"]), table("b", &["a"]), table("a", &[])];
        let names: Vec<String> = in_order(all).unwrap().into_iter().map(|table| table.name).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert!(in_order(vec![table("a", &["b"]), table("b", &["a"])]).is_err());
        assert!(kind_of("a", "b", "blob").is_err());
    }
}

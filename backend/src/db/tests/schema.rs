//! The two schemas are one: same tables, same columns, same nullability, same indexes.

use std::collections::BTreeSet;

use super::super::all;
use crate::testing::{World, on_postgres, on_sqlite};

type Lines = BTreeSet<String>;

/// Every column as `table.column type null?`, except those of sqlx's own table.
async fn columns_of_sqlite(world: &World) -> Lines {
    let mut reader = world.db.read().await.unwrap();
    all!(
        reader,
        (String,),
        "SELECT m.name || '.' || c.name || ' ' || lower(c.type) || \
           CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN '' ELSE ' null' END || \
           CASE WHEN c.pk > 0 THEN ' key' ELSE '' END \
         FROM sqlite_master AS m, pragma_table_info(m.name) AS c \
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'"
    )
    .unwrap()
    .into_iter()
    .map(|(line,)| line)
    .collect()
}

async fn columns_of_postgres(world: &World) -> Lines {
    let mut reader = world.db.read().await.unwrap();
    all!(
        reader,
        (String,),
        "SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || \
           CASE WHEN c.is_nullable = 'YES' THEN ' null' ELSE '' END || \
           CASE WHEN EXISTS (SELECT 1 FROM pg_index AS i JOIN pg_attribute AS a \
               ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) \
             WHERE i.indisprimary AND i.indrelid = CAST(c.table_name AS regclass) \
               AND a.attname = c.column_name) THEN ' key' ELSE '' END \
         FROM information_schema.columns AS c \
         WHERE c.table_schema = current_schema() AND c.table_name NOT LIKE '\\_sqlx%'"
    )
    .unwrap()
    .into_iter()
    .map(|(line,)| line)
    .collect()
}

/// Every index that a migration names, as `table.index(columns) unique? partial?`.
async fn indexes_of_sqlite(world: &World) -> Lines {
    let mut reader = world.db.read().await.unwrap();
    all!(
        reader,
        (String,),
        "SELECT m.name || '.' || i.name || '(' || (SELECT group_concat(coalesce(name, '?'), ',') FROM \
             (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')' || \
           CASE WHEN i.\"unique\" = 1 THEN ' unique' ELSE '' END || \
           CASE WHEN i.partial = 1 THEN ' partial' ELSE '' END \
         FROM sqlite_master AS m, pragma_index_list(m.name) AS i \
         WHERE m.type = 'table' AND i.origin = 'c'"
    )
    .unwrap()
    .into_iter()
    .map(|(line,)| line)
    .collect()
}

async fn indexes_of_postgres(world: &World) -> Lines {
    let mut reader = world.db.read().await.unwrap();
    all!(
        reader,
        (String,),
        "SELECT t.relname || '.' || n.relname || '(' || (SELECT string_agg(coalesce(a.attname, '?'), ',' ORDER BY k.at) \
             FROM unnest(i.indkey) WITH ORDINALITY AS k (num, at) \
             LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.num AND k.num <> 0) || ')' || \
           CASE WHEN i.indisunique THEN ' unique' ELSE '' END || \
           CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END \
         FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_class AS n ON n.oid = i.indexrelid \
         WHERE t.relnamespace = CAST(current_schema() AS regnamespace) \
           AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.indexrelid)"
    )
    .unwrap()
    .into_iter()
    .map(|(line,)| line)
    .collect()
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    on_sqlite(|sqlite| async move {
        on_postgres(|postgres| async move {
            let (one, other) = (columns_of_sqlite(&sqlite).await, columns_of_postgres(&postgres).await);
            same("columns", &one, &other);
            let bare = one
                .iter()
                .find(|line| !line.contains(" bigint") && !line.contains(" text"));
            assert_eq!(bare, None, "only BIGINT and TEXT are portable");
            let (one, other) = (indexes_of_sqlite(&sqlite).await, indexes_of_postgres(&postgres).await);
            same("indexes", &one, &other);
        })
        .await;
    })
    .await;
}

fn same(what: &str, sqlite: &Lines, postgres: &Lines) {
    assert!(
        !sqlite.is_empty(),
        "no {what} at all: the test looks in the wrong place"
    );
    let only_sqlite: Vec<_> = sqlite.difference(postgres).collect();
    let only_postgres: Vec<_> = postgres.difference(sqlite).collect();
    assert!(
        only_sqlite.is_empty() && only_postgres.is_empty(),
        "{what} differ: only in SQLite {only_sqlite:#?}, only in PostgreSQL {only_postgres:#?}"
    );
}

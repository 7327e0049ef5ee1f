//! What a town hall leaves in its database over the years: things that were collected long ago, with all that is kept of
//! them, written at once. Beside them nothing changes: as many lockers, as much that waits.
//!
//! The SQL of a benchmark, as the house's own rows would be after `Collected`; nothing of the house uses it. Events are not
//! linked into chains here (their links are only ever read by their consignment's key); messages are not left, for the
//! house deletes them after 90 days.

use backend::db::Db;
use domain::ids::{ConsignmentId, PersonId};

use crate::Fallible;

/// So many things in one transaction.
const AT_ONCE: i64 = 50_000;

/// Doors in a row, so that each thing of the years has one by its number.
const DOORS: [&str; 2] = [
    "CREATE TABLE bench_doors (n BIGINT NOT NULL PRIMARY KEY, organisation_id TEXT NOT NULL, person_id TEXT NOT NULL,
         bank_id TEXT NOT NULL, compartment_id TEXT NOT NULL, number BIGINT NOT NULL)",
    "INSERT INTO bench_doors (n, organisation_id, person_id, bank_id, compartment_id, number)
     SELECT row_number() OVER (ORDER BY k.id) - 1, b.organisation_id, CAST($1 AS TEXT), k.bank_id, k.id, k.number
     FROM compartments k JOIN banks b ON b.id = k.bank_id",
];

/// Given names, three letters each: every twentieth person has the same.
const GIVEN: &str = "anaionevairadanradleaolgliaidavalugomialeomaxkimteazoebenliv";
/// Two letters each, five of which make a family name of one's own.
const SYLLABLES: &str = "pomarinesuvalotibacudefogahujiko";

/// `p`: the things numbered from `$1` to `$2`, at one of `$3` doors each. The names are those of [`name`].
macro_rules! years {
    ($into:literal, $select:literal) => {
        concat!(
            "INSERT INTO ",
            $into,
            " WITH RECURSIVE n(i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $2),
             p AS (SELECT n.i, substr(CAST(10000000000 + n.i AS TEXT), 2) AS digits,
                 '01800000-0000-7000-8000-00' || substr(CAST(10000000000 + n.i AS TEXT), 2) AS id,
                 substr('anaionevairadanradleaolgliaidavalugomialeomaxkimteazoebenliv',
                        CAST(1 + 3 * (n.i % 20) AS INTEGER), 3) AS given,
                 substr('pomarinesuvalotibacudefogahujiko', CAST(1 + 2 * (n.i % 16) AS INTEGER), 2)
                 || substr('pomarinesuvalotibacudefogahujiko', CAST(1 + 2 * (n.i / 16 % 16) AS INTEGER), 2)
                 || substr('pomarinesuvalotibacudefogahujiko', CAST(1 + 2 * (n.i / 256 % 16) AS INTEGER), 2)
                 || substr('pomarinesuvalotibacudefogahujiko', CAST(1 + 2 * (n.i / 4096 % 16) AS INTEGER), 2)
                 || substr('pomarinesuvalotibacudefogahujiko', CAST(1 + 2 * (n.i / 65536 % 16) AS INTEGER), 2) AS family,
                 1500000000000000 + n.i * 250000000 AS since,
                 b.organisation_id, b.person_id, b.bank_id, b.compartment_id, b.number
             FROM n JOIN bench_doors b ON b.n = n.i % $3) ",
            $select
        )
    };
}

/// In this order: what is referred to comes first.
const YEARS: [&str; 6] = [
    years!(
        "consignments (id, organisation_id, kind, item, state, state_body, version, bank_id, compartment_id, compartment,
             recipient_name, recipient_locale, created_by, created_at, stored_at, deadline, ended_at,
             link_hash, code_salt, held)",
        "SELECT p.id, p.organisation_id, 'document', 'passport',
             CASE WHEN p.i % 20 = 0 THEN 'returned' ELSE 'collected' END,
             '{\"state\":\"ended\",\"ending\":\"' || CASE WHEN p.i % 20 = 0 THEN 'returned' ELSE 'collected' END
                 || '\",\"at\":' || CAST(p.since + 86400000000 AS TEXT) || '}',
             7, p.bank_id, p.compartment_id, p.number, p.given || ' ' || p.family, 'ro', p.person_id,
             p.since, p.since + 60000000, p.since + 604800000000, p.since + 86400000000,
             'bench-' || substr(CAST(1000000000 + (p.i * 2654435761) % 1000000000 AS TEXT), 2) || '-' || p.digits, 0, 0
         FROM p"
    ),
    years!(
        "deliveries (consignment_id, reference_hash, once_key, named)",
        "SELECT p.id, 'bench-' || substr(CAST(1000000000 + (p.i * 2654435761) % 1000000000 AS TEXT), 2) || '-' || p.digits,
             'bench-' || p.digits, 1 FROM p"
    ),
    years!(
        "delivery_names (consignment_id, organisation_id, turned)",
        "SELECT p.id, p.organisation_id,
             CASE WHEN k.n = 1 THEN p.given || ' ' || p.family ELSE p.family || ' ' || p.given END
         FROM p CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2 AS n) AS k"
    ),
    years!(
        "custody_events (consignment_id, seq, at, body, person_id, linked)",
        "SELECT p.id, k.n, p.since + k.n * 1000000, k.body, CASE WHEN k.n = 1 THEN p.person_id END, 1
         FROM p CROSS JOIN (SELECT 1 AS n, '{\"kind\":\"announced\"}' AS body
                            UNION ALL SELECT 2 AS n, '{\"kind\":\"stored\"}' AS body
                            UNION ALL SELECT 3 AS n, '{\"kind\":\"issued\"}' AS body
                            UNION ALL SELECT 4 AS n, '{\"kind\":\"collected\"}' AS body) AS k"
    ),
    years!(
        "commands (id, bank_id, compartment_id, compartment, action, purpose, subject, actor, issued_at, not_after, state,
             ended_at)",
        "SELECT CASE WHEN k.n = 1 THEN '01800000-0000-7000-9000-00' ELSE '01800000-0000-7000-a000-00' END || p.digits,
             p.bank_id, p.compartment_id, p.number, 'unlock', CASE WHEN k.n = 1 THEN 'deposit' ELSE 'pickup' END, p.id,
             'house', p.since + k.n * 43000000000, p.since + k.n * 43000000000 + 20000000, 'closed',
             p.since + k.n * 43000000000 + 9000000
         FROM p CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2 AS n) AS k"
    ),
    years!(
        "bank_events (bank_id, boot, seq, at, received_at, kind, body)",
        "SELECT p.bank_id, 1, p.i * 2 + k.n, p.since + k.n * 43000000000, p.since + k.n * 43000000000, 'door_opened',
             '{\"bank\":\"' || p.bank_id || '\",\"boot\":1,\"kind\":\"door_opened\",\"compartment\":1,\"command\":\"' || p.id
                 || '\"}'
         FROM p CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 AS n) AS k"
    ),
];

/// Whoever things of the years are for, by the thing's number: nobody twice.
pub fn name(number: i64) -> String {
    let part = |of: &'static str, length: usize, at: i64| {
        let from = usize::try_from(at).unwrap_or_default() * length;
        of.get(from..from + length).unwrap_or_default()
    };
    let mut name = format!("{} ", part(GIVEN, 3, number % 20));
    for place in [1, 16, 256, 4_096, 65_536] {
        name.push_str(part(SYLLABLES, 2, number / place % 16));
    }
    name
}

/// A name that every twentieth has.
pub fn frequent(number: i64) -> String {
    name(number).chars().take(3).collect()
}

/// A thing of the years.
pub fn id(number: i64) -> Fallible<ConsignmentId> {
    Ok(format!("01800000-0000-7000-8000-00{number:010}").parse()?)
}

/// Prepares the years; gives how many doors there are.
pub async fn prepare(db: &Db, person: PersonId) -> Fallible<i64> {
    const COUNT: &str = "SELECT COUNT(*) FROM bench_doors";
    let [make, fill] = DOORS;
    let person = person.to_string();
    Ok(match db {
        Db::Sqlite { write, .. } => {
            sqlx::query(make).execute(write).await?;
            sqlx::query(fill).bind(person).execute(write).await?;
            sqlx::query_scalar(COUNT).fetch_one(write).await?
        }
        Db::Postgres(pool) => {
            sqlx::query(make).execute(pool).await?;
            sqlx::query(fill).bind(person).execute(pool).await?;
            sqlx::query_scalar(COUNT).fetch_one(pool).await?
        }
    })
}

/// Writes the things numbered after `have`, up to `want`.
pub async fn pass(db: &Db, doors: i64, mut have: i64, want: i64) -> Fallible<()> {
    while have < want {
        let (from, to) = (have + 1, want.min(have + AT_ONCE));
        for sql in YEARS {
            match db {
                Db::Sqlite { write, .. } => {
                    let query = sqlx::query(sql).bind(from).bind(to).bind(doors);
                    query.execute(write).await.map(drop)?;
                }
                Db::Postgres(pool) => {
                    let query = sqlx::query(sql).bind(from).bind(to).bind(doors);
                    query.execute(pool).await.map(drop)?;
                }
            }
        }
        have = to;
    }
    Ok(())
}

/// What would be different before and after for no other reason than that time was measured before: messages that nobody
/// sends here. And what a database does by itself within a minute (PostgreSQL's statistics; SQLite has none in the house).
pub async fn settle(db: &Db) -> Fallible<()> {
    const UNSENT: &str = "DELETE FROM notices WHERE state = 'queued'";
    match db {
        Db::Sqlite { write, .. } => {
            sqlx::query(UNSENT).execute(write).await?;
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write).await?;
        }
        Db::Postgres(pool) => {
            sqlx::query(UNSENT).execute(pool).await?;
            sqlx::query("VACUUM ANALYZE").execute(pool).await?;
        }
    }
    Ok(())
}

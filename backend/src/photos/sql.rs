//! The SQL of photos.

use domain::Timestamp;
use uuid::Uuid;

use crate::db::{Handle, Tx, exec, maybe, one};
use crate::fault::Result;

/// A photo as it is kept: `body_plain` only if it is older than sealing.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub media: String,
    pub body_sealed: Option<String>,
    pub body_plain: Option<String>,
}

pub(super) async fn get(h: &mut impl Handle, of: &str, id: Uuid) -> Result<Option<Row>> {
    maybe!(
        h,
        Row,
        "SELECT media, body_sealed, body_plain FROM photos WHERE subject = $1 AND subject_id = $2",
        of,
        id
    )
}

pub(super) async fn count(h: &mut impl Handle, of: &str, id: Uuid) -> Result<i64> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM photos WHERE subject = $1 AND subject_id = $2",
        of,
        id
    )?;
    Ok(n)
}

/// Where there is one already, it stays unless this one is to take its place; gives how many were written.
pub(super) async fn put(
    tx: &mut Tx,
    (of, id): (&str, Uuid),
    (media, sealed): (&str, &str),
    takes_its_place: bool,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO photos (subject, subject_id, media, body_sealed, kept_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (subject, subject_id) DO UPDATE SET media = excluded.media, body_sealed = excluded.body_sealed,
             body_plain = NULL, kept_at = excluded.kept_at
         WHERE CAST($6 AS BIGINT) = 1",
        of,
        id,
        media,
        sealed,
        now,
        takes_its_place
    )
}

pub(super) async fn remove(tx: &mut Tx, of: &str, id: Uuid) -> Result<u64> {
    exec!(tx, "DELETE FROM photos WHERE subject = $1 AND subject_id = $2", of, id)
}

//! Which rows a list shows, and how recipients are found by their names: from each word of them, in any case, with marks or
//! without, however many there are.
//!
//! What must not be here: who may see a list, and SQL.

use std::cmp::Reverse;
use std::time::Duration;

use domain::ids::{ConsignmentId, OrganisationId};
use tokio_util::sync::CancellationToken;

use super::Delivery;
use super::sql::{self, ListRow, Narrow};
use super::sql_names;
use crate::accounts::{name_turned, name_wanted};
use crate::db::{Handle, Tx};
use crate::fault::Result;

/// So many deliveries in one transaction: on SQLite it holds the only writer.
const BATCH: i64 = 100;
const EVERY: Duration = Duration::from_mins(10);
/// Between two batches, so that others come to write.
const BREATH: Duration = Duration::from_millis(50);

/// The coarse states that grow with the years.
const ENDED: [&str; 3] = ["collected", "returned", "cancelled"];

/// What a search looks for, as the query takes it.
pub(super) struct Wanted {
    /// The beginning of a name.
    pub from: String,
    /// The first text that does not begin so.
    pub after: String,
    /// The keyed hash of a whole reference number.
    pub reference: String,
}

impl Wanted {
    /// A name's beginning or a whole number, as it was typed; `reference` is the number's hash.
    pub(super) fn new(typed: &str, reference: String) -> Self {
        let from = name_wanted(typed);
        // Signs alone begin no name: then the range is empty.
        let after = if from.is_empty() {
            String::new()
        } else {
            format!("{from}\u{10ffff}")
        };
        Self { from, after, reference }
    }
}

/// The newest first: in one of these coarse states, or in any if none is named.
pub(super) async fn rows(
    h: &mut impl Handle,
    narrow: &Narrow,
    states: &[&str],
    wanted: Option<&Wanted>,
) -> Result<Vec<ListRow>> {
    if states.is_empty() {
        return in_state(h, narrow, None, wanted).await;
    }
    // State by state, for in each of them the index has the newest first.
    let mut rows = Vec::new();
    for &state in states {
        rows.extend(in_state(h, narrow, Some(state), wanted).await?);
    }
    rows.sort_by_key(|row| Reverse(row.id.0));
    rows.truncate(usize::try_from(narrow.limit).unwrap_or(usize::MAX));
    Ok(rows)
}

async fn in_state(
    h: &mut impl Handle,
    narrow: &Narrow,
    state: Option<&str>,
    wanted: Option<&Wanted>,
) -> Result<Vec<ListRow>> {
    match (wanted, state) {
        (None, None) => sql::list(h, narrow).await,
        (None, Some(state)) => sql::list_in(h, narrow, state).await,
        (Some(wanted), Some(state)) if !ENDED.contains(&state) => sql_names::held(h, narrow, state, wanted).await,
        (Some(wanted), state) => {
            if sql_names::is_frequent(h, narrow, wanted).await? {
                let recent = sql_names::recent(h, narrow, state, wanted).await?;
                if i64::try_from(recent.len()).is_ok_and(|found| found >= narrow.limit) {
                    return Ok(recent);
                }
            }
            sql_names::found(h, narrow, state, wanted).await
        }
    }
}

/// Makes a recipient's name known to the search.
pub(super) async fn index(tx: &mut Tx, id: ConsignmentId, organisation: OrganisationId, name: &str) -> Result<()> {
    for turned in name_turned(name) {
        sql_names::insert(tx, id, organisation, &turned).await?;
    }
    Ok(())
}

impl Delivery {
    /// Makes names known that no search finds yet, one batch; gives how many deliveries it met.
    ///
    /// # Errors
    /// What the database says.
    pub async fn name_waiting(&self) -> Result<usize> {
        let mut reader = self.house.db.read().await?;
        let waiting = sql_names::unnamed(&mut reader, BATCH).await?;
        drop(reader);
        if waiting.is_empty() {
            return Ok(0);
        }
        let mut tx = self.house.db.begin().await?;
        for id in &waiting {
            // Read only after the row is ours: a name that was erased meanwhile does not come back.
            if sql_names::set_named(&mut tx, *id).await?
                && let Some((organisation, name)) = sql_names::whose(&mut tx, *id).await?
            {
                index(&mut tx, *id, organisation.0, &name).await?;
            }
        }
        tx.commit().await?;
        Ok(waiting.len())
    }

    /// Does so as long as the house stands. Only deliveries of an older version wait; any number of nodes may do it.
    pub async fn run_naming(self, stop: CancellationToken) {
        loop {
            let pause = match self.name_waiting().await {
                Ok(0) => EVERY,
                Ok(_) => BREATH,
                Err(fault) => {
                    fault.log();
                    EVERY
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}

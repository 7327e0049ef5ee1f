//! What the processes over one PostgreSQL call to each other: LISTEN and NOTIFY.
//!
//! A call may be lost, with the connection that should have heard it: whoever listens must do without. SQLite has one
//! process, which needs none. What must not be here: what a call says.

use sqlx::postgres::{PgListener, PgPoolOptions};

use super::Db;
use super::error::{bounded, from_driver};
use super::open::WAIT;
use crate::fault::{Fault, Result};

/// A connection that only listens.
pub(crate) struct Calls(PgListener);

impl Db {
    /// Whether other processes may stand on the same database.
    pub const fn has_others(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Calls to whoever listens on this channel, itself included; at most 8,000 bytes. Nothing on SQLite.
    ///
    /// # Errors
    /// `Unavailable` when the database is away: then nobody heard it.
    pub(crate) async fn call(&self, channel: &'static str, text: &str) -> Result<()> {
        let Self::Postgres(pool) = self else {
            return Ok(());
        };
        // Beside any transaction: commits that call wait for each other, and nobody before a door waits for this one.
        let called = sqlx::query::<sqlx::Postgres>("SELECT pg_notify($1, $2)")
            .bind(channel)
            .bind(text);
        bounded(called.execute(pool))
            .await
            .map(drop)
            .map_err(|error| from_driver("calling to the other nodes", error))
    }

    /// Listens on this channel from now on, on a connection of its own. None on SQLite.
    ///
    /// # Errors
    /// `Unavailable` when the database is away.
    pub(crate) async fn calls(&self, channel: &'static str) -> Result<Option<Calls>> {
        let Self::Postgres(pool) = self else {
            return Ok(None);
        };
        let failed = |error| from_driver("beginning to listen to the other nodes", error);
        let options = (*pool.connect_options()).clone();
        // None of those that serve requests: this one is held for ever.
        let own = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options);
        let own = bounded(own).await.map_err(failed)?;
        let mut listener = bounded(PgListener::connect_with(&own)).await.map_err(failed)?;
        // Who listens must learn of each loss: it begins anew itself.
        listener.eager_reconnect(false);
        bounded(listener.listen(channel)).await.map_err(failed)?;
        Ok(Some(Calls(listener)))
    }
}

impl Calls {
    /// The next call.
    ///
    /// # Errors
    /// `Unavailable` when the connection was lost, and perhaps calls with it: begin to listen again.
    pub(crate) async fn next(&mut self) -> Result<String> {
        match self.0.try_recv().await {
            Ok(Some(call)) => Ok(call.payload().to_owned()),
            Ok(None) => Err(Fault::unavailable("db.away", "listening to the other nodes")),
            Err(error) => Err(from_driver("listening to the other nodes", error)),
        }
    }
}

//! The database as a whole: copied, brought back, moved to PostgreSQL, looked through for damage. A map.
//!
//! * [`back_up`] and [`restore`] (`backup.rs`, `restore.rs`): one file with everything but the keys.
//! * [`move_to`] (`moving.rs`): from SQLite into an empty PostgreSQL, row by row, in one transaction.
//! * [`KeyFit`], [`last_backup`] (`facts.rs`): what the house knows of itself.
//! * [`damage`] (`damage.rs`): whether the database is sound. [`drift`] (`drift.rs`): whether its clock agrees with ours.
//! * `shape.rs`: which tables and columns there are; `rows.rs`: their rows, in the same order on both databases; `sql.rs`.
//!
//! What must not be here: what a row means. Every table is columns of whole numbers and texts here.

mod backup;
mod damage;
mod drift;
mod facts;
mod moving;
mod note;
mod restore;
mod rows;
mod shape;
mod sql;
#[cfg(test)]
mod tests;

pub use backup::{Backup, back_up};
pub use damage::{Soundness, damage};
pub use drift::drift;
pub use facts::{KeyFit, key_fit, last_backup, own_key, signs_since, signs_with};
pub use moving::move_to;
pub use restore::{Restored, restore};
pub use rows::Tally;

//! The portals of owners, dealers and the bureau's managers, as whole documents (docs/decisions/0007). A map.
//!
//! * [`dealer`]: overview, pools, keys, labels, payments. [`bureau`]: pools, products, offers, dealers, sales, parcels.
//! * [`owner`]: an owner's things, their cover, tags from our shop, payments.
//! * `order.rs`: ordering a pool, its price before it is ordered. `pool.rs`: one pool; for both.
//! * `pools.rs`: the list of pools; for both. `figures.rs`: sales as a chart and a table; for both.
//! * `parts.rs`, `four.rs`: what several pages are put together from.
//!
//! Every form POSTs and is followed by a redirect; a refused one is shown again with what was typed.
//! What must not be here: who may do what; the ports decide that.

pub mod bureau;
pub mod dealer;
mod figures;
mod four;
mod order;
pub mod owner;
mod parts;
mod pool;
mod pools;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use order::{OrderPage, order};
pub(crate) use parts::months;
pub use pool::{PoolPage, pool};
pub use pools::{PoolsPage, pools};

//! What a payment does to a pool, in the transaction that records it.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::ids::PoolId;
use domain::payments::Purpose;
use domain::tags::PoolEvent;
use domain::{Error, Money};

use super::{pools, sql_pools};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::payments::{PaidIntent, PaymentListener};

/// Hears of payments for pools.
#[derive(Clone)]
pub struct PoolListener {
    house: House,
}

impl PoolListener {
    /// The listener.
    pub fn new(house: House) -> Self {
        Self { house }
    }
}

#[async_trait]
impl PaymentListener for PoolListener {
    fn purpose(&self) -> Purpose {
        Purpose::KeyPool
    }

    async fn paid(&self, tx: &mut Tx, intent: &PaidIntent) -> Result<()> {
        let id = PoolId(intent.subject);
        let Some(mut pool) = sql_pools::pool(tx, id).await? else {
            return Ok(());
        };
        match pools::advance(tx, &self.house, &mut pool, PoolEvent::Pay, &Actor::House).await {
            Ok(_) => pools::count_money(tx, &self.house, &pool, intent.amount).await?,
            // Ended meanwhile; the manager sees the payment and gives it back.
            Err(Error::Refused(_)) => tracing::warn!(pool = %id, "a pool was paid that waits for no money"),
            Err(Error::Failed(_)) => return Err(Fault::broken("tags.pool", "noting that a pool is paid")),
        }
        Ok(())
    }

    async fn refunded(&self, tx: &mut Tx, intent: &PaidIntent, amount: Money, _full: bool) -> Result<()> {
        if let Some(pool) = sql_pools::pool(tx, PoolId(intent.subject)).await? {
            let back = Money {
                minor: -amount.minor,
                ..amount
            };
            pools::count_money(tx, &self.house, &pool, back).await?;
        }
        Ok(())
    }
}

//! What the five ports of this slice stand on.

use crate::accounts;
use crate::db::Handle;
use crate::fault::Result;
use crate::house::House;
use domain::accounts::{Actor, Operation};
use domain::ids::OrganisationId;
use domain::{Outcome, RefusalCode};

/// Keys, pools, products, dealers: everything but the jobs.
#[derive(Clone)]
pub struct Tags {
    pub(super) house: House,
}

impl Tags {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// The bureau, if the asker may do that there; a colleague of another organisation runs none.
    pub(super) async fn at_the_bureau(
        &self,
        h: &mut impl Handle,
        actor: &Actor,
        operation: Operation,
    ) -> Outcome<OrganisationId> {
        actor.must(operation)?;
        let bureau = accounts::bureau(h).await?.ok_or(RefusalCode::NotFound)?;
        match actor {
            Actor::House => Ok(bureau),
            _ if actor.organisation()? == bureau => Ok(bureau),
            _ => Err(RefusalCode::NotFound.into()),
        }
    }

    /// The bureau for visitors; none before there is one.
    pub(super) async fn bureau(&self, h: &mut impl Handle) -> Result<Option<OrganisationId>> {
        accounts::bureau(h).await
    }
}

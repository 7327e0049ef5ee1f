//! Whoever looks after doors, and whoever helps from afar.

use domain::ids::{ConsignmentId, RequestId};
use domain::lockers::{ClaimState, Clearing, LockersPort as _, Service};
use domain::support::{AskForm, HelpPort as _, Problem, ReasonForm, SupportPort as _};
use domain::{Outcome, RefusalCode, ShortText};

use super::people::Errand;
use super::town::Town;
use crate::db::{Text, maybe};

impl Town {
    /// A free door that somebody should look at; now and then any that is free.
    pub(super) async fn door_to_mend(&mut self, at: usize) -> Option<Errand> {
        let bank = self.banks[at].id;
        let seen = self.scene.lockers.bank(&self.manager, bank).await.ok()?;
        let free: Vec<_> = seen
            .doors
            .iter()
            .filter(|door| door.claim == ClaimState::Free)
            .collect();
        let needs = free
            .iter()
            .find(|door| door.service != Service::In || !door.faults.is_empty());
        let any = if needs.is_none() && !free.is_empty() && self.dice.chance(300) {
            Some(&free[self.dice.below(free.len())])
        } else {
            None
        };
        let door = needs.or(any)?;
        Some(Errand::Mend {
            door: door.number,
            frozen: !door.faults.is_empty(),
        })
    }

    /// Out of service, tried, and back: one press after the other.
    pub(super) async fn mend(&mut self, at: usize, number: u16, frozen: bool) -> Outcome<()> {
        let bank = self.banks[at].id;
        let (lockers, manager) = (&self.scene.lockers, &self.manager);
        let seen = lockers.bank(manager, bank).await?;
        let door = seen.doors.iter().find(|door| door.number == number);
        let door = door.ok_or(RefusalCode::NotFound)?;
        if door.service == Service::In {
            let reason = ShortText::parse("somebody looks at it").expect("a reason");
            lockers.set_service(manager, door.id, Some(reason)).await?;
            return lockers.test_door(manager, door.id).await;
        }
        match door.test.map(|test| test.result) {
            Some(result) if result.is_under_way() => Ok(()),
            Some(result) if result.is_good() => {
                // A door that was forced takes two people.
                if door.clearing != Clearing::Second {
                    lockers.set_service(manager, door.id, None).await?;
                }
                if !door.clearing.is_one() {
                    lockers.set_service(&self.deputy, door.id, None).await?;
                }
                self.counts.tried += 1;
                self.counts.cleared += u64::from(frozen);
                self.visitors[at] = None;
                Ok(())
            }
            _ => lockers.test_door(manager, door.id).await,
        }
    }

    /// The recipient stands before the door without a code; a colleague calls support for them, and support opens.
    pub(super) async fn call_support(&self, thing: ConsignmentId) -> Outcome<()> {
        if self.request_about(thing).await.is_none() {
            let form = AskForm {
                problem: Problem::LostCode.wire().to_owned(),
                words: "No message came".to_owned(),
            };
            self.support.ask_for(&self.scene.employee, thing, form).await?;
        }
        let request = self.request_about(thing).await.ok_or(RefusalCode::NotFound)?;
        let form = ReasonForm {
            reason: "The code is lost".to_owned(),
        };
        self.support.open(&self.helper, request, form).await
    }

    async fn request_about(&self, thing: ConsignmentId) -> Option<RequestId> {
        let mut reader = self.scene.house.db.read().await.expect("a reader");
        let row = maybe!(
            reader,
            (Text<RequestId>,),
            "SELECT id FROM support_requests WHERE consignment_id = $1 AND closed_at IS NULL",
            thing
        );
        row.expect("the requests").map(|(id,)| id.0)
    }
}

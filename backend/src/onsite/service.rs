//! The port of this slice: asks the table of rights, opens a transaction, calls a step and the slices below, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::custody::PresenceToken;
use domain::ids::{BankId, ConsignmentId, KioskId};
use domain::live::Nudge;
use domain::onsite::{Colleague, GrantEnd, OnKiosk, OnPhone, OnsitePass, OnsitePort, TakeBackHere};
use domain::{Outcome, RefusalCode, Span, Timestamp};

use super::secrets;
use super::sql::{self, GrantRow};
use super::steps::{self, Found, Present};
use crate::custody::{self, again};
use crate::db::Reader;
use crate::delivery::Delivery;
use crate::house::{House, moment};
use crate::lockers;

/// That the kiosk asks is written at most so often.
const SEEN_EVERY: Span = Span::seconds(5);

/// Colleagues at kiosks.
#[derive(Clone)]
pub struct Onsite {
    house: House,
    delivery: Delivery,
}

/// The screen that asks.
fn kiosk_of(actor: &Actor) -> Outcome<(KioskId, BankId)> {
    actor.must(Operation::KioskAct)?;
    match actor {
        Actor::Kiosk { kiosk, bank } => Ok((*kiosk, *bank)),
        _ => Err(RefusalCode::NotAllowed.into()),
    }
}

impl Onsite {
    /// The service.
    pub fn new(house: House) -> Self {
        Self {
            delivery: Delivery::new(house.clone()),
            house,
        }
    }

    fn nobody(&self, kiosk: KioskId) -> OnKiosk {
        OnKiosk::Nobody {
            presence: secrets::presence(&self.house, kiosk),
        }
    }

    /// Ends a grant, and tells the screens.
    async fn end(&self, grant: &GrantRow, how: GrantEnd) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let ended = sql::end(&mut tx, grant.id.0, how, self.house.now()).await?;
            tx.commit().await?;
            if ended > 0 {
                let (organisation, bank) = (grant.organisation_id.0, grant.bank_id.0);
                self.house.live.tell(Nudge::Bank { organisation, bank });
                tracing::info!(grant = %grant.id.0, %bank, how = how.wire(), "signed out at a kiosk");
            }
            Ok(())
        })
        .await
    }

    /// Ends what is open at a kiosk, if anything is.
    async fn end_at(&self, kiosk: KioskId, how: GrantEnd) -> Outcome<()> {
        let mut reader = self.house.db.read().await?;
        let open = sql::open_at(&mut reader, kiosk).await?;
        drop(reader);
        match open {
            Some(grant) => self.end(&grant, how).await,
            None => Ok(()),
        }
    }

    /// What the kiosk shows a colleague.
    async fn shown(&self, reader: &mut Reader, present: &Present) -> Outcome<Colleague> {
        let (now, bank) = (self.house.now(), present.grant.bank_id.0);
        let zone = lockers::place_of(reader, bank).await?.time_zone;
        let locked = custody::keypad_locked_until(reader, bank, now).await?;
        let late = if present.actor.may(Operation::OpenForDeposit) {
            self.delivery.late_at(reader, &present.actor, bank).await?
        } else {
            Vec::new()
        };
        let take_back = late.into_iter().filter(|row| row.may_open).map(|row| TakeBackHere {
            thing: row.delivery.id,
            door: row.delivery.compartment,
            deadline: row.delivery.deadline,
        });
        Ok(Colleague {
            name: present.name.clone(),
            until: moment(&zone, present.grant.grant().until),
            keypad_locked_until: locked.map(|until| moment(&zone, until)),
            take_back: take_back.collect(),
        })
    }

    /// Notes that the kiosk still shows it.
    async fn seen(&self, grant: &GrantRow) -> Outcome<()> {
        let now = self.house.now();
        if now < grant.grant().seen_at + SEEN_EVERY {
            return Ok(());
        }
        let mut tx = self.house.db.begin().await?;
        sql::seen(&mut tx, grant.id.0, now).await?;
        Ok(tx.commit().await?)
    }

    /// What a pass leads to.
    async fn before(&self, reader: &mut Reader, actor: &Actor, pass: Option<&OnsitePass>) -> Outcome<OnPhone> {
        let refused = pass.is_some();
        let Some(proof) = secrets::proved(&self.house, pass) else {
            return Ok(OnPhone::Nowhere { refused });
        };
        let Some(bank) = steps::own_bank(reader, proof.kiosk, actor.organisation()?).await? else {
            return Ok(OnPhone::Nowhere { refused });
        };
        if sql::is_used(reader, proof.kiosk, proof.half_minute).await? {
            return Ok(OnPhone::Nowhere { refused });
        }
        let place = lockers::place_of(reader, bank).await?;
        Ok(OnPhone::Before { place })
    }
}

#[async_trait]
impl OnsitePort for Onsite {
    async fn scanned(&self, actor: &Actor, kiosk: KioskId, token: &PresenceToken) -> Outcome<OnsitePass> {
        actor.must(Operation::StandAtKiosk)?;
        secrets::pass(&self.house, kiosk, token)?.ok_or(RefusalCode::PresenceNeeded.into())
    }

    async fn on_phone(&self, actor: &Actor, pass: Option<&OnsitePass>) -> Outcome<OnPhone> {
        actor.must(Operation::WorkAtKiosk)?;
        let mut reader = self.house.db.read().await?;
        let found = match sql::open_of(&mut reader, actor.person()?).await? {
            Some(grant) => steps::judge(&mut reader, &self.house, grant).await?,
            None => Found::Nobody,
        };
        let Found::Here(present) = found else {
            return self.before(&mut reader, actor, pass).await;
        };
        let bank = present.grant.bank_id.0;
        if let Some(proof) = secrets::proved(&self.house, pass)
            && steps::own_bank(&mut reader, proof.kiosk, actor.organisation()?).await?.is_some_and(|other| other != bank)
            // Whoever went on to another bank signs in there, and that ends it here.
            && let there @ OnPhone::Before { .. } = self.before(&mut reader, actor, pass).await?
        {
            return Ok(there);
        }
        let place = lockers::place_of(&mut reader, bank).await?;
        Ok(OnPhone::SignedIn {
            since: moment(&place.time_zone, Timestamp(present.grant.began_at)),
            until: moment(&place.time_zone, present.grant.grant().until),
            place,
        })
    }

    async fn sign_in(&self, actor: &Actor, pass: Option<&OnsitePass>) -> Outcome<BankId> {
        actor.must(Operation::WorkAtKiosk)?;
        let proof = secrets::proved(&self.house, pass).ok_or(RefusalCode::PresenceNeeded)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let bank = steps::sign_in(&mut tx, &self.house, actor, proof).await?;
            tx.commit().await?;
            let (organisation, kiosk) = (actor.organisation()?, proof.kiosk);
            self.house.live.tell(Nudge::Colleague {
                organisation,
                bank,
                kiosk,
            });
            tracing::info!(actor = actor.label(), %bank, %kiosk, "signed in at a kiosk");
            Ok(bank)
        })
        .await
    }

    async fn sign_out(&self, actor: &Actor) -> Outcome<Option<BankId>> {
        actor.must(Operation::WorkAtKiosk)?;
        let mut reader = self.house.db.read().await?;
        let open = sql::open_of(&mut reader, actor.person()?).await?;
        drop(reader);
        match open {
            Some(grant) => {
                self.end(&grant, GrantEnd::Phone).await?;
                Ok(Some(grant.bank_id.0))
            }
            None => Ok(None),
        }
    }

    async fn begin(&self, actor: &Actor) -> Outcome<OnKiosk> {
        let (kiosk, _) = kiosk_of(actor)?;
        self.end_at(kiosk, GrantEnd::Left).await?;
        Ok(self.nobody(kiosk))
    }

    async fn on_kiosk(&self, actor: &Actor) -> Outcome<OnKiosk> {
        let (kiosk, _) = kiosk_of(actor)?;
        let mut reader = self.house.db.read().await?;
        match steps::look(&mut reader, &self.house, kiosk).await? {
            Found::Nobody => Ok(self.nobody(kiosk)),
            Found::Over(grant, how) => {
                drop(reader);
                self.end(&grant, how).await?;
                Ok(self.nobody(kiosk))
            }
            Found::Here(present) => {
                let shown = self.shown(&mut reader, &present).await?;
                drop(reader);
                self.seen(&present.grant).await?;
                Ok(OnKiosk::Somebody(shown))
            }
        }
    }

    async fn free_keypad(&self, actor: &Actor) -> Outcome<()> {
        let (kiosk, bank) = kiosk_of(actor)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let present = steps::at_work(&mut tx, &self.house, kiosk).await?;
            custody::free_keypad(&mut tx, bank).await?;
            tx.commit().await?;
            let organisation = present.grant.organisation_id.0;
            self.house.live.tell(Nudge::Bank { organisation, bank });
            tracing::info!(actor = present.actor.label(), %bank, "freed a keypad");
            Ok(())
        })
        .await
    }

    async fn take_back(&self, actor: &Actor, thing: ConsignmentId) -> Outcome<()> {
        let (kiosk, bank) = kiosk_of(actor)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let present = steps::at_work(&mut tx, &self.house, kiosk).await?;
            let colleague = &present.actor;
            let command = self.delivery.take_back_within(&mut tx, colleague, bank, thing).await?;
            tx.commit().await?;
            command.committed();
            let organisation = present.grant.organisation_id.0;
            self.house.live.tell(Nudge::Consignment {
                organisation,
                bank,
                consignment: thing,
            });
            self.house.live.tell(Nudge::Bank { organisation, bank });
            Ok(())
        })
        .await
    }

    async fn leave(&self, actor: &Actor) -> Outcome<()> {
        let (kiosk, _) = kiosk_of(actor)?;
        self.end_at(kiosk, GrantEnd::Kiosk).await
    }

    async fn who(&self, actor: &Actor) -> Outcome<Option<Actor>> {
        let (kiosk, _) = kiosk_of(actor)?;
        let mut reader = self.house.db.read().await?;
        let found = steps::look(&mut reader, &self.house, kiosk).await?;
        Ok(match found {
            Found::Here(present) => Some(present.actor),
            Found::Nobody | Found::Over(..) => None,
        })
    }
}

//! The port of this slice: asks the table of rights, opens a transaction, calls a step, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::custody::{
    CodeForm, CodesView, CustodyPort, KioskState, LinkSecret, Means, PickupPass, PickupView, PresencePass,
    PresenceToken,
};
use domain::ids::{BankId, ConsignmentId, PlacePhotoId};
use domain::live::Nudge;
use domain::lockers::WayView;
use domain::photos::Photo;
use domain::{FieldError, Locale, Outcome, Refusal, RefusalCode};

use super::kiosk::{self, Right};
use super::sql::{self, Consignment};
use super::{again, deadline, pickup, secrets, shares, sql_digits, visit};
use crate::db::Handle;
use crate::house::House;
use crate::lockers;

/// The pickup page and the kiosk.
#[derive(Clone)]
pub struct Custody {
    house: House,
}

impl Custody {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// The link that is this thing's own; the same answer for foreign and unknown.
    async fn own_link<'a>(
        &self,
        h: &mut impl Handle,
        pass: &'a PickupPass,
        consignment: ConsignmentId,
    ) -> Outcome<&'a LinkSecret> {
        for link in &pass.links {
            if let Some(found) = pickup::by_link(h, &self.house, link).await?
                && found.id.0 == consignment
            {
                return Ok(link);
            }
        }
        Err(RefusalCode::NotFound.into())
    }

    /// By which right the holder of the links may open a thing: by its own link first, else by one that was lent and not
    /// used or taken back yet, else because its turn has come in a visit.
    async fn right(&self, h: &mut impl Handle, pass: &PickupPass, thing: &Consignment) -> Outcome<Right> {
        let (id, means) = (thing.id.0, Means::Phone);
        let mut lent = None;
        for link in &pass.links {
            match pickup::held(h, &self.house, link).await? {
                Some((found, None)) if found.id.0 == id => return Ok(Right::Own { means }),
                Some((found, Some(share))) if found.id.0 == id && share.ending.is_none() => lent = Some(share.id),
                _ => {}
            }
        }
        match lent {
            Some(share) => Ok(Right::Lent { share, means }),
            None => visit::by_links(h, &self.house, pass, thing).await,
        }
    }

    fn nudge(&self, of: &Consignment) {
        self.house.live.tell(Nudge::Consignment {
            organisation: of.organisation_id.0,
            bank: of.bank_id.0,
            consignment: of.id.0,
        });
    }
}

/// Whoever holds the secret may collect: a visitor, and a person who happens to be signed in.
fn may_collect(actor: &Actor) -> Outcome<()> {
    match actor {
        Actor::Person { .. } => Ok(()),
        _ => actor.must(Operation::Collect),
    }
}

/// The name of a bank of one's organisation; the same answer for foreign and unknown.
async fn own_bank(h: &mut impl Handle, actor: &Actor, bank: BankId) -> Outcome<String> {
    let own = lockers::summaries(h, Some(actor.organisation()?)).await?;
    let found = own.into_iter().find(|one| one.id == bank);
    Ok(found.ok_or(RefusalCode::NotFound)?.place.name)
}

fn not_a_form() -> Refusal {
    let field = FieldError {
        field: "form".to_owned(),
        code: RefusalCode::NotAChoice,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field])
}

#[async_trait]
impl CustodyPort for Custody {
    async fn follow_link(&self, actor: &Actor, link: &LinkSecret) -> Outcome<Locale> {
        may_collect(actor)?;
        let mut reader = self.house.db.read().await?;
        let found = pickup::held(&mut reader, &self.house, link).await?;
        Ok(found.ok_or(RefusalCode::LinkExpired)?.0.locale())
    }

    async fn pickup(&self, actor: &Actor, pass: &PickupPass, presence: Option<&PresencePass>) -> Outcome<PickupView> {
        may_collect(actor)?;
        let mut reader = self.house.db.read().await?;
        let present_at = secrets::present_at(&self.house, presence);
        Ok(PickupView {
            items: pickup::items(&mut reader, &self.house, pass, present_at).await?,
            present_at,
        })
    }

    async fn way(&self, actor: &Actor, pass: &PickupPass, bank: BankId) -> Outcome<WayView> {
        may_collect(actor)?;
        let mut reader = self.house.db.read().await?;
        pickup::waits_at(&mut reader, &self.house, pass, bank).await?;
        Ok(lockers::way_view(&mut reader, bank).await?)
    }

    async fn way_photo(&self, actor: &Actor, pass: &PickupPass, bank: BankId, photo: PlacePhotoId) -> Outcome<Photo> {
        may_collect(actor)?;
        let mut reader = self.house.db.read().await?;
        pickup::waits_at(&mut reader, &self.house, pass, bank).await?;
        lockers::shown_photo(&mut reader, &self.house, bank, photo).await
    }

    async fn prove_presence(&self, actor: &Actor, bank: BankId, token: &PresenceToken) -> Outcome<PresencePass> {
        may_collect(actor)?;
        secrets::prove_presence(&self.house, bank, token)?.ok_or(RefusalCode::PresenceNeeded.into())
    }

    async fn open_by_phone(
        &self,
        actor: &Actor,
        pass: &PickupPass,
        presence: Option<&PresencePass>,
        consignment: ConsignmentId,
    ) -> Outcome<()> {
        may_collect(actor)?;
        let present = secrets::present_at(&self.house, presence);
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            // Taken first: a right to collect that is taken back meanwhile is asked for after it.
            let thing = sql::take(&mut tx, consignment).await?.ok_or(RefusalCode::NotFound)?;
            let right = self.right(&mut tx, pass, &thing).await?;
            match present {
                None => return Err(RefusalCode::PresenceNeeded.into()),
                Some(bank) if bank != thing.bank_id.0 => return Err(RefusalCode::OtherBank.into()),
                Some(_) => {}
            }
            let command = kiosk::open_by(&mut tx, &self.house, actor, thing, &right).await?;
            tx.commit().await?;
            command.committed();
            Ok(())
        })
        .await
    }

    async fn extend(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId) -> Outcome<()> {
        may_collect(actor)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            self.own_link(&mut tx, pass, consignment).await?;
            let mine = deadline::extend(&mut tx, &self.house, actor, consignment).await?;
            tx.commit().await?;
            self.nudge(&mine);
            Ok(())
        })
        .await
    }

    async fn share(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId) -> Outcome<()> {
        may_collect(actor)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let link = self.own_link(&mut tx, pass, consignment).await?;
            let mine = shares::lend(&mut tx, &self.house, actor, consignment, link).await?;
            tx.commit().await?;
            self.nudge(&mine);
            Ok(())
        })
        .await
    }

    async fn revoke_share(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId) -> Outcome<()> {
        may_collect(actor)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            self.own_link(&mut tx, pass, consignment).await?;
            let mine = shares::revoke(&mut tx, &self.house, actor, consignment).await?;
            tx.commit().await?;
            self.nudge(&mine);
            Ok(())
        })
        .await
    }

    async fn kiosk_state(&self, actor: &Actor) -> Outcome<KioskState> {
        actor.must(Operation::KioskAct)?;
        let bank = actor.kiosk_bank()?;
        let mut reader = self.house.db.read().await?;
        Ok(kiosk::state(&mut reader, &self.house, actor, bank).await?)
    }

    async fn kiosk_enter(&self, actor: &Actor, typed: &str) -> Outcome<()> {
        actor.must(Operation::KioskAct)?;
        let bank = actor.kiosk_bank()?;
        again(|| kiosk::enter(&self.house, actor, bank, typed)).await
    }

    async fn kiosk_next(&self, actor: &Actor, thing: ConsignmentId) -> Outcome<()> {
        actor.must(Operation::KioskAct)?;
        let bank = actor.kiosk_bank()?;
        again(|| visit::open_next(&self.house, actor, bank, thing)).await
    }

    async fn kiosk_leave(&self, actor: &Actor, collected: ConsignmentId) -> Outcome<()> {
        actor.must(Operation::KioskAct)?;
        let bank = actor.kiosk_bank()?;
        again(|| visit::leave(&self.house, actor, bank, collected)).await
    }

    async fn codes(&self, actor: &Actor, bank: BankId) -> Outcome<CodesView> {
        actor.must(Operation::ManageBanks)?;
        let mut reader = self.house.db.read().await?;
        let name = own_bank(&mut reader, actor, bank).await?;
        let form = sql_digits::code_form(&mut reader, bank).await?;
        let others = sql_digits::live_of(&mut reader, bank, form.other()).await?;
        Ok(CodesView {
            bank,
            name,
            form,
            others: u32::try_from(others).unwrap_or(u32::MAX),
        })
    }

    async fn set_codes(&self, actor: &Actor, bank: BankId, form: &str) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        let mut tx = self.house.db.begin().await?;
        own_bank(&mut tx, actor, bank).await?;
        let form = CodeForm::from_wire(form).ok_or_else(not_a_form)?;
        sql_digits::set_code_form(&mut tx, bank, form).await?;
        tx.commit().await?;
        tracing::info!(actor = actor.label(), %bank, form = form.wire(), "codes of a bank are made in another form");
        let organisation = actor.organisation()?;
        // Its kiosks show other keys now.
        self.house.live.tell(Nudge::Bank { organisation, bank });
        Ok(())
    }
}

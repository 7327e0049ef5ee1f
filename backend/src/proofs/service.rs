//! The port of this slice: asks the table of rights, links what is not linked yet, and gives the receipt.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::accounts::{Actor, Operation};
use domain::custody::{Ending, Kind, PickupPass, State};
use domain::ids::ConsignmentId;
use domain::proofs::{PaperForm, ProofsPort, ReceiptOf, ReceiptView, verify};
use domain::{Locale, Outcome, RefusalCode};

use super::keys::signing_key;
use super::{linking, paper, receipt};
use crate::custody::{self, Consignment, again};
use crate::house::House;

/// Receipts of hand-overs.
#[derive(Clone)]
pub struct Proofs {
    pub(super) house: House,
}

impl Proofs {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// What the holder of a link collected.
    async fn collected(&self, actor: &Actor, pass: &PickupPass, id: ConsignmentId) -> Outcome<Consignment> {
        match actor {
            // Whoever holds the secret may: also a person who happens to be signed in.
            Actor::Person { .. } => {}
            _ => actor.must(Operation::Collect)?,
        }
        let mut reader = self.house.db.read().await?;
        for link in &pass.links {
            let found = custody::by_link(&mut reader, &self.house, link).await?;
            let Some(mine) = found.filter(|consignment| consignment.id.0 == id) else {
                continue;
            };
            let done = matches!(
                mine.state()?,
                State::Ended {
                    ending: Ending::Collected,
                    ..
                }
            );
            return if done {
                Ok(mine)
            } else {
                Err(RefusalCode::NotFound.into())
            };
        }
        Err(RefusalCode::LinkExpired.into())
    }

    /// A document of the actor's organisation that was stored and left our custody; the same answer for all others.
    async fn handed_over(&self, actor: &Actor, id: ConsignmentId) -> Outcome<Consignment> {
        actor.must(Operation::SeeDeliveries)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let found = custody::find(&mut reader, id).await?;
        let theirs = found.filter(|consignment| {
            consignment.organisation_id.0 == organisation
                && consignment.kind().is_ok_and(|kind| kind == Kind::Document)
                && consignment.was_stored_and_ended()
        });
        Ok(theirs.ok_or(RefusalCode::NotFound)?)
    }

    async fn view(&self, consignment: &Consignment, of: ReceiptOf) -> Outcome<ReceiptView> {
        let id = consignment.id.0;
        again(|| async { Ok(linking::link_one(&self.house.db, &self.house, id).await?) }).await?;
        Ok(receipt::view(&mut self.house.db.read().await?, &self.house, consignment, of).await?)
    }

    async fn paper(
        &self,
        consignment: &Consignment,
        of: ReceiptOf,
        form: PaperForm,
        locale: Locale,
    ) -> Outcome<Vec<u8>> {
        let view = self.view(consignment, of).await?;
        Ok(match form {
            PaperForm::Pdf => paper::paper(&view, locale, &self.key())?,
            PaperForm::File => {
                let file = receipt::file(&mut self.house.db.read().await?, &self.house, &view).await?;
                // Whose thing was forgotten since, its words are gone: what nobody would believe is no receipt.
                verify(&file, &[signing_key(&self.house.key).verifying_key()]).map_err(|_| RefusalCode::NotFound)?;
                file
            }
        })
    }
}

#[async_trait]
impl ProofsPort for Proofs {
    async fn pickup_receipt(&self, actor: &Actor, pass: &PickupPass, id: ConsignmentId) -> Outcome<ReceiptView> {
        let mine = self.collected(actor, pass, id).await?;
        self.view(&mine, ReceiptOf::Pickup).await
    }

    async fn pickup_paper(
        &self,
        actor: &Actor,
        pass: &PickupPass,
        id: ConsignmentId,
        form: PaperForm,
        locale: Locale,
    ) -> Outcome<Vec<u8>> {
        let mine = self.collected(actor, pass, id).await?;
        self.paper(&mine, ReceiptOf::Pickup, form, locale).await
    }

    async fn delivery_receipt(&self, actor: &Actor, id: ConsignmentId) -> Outcome<ReceiptView> {
        let theirs = self.handed_over(actor, id).await?;
        self.view(&theirs, ReceiptOf::Delivery).await
    }

    async fn delivery_paper(
        &self,
        actor: &Actor,
        id: ConsignmentId,
        form: PaperForm,
        locale: Locale,
    ) -> Outcome<Vec<u8>> {
        let theirs = self.handed_over(actor, id).await?;
        self.paper(&theirs, ReceiptOf::Delivery, form, locale).await
    }

    fn key(&self) -> String {
        URL_SAFE_NO_PAD.encode(signing_key(&self.house.key).verifying_key().as_bytes())
    }
}

//! The port of this slice: asks the table of rights, opens a transaction, calls a step, commits.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use domain::accounts::{Actor, Operation, Secret};
use domain::ids::{BankId, CompartmentId, OrganisationId};
use domain::live::Nudge;
use domain::lockers::{
    BankForm, BankSummary, BankView, LayoutForm, LayoutView, LockersPort, NewBank, PlaceChange, PlaceView, Provisioned,
    SigningKeyView,
};
use domain::{Moment, Outcome, RefusalCode, ShortText};

use super::clearing::Served;
use super::{kiosks, layout, place, sql, sql_kiosks, standings, steps, test_opening};
use crate::again::again;
use crate::db::Handle;
use crate::fault::Result;
use crate::house::House;
use crate::secrets::{KeyRing, SecretToken, SigningKeyFile, TurnFiles, same};
use crate::upkeep::signs_since;

const ACCOUNT_LABEL: &str = "lockers.account";

/// Banks, their doors, their kiosks.
#[derive(Clone)]
pub struct Lockers {
    pub(super) house: House,
    verifying_key: String,
    fingerprint: String,
    broker: Arc<OnceLock<String>>,
    signing: SigningKeyFile,
    files: Option<TurnFiles>,
}

impl Lockers {
    /// With the key whose commands banks obey.
    pub fn new(house: House, signing: &SigningKeyFile) -> Self {
        Self {
            house,
            verifying_key: signing.public_text(),
            fingerprint: signing.fingerprint(),
            broker: Arc::default(),
            signing: signing.clone(),
            files: None,
        }
    }

    /// With the files of the keys that come and go; without them the key that signs is the only one.
    #[must_use]
    pub fn with_turn_files(mut self, files: Option<TurnFiles>) -> Self {
        self.files = files;
        self
    }

    /// Where the keys lie that come and go; none for one from the environment.
    pub fn turn_files(&self) -> Option<TurnFiles> {
        self.files.clone()
    }

    /// The keys that are there now.
    ///
    /// # Errors
    /// What is wrong with a file.
    pub fn key_ring(&self) -> Result<KeyRing> {
        match &self.files {
            Some(files) => files.ring(&self.signing),
            None => Ok(KeyRing::only(self.signing.clone())),
        }
    }

    /// From now on banks are told that their broker is there: `mqtt://host:port`. The first word counts.
    pub fn broker_is_at(&self, address: String) {
        let _ = self.broker.set(address);
    }

    /// At the start of a process that has the broker inside: nobody is there until they say so.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin_offline(&self) -> Result<()> {
        let mut tx = self.house.db.begin().await?;
        sql::all_offline(&mut tx, self.house.now()).await?;
        tx.commit().await
    }

    /// Sets a bank up for an organisation; what the port and the command line share.
    ///
    /// # Errors
    /// `Form` when there is no such time zone.
    pub async fn add_bank(&self, organisation: OrganisationId, bank: &NewBank) -> Outcome<BankId> {
        place::in_a_known_zone(&bank.place)?;
        let id = BankId(self.house.outside.uuid7());
        let mut tx = self.house.db.begin().await?;
        sql::insert_bank(&mut tx, id, organisation, &bank.place, self.house.now()).await?;
        let mut number = 0;
        for (column, sizes) in (1_u16..).zip(&bank.columns) {
            let mut row = 1;
            for size in sizes {
                number += 1;
                let compartment = CompartmentId(self.house.outside.uuid7());
                sql::insert_compartment(&mut tx, compartment, id, number, *size, column, row).await?;
                row += size.rows();
            }
        }
        tx.commit().await?;
        Ok(id)
    }

    /// The bank if it is of the actor's organisation; the same answer for foreign and unknown.
    pub(super) async fn own(&self, h: &mut impl Handle, actor: &Actor, bank: BankId) -> Outcome<OrganisationId> {
        let row = sql::bank(h, bank).await?.ok_or(RefusalCode::NotFound)?;
        let own = match actor {
            Actor::House => true,
            _ => actor.organisation()? == row.organisation_id.0,
        };
        if own {
            Ok(row.organisation_id.0)
        } else {
            Err(RefusalCode::NotFound.into())
        }
    }
}

#[async_trait]
impl LockersPort for Lockers {
    async fn banks(&self, actor: &Actor) -> Outcome<Vec<BankSummary>> {
        actor.must(Operation::SeeBanks)?;
        let organisation = match actor {
            Actor::House => None,
            _ => Some(actor.organisation()?),
        };
        let mut reader = self.house.db.read().await?;
        Ok(steps::summaries(&mut reader, organisation).await?)
    }

    async fn bank(&self, actor: &Actor, bank: BankId) -> Outcome<BankView> {
        actor.must(Operation::SeeBanks)?;
        let mut reader = self.house.db.read().await?;
        self.own(&mut reader, actor, bank).await?;
        Ok(steps::bank_view(&mut reader, bank).await?)
    }

    async fn create_bank(&self, actor: &Actor, form: BankForm) -> Outcome<BankId> {
        actor.must(Operation::ManageBanks)?;
        let bank = form.check()?;
        let id = self.add_bank(actor.organisation()?, &bank).await?;
        tracing::info!(actor = actor.label(), bank = %id, "a bank was set up");
        Ok(id)
    }

    async fn place(&self, actor: &Actor, bank: BankId) -> Outcome<PlaceView> {
        actor.must(Operation::ManageBanks)?;
        let mut reader = self.house.db.read().await?;
        self.own(&mut reader, actor, bank).await?;
        place::view(&mut reader, bank).await
    }

    async fn correct_place(&self, actor: &Actor, bank: BankId, form: PlaceChange) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        let form = &form;
        let organisation = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let organisation = self.own(&mut tx, actor, bank).await?;
            place::correct(&mut tx, bank, form).await?;
            tx.commit().await?;
            Ok(organisation)
        })
        .await?;
        tracing::info!(actor = actor.label(), %bank, "the place of a bank was corrected");
        self.house.live.tell(Nudge::Bank { organisation, bank });
        Ok(())
    }

    async fn layout(&self, actor: &Actor, bank: BankId) -> Outcome<LayoutView> {
        actor.must(Operation::ManageBanks)?;
        let mut reader = self.house.db.read().await?;
        self.own(&mut reader, actor, bank).await?;
        layout::view(&mut reader, bank).await
    }

    async fn save_layout(&self, actor: &Actor, bank: BankId, form: LayoutForm, new_door: ShortText) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        let mut tx = self.house.db.begin().await?;
        let organisation = self.own(&mut tx, actor, bank).await?;
        layout::save(&mut tx, &self.house, bank, &form, &new_door).await?;
        tx.commit().await?;
        tracing::info!(actor = actor.label(), %bank, "the doors of a bank were arranged");
        self.house.live.tell(Nudge::Bank { organisation, bank });
        Ok(())
    }

    async fn provision(&self, actor: &Actor, bank: BankId) -> Outcome<Provisioned> {
        actor.must(Operation::ManageBanks)?;
        let mut tx = self.house.db.begin().await?;
        self.own(&mut tx, actor, bank).await?;
        let password = SecretToken::new(self.house.outside.chance.as_ref());
        sql::set_account(&mut tx, bank, &password.lookup_hash(&self.house.key, ACCOUNT_LABEL)).await?;
        let doors = sql::compartments(&mut tx, bank).await?;
        tx.commit().await?;
        tracing::info!(actor = actor.label(), %bank, "a bank got a new account password");
        Ok(Provisioned {
            bank,
            password: Secret::new(password.expose()),
            verifying_key: self.verifying_key.clone(),
            doors: doors.iter().map(sql::CompartmentRow::number).collect(),
            broker: self.broker.get().cloned(),
        })
    }

    async fn set_service(&self, actor: &Actor, compartment: CompartmentId, out: Option<ShortText>) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        let mut tx = self.house.db.begin().await?;
        let row = sql::compartment(&mut tx, compartment)
            .await?
            .ok_or(RefusalCode::NotFound)?;
        let organisation = self.own(&mut tx, actor, row.bank_id.0).await?;
        let served = steps::set_service(&mut tx, actor, compartment, out.as_ref()).await?;
        tx.commit().await?;
        match served {
            Served::Done => {
                tracing::info!(actor = actor.label(), %compartment, out = out.is_some(), "a compartment changed service");
            }
            Served::OneOfTwo => {
                tracing::info!(actor = actor.label(), %compartment, "the first of two people cleared a forced door");
            }
        }
        self.house.wake.service.notify_one();
        self.house.live.tell(Nudge::Bank {
            organisation,
            bank: row.bank_id.0,
        });
        Ok(())
    }

    async fn test_door(&self, actor: &Actor, compartment: CompartmentId) -> Outcome<()> {
        actor.must(Operation::TestDoors)?;
        let mut tx = self.house.db.begin().await?;
        let row = sql::compartment(&mut tx, compartment)
            .await?
            .ok_or(RefusalCode::NotFound)?;
        let organisation = self.own(&mut tx, actor, row.bank_id.0).await?;
        let ordered = test_opening::order_test(&mut tx, &self.house, actor, compartment).await?;
        tx.commit().await?;
        ordered.committed();
        tracing::info!(actor = actor.label(), %compartment, "a test opening was ordered");
        self.house.live.tell(Nudge::Bank {
            organisation,
            bank: row.bank_id.0,
        });
        Ok(())
    }

    async fn signing_key(&self, actor: &Actor) -> Outcome<SigningKeyView> {
        actor.must(Operation::SeeKeys)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let since = signs_since(&mut reader, &self.verifying_key).await?;
        let ring = self.key_ring()?;
        let standings = standings::standings(&mut reader, &organisation.to_string(), &ring.public()).await?;
        Ok(SigningKeyView {
            public: self.verifying_key.clone(),
            fingerprint: self.fingerprint.clone(),
            since: since.map(Moment::utc),
            banks: i64::try_from(standings.len()).unwrap_or(i64::MAX),
            next: ring.next.as_ref().map(SigningKeyFile::fingerprint),
            old: ring.old.as_ref().map(SigningKeyFile::fingerprint),
            standings,
            steps: standings::steps(&mut reader).await?,
        })
    }

    async fn pairing_code(&self, actor: &Actor, bank: BankId) -> Outcome<String> {
        actor.must(Operation::ManageBanks)?;
        let mut reader = self.house.db.read().await?;
        self.own(&mut reader, actor, bank).await?;
        drop(reader);
        Ok(kiosks::new_code(&self.house, bank).await?)
    }

    async fn pair_kiosk(&self, actor: &Actor, code: &str) -> Outcome<(BankId, Secret)> {
        actor.must(Operation::PairKiosk).or_else(|e| match actor {
            // A manager sets the screen up while signed in.
            Actor::Person { .. } => Ok(()),
            _ => Err(e),
        })?;
        kiosks::pair(&self.house, code).await
    }

    async fn kiosk(&self, secret: &Secret) -> Outcome<Actor> {
        kiosks::who(&self.house, secret).await
    }

    async fn unpair_kiosks(&self, actor: &Actor, bank: BankId) -> Outcome<()> {
        actor.must(Operation::ManageBanks)?;
        let mut tx = self.house.db.begin().await?;
        let organisation = self.own(&mut tx, actor, bank).await?;
        sql_kiosks::delete_kiosks(&mut tx, bank).await?;
        tx.commit().await?;
        self.house.live.tell(Nudge::Bank { organisation, bank });
        Ok(())
    }

    async fn public_banks(&self) -> Outcome<Vec<BankSummary>> {
        let mut reader = self.house.db.read().await?;
        Ok(steps::summaries(&mut reader, None).await?)
    }

    async fn bank_account(&self, bank: BankId, password: &Secret) -> Outcome<bool> {
        let given = self.house.key.lookup_hash(ACCOUNT_LABEL, password.expose().as_bytes());
        let mut reader = self.house.db.read().await?;
        let stored = sql::bank(&mut reader, bank).await?.and_then(|row| row.account_hash);
        Ok(stored.is_some_and(|stored| same(stored.as_bytes(), given.as_bytes())))
    }
}

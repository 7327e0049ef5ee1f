//! Database, keys and services, put together once for the server and for the command line.

use std::path::Path;
use std::sync::Arc;

use app::asking::Services;
use backend::accounts::{Accounts, Offices, Owners, SecondSteps};
use backend::audit::Audit;
use backend::custody::{Custody, CustodyListener};
use backend::db::Db;
use backend::delivery::{Delivery, OwnTexts};
use backend::feedback::Feedback;
use backend::found::{Finders, FoundDesk, FoundListener};
use backend::house::{House, LiveBus, Settings, Wakers};
use backend::lockers::{Intake, Lockers, last_mark};
use backend::notices::{NoticeJobs, Notices, WaysOut};
use backend::onsite::Onsite;
use backend::outside::{Chance, Outside};
use backend::payments::{PaymentListener, PaymentProvider, Payments, TestPay};
use backend::proofs::Proofs;
use backend::register::Register;
use backend::reports::Reports;
use backend::secrets::{MasterKey, Passwords, SigningKeyFile, TurnFiles};
use backend::support::Support;
use backend::tags::{CoverListener, PoolListener, Tags};
use backend::tickets::Tickets;
use backend::upkeep::{self, KeyFit};
use domain::lockers::KeyMark;
use domain::payments::TestPayPort;

use super::{payments, ways};
use crate::config::{Config, KeySource};
use crate::failure::{Doing, Failure};

/// What everything else stands on.
#[derive(Clone)]
pub struct Parts {
    /// What services share.
    pub house: House,
    /// Signs commands.
    pub signing: SigningKeyFile,
    /// People, as the house itself needs them.
    pub accounts: Accounts,
    /// Banks, as the house itself needs them.
    pub lockers: Lockers,
    /// What banks say.
    pub intake: Intake,
    /// Money, as the jobs need it.
    pub payments: Payments,
    /// What sends mails and text messages.
    pub notices: NoticeJobs,
    /// The provider that only plays, where it is allowed.
    pub test_pay: Option<TestPay>,
    /// The ports.
    pub services: Services,
}

impl Parts {
    /// Opens the database, brings its schema up to date, reads the keys (and makes them at the first start).
    ///
    /// # Errors
    /// What cannot be had.
    pub async fn open(config: &Config, settings: Settings) -> Result<Self, Failure> {
        let outside = Outside::real()?;
        make_private_folder(&config.data_dir)?;
        let url = config.database.expose();
        let db = if config.throwaway {
            Db::open_throwaway(url).await?
        } else {
            Db::open(url).await?
        };
        db.migrate().await?;
        let key = own_master_key(&config.keys.master, &db, outside.chance.as_ref()).await?;
        let signing = signing_key(&config.keys.signing, outside.chance.as_ref())?;
        let house = House {
            db,
            outside,
            key,
            live: LiveBus::default(),
            wake: Wakers::default(),
            settings: Arc::new(settings),
        };
        upkeep::signs_with(&house.db, &signing.public_text(), house.now()).await?;
        let providers = payments::providers(config, &house)?;
        let notices = ways::notice_jobs(config, &house)?;
        let support = Support::new(house.clone()).in_hours(config.support.clone());
        let texts = OwnTexts::new(house.clone(), config.templates_dir.clone());
        let keys = (signing, turn_files(&config.keys.signing));
        Ok(Self::over(house, keys, providers, notices, (support, texts)))
    }

    /// A key that was replaced signs nothing any more: banks do not obey it, and whoever brings it back by mistake shall hear
    /// of it before a door stays shut.
    ///
    /// # Errors
    /// When it was.
    pub async fn refuse_dead_key(&self) -> Result<(), Failure> {
        match last_mark(&self.house.db, self.signing.public_key()).await? {
            Some(mark) if is_over(mark) => Err(Failure::new(
                "this signing key was replaced by another: bring the one that took its place (see cloakroom doctor)",
            )),
            _ => Ok(()),
        }
    }

    fn over(
        house: House,
        (signing, turn): (SigningKeyFile, Option<TurnFiles>),
        providers: Vec<Arc<dyn PaymentProvider>>,
        jobs: NoticeJobs,
        (support, texts): (Support, OwnTexts),
    ) -> Self {
        let (accounts, owners) = people(&house);
        let lockers = Lockers::new(house.clone(), &signing).with_turn_files(turn);
        let (test_pay, payments) = (payments::test_pay(&house), money(&house, providers));
        let (intake, tags) = (heard(&house, support.clone()), Tags::new(house.clone()));
        let services = Services {
            accounts: Arc::new(accounts.clone()),
            second_step: Arc::new(SecondSteps::new(accounts.clone())),
            owners: Arc::new(owners.clone()),
            desk_owners: Arc::new(owners),
            offices: Arc::new(Offices::new(house.clone())),
            way: Arc::new(lockers.clone()),
            lockers: Arc::new(lockers.clone()),
            audit: Arc::new(Audit::new(house.clone())),
            custody: Arc::new(Custody::new(house.clone())),
            delivery: Arc::new(Delivery::new(house.clone())),
            care: Arc::new(Delivery::new(house.clone())),
            feedback: Arc::new(Feedback::new(house.clone())),
            bulk: Arc::new(Delivery::new(house.clone())),
            finders: Arc::new(Finders::new(house.clone())),
            found_desk: Arc::new(FoundDesk::new(house.clone())),
            notices: Arc::new(Notices::new(house.clone())),
            own_texts: Arc::new(texts),
            ways_out: Arc::new(WaysOut::new(jobs.clone())),
            payments: Arc::new(payments.clone()),
            proofs: Arc::new(Proofs::new(house.clone())),
            test_pay: test_pay.clone().map(|test| Arc::new(test) as Arc<dyn TestPayPort>),
            catalogue: Arc::new(tags.clone()),
            content: Arc::new(tags.clone()),
            owner_tags: Arc::new(tags.clone()),
            dealer: Arc::new(tags.clone()),
            bureau: Arc::new(tags.clone()),
            desk_tags: Arc::new(tags),
            dispatch: Arc::new(Tickets::new(house.clone())),
            courier: Arc::new(Tickets::new(house.clone())),
            register: Arc::new(Register::new(house.clone())),
            lost: Arc::new(Register::new(house.clone())),
            reports: Arc::new(Reports::new(house.clone())),
            help: Arc::new(support.clone()),
            support: Arc::new(support),
            onsite: Arc::new(Onsite::new(house.clone())),
        };
        Self {
            house,
            signing,
            accounts,
            lockers,
            intake,
            payments,
            notices: jobs,
            test_pay,
            services,
        }
    }
}

/// Everybody's accounts, and what owners do with theirs.
fn people(house: &House) -> (Accounts, Owners) {
    let accounts = Accounts::new(house.clone(), Passwords::new(Arc::clone(&house.outside.chance)));
    let owners = Owners::new(accounts.clone(), backend::personal_data());
    (accounts, owners)
}

/// Who hears what banks say. Cases follow what custody took note of, and support looks at what came of it: the order matters.
fn heard(house: &House, support: Support) -> Intake {
    let custody = CustodyListener::new(house.clone());
    let cases = FoundListener::new(house.clone());
    Intake::new(
        house.clone(),
        vec![Arc::new(custody), Arc::new(cases), Arc::new(support)],
    )
}

/// How people pay, and who must hear of it in the same transaction.
fn money(house: &House, providers: Vec<Arc<dyn PaymentProvider>>) -> Payments {
    let listeners: Vec<Arc<dyn PaymentListener>> = vec![
        Arc::new(CoverListener::new(house.clone())),
        Arc::new(PoolListener::new(house.clone())),
        Arc::new(FoundListener::new(house.clone())),
    ];
    Payments::new(house.clone(), providers, listeners)
}

/// The key with which this database was sealed. A new one is made for a new database only: to an old one it would be
/// worthless, and everything new in it unreadable with the old key.
async fn own_master_key(source: &KeySource, db: &Db, chance: &dyn Chance) -> Result<MasterKey, Failure> {
    let mut reader = db.read().await?;
    let lost = |path: &Path| !path.exists();
    if let KeySource::OwnFile(path) = source
        && lost(path)
        && upkeep::key_fit(&mut reader, None).await? == KeyFit::Other
    {
        return Err(Failure::new(format!(
            "the master key {} is not there, and this database was sealed with one: bring it back from where its copy lies",
            path.display()
        )));
    }
    let key = master_key(source, chance)?;
    let fit = upkeep::key_fit(&mut reader, Some(&key)).await?;
    drop(reader);
    match fit {
        KeyFit::Fits => {}
        KeyFit::New => upkeep::own_key(db, &key).await?,
        KeyFit::Other => {
            return Err(Failure::new(
                "this master key is not the one with which the database was sealed: nothing in it could be read",
            ));
        }
    }
    Ok(key)
}

fn master_key(source: &KeySource, chance: &dyn Chance) -> Result<MasterKey, Failure> {
    let key = match source {
        KeySource::Text(text) => MasterKey::from_base64(text.expose()),
        KeySource::File(path) => MasterKey::from_file(path),
        KeySource::OwnFile(path) => MasterKey::from_file_or_new(path, chance),
    };
    key.doing("read the master key")
}

fn signing_key(source: &KeySource, chance: &dyn Chance) -> Result<SigningKeyFile, Failure> {
    let key = match source {
        KeySource::Text(text) => SigningKeyFile::from_base64(text.expose()),
        KeySource::File(path) if !path.exists() => {
            return Err(Failure::new(format!("the signing key {} is not there", path.display())));
        }
        KeySource::File(path) | KeySource::OwnFile(path) => SigningKeyFile::from_file_or_new(path, chance),
    };
    key.doing("read the signing key")
}

/// Where the next and the old key lie beside the one that signs; nowhere for one from the environment.
pub(crate) fn turn_files(source: &KeySource) -> Option<TurnFiles> {
    match source {
        KeySource::Text(_) => None,
        KeySource::File(path) | KeySource::OwnFile(path) => Some(TurnFiles::beside(path)),
    }
}

/// Whether a key with this mark signs nothing any more.
pub(crate) fn is_over(mark: KeyMark) -> bool {
    matches!(mark, KeyMark::Replaced | KeyMark::Ended)
}

/// Keys and people's data lie in it: nobody else on this machine may look.
pub(crate) fn make_private_folder(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .doing(format!("make the folder {}", path.display()))
}

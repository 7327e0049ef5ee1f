//! Makes the demo's house: organisation, people, banks, and their past.

use std::sync::Arc;

use domain::Span;
use domain::accounts::{Actor, Role};
use domain::ids::{BankId, OrganisationId, PersonId, SessionId};
use domain::lockers::protocol::{Presence, Stream, Topic};
use domain::lockers::{ClaimState, Place};

use super::money;
use super::offices::{self, Crew};
use super::people::{COLLEAGUES, DemoPerson, ORGANISATION, PASSWORD, PEOPLE};
use super::places::PLACES;
use super::plan::plan;
use super::shelf;
use super::story::{Stage, Story, StoryClock, turned};
use super::trade::{self, Buyer, Cast};
use super::{calls, cases, drawings, troubles, ways};
use crate::accounts::Accounts;
use crate::custody::CustodyListener;
use crate::delivery::Delivery;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::lockers::{self, Intake, Lockers};
use crate::secrets::{Passwords, SigningKeyFile};

/// How long ago the house was set up.
const AGE: Span = Span::days(60);

/// How much of a past is told: no more than a start may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// So many days of documents in the banks.
    pub days: i64,
    /// So many cases of found things, over a year.
    pub cases: usize,
}

impl Default for Past {
    fn default() -> Self {
        Self { days: 37, cases: 300 }
    }
}

/// What stands after it was furnished.
#[derive(Debug, Clone)]
pub struct DemoHouse {
    /// Who can sign in, one per role.
    pub people: Vec<DemoPerson>,
    /// The banks, in the order in which they are shown.
    pub banks: Vec<DemoBank>,
}

/// One bank.
#[derive(Debug, Clone)]
pub struct DemoBank {
    /// Which.
    pub id: BankId,
    /// Where.
    pub place: Place,
    /// Its doors, and whether a document lies behind each.
    pub doors: Vec<(u16, bool)>,
}

/// Furnishes an empty house. Its banks are offline afterwards: nobody has connected yet.
///
/// # Errors
/// What the database says; `NotFound` outside of a demo.
pub async fn furnish(house: &House, signing: &SigningKeyFile, past: Past) -> Result<DemoHouse> {
    if !house.settings.demo {
        return Err(Fault::broken("demo.house", "furnishing a house that is no demo"));
    }
    // A demo leaves nothing behind: a year is told twice as fast without waiting for the disk.
    house.db.trust_memory().await?;
    let now = house.now();
    let clock = Arc::new(StoryClock::default());
    clock.set(now - AGE);
    let then = turned(house, &clock);
    let passwords = Passwords::new(Arc::clone(&then.outside.chance));
    // Everybody in a demo has the same password, and it takes long to hash.
    let hash = passwords.hash(PASSWORD).await?;
    let accounts = Accounts::new(then.clone(), passwords);
    let organisation = accounts.seed_organisation(ORGANISATION).await?;
    let cast = staffed(&accounts, organisation, &clock, &hash).await?;
    let of = |wanted: &[Role]| -> Vec<(Role, PersonId)> {
        let all = cast.iter().filter(|(role, _)| wanted.contains(role));
        all.copied().collect()
    };
    let mut central = of(&[Role::Courier, Role::Dispatcher]);
    // What they take back waits in the first office.
    let clicks = cast.iter().take(PEOPLE.len());
    central.extend(clicks.filter(|(role, _)| *role == Role::Employee).copied());
    let employees = of(&[Role::Employee]).into_iter();
    let staff: Vec<Actor> = employees.map(|(_, id)| actor(&then, organisation, id)).collect();
    let crews = offices::open(&then, &accounts, organisation, &clock, (&central, &hash)).await?;
    year(house, &accounts, organisation, (&cast, &crews), past.cases).await?;
    let lockers = Lockers::new(then.clone(), signing);
    let intake = Intake::new(then.clone(), vec![Arc::new(CustodyListener::new(then.clone()))]);
    let stages = stages(&lockers, &intake, organisation, &staff).await?;
    let banks: Vec<BankId> = stages.iter().map(|stage| stage.bank).collect();
    ways::describe(&lockers, &banks).await?;
    let story = Story {
        delivery: Delivery::new(then.clone()),
        house: then,
        clock,
        intake,
        stages,
    };
    story.tell(&plan(now, past.days), now).await?;
    troubles::tell(house, &banks).await?;
    help(house, organisation, (&cast, &staff), &banks).await?;
    Lockers::new(house.clone(), signing).begin_offline().await?;
    house.wake.notices.notify_one();
    Ok(DemoHouse {
        people: PEOPLE.to_vec(),
        banks: stand(house, &banks).await?,
    })
}

/// Whoever needed help from afar lately.
async fn help(
    house: &House,
    organisation: OrganisationId,
    (cast, staff): (&[(Role, PersonId)], &[Actor]),
    banks: &[BankId],
) -> Result<()> {
    let helper = cast.iter().find(|(role, _)| *role == Role::Support);
    let (Some((role, person)), Some(employee)) = (helper, staff.first()) else {
        return Ok(());
    };
    let helper = trade::actor(house, organisation, *person, *role);
    calls::tell(house, &helper, employee, banks).await
}

/// Everybody who works here or signs in with one click. `hash` is that of their password.
async fn staffed(
    accounts: &Accounts,
    organisation: OrganisationId,
    clock: &StoryClock,
    hash: &str,
) -> Result<Vec<(Role, PersonId)>> {
    let mut cast = Vec::new();
    for person in PEOPLE.iter().chain(&COLLEAGUES) {
        let roles = [person.role];
        // Colleagues only stand in the history.
        let hash = PEOPLE.contains(person).then_some(hash);
        let id = accounts
            .seed_hashed(organisation, person.name, person.email, person.locale, &roles, hash)
            .await?;
        // One after the other: the first of a role is who signs in with one click.
        clock.pass(Span::minutes(5));
        cast.push((person.role, id));
    }
    Ok(cast)
}

/// The bureau's year, with a clock of its own: it began long before the first document was left.
async fn year(
    house: &House,
    accounts: &Accounts,
    organisation: OrganisationId,
    (people, crews): (&[(Role, PersonId)], &[Crew]),
    cases: usize,
) -> Result<()> {
    let (clock, now) = (Arc::new(StoryClock::default()), house.now());
    let then = turned(house, &clock);
    let of = |role: Role| {
        let all = people.iter().filter(move |(own, _)| *own == role);
        all.map(|(role, id)| trade::actor(&then, organisation, *id, *role))
            .collect::<Vec<_>>()
    };
    let missing = || Fault::broken("demo.cast", "looking for the demo's manager");
    let manager = of(Role::Manager).into_iter().next().ok_or_else(missing)?;
    let signs_in = |person: &&DemoPerson| person.role == Role::Owner;
    let locales = PEOPLE.iter().filter(signs_in).map(|person| person.locale);
    let mut owners: Vec<Buyer> = of(Role::Owner)
        .into_iter()
        .zip(locales)
        .map(|(actor, locale)| Buyer { actor, locale })
        .collect();
    for owner in trade::buyers() {
        let roles = [Role::Owner];
        let id = accounts
            .seed_person(organisation, &owner.name, &owner.email, owner.locale, &roles, None)
            .await?;
        owners.push(Buyer {
            actor: trade::actor(&then, organisation, id, Role::Owner),
            locale: owner.locale,
        });
    }
    let cast = Cast {
        manager,
        dealers: of(Role::Dealer),
        owners,
    };
    let tagged = trade::tell(&then, &clock, &cast, now).await?;
    let quiet = House {
        outside: house.outside.clone(),
        ..then
    };
    let cases = cases::Year {
        house: &quiet,
        crews,
        tagged: &tagged,
        cases,
        photos: drawings::found()?,
    };
    money::tell(house, &cast, &tagged, cases.cases / 4).await?;
    cases::tell(&cases, organisation, &cast.owners).await?;
    shelf::tell(&quiet, crews).await
}

fn actor(house: &House, organisation: OrganisationId, person: PersonId) -> Actor {
    Actor::Person {
        person,
        session: SessionId(house.outside.uuid7()),
        organisation,
        office: None,
        roles: vec![Role::Employee],
    }
}

/// Sets the banks up and connects them. The first of the staff works everywhere, the others each at one bank.
async fn stages(
    lockers: &Lockers,
    intake: &Intake,
    organisation: OrganisationId,
    staff: &[Actor],
) -> Result<Vec<Stage>> {
    let wrong = || Fault::broken("demo.banks", "setting up the demo's banks");
    let mut stages = Vec::new();
    for (index, place) in PLACES.iter().enumerate() {
        let added = lockers.add_bank(organisation, &place.bank()?).await;
        let bank = added.map_err(|error| wrong().because(error))?;
        // Boot 0 was before the first start of the bank's program: its own words will all be newer.
        let online = Presence {
            bank,
            online: true,
            boot: 0,
            connection: 0,
        };
        let payload = online.to_bytes().map_err(|error| wrong().because(error))?;
        let topic = Topic {
            bank,
            stream: Stream::Presence,
        };
        intake.take(&topic.to_string(), &payload).await?;
        let employee = staff.first().ok_or_else(wrong)?.clone();
        stages.push(Stage {
            bank,
            colleague: staff.get(index + 1).unwrap_or(&employee).clone(),
            employee,
        });
    }
    Ok(stages)
}

async fn stand(house: &House, banks: &[BankId]) -> Result<Vec<DemoBank>> {
    let mut reader = house.db.read().await?;
    let mut all = Vec::new();
    for id in banks {
        let view = lockers::bank_view(&mut reader, *id).await?;
        all.push(DemoBank {
            id: *id,
            doors: view
                .doors
                .iter()
                .map(|door| (door.number, door.claim == ClaimState::Occupied))
                .collect(),
            place: view.place,
        });
    }
    Ok(all)
}

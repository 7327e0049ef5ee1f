//! Makes the demo's house: organisation, people, banks, and their past.

use std::sync::Arc;

use domain::Span;
use domain::accounts::{Actor, Role};
use domain::ids::{BankId, OrganisationId, PersonId, SessionId};
use domain::lockers::protocol::{Presence, Stream, Topic};
use domain::lockers::{ClaimState, Place};

use super::cases;
use super::offices::{self, Crew};
use super::people::{COLLEAGUES, DemoPerson, ORGANISATION, PASSWORD, PEOPLE};
use super::places::PLACES;
use super::plan::plan;
use super::story::{Stage, Story, StoryClock};
use super::trade::{self, Cast};
use crate::accounts::Accounts;
use crate::custody::CustodyListener;
use crate::delivery::Delivery;
use crate::fault::{Fault, Result};
use crate::house::{House, LiveBus, Wakers};
use crate::lockers::{self, Intake, Lockers};
use crate::outside::Outside;
use crate::secrets::{Passwords, SigningKeyFile};

/// How long ago the house was set up.
const AGE: Span = Span::days(60);
/// How many days of it are told: some weeks, and no more than a start may take.
const TOLD: i64 = 37;

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
pub async fn furnish(house: &House, signing: &SigningKeyFile) -> Result<DemoHouse> {
    furnish_days(house, signing, TOLD).await
}

/// The same with a past of so many days.
pub(crate) async fn furnish_days(house: &House, signing: &SigningKeyFile, days: i64) -> Result<DemoHouse> {
    if !house.settings.demo {
        return Err(Fault::broken("demo.house", "furnishing a house that is no demo"));
    }
    // A demo leaves nothing behind: a year is told twice as fast without waiting for the disk.
    house.db.trust_memory().await?;
    let now = house.now();
    let clock = Arc::new(StoryClock::default());
    clock.set(now - AGE);
    let then = House {
        outside: Outside {
            clock: Arc::clone(&clock) as Arc<_>,
            chance: Arc::clone(&house.outside.chance),
        },
        // Nobody looks on, and the jobs find by themselves what is left to do.
        live: LiveBus::default(),
        wake: Wakers::default(),
        ..house.clone()
    };
    let accounts = Accounts::new(then.clone(), Passwords::new(Arc::clone(&then.outside.chance)));
    let organisation = accounts.seed_organisation(ORGANISATION).await?;
    let mut staff = Vec::new();
    let mut cast = Vec::new();
    let mut central = Vec::new();
    for person in PEOPLE.iter().chain(&COLLEAGUES) {
        let roles = [person.role];
        // Colleagues only stand in the history.
        let password = PEOPLE.contains(person).then_some(PASSWORD);
        let id = accounts
            .seed_person(organisation, person.name, person.email, person.locale, &roles, password)
            .await?;
        // One after the other: the first of a role is who signs in with one click.
        clock.pass(Span::minutes(5));
        if matches!(person.role, Role::Courier | Role::Dispatcher) {
            central.push((person.role, id));
        }
        if person.role == Role::Employee {
            staff.push(actor(&then, organisation, id));
        }
        cast.push((person.role, id));
    }
    let crews = offices::open(&then, &accounts, organisation, &clock, &central).await?;
    year(house, &accounts, organisation, &cast, &crews).await?;
    let lockers = Lockers::new(then.clone(), signing);
    let intake = Intake::new(then.clone(), vec![Arc::new(CustodyListener::new(then.clone()))]);
    let stages = stages(&lockers, &intake, organisation, &staff).await?;
    let banks: Vec<BankId> = stages.iter().map(|stage| stage.bank).collect();
    let story = Story {
        delivery: Delivery::new(then.clone()),
        house: then,
        clock,
        intake,
        stages,
    };
    story.tell(&plan(now, days), now).await?;
    Lockers::new(house.clone(), signing).begin_offline().await?;
    house.wake.notices.notify_one();
    Ok(DemoHouse {
        people: PEOPLE.to_vec(),
        banks: stand(house, &banks).await?,
    })
}

/// The bureau's year, with a clock of its own: it began long before the first document was left.
async fn year(
    house: &House,
    accounts: &Accounts,
    organisation: OrganisationId,
    people: &[(Role, PersonId)],
    crews: &[Crew],
) -> Result<()> {
    let (clock, now) = (Arc::new(StoryClock::default()), house.now());
    let then = House {
        outside: Outside {
            clock: Arc::clone(&clock) as Arc<_>,
            chance: Arc::clone(&house.outside.chance),
        },
        live: LiveBus::default(),
        wake: Wakers::default(),
        ..house.clone()
    };
    let of = |role: Role| {
        let all = people.iter().filter(move |(own, _)| *own == role);
        all.map(|(role, id)| trade::actor(&then, organisation, *id, *role))
            .collect::<Vec<_>>()
    };
    let missing = || Fault::broken("demo.cast", "looking for the demo's manager");
    let manager = of(Role::Manager).into_iter().next().ok_or_else(missing)?;
    let mut owners = of(Role::Owner);
    for owner in trade::buyers() {
        let roles = [Role::Owner];
        let id = accounts
            .seed_person(organisation, &owner.name, &owner.email, owner.locale, &roles, None)
            .await?;
        owners.push(trade::actor(&then, organisation, id, Role::Owner));
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
    };
    cases::tell(&cases, organisation, &cast.owners).await
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

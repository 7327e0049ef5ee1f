//! The port of this slice: notes acts, and shows them to administrators.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::audit::{Act, AuditFilter, AuditNote, AuditPage, AuditPort, AuditRow, AuditThing, AuditWho, Came};
use domain::ids::OfficeId;
use domain::register::RegisterNumber;
use domain::{Outcome, Timestamp};

use super::chain::{self, Said};
use super::sql::{self, ListRow, LogRow, Narrow};
use crate::again::again;
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::lists::{contains, page};
use crate::proofs::signing_key;

const PAGE: i64 = 50;
pub(super) const ORIGIN: &str = "audit.origin";
/// An id has 36 characters; numbers of cases and keys fewer.
const LONGEST_THING: usize = 40;

/// The audit.
#[derive(Clone)]
pub struct Audit {
    house: House,
}

impl Audit {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    async fn add(&self, actor: &Actor, note: &AuditNote) -> Result<()> {
        let mut tx = self.house.db.begin().await?;
        sql::hold(&mut tx).await?;
        let (last, before) = sql::last(&mut tx).await?.unwrap_or_default();
        let row = self.row(actor, note, last + 1, &before)?;
        sql::add(&mut tx, &row).await?;
        tx.commit().await
    }

    fn row(&self, actor: &Actor, note: &AuditNote, seq: i64, before: &str) -> Result<LogRow> {
        let chance = self.house.outside.chance.as_ref();
        let place = seq.to_string();
        let seal = |text: &String| self.house.key.seal(chance, ORIGIN, &place, text.as_bytes());
        let origin_sealed = note.origin.as_ref().map(seal).transpose()?;
        let mut row = LogRow {
            seq,
            at: self.house.now().0,
            organisation_id: actor.organisation().ok().map(|id| id.to_string()),
            actor: actor.label(),
            act: note.act.wire().to_owned(),
            thing: note
                .thing
                .as_ref()
                .map(|thing| thing.chars().take(LONGEST_THING).collect()),
            outcome: note.came.wire().to_owned(),
            origin_hash: origin_sealed.as_deref().map(chain::origin_hash),
            origin_sealed,
            hash: String::new(),
            signature: String::new(),
        };
        row.hash = chain::hash(before, &said(&row))?;
        row.signature = chain::sign(&signing_key(&self.house.key), &row.hash);
        Ok(row)
    }

    fn shown(&self, zone: &str, row: ListRow) -> Result<AuditRow> {
        let odd = || Fault::broken("audit.row", "reading a row of the audit");
        let origin = row
            .origin_sealed
            .map(|sealed| self.house.key.open_text(ORIGIN, &row.seq.to_string(), &sealed))
            .transpose()?;
        let who = match (row.actor.split(':').next().unwrap_or_default(), row.person) {
            (_, Some(name)) => AuditWho::Person(name),
            ("kiosk", _) => AuditWho::Kiosk,
            ("house", _) => AuditWho::House,
            _ => AuditWho::Visitor,
        };
        let door = row.door.and_then(|number| u16::try_from(number).ok());
        let label = row.register_year.zip(row.register_number).map(|(year, number)| {
            let year = i32::try_from(year).unwrap_or_default();
            RegisterNumber { year, number }.to_string()
        });
        let thing = match (row.named.or(label), row.door_bank.zip(door), row.thing) {
            (Some(name), ..) => AuditThing::Named(name),
            (None, Some((bank, door)), _) => AuditThing::Door(bank, door),
            // An id means nothing to people.
            (None, None, Some(thing)) if thing.len() < 36 => AuditThing::Named(thing),
            _ => AuditThing::Nameless,
        };
        Ok(AuditRow {
            at: moment(zone, Timestamp(row.at)),
            who,
            act: Act::from_wire(&row.act).ok_or_else(odd)?,
            thing,
            came: Came::from_wire(&row.outcome).ok_or_else(odd)?,
            origin,
        })
    }
}

/// What of a row stands in its hash.
pub(super) fn said(row: &LogRow) -> Said<'_> {
    Said {
        seq: row.seq,
        at: row.at,
        organisation: row.organisation_id.as_deref(),
        actor: &row.actor,
        act: &row.act,
        thing: row.thing.as_deref(),
        outcome: &row.outcome,
        origin_hash: row.origin_hash.as_deref(),
    }
}

/// The office to which somebody belongs, whatever else they may see.
const fn office_of(actor: &Actor) -> Option<OfficeId> {
    match actor {
        Actor::Person { office, .. } => *office,
        _ => None,
    }
}

#[async_trait]
impl AuditPort for Audit {
    async fn note(&self, actor: &Actor, note: AuditNote) -> Outcome<()> {
        again(|| async { Ok(self.add(actor, &note).await?) }).await
    }

    async fn acts(&self, actor: &Actor, filter: &AuditFilter) -> Outcome<AuditPage> {
        actor.must(Operation::SeeAudit)?;
        let organisation = actor.organisation()?;
        let search = filter.search.trim();
        let wished = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let narrow = Narrow {
            organisation,
            like: (!search.is_empty()).then(|| contains(search)),
            thing: wished(search),
            act: wished(&filter.act),
            outcome: wished(&filter.came),
            before: filter.cursor.as_ref().and_then(|cursor| cursor.0.parse().ok()),
            limit: PAGE + 1,
        };
        let mut reader = self.house.db.read().await?;
        let time_zone = sql::time_zone(&mut reader, organisation, office_of(actor)).await?;
        let rows = sql::list(&mut reader, narrow).await?;
        let place = |row: &ListRow| row.seq.to_string();
        let acts = page(rows, PAGE, place, |row| self.shown(&time_zone, row))?;
        Ok(AuditPage { acts, time_zone })
    }
}

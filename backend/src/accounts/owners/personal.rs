//! What is kept about one person, handed out or erased: each slice answers for its own tables.
//!
//! A person is named by their row, their address and their telephones, since some of what is kept (a parcel that waits
//! for a citizen) belongs to somebody who has no account. What must not be here: any slice's tables but our own.

use async_trait::async_trait;
use domain::ids::{ConsignmentId, PersonId};
use domain::{Email, Outcome, Phone};
use serde_json::{Value, json};

use super::{mail, phones, sql, sql_links};
use crate::accounts::{second_step, sql as people, sql_access};
use crate::db::{Reader, Tx};
use crate::fault::Result;
use crate::house::House;

/// Who it is about.
#[derive(Clone)]
pub struct Subject {
    /// Their account, if they have one.
    pub person: Option<PersonId>,
    /// Their name, if they have an account.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<Email>,
    /// Their telephones.
    pub phones: Vec<Phone>,
}

impl Subject {
    /// Whether this text is their address or one of their telephones.
    pub fn is(&self, text: &str) -> bool {
        self.email
            .as_ref()
            .is_some_and(|email| email.folded() == text.trim().to_ascii_lowercase())
            || self.phones.iter().any(|phone| phone.as_str() == text.trim())
    }
}

/// What a slice hands out: a heading for machines, and what stands under it.
pub type Exported = (&'static str, Value);

/// A slice that keeps something about people. Composition gives all of them to [`super::Owners::new`].
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// Everything that the slice keeps about the person; empty when there is nothing.
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>>;

    /// Takes it away, inside the transaction that erases the person; gives how many rows it met. Called before the row of
    /// the person is emptied. A refusal (`StillInHand`) stops the whole.
    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64>;

    /// Takes away whose one finished thing was, and what was written about them: its part of [`Self::erase`]. Gives how many
    /// rows it met; a slice that keeps nothing about things meets none.
    async fn forget_thing(&self, _: &mut Tx, _: &House, _: ConsignmentId) -> Outcome<u64> {
        Ok(0)
    }
}

/// The person with this account, with everything by which other slices may know them.
pub(super) async fn subject(
    h: &mut impl crate::db::Handle,
    house: &House,
    person: PersonId,
) -> Result<Option<Subject>> {
    let Some(row) = sql::owner(h, person).await? else {
        return Ok(None);
    };
    Ok(Some(Subject {
        person: Some(person),
        email: super::contact::address(&row.email)?,
        phones: phones::read(h, house, person).await?,
        name: Some(row.name),
    }))
}

/// What this slice keeps.
pub(super) struct OwnRows;

#[async_trait]
impl PersonalData for OwnRows {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let Some(person) = subject.person else {
            return Ok(Vec::new());
        };
        let settings = super::settings::read(reader, house, person).await?;
        let roles = people::roles(reader, person).await?;
        let sessions = sql_access::sessions(reader, person, house.now()).await?;
        let account = json!({
            "name": settings.name,
            "email": settings.email,
            "email_waiting": settings.email_waiting,
            "language": settings.locale.code(),
            "time_zone": settings.time_zone,
            "telephones": settings.phones,
            "trusted_contacts": settings.contacts,
            "quiet_hours": settings.quiet.map(|quiet| format!(
                "{:02}:{:02}-{:02}:{:02}", quiet.from() / 60, quiet.from() % 60, quiet.until() / 60, quiet.until() % 60
            )),
            "roles": roles.iter().map(|role| role.wire()).collect::<Vec<_>>(),
        });
        let sessions: Vec<Value> = sessions
            .into_iter()
            .map(|row| json!({ "since": instant(row.created_at), "last_used": instant(row.last_used_at), "device": row.device }))
            .collect();
        let mut all = vec![("account", account), ("sessions", sessions.into())];
        if let Some(step) = second_step::personal::export(reader, house, person).await? {
            all.push(("second_step", step));
        }
        Ok(all)
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        if let Some(email) = &subject.email {
            let hash = mail::email_hash(house, &email.folded());
            met += sql_links::drop_sign_ups(tx, &hash).await?;
            met += sql_links::drop_asks(tx, &hash).await?;
        }
        let Some(person) = subject.person else {
            return Ok(met);
        };
        sql::drop_phones(tx, person).await?;
        sql::drop_contacts(tx, person).await?;
        sql::drop_names(tx, person).await?;
        sql_access::end_sessions(tx, person).await?;
        second_step::personal::erase(tx, person).await?;
        sql_links::drop_links(tx, person).await?;
        sql::drop_roles(tx, person).await?;
        met += sql::erase_person(tx, person).await?;
        Ok(met)
    }
}

/// An instant as everybody's programs read it.
pub fn instant(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).map_or_else(|_| micros.to_string(), |at| at.to_string())
}
